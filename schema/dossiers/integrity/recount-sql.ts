import {
  ADD_TO_PROCEDURE_ROLLUP,
  ADD_TO_UNIT_ROLLUP,
  cellTable,
  DOSSIER_COLUMNS,
  flowSelect,
} from '../store/rollup-sql.js';

const JUDGED = ['full_process', 'eligible'] as const;
const isJudged = (column: string) => JUDGED.some((judged) => judged === column);

/**
 * Table expression `judged (procedure_id, first_day, end_day, service_level, eligible)`: which version of a procedure
 * judges the dossiers received on days of `[first_day, end_day)`. Says what `nearestVersion` says: a version judges until
 * the next begins, and the first one also what came before it.
 */
export const JUDGING_VERSIONS = `(select procedure_id, service_level, coalesce(eligible, false) as eligible,
    case when row_number() over versions = 1 then '-infinity' else valid_from end as first_day,
    coalesce(lead(valid_from) over versions, 'infinity') as end_day
  from procedure_version window versions as (partition by procedure_id order by valid_from nulls first))`;

/**
 * Selects what becomes table `recount`: the stored dossiers of all procedures that are judged otherwise now, with
 * what was stored and, as `new_full_process` and `new_eligible`, what is to be. A dossier without a day of reception is in no count; its reception judges it anew.
 */
export const SELECT_RECOUNT = `select ${DOSSIER_COLUMNS.map((column) => `d.${column}`).join(', ')},
    d.channel = 'ONLINE' and judged.service_level = 'FULL' as new_full_process, judged.eligible as new_eligible
  from dossier d join ${JUDGING_VERSIONS} as judged on judged.procedure_id = d.procedure_id
    and d.received_on >= judged.first_day and d.received_on < judged.end_day
  where (d.full_process, d.eligible) is distinct from
    (d.channel = 'ONLINE' and judged.service_level = 'FULL', judged.eligible)`;

/** Dossiers of table `recount` and what changes about them, by procedure. */
export const RECOUNTED = `select procedure_id as "procedureId", count(*)::int as dossiers,
    count(*) filter (where new_full_process and not full_process)::int as "becameFullProcess",
    count(*) filter (where full_process and not new_full_process)::int as "ceasedFullProcess",
    count(*) filter (where new_eligible and not eligible)::int as "becameEligible",
    count(*) filter (where eligible and not new_eligible)::int as "ceasedEligible"
  from recount group by procedure_id order by procedure_id`;

const AFTER = DOSSIER_COLUMNS.map((column) => (isJudged(column) ? `new_${column} as ${column}` : column)).join(', ');

/** Takes table `recount` into the dossiers and, by the difference, into both rollups; then it is gone. */
export const APPLY_RECOUNT = [
  `update dossier d set full_process = r.new_full_process, eligible = r.new_eligible
    from recount r where d.opened_on = r.opened_on and d.code = r.code`,
  cellTable([flowSelect(`(select ${AFTER} from recount) d`, 1), flowSelect('recount d', -1)]),
  ADD_TO_PROCEDURE_ROLLUP,
  ADD_TO_UNIT_ROLLUP,
  'drop table cell',
];

/** Judges the rows of table `incoming` by the versions that are stored now. */
export const JUDGE_INCOMING = `update incoming i
  set full_process = i.channel = 'ONLINE' and judged.service_level = 'FULL', eligible = judged.eligible
  from ${JUDGING_VERSIONS} as judged where judged.procedure_id = i.procedure_id
    and i.received_on >= judged.first_day and i.received_on < judged.end_day`;
