import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { addDays, fromEpochDay, parseCivilDate, toEpochDay } from '../../schema/base/index.js';
import {
  addWorkingDays,
  isWorkingDay,
  lastWorkingDayBefore,
  readCalendarDays,
  workingCalendarOf,
  workingDaysBetween,
} from '../../schema/calendar/index.js';
import { legalPeriods } from '../support/legal-periods.js';

const calendar = workingCalendarOf(readCalendarDays());
const day = parseCivilDate;
const days = fc
  .integer({ min: toEpochDay(day('2025-01-01')), max: toEpochDay(day('2027-12-31')) })
  .map((epochDay) => fromEpochDay(epochDay));

describe('the working calendar of Việt Nam', () => {
  it('closes Tết Bính Ngọ 2026 from 14 to 22 February', () => {
    for (let date = day('2026-02-14'); date <= '2026-02-22'; date = addDays(date, 1)) {
      expect([date, isWorkingDay(date, calendar)]).toEqual([date, false]);
    }
    expect(isWorkingDay(day('2026-02-13'), calendar)).toBe(true);
    expect(isWorkingDay(day('2026-02-23'), calendar)).toBe(true);
  });

  it.each([
    ['an ordinary Monday', '2025-12-15', true],
    ['a Saturday', '2025-12-13', false],
    ['a Sunday', '2025-12-14', false],
    ['the worked Saturday for 02/5/2025', '2025-04-26', true],
    ['the exchanged Friday 02/5/2025', '2025-05-02', false],
    ['the worked Saturday for 31/8/2026', '2026-08-22', true],
    ['the day of culture, new from 2026', '2026-11-24', false],
    ['the same day a year before', '2025-11-24', true],
  ])('knows %s', (_case, date, works) => {
    expect(isWorkingDay(day(date), calendar)).toBe(works);
  });
});

describe('addWorkingDays', () => {
  it.each(legalPeriods)('after $last of $id', ({ last, workingDaysAfter }) => {
    expect([addWorkingDays(last, 1, calendar), addWorkingDays(last, 2, calendar)]).toEqual(workingDaysAfter);
  });

  it('counts back as well, and 0 stays', () => {
    expect(addWorkingDays(day('2026-02-23'), -1, calendar)).toBe('2026-02-13');
    expect(addWorkingDays(day('2026-02-18'), 0, calendar)).toBe('2026-02-18');
    expect(lastWorkingDayBefore(day('2026-02-23'), calendar)).toBe('2026-02-13');
    expect(lastWorkingDayBefore(day('2026-01-01'), calendar)).toBe('2025-12-31');
  });

  it('is what counting says, and lands on a working day', () => {
    fc.assert(
      fc.property(days, fc.integer({ min: 1, max: 60 }), (start, count) => {
        const end = addWorkingDays(start, count, calendar);
        expect(isWorkingDay(end, calendar)).toBe(true);
        expect(workingDaysBetween(addDays(start, 1), addDays(end, 1), calendar)).toBe(count);
        const back = addWorkingDays(start, -count, calendar);
        expect(isWorkingDay(back, calendar)).toBe(true);
        expect(workingDaysBetween(back, start, calendar)).toBe(count);
        expect(workingDaysBetween(start, back, calendar)).toBe(-count);
      }),
      { numRuns: 60 },
    );
  });

  it('does not look for ever in a damaged calendar', () => {
    const closed = new Set(Array.from({ length: 200 }, (_, index) => addDays(day('2026-01-01'), index)));
    const damaged = { closedDays: closed, extraWorkingDays: new Set<never>() };
    expect(() => addWorkingDays(day('2026-01-01'), 1, damaged)).toThrow(
      expect.objectContaining({ code: 'INVALID_INPUT' }),
    );
  });
});
