import { addDays, PlanError, weekdayOf, type CivilDate } from '../base/index.js';

/** Days on which the calendar differs from Monday–Friday: closed weekdays and worked Saturdays or Sundays. */
export interface WorkingCalendar {
  readonly closedDays: ReadonlySet<CivilDate>;
  readonly extraWorkingDays: ReadonlySet<CivilDate>;
}

/** Longest run of days off that is believed; more means a damaged calendar, not a long Tết. */
const LONGEST_CLOSURE_DAYS = 60;

/** Whether offices work on a day. Source: Bộ luật Lao động 45/2019/QH14, Điều 111, 112 with the yearly notices. */
export function isWorkingDay(day: CivilDate, calendar: WorkingCalendar): boolean {
  if (calendar.extraWorkingDays.has(day)) return true;
  return weekdayOf(day) <= 5 && !calendar.closedDays.has(day);
}

/**
 * The `count`-th working day after `day` (before it when `count` is negative); `day` itself when 0.
 * @throws PlanError INVALID_INPUT when the calendar closes more than 60 days running.
 */
export function addWorkingDays(day: CivilDate, count: number, calendar: WorkingCalendar): CivilDate {
  const step = Math.sign(count);
  let current = day;
  for (let left = Math.abs(count); left > 0; left -= 1)
    current = nextWorkingDay(addDays(current, step), step, calendar);
  return current;
}

/** The last working day of `[from, to)`. */
export function lastWorkingDayBefore(to: CivilDate, calendar: WorkingCalendar): CivilDate {
  return nextWorkingDay(addDays(to, -1), -1, calendar);
}

/** Working days in `[from, to)`; negative of those in `[to, from)` when `to` is earlier. */
export function workingDaysBetween(from: CivilDate, to: CivilDate, calendar: WorkingCalendar): number {
  if (to < from) return 0 - workingDaysBetween(to, from, calendar); // never −0
  let count = 0;
  for (let day = from; day < to; day = addDays(day, 1)) if (isWorkingDay(day, calendar)) count += 1;
  return count;
}

function nextWorkingDay(from: CivilDate, step: number, calendar: WorkingCalendar): CivilDate {
  let day = from;
  for (let tried = 0; tried < LONGEST_CLOSURE_DAYS; tried += 1) {
    if (isWorkingDay(day, calendar)) return day;
    day = addDays(day, step);
  }
  throw new PlanError('INVALID_INPUT', `Lịch làm việc không có ngày làm việc nào quanh ngày ${from}.`, { day: from });
}
