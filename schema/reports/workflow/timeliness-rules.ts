import { sql, type RawBuilder } from 'kysely';
import { civilDateAt, daysBetween } from '../../base/index.js';
import { isLate, type DatedWork } from '../../plan/index.js';
import { Timeliness } from './timeliness.js';

/**
 * How a report owed stands at an instant: by its first sending when there was one, else by whether the due instant has
 * come. A report sent late stays late, returned or not. Null when it is not owed any more.
 */
export function timelinessOf(
  { dueAt, fulfilledAt, withdrawnAt }: Omit<DatedWork, 'dueOn'>,
  at: Date,
): Timeliness | null {
  if (fulfilledAt) return isLate(fulfilledAt, dueAt) ? Timeliness.Late : Timeliness.OnTime;
  if (withdrawnAt) return null;
  return isLate(at, dueAt) ? Timeliness.OverdueNotSent : Timeliness.NotDue;
}

/**
 * The same rule as a condition on the rows of table `deadline`, which must be named (or aliased) so in the query. Every
 * row satisfies the condition of exactly one value, or of none when it is withdrawn.
 */
export function hasTimeliness(timeliness: Timeliness, at: Date): RawBuilder<boolean> {
  const instant = sql`${at.toISOString()}::timestamptz`;
  switch (timeliness) {
    case Timeliness.OnTime:
      return sql`(deadline.fulfilled_at < deadline.due_at)`;
    case Timeliness.Late:
      return sql`(deadline.fulfilled_at >= deadline.due_at)`;
    case Timeliness.OverdueNotSent:
      return sql`(deadline.fulfilled_at is null and deadline.withdrawn_at is null and deadline.due_at <= ${instant})`;
    case Timeliness.NotDue:
      return sql`(deadline.fulfilled_at is null and deadline.withdrawn_at is null and deadline.due_at > ${instant})`;
  }
}

/** Any of several values; an empty list is satisfied by no row. */
export function hasAnyTimeliness(values: readonly Timeliness[], at: Date): RawBuilder<boolean> {
  if (values.length === 0) return sql`false`;
  return sql`(${sql.join(
    values.map((value) => hasTimeliness(value, at)),
    sql` or `,
  )})`;
}

/**
 * Civil days in Vietnam from the last day on time to the first sending, or to `at` while nothing was sent.
 * At least 1; null when it is not late.
 */
export function daysLate({ dueOn, ...work }: DatedWork, at: Date): number | null {
  const timeliness = timelinessOf(work, at);
  if (timeliness !== Timeliness.Late && timeliness !== Timeliness.OverdueNotSent) return null;
  return daysBetween(dueOn, civilDateAt(work.fulfilledAt ?? at));
}
