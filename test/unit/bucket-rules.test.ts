import { describe, expect, it } from '@jest/globals';
import { addDays, parseCivilDate } from '../../schema/base/index.js';
import {
  bucketOf,
  bucketsOf,
  isBucketStart,
  PeriodKind,
  periodContaining,
  PeriodScheme,
} from '../../schema/calendar/index.js';

const day = parseCivilDate;

describe('a half-month bucket', () => {
  it.each([
    ['2025-12-01', '2025-12-01'],
    ['2025-12-14', '2025-12-01'],
    ['2025-12-15', '2025-12-15'],
    ['2025-12-31', '2025-12-15'],
    ['2024-02-29', '2024-02-15'],
    ['2026-01-01', '2026-01-01'],
  ])('of %s begins on %s', (date, bucket) => {
    expect(bucketOf(day(date))).toBe(bucket);
    expect(isBucketStart(day(date))).toBe(date === bucket);
  });

  it('is one of the buckets of every period around its days, 2020–2035', () => {
    for (let date = day('2020-01-01'); date < '2036-01-01'; date = addDays(date, 1)) {
      for (const scheme of [PeriodScheme.Nd09, PeriodScheme.Calendar]) {
        const buckets = bucketsOf(periodContaining(date, PeriodKind.Month, scheme));
        if (buckets.length !== 2) throw new Error(`${scheme} ${date}: ${buckets.join()}`);
        if (!buckets.includes(bucketOf(date))) throw new Error(`${scheme} ${date} is in none of ${buckets.join()}`);
      }
    }
  });

  it('makes a year of 24', () => {
    const year = periodContaining(day('2025-06-01'), PeriodKind.Year, PeriodScheme.Nd09);
    const buckets = bucketsOf(year);
    expect(buckets).toHaveLength(24);
    expect([buckets[0], buckets[1], buckets.at(-1)]).toEqual(['2024-12-15', '2025-01-01', '2025-12-01']);
    expect(buckets).toEqual(buckets.toSorted());
  });

  it('is never cut', () => {
    for (const range of [
      { from: day('2025-12-02'), to: day('2025-12-15') },
      { from: day('2025-12-01'), to: day('2025-12-14') },
    ]) {
      expect(() => bucketsOf(range)).toThrow(expect.objectContaining({ code: 'INVALID_INPUT' }));
    }
    expect(bucketsOf({ from: day('2025-12-01'), to: day('2025-12-01') })).toEqual([]);
  });
});
