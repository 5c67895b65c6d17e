import { sql, type RawBuilder } from 'kysely';
import { addDays, type CivilDate, type DayRange } from '../../base/index.js';
import { bucketOf, isBucketStart, nextBucket } from '../../calendar/index.js';
import { dossierColumns } from '../store/rollup-sql.js';
import type { StatisticsCounts } from './statistics.js';

/** Column of the rollups and of `dossier_flow` behind every count that is a flow. */
export const FLOWS = {
  receivedOnline: 'received_online',
  receivedInPerson: 'received_in_person',
  receivedPostal: 'received_postal',
  resolvedEarly: 'resolved_early',
  resolvedOnTime: 'resolved_on_time',
  resolvedLate: 'resolved_late',
  fullProcess: 'full_process',
  eligible: 'eligible',
  electronicResult: 'electronic_result',
  payable: 'payable',
  paidOnline: 'paid_online',
  rated: 'rated',
  satisfied: 'satisfied',
} as const satisfies Partial<Record<keyof StatisticsCounts, string>>;

/** Columns of a flow row whose sums are what is open, and what of it is overdue. */
export const OPEN_SQL: RawBuilder<number> = sql.raw(
  '(received_online + received_in_person + received_postal) - (resolved_early + resolved_on_time + resolved_late)',
);
export const OVERDUE_SQL: RawBuilder<number> = sql.raw('became_overdue - resolved_late');

/**
 * The day of a row `f` that `dossier_flow(d)` returns. Each row is one event of the dossier, told by what it counts:
 * that it became overdue, was resolved or else received.
 */
export const EVENT_DAY: RawBuilder<CivilDate> = sql`case when f.became_overdue > 0 then d.due_on + 1
  when f.resolved_early + f.resolved_on_time + f.resolved_late > 0 then d.finished_on else d.received_on end`;

/**
 * Condition that a dossier `d` counts as resolved on its `finished_on`: exactly when `dossier_flow(d)` has a row that says
 * so. Said a second time because asking the function takes several times as long as reading the dossier; a test holds
 * the two together.
 */
export const COUNTS_AS_RESOLVED: RawBuilder<boolean> = sql.raw(
  '(d.status not in (1, 3) and d.finished_on is not null)',
);

/**
 * `dossier_flow` of a dossier `d`. The row is put together of its columns because the whole row of a partitioned table is
 * converted anew for every column that is taken from it.
 */
const FLOW_OF_DOSSIER: RawBuilder<unknown> = sql.raw(`dossier_flow(row(${dossierColumns('d')})::dossier)`);

/** A rollup, by what it keeps apart. */
export type Rollup = 'unit_rollup' | 'procedure_rollup';

const FLOW_COLUMNS = [...Object.values(FLOWS), 'became_overdue'];

/**
 * Table expression of all flows before the end of a range: `unit_id`, `procedure_id` (of `procedure_rollup` only),
 * `day` and the flow columns. A row before `range.from` has its `day` before it, every other row lies in the range.
 *
 * Whole half-months are rows of the rollup, their `day` being the first; a half-month that an end of the range cuts is
 * read from the dossiers, so that a range of whole half-months touches no dossier at all.
 */
export function flowRows(rollup: Rollup, range: DayRange): RawBuilder<unknown> {
  const procedure = rollup === 'procedure_rollup' ? sql`procedure_id, ` : sql``;
  const cut = isBucketStart(range.from) ? sql`` : sql` and bucket <> ${bucketOf(range.from)}`;
  const whole = sql`select unit_id, ${procedure}bucket as day, ${columnsOf('r')} from ${sql.table(rollup)} r
    where bucket < ${bucketOf(range.to)}${cut}`;
  const parts = brokenParts(range).map(
    (
      part,
    ) => sql` union all select d.resolving_unit_id, ${rollup === 'procedure_rollup' ? sql`d.procedure_id, ` : sql``}
      ${EVENT_DAY}, ${columnsOf('f')} from dossier d, ${FLOW_OF_DOSSIER} f where ${touches(part)}
      and ${EVENT_DAY} >= ${part.from}::date and ${EVENT_DAY} < ${part.to}::date`,
  );
  return sql`(${whole}${parts.length === 0 ? sql`` : sql.join(parts, sql``)})`;
}

/** Days of half-months that an end of a range cuts, as far as they lie before its end; they never overlap. */
export function brokenParts({ from, to }: DayRange): DayRange[] {
  const parts: DayRange[] = [];
  const end = nextBucket(bucketOf(from));
  if (!isBucketStart(from)) parts.push({ from: bucketOf(from), to: to < end ? to : end });
  const isRead = parts.some((part) => part.to === to);
  if (!isBucketStart(to) && !isRead) parts.push({ from: bucketOf(to), to });
  return parts;
}

/** The sums of every count over rows of `flowRows`, as whole numbers. */
export function sums({ from }: DayRange): RawBuilder<unknown> {
  const inRange = Object.entries(FLOWS).map(
    ([name, column]) =>
      sql`coalesce(sum(${sql.ref(column)}) filter (where day >= ${from}), 0)::int as ${sql.ref(name)}`,
  );
  const stocks = [
    sql`coalesce(sum(${OPEN_SQL}) filter (where day < ${from}), 0)::int as "carriedOver"`,
    sql`coalesce(sum(${OPEN_SQL}), 0)::int as "inProgress"`,
    sql`coalesce(sum(${OVERDUE_SQL}), 0)::int as "inProgressLate"`,
  ];
  return sql.join([...inRange, ...stocks]);
}

/** Condition that a dossier `d` may have an event in a range; what an index is asked before the flows are. */
function touches({ from, to }: DayRange): RawBuilder<unknown> {
  return sql`((d.received_on >= ${from}::date and d.received_on < ${to}::date)
    or (d.finished_on >= ${from}::date and d.finished_on < ${to}::date)
    or (d.due_on >= ${addDays(from, -1)}::date and d.due_on < ${addDays(to, -1)}::date))`;
}

function columnsOf(alias: string): RawBuilder<unknown> {
  return sql.join(FLOW_COLUMNS.map((column) => sql.ref(`${alias}.${column}`)));
}
