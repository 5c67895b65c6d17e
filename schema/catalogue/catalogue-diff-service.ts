import type { EntityManager } from '@mikro-orm/postgresql';
import { sql } from 'kysely';
import { rowsOf, type CivilDate } from '../base/index.js';
import { diffOf, readDiffFile, type DiffEntry, type OwnProcedure } from './catalogue-diff-rules.js';
import { proceduresOn } from './procedure-reads.js';

/** What came of comparing the catalogue with an export of the national database. */
export interface CatalogueComparison {
  /** Procedures in the export, and in the catalogue on the day. */
  readonly theirs: number;
  readonly ours: number;
  /** By code. */
  readonly entries: readonly DiffEntry[];
}

/** Compares the catalogue with others. */
export class CatalogueDiffService {
  constructor(private readonly em: EntityManager) {}

  /**
   * How the catalogue of a day differs from an export, CSV text; see `readDiffFile`. One statement; changes nothing.
   * @throws PlanError INVALID_INPUT for a file that cannot be read whole.
   */
  async compare(csv: string, day: CivilDate): Promise<CatalogueComparison> {
    const theirs = readDiffFile(csv);
    const ours = await this.procedures(day);
    return { theirs: theirs.length, ours: ours.length, entries: diffOf(ours, theirs) };
  }

  private async procedures(day: CivilDate): Promise<OwnProcedure[]> {
    const query = sql<Record<string, string | null> & { codes: string[] }>`
      select procedure.code, procedure.name, procedure.field, procedure.competence, procedure.service_level,
        procedure.status, procedure.decision, unit.code as owner_code,
        array(select code from procedure_code where procedure_id = procedure.id) as codes
      from ${proceduresOn(day)} join unit on unit.id = procedure.owner_id order by procedure.code`;
    return (await rowsOf(this.em, query)).map(({ code, owner_code, codes, ...values }) => ({
      code: String(code),
      ownerCode: String(owner_code),
      codes,
      values,
    }));
  }
}
