import type { EntityManager } from '@mikro-orm/postgresql';
import { sql } from 'kysely';
import { rowsOf, type CivilDate, type DayRange } from '../../base/index.js';
import { checkRange } from '../../calendar/index.js';
import { restatedUnits, UnitKind } from '../../organisation/index.js';
import { flowRows, sums } from './flow-sql.js';
import { form06Rows, type FieldCounts } from './form06-rules.js';
import { Form06 } from './form06-type.js';
import { StatisticsService } from './statistics-service.js';
import type { StatisticsCounts } from './statistics.js';

/** What form 06 is asked of. */
export interface Form06Question {
  readonly range: DayRange;
  /** A unit alone; null for all units. */
  readonly unit: { readonly id: string; readonly kind: UnitKind } | null;
  /** Day to whose units figures are restated; null leaves them at the units that reported. */
  readonly restatedOn: CivilDate | null;
}

type Row = StatisticsCounts & { readonly kind: UnitKind; readonly field: string };

/** Makes form 06/VPCP/KSTT as a table. */
export class Form06Service {
  constructor(private readonly em: EntityManager) {}

  /** The form of a unit or of all units; the figures come from one statement. */
  async form(question: Form06Question): Promise<Form06> {
    const { range, unit } = question;
    const [counts, synthetic] = await Promise.all([
      this.counts(question),
      new StatisticsService(this.em).hasSyntheticDossiers(),
    ]);
    const kinds = unit ? [unit.kind] : [UnitKind.Department, UnitKind.Commune];
    return new Form06(form06Rows(counts, kinds), range, synthetic);
  }

  private async counts({ range, unit, restatedOn }: Form06Question): Promise<FieldCounts[]> {
    checkRange(range);
    const home = restatedOn
      ? sql`join ${restatedUnits(restatedOn)} counted on counted.source_id = flow.unit_id
          join unit on unit.id = counted.unit_id`
      : sql`join unit on unit.id = flow.unit_id`;
    const rows = await rowsOf(
      this.em,
      sql<Row>`select unit.kind, procedure.field, ${sums(range)} from ${flowRows('procedure_rollup', range)} flow
        ${home} join procedure on procedure.id = flow.procedure_id
        where ${unit ? sql`unit.id = ${unit.id}` : sql`true`}
        group by unit.kind, procedure.field order by procedure.field collate "vi-x-icu"`,
    );
    return rows.map(({ kind, field, ...counts }) => ({ kind, field, counts }));
  }
}
