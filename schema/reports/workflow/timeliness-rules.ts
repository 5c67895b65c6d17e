import { sql, type RawBuilder } from 'kysely';
import { registerEnumType } from 'type-graphql';
import { civilDateAt, daysBetween, type CivilDate } from '../../base/index.js';
import { isLate } from '../../plan/index.js';

/** How a report stands to its due instant; derived whenever it is asked, never stored. */
export enum Timeliness {
  NotDue = 'NOT_DUE',
  OnTime = 'ON_TIME',
  Late = 'LATE',
  OverdueNotSent = 'OVERDUE_NOT_SENT',
}

registerEnumType(Timeliness, {
  name: 'Timeliness',
  description: 'Báo cáo so với hạn nộp; chỉ lần gửi đầu được tính (timeliness).',
  valuesConfig: {
    NotDue: { description: 'Chưa đến hạn, chưa gửi (not due).' },
    OnTime: { description: 'Đã gửi đúng hạn (on time).' },
    Late: { description: 'Đã gửi, trễ hạn (late).' },
    OverdueNotSent: { description: 'Quá hạn, chưa gửi (overdue, not sent).' },
  },
});

/** A report that is owed: until when, and when it was first sent; null while it was not. */
export interface OwedBy {
  /** Instant at which the due day is over, itself no longer on time. */
  readonly dueAt: Date;
  readonly firstSentAt: Date | null;
}

/**
 * How a report stood at an instant: by its first sending when there was one by then, else by whether its time was over.
 * What was sent late stays late, returned or not.
 */
export function timelinessOf({ dueAt, firstSentAt }: OwedBy, at: Date): Timeliness {
  if (firstSentAt && firstSentAt <= at) return isLate(firstSentAt, dueAt) ? Timeliness.Late : Timeliness.OnTime;
  return isLate(at, dueAt) ? Timeliness.OverdueNotSent : Timeliness.NotDue;
}

/**
 * Civil days in Vietnam from the last day on time to the first sending, or to `at` while nothing was sent; at least 1
 * for what is late, else 0.
 */
export function daysLate({ dueOn, ...owed }: OwedBy & { readonly dueOn: CivilDate }, at: Date): number {
  const timeliness = timelinessOf(owed, at);
  if (timeliness === Timeliness.OverdueNotSent) return daysBetween(dueOn, civilDateAt(at));
  return timeliness === Timeliness.Late && owed.firstSentAt ? daysBetween(dueOn, civilDateAt(owed.firstSentAt)) : 0;
}

/**
 * The rule of `timelinessOf` as a condition on the rows of table `deadline`, which must be named (or aliased) so in the
 * query. Every row satisfies the condition of exactly one value, or of none when it is withdrawn.
 */
export function hasTimeliness(timeliness: Timeliness, at: Date): RawBuilder<boolean> {
  const now = sql`${at.toISOString()}::timestamptz`;
  const isOpen = sql`deadline.withdrawn_at is null and (deadline.fulfilled_at <= ${now}) is not true`;
  switch (timeliness) {
    case Timeliness.OnTime:
      return sql`(deadline.fulfilled_at <= ${now} and deadline.fulfilled_at < deadline.due_at)`;
    case Timeliness.Late:
      return sql`(deadline.fulfilled_at <= ${now} and deadline.fulfilled_at >= deadline.due_at)`;
    case Timeliness.OverdueNotSent:
      return sql`(${isOpen} and deadline.due_at <= ${now})`;
    case Timeliness.NotDue:
      return sql`(${isOpen} and deadline.due_at > ${now})`;
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
