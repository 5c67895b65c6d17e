import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import {
  addDays,
  civilDate,
  civilDateAt,
  daysBetween,
  formatVietnameseDate,
  formatVietnameseInstant,
  fromEpochDay,
  instantAt,
  parseCivilDate,
  partsOf,
  startOfDay,
  toEpochDay,
  weekdayOf,
} from '../../schema/base/index.js';

const epochDay = fc.integer({ min: -30_000, max: 60_000 });

describe('parseCivilDate', () => {
  it.each(['1999-12-31', '2024-02-29', '2025-12-31', '2100-02-28'])('takes %s', (text) => {
    expect(parseCivilDate(text)).toBe(text);
  });

  it.each(['', '2025-02-29', '2100-02-29', '2025-13-01', '2025-00-10', '2025-01-00', '2025-04-31', '2025-1-1'])(
    'refuses «%s»',
    (text) => {
      expect(() => parseCivilDate(text)).toThrow(expect.objectContaining({ code: 'INVALID_INPUT' }));
    },
  );

  it.each(['31/12/2025', '2025-12-31T00:00', ' 2025-12-31', '2025-12-31\n', '٢٠٢٥-١٢-٣١', '0000-00-00'])(
    'refuses the foreign form «%s»',
    (text) => {
      expect(() => parseCivilDate(text)).toThrow(expect.objectContaining({ code: 'INVALID_INPUT' }));
    },
  );
});

describe('arithmetic of days', () => {
  it('carries months and days over their range', () => {
    expect(civilDate(2025, 13, 1)).toBe('2026-01-01');
    expect(civilDate(2026, 0, 15)).toBe('2025-12-15');
    expect(civilDate(2025, 2, 29)).toBe('2025-03-01');
    expect(civilDate(2025, 3, 0)).toBe('2025-02-28');
  });

  it('crosses leap days', () => {
    expect(addDays(parseCivilDate('2024-02-28'), 1)).toBe('2024-02-29');
    expect(addDays(parseCivilDate('2025-03-01'), -1)).toBe('2025-02-28');
    expect(daysBetween(parseCivilDate('2024-01-01'), parseCivilDate('2025-01-01'))).toBe(366);
  });

  it('comes back from every day, in order, a day at a time', () => {
    fc.assert(
      fc.property(epochDay, fc.integer({ min: -500, max: 500 }), (day, step) => {
        const date = fromEpochDay(day);
        const { year, month, day: dayOfMonth } = partsOf(date);
        expect(toEpochDay(date)).toBe(day);
        expect(civilDate(year, month, dayOfMonth)).toBe(date);
        expect(parseCivilDate(date)).toBe(date);
        expect(daysBetween(date, addDays(date, step))).toBe(step);
        expect(Math.sign(step)).toBe(addDays(date, step) > date ? 1 : addDays(date, step) < date ? -1 : 0);
      }),
    );
  });

  it('knows the days of the week', () => {
    const week = Array.from({ length: 8 }, (_, index) => weekdayOf(addDays(parseCivilDate('2025-12-15'), index)));
    expect(week).toEqual([1, 2, 3, 4, 5, 6, 7, 1]); // 15/12/2025 is a Monday
    expect(weekdayOf(parseCivilDate('1969-12-31'))).toBe(3);
  });
});

describe('the clock of the province', () => {
  it('begins a day at 17:00 UTC of the day before', () => {
    expect(startOfDay(parseCivilDate('2026-01-01')).toISOString()).toBe('2025-12-31T17:00:00.000Z');
    expect(instantAt(parseCivilDate('2026-01-01'), 7, 30).toISOString()).toBe('2026-01-01T00:30:00.000Z');
    expect(civilDateAt(new Date('2025-12-31T16:59:59.999Z'))).toBe('2025-12-31');
    expect(civilDateAt(new Date('2025-12-31T17:00:00.000Z'))).toBe('2026-01-01');
  });

  it('finds the day of each of its instants', () => {
    fc.assert(
      fc.property(epochDay, fc.integer({ min: 0, max: 86_399_999 }), (day, milliseconds) => {
        const date = fromEpochDay(day);
        expect(civilDateAt(new Date(startOfDay(date).getTime() + milliseconds))).toBe(date);
      }),
    );
  });

  it('is printed as documents print it', () => {
    expect(formatVietnameseDate(parseCivilDate('2025-08-05'))).toBe('05/08/2025');
    expect(formatVietnameseInstant(new Date('2025-12-31T17:05:00Z'))).toBe('00:05 ngày 01/01/2026');
  });
});
