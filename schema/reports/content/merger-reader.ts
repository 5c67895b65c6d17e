import type { EntityManager } from '@mikro-orm/postgresql';
import { sql } from 'kysely';
import { addDays, rowsOf, type DayRange } from '../../base/index.js';
import { restatedUnits } from '../../organisation/index.js';
import type { ReportedMerger } from '../report-content.js';

/**
 * Units that went as a whole into another one in the middle of a range, by the id of the unit of its last day at which
 * their figures count, in code order. One statement.
 */
export async function readMergers(em: EntityManager, { from, to }: DayRange): Promise<Map<string, ReportedMerger[]>> {
  const rows = await rowsOf(
    em,
    sql<ReportedMerger & { unitId: string }>`select counted.unit_id as "unitId", unit.code, unit.name,
        step.effective_on::text as "on"
      from unit_lineage step join unit on unit.id = step.predecessor_id
        join ${restatedUnits(addDays(to, -1))} counted on counted.source_id = unit.id
      where step.effective_on > ${from}::date and step.effective_on < ${to}::date
        and step.share_numerator = step.share_denominator
      order by unit.code collate "C"`,
  );
  const byUnit = Map.groupBy(rows, ({ unitId }) => unitId);
  return new Map([...byUnit].map(([unitId, of]) => [unitId, of.map(({ code, name, on }) => ({ code, name, on }))]));
}
