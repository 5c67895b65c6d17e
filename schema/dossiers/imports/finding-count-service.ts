import type { EntityManager } from '@mikro-orm/postgresql';
import { sql } from 'kysely';
import { rowsOf, type CivilDate, type DayRange } from '../../base/index.js';
import { restatedUnits } from '../../organisation/index.js';
import { FindingSeverity } from './finding-severity.js';

/** How many dossiers of a unit a rule warns of. */
export interface DossierWarning {
  readonly unitId: string;
  readonly rule: string;
  /** What the rule says, `…` for what differs from dossier to dossier; else the first message of it by text. */
  readonly message: string;
  readonly dossiers: number;
}

/** Counts what imports found in the dossiers that are stored. */
export class FindingCountService {
  constructor(private readonly em: EntityManager) {}

  /**
   * Warnings about dossiers received or resolved in a range, by unit and rule: most dossiers first, then by rule.
   * Dossiers stand at the unit of `restatedOn` that the resolving unit has become. What was found in an older state of a
   * dossier than the stored one does not count any more. One statement.
   */
  warnings({ from, to }: DayRange, restatedOn: CivilDate): Promise<DossierWarning[]> {
    return rowsOf(
      this.em,
      sql<DossierWarning>`select counted.unit_id as "unitId", finding.rule,
          coalesce(regexp_replace(min(validation_rule.message), '\\{\\w+\\}', '…', 'g'),
            min(finding.message collate "C")) as message,
          count(distinct d.code)::int as dossiers
        from import_row noted
          join dossier d on d.opened_on = noted.opened_on and d.code = noted.code and d.updated_at <= noted.updated_at
          join import_finding finding on finding.dossier_import_id = noted.dossier_import_id
            and finding."row" = noted."row" and finding.severity = ${FindingSeverity.Warn}
          join ${restatedUnits(restatedOn)} counted on counted.source_id = d.resolving_unit_id
          left join validation_rule on validation_rule.code = finding.rule
        where not noted.rejected and ((d.received_on >= ${from}::date and d.received_on < ${to}::date)
          or (d.finished_on >= ${from}::date and d.finished_on < ${to}::date))
        group by counted.unit_id, finding.rule
        order by dossiers desc, finding.rule collate "C", counted.unit_id`,
    );
  }
}
