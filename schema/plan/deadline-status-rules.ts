import { sql, type RawBuilder } from 'kysely';
import { addDays, type CivilDate } from '../base/index.js';
import { addWorkingDays, workingDaysBetween, type WorkingCalendar } from '../calendar/index.js';
import { DeadlineStatus } from './deadline-status.js';

/** A deadline is due soon when at most this many working days are left. */
const DUE_SOON_WORKING_DAYS = 3;

/** What a status depends on. */
export interface DatedWork {
  /** Last day on time. */
  readonly dueOn: CivilDate;
  /** Instant that ends the last day on time; excluded. */
  readonly dueAt: Date;
  /** First fulfilment; null while open. */
  readonly fulfilledAt: Date | null;
  /** When it ceased to be owed; null while it is. Never set beside `fulfilledAt`. */
  readonly withdrawnAt: Date | null;
}

/** A day seen through the working calendar: computed once for all deadlines of a list. */
export interface StatusDay {
  readonly day: CivilDate;
  /** First day that is not due soon any more, seen from `day`. */
  readonly notSoonFrom: CivilDate;
}

/** The bounds that tell the statuses of a day apart. */
export function statusDay(day: CivilDate, calendar: WorkingCalendar): StatusDay {
  return { day, notSoonFrom: addWorkingDays(day, DUE_SOON_WORKING_DAYS + 1, calendar) };
}

/**
 * Working days left after `day` until the last day on time, that day included: 0 on the due day, negative of the
 * working days gone by since when it is over.
 */
export function workingDaysLeft(dueOn: CivilDate, day: CivilDate, calendar: WorkingCalendar): number {
  return workingDaysBetween(addDays(day, 1), addDays(dueOn, 1), calendar);
}

/** Whether work done at an instant came after its deadline. Source of the instant: end of the due day in Vietnam. */
export function isLate(doneAt: Date, dueAt: Date): boolean {
  return doneAt.getTime() >= dueAt.getTime();
}

/**
 * How a deadline stands on a day. What has been fulfilled stays on time or late for ever; what is
 * withdrawn is never late.
 */
export function deadlineStatus(
  { dueOn, dueAt, fulfilledAt, withdrawnAt }: DatedWork,
  { day, notSoonFrom }: StatusDay,
): DeadlineStatus {
  if (fulfilledAt) return isLate(fulfilledAt, dueAt) ? DeadlineStatus.DoneLate : DeadlineStatus.DoneOnTime;
  if (withdrawnAt) return DeadlineStatus.Withdrawn;
  if (dueOn < day) return DeadlineStatus.Overdue;
  return dueOn < notSoonFrom ? DeadlineStatus.DueSoon : DeadlineStatus.Upcoming;
}

/**
 * The same rule as a condition on the rows of table `deadline`, which must be named (or aliased) so in the query.
 * Every row satisfies the condition of exactly one status.
 */
export function hasDeadlineStatus(status: DeadlineStatus, { day, notSoonFrom }: StatusDay): RawBuilder<boolean> {
  switch (status) {
    case DeadlineStatus.DoneOnTime:
      return sql`(deadline.fulfilled_at < deadline.due_at)`;
    case DeadlineStatus.DoneLate:
      return sql`(deadline.fulfilled_at >= deadline.due_at)`;
    case DeadlineStatus.Overdue:
      return sql`(${OPEN} and deadline.due_on < ${day}::date)`;
    case DeadlineStatus.DueSoon:
      return sql`(${OPEN} and deadline.due_on >= ${day}::date
        and deadline.due_on < ${notSoonFrom}::date)`;
    case DeadlineStatus.Upcoming:
      return sql`(${OPEN} and deadline.due_on >= ${notSoonFrom}::date)`;
    case DeadlineStatus.Withdrawn:
      return sql`(deadline.withdrawn_at is not null)`;
  }
}

/** Owed and not done: the rows of table `deadline`, which must be named (or aliased) so, that anybody is told of. */
export function isOpenDeadline(): RawBuilder<boolean> {
  return OPEN;
}

const OPEN = sql<boolean>`(deadline.fulfilled_at is null and deadline.withdrawn_at is null)`;
