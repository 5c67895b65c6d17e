import { addDays, civilDateAt, PlanError } from '../base/index.js';
import { dueInstants, type Schedule } from './slot-rules.js';

/** Longest range that is looked at, in days: a leap year. */
export const LONGEST_FORECAST_DAYS = 366;

/** One due instant of one schedule. */
export interface ExpectedSlot<T extends Schedule = Schedule> {
  readonly schedule: T;
  readonly dueAt: Date;
}

/**
 * Every due instant of the schedules in `[from, to)`, earliest first, then in the order of the schedules: what the worker
 * will find, by the function that it asks itself.
 * @throws PlanError INVALID_INPUT when the range is empty or longer than `LONGEST_FORECAST_DAYS`.
 */
export function expectedSlots<T extends Schedule>(schedules: readonly T[], from: Date, to: Date): ExpectedSlot<T>[] {
  if (!(from < to)) throw new PlanError('INVALID_INPUT', 'Thời điểm đầu phải trước thời điểm cuối.', { field: 'to' });
  if (civilDateAt(to) > addDays(civilDateAt(from), LONGEST_FORECAST_DAYS)) {
    throw new PlanError('INVALID_INPUT', `Chỉ xem được nhiều nhất ${LONGEST_FORECAST_DAYS} ngày.`, { field: 'to' });
  }
  const [after, until] = [new Date(from.getTime() - 1), new Date(to.getTime() - 1)];
  const slots = schedules.flatMap((schedule) =>
    dueInstants(schedule, after, until).map((dueAt) => ({ schedule, dueAt })),
  );
  return slots.toSorted((a, b) => a.dueAt.getTime() - b.dueAt.getTime());
}
