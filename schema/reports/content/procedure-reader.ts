import type { EntityManager } from '@mikro-orm/postgresql';
import { sql } from 'kysely';
import { addDays, rowsOf, type DayRange } from '../../base/index.js';
import { proceduresOn } from '../../catalogue/index.js';
import { formatPercent } from '../../indicators/index.js';
import { restatedUnits } from '../../organisation/index.js';
import type { ReportContent, ReportedProcedure } from '../report-content.js';

/** Best and worst procedures of a scope. */
export type ReportedProcedures = NonNullable<ReportContent['procedures']>;

/** Dossiers resolved in the period below which a procedure's share says nothing. */
export const FEWEST_DOSSIERS = 5;
const MOST_PROCEDURES = 5;

/** No procedure with enough dossiers. */
export const NO_PROCEDURES: ReportedProcedures = { best: [], worst: [] };

interface Row {
  /** Null for all units together. */
  readonly unitId: string | null;
  readonly code: string;
  readonly name: string;
  readonly resolved: number;
  readonly fullProcess: number;
  readonly isBest: boolean;
}

/**
 * The procedures with the highest and the lowest share of full-process dossiers among those resolved in a range, by unit
 * id, and under `null` of all units of the province: at most five each, by exact ratio, equal ones by code. No procedure
 * is in both; one that never was full-process is never among the best, one that always was never among the worst. Ranges
 * begin and end on day 1 or 15; figures stand at the units of the range's last day. One statement.
 */
export async function readProcedures(
  em: EntityManager,
  provinceId: string,
  range: DayRange,
): Promise<Map<string | null, ReportedProcedures>> {
  const rows = await rowsOf(em, procedureRows(provinceId, range));
  return new Map([...Map.groupBy(rows, ({ unitId }) => unitId)].map(([unitId, of]) => [unitId, proceduresOf(of)]));
}

function proceduresOf(rows: readonly Row[]): ReportedProcedures {
  return {
    best: rows.filter(({ isBest }) => isBest).map(procedureOf),
    worst: rows.filter(({ isBest }) => !isBest).map(procedureOf),
  };
}

function procedureOf({ code, name, resolved, fullProcess }: Row): ReportedProcedure {
  return { code, name, resolved, fullProcess, percent: formatPercent(fullProcess, resolved) };
}

/**
 * Ratios are compared as whole numbers: cut at 10⁻¹⁸, which is finer than two different ratios of counts below 10⁹ can
 * lie apart. The better half can be best, the worse half worst.
 */
function procedureRows(provinceId: string, { from, to }: DayRange) {
  const day = addDays(to, -1);
  return sql<Row>`with flow as materialized (
      select counted.unit_id, r.procedure_id, sum(full_process) as full_process,
        sum(resolved_early + resolved_on_time + resolved_late) as resolved
      from procedure_rollup r join ${restatedUnits(day)} counted on counted.source_id = r.unit_id
      where r.bucket >= ${from}::date and r.bucket < ${to}::date group by counted.unit_id, r.procedure_id),
    scope as (
      select unit_id, procedure_id, full_process, resolved from flow
      union all
      select null, procedure_id, sum(full_process), sum(resolved) from flow join unit on unit.id = unit_id
      where province_id = ${provinceId}::uuid group by procedure_id),
    shares as (
      select scope.*, identity.code, div(full_process * 1000000000000000000, resolved) as share
      from scope join procedure identity on identity.id = procedure_id where resolved >= ${FEWEST_DOSSIERS}),
    places as (
      select shares.*, count(*) over (partition by unit_id) as among,
        row_number() over (partition by unit_id order by share desc, code collate "C") as from_best,
        row_number() over (partition by unit_id order by share, code collate "C") as from_worst
      from shares),
    chosen as (
      select places.*, full_process > 0 and from_best <= least(${MOST_PROCEDURES}, (among + 1) / 2) as is_best,
        full_process < resolved and from_worst <= least(${MOST_PROCEDURES}, among / 2) as is_worst
      from places)
    select chosen.unit_id as "unitId", chosen.code, coalesce(procedure.name, chosen.code) as name, resolved::int,
      full_process::int as "fullProcess", is_best as "isBest"
    from chosen left join ${proceduresOn(day)} on procedure.id = chosen.procedure_id
    where is_best or is_worst
    order by chosen.unit_id, case when is_best then from_best else from_worst end`;
}
