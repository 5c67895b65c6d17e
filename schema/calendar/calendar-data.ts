import { Certainty, cell, enumCell, parseCivilDate, readCsvFile, type CivilDate } from '../base/index.js';
import type { CalendarDayFacts } from './calendar-day-rules.js';
import type { WorkingCalendar } from './working-day-rules.js';

/** Holidays and worked Saturdays of 2025–2027, in file order; 2027 partly provisional. */
export function readCalendarDays(): CalendarDayFacts[] {
  return readCsvFile('schema/calendar/viet-nam/working-calendar.csv', ['day', 'working']).map((row) => ({
    day: parseCivilDate(cell(row, 'day')),
    working: cell(row, 'working') === 'true',
    name: cell(row, 'name'),
    source: cell(row, 'source'),
    certainty: enumCell(row, 'certainty', Certainty),
  }));
}

/** The working calendar that days make. */
export function workingCalendarOf(
  days: readonly { readonly day: CivilDate; readonly working: boolean }[],
): WorkingCalendar {
  return {
    closedDays: new Set(days.filter(({ working }) => !working).map(({ day }) => day)),
    extraWorkingDays: new Set(days.filter(({ working }) => working).map(({ day }) => day)),
  };
}
