import { addDays, daysBetween, partsOf, weekdayOf, type CivilDate } from '../../base/index.js';
import { isWorkingDay, type WorkingCalendar } from '../../calendar/index.js';

/** A day of the range and how many dossiers come in on it. */
export interface PlannedDay {
  readonly day: CivilDate;
  readonly working: boolean;
  readonly dossiers: number;
}

const MONTHS = [0.95, 0.92, 1.04, 1, 1.02, 1.13, 1.16, 1.15, 1, 0.99, 1.02, 1.1]; // summer and year end are busiest
const WEEKDAYS = [1.16, 1.05, 1, 0.97, 0.88, 0.05, 0.035]; // Monday first; Saturday and Sunday online only
const HOLIDAY = 0.02;
const YEARLY_GROWTH = 0.08;
const TET_DAYS_OFF = 7; // no other holiday closes offices for so long
const BEFORE_TET = 0.65;
const AFTER_TET = 0.7;
const AFTER_CLOSURE = 1.25;

/** Days of `[from, to]` in order, with exactly `total` dossiers shared out by season, weekday and holidays. */
export function planDays(from: CivilDate, to: CivilDate, total: number, calendar: WorkingCalendar): PlannedDay[] {
  const days = Array.from({ length: daysBetween(from, to) + 1 }, (_, place) => addDays(from, place));
  const weights = days.map((day) => weightOf(day, daysBetween(from, day), calendar));
  const sum = weights.reduce((left, right) => left + right, 0);
  let reached = 0;
  let given = 0;
  return days.map((day, place) => {
    reached += weights[place] ?? 0;
    const dossiers = Math.round((total * reached) / sum) - given;
    given += dossiers;
    return { day, working: isWorkingDay(day, calendar), dossiers };
  });
}

function weightOf(day: CivilDate, daysSinceStart: number, calendar: WorkingCalendar): number {
  const season = (MONTHS[partsOf(day).month - 1] ?? 1) * (1 + (YEARLY_GROWTH * daysSinceStart) / 365);
  const weekday = weekdayOf(day);
  if (!isWorkingDay(day, calendar)) return season * (weekday > 5 ? (WEEKDAYS[weekday - 1] ?? 0) : HOLIDAY);
  const usual = weekday > 5 ? 0.8 : (WEEKDAYS[weekday - 1] ?? 1); // a worked Saturday is a quieter day
  return season * usual * aroundClosures(day, calendar);
}

/** Offices are quiet in the weeks before and after Tết, and busy on the first day after another closure. */
function aroundClosures(day: CivilDate, calendar: WorkingCalendar): number {
  for (let distance = 1; distance <= 10; distance += 1) {
    if (closureAt(addDays(day, distance), calendar) >= TET_DAYS_OFF) return BEFORE_TET;
    if (closureAt(addDays(day, -distance), calendar) >= TET_DAYS_OFF) return AFTER_TET;
  }
  return closureAt(addDays(day, -1), calendar) >= 3 ? AFTER_CLOSURE : 1;
}

/** Length in days of the run of days off that a day lies in; 0 on a working day. */
function closureAt(day: CivilDate, calendar: WorkingCalendar): number {
  if (isWorkingDay(day, calendar)) return 0;
  let length = 1;
  for (let next = addDays(day, 1); !isWorkingDay(next, calendar); next = addDays(next, 1)) length += 1;
  for (let next = addDays(day, -1); !isWorkingDay(next, calendar); next = addDays(next, -1)) length += 1;
  return length;
}
