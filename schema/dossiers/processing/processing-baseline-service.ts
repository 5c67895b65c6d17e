import type { EntityManager } from '@mikro-orm/postgresql';
import { sql } from 'kysely';
import type { Client } from 'pg';
import { rowsOf } from '../../base/index.js';

/** Finished dossiers below which nothing is said about what is usual. */
const FEWEST = 30;
/** Makes a MAD comparable with a standard deviation. Source: 1 / Φ⁻¹(3/4), for normally distributed values. */
const CONSISTENCY = 1.4826;

/** Keeps how long units usually take. */
export class ProcessingBaselineService {
  constructor(private readonly em: EntityManager) {}

  /**
   * Takes all baselines anew from the stored dossiers that were received and finished; the number of baselines. Factors
   * stay; a unit and procedure with fewer than 30 dossiers has none.
   */
  async refresh(): Promise<number> {
    await rowsOf(this.em, sql`set local statement_timeout = '30min'`);
    const [row] = await rowsOf(
      this.em,
      sql<{ count: number }>`with day as (
          select resolving_unit_id as unit_id, procedure_id, finished_on - received_on as days
          from dossier where finished_on is not null and received_on is not null and status <> 7),
        middle as (
          select unit_id, procedure_id, count(*)::int as dossiers,
            percentile_cont(0.5) within group (order by days) as median
          from day group by unit_id, procedure_id having count(*) >= ${FEWEST}),
        fresh as (
          select unit_id, procedure_id, dossiers, median,
            percentile_cont(0.5) within group (order by abs(days - median)) as deviation
          from day join middle using (unit_id, procedure_id) group by unit_id, procedure_id, dossiers, median),
        gone as (
          delete from processing_baseline old where not exists (
            select from fresh where fresh.unit_id = old.unit_id and fresh.procedure_id = old.procedure_id)),
        kept as (
          insert into processing_baseline as old (unit_id, procedure_id, dossiers, median, deviation)
          select unit_id, procedure_id, dossiers, median, deviation from fresh
          on conflict (unit_id, procedure_id) do update
            set dossiers = excluded.dossiers, median = excluded.median, deviation = excluded.deviation
          returning old.unit_id)
      select count(*)::int as count from kept`,
    );
    return row?.count ?? 0;
  }
}

/**
 * Adds a warning to every incoming finished dossier whose days lie further from the median of its unit and procedure
 * than `factor` · 1.4826 · MAD; where more than half of all took the same time (MAD 0), than `factor` days. The number
 * of warnings. The dossier is taken all the same.
 */
export async function warnOfOutliers(client: Client): Promise<number> {
  const { rowCount } = await client.query(
    `update incoming i set findings = coalesce(findings, '[]') || jsonb_build_array(jsonb_build_object(
        'column', 'finished_on', 'rule', 'OUTLIER_DAYS', 'severity', 'WARN', 'value', finished_on::text,
        'message', format('Xử lý %s ngày, trong khi đơn vị này thường xử lý thủ tục này trong %s ngày (trung vị của %s hồ sơ; lệch quá %s ngày là bất thường).',
          finished_on - received_on, ${vietnamese('b.median')}, b.dossiers, ${vietnamese('b.reach')})))
     from (select *, factor * case when deviation = 0 then 1 else ${CONSISTENCY} * deviation end as reach
           from processing_baseline) b
     where b.unit_id = i.resolving_unit_id and b.procedure_id = i.procedure_id and not i.rejected and i.status <> 7
       and abs(i.finished_on - i.received_on - b.median) > b.reach`,
  );
  return rowCount ?? 0;
}

/** A number with at most one decimal, the comma of Vietnamese in front of it. */
function vietnamese(expression: string): string {
  return `replace(trim_scale(round((${expression})::numeric, 1))::text, '.', ',')`;
}
