import { addDays, civilDateAt, formatVietnameseInstant, instantAt, parseCivilDate } from '../../schema/base/index.js';
import {
  addWorkingDays,
  bucketOf,
  PeriodKind,
  periodContaining,
  PeriodScheme,
  readCalendarDays,
  workingCalendarOf,
} from '../../schema/calendar/index.js';

/** Prints what the date rules say of every day of 2025–2027; a program of its own, run under different time zones. */
const calendar = workingCalendarOf(readCalendarDays());
for (let day = parseCivilDate('2025-01-01'); day < '2028-01-01'; day = addDays(day, 1)) {
  const instants = [instantAt(day, 0), instantAt(day, 6, 59), instantAt(day, 23, 59)];
  const periods = Object.values(PeriodKind).map((kind) => periodContaining(day, kind, PeriodScheme.Nd09));
  console.log(
    day,
    ...instants.map(
      (instant) => `${civilDateAt(instant)} ${formatVietnameseInstant(instant)} ${instant.toISOString()}`,
    ),
    ...periods.map(({ id, from, to }) => `${id} ${from} ${to}`),
    bucketOf(day),
    addWorkingDays(day, 2, calendar),
  );
}
