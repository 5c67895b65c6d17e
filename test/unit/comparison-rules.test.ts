import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { PeriodScheme, periodOf } from '../../schema/calendar/index.js';
import { Change, compareRatios, differenceOf, periodsUpTo, truncatedDecimal } from '../../schema/indicators/index.js';

const ratio = (numerator: number | null, denominator: number | null) => ({ numerator, denominator });

describe('the difference of two ratios', () => {
  it.each([
    ['a gain', ratio(3, 4), ratio(1, 2), Change.Better, '+25,00', 25n, 1n],
    ['a loss', ratio(1, 3), ratio(1, 2), Change.Worse, '−16,66', -50n, 3n],
    ['no change in other numbers', ratio(2, 4), ratio(1, 2), Change.Same, '0,00', 0n, 1n],
    ['less than the decimals show', ratio(1, 30_000), ratio(0, 5), Change.Better, '+0,00', 1n, 300n],
    ['a little lost', ratio(0, 5), ratio(1, 30_000), Change.Worse, '−0,00', -1n, 300n],
    ['from nothing to all', ratio(7, 7), ratio(0, 9), Change.Better, '+100,00', 100n, 1n],
  ])('%s', (_case, now, before, change, points, numerator, denominator) => {
    expect(differenceOf(now, before)).toEqual({ change, points, numerator, denominator });
  });

  it.each([
    ['nothing reported now', ratio(null, null), ratio(1, 2)],
    ['nothing reported then', ratio(1, 2), ratio(null, null)],
    ['none arose now', ratio(0, 0), ratio(1, 2)],
    ['none arose then', ratio(1, 2), ratio(0, 0)],
  ])('is none with %s', (_case, now, before) => {
    expect(differenceOf(now, before)).toBeNull();
  });

  it('is the other way round when the two change places, and agrees with the ranking', () => {
    const size = fc.integer({ min: 1, max: 2_000_000_000 });
    fc.assert(
      fc.property(size, size, size, size, (a, b, c, d) => {
        const [there, back] = [differenceOf(ratio(a, b), ratio(c, d)), differenceOf(ratio(c, d), ratio(a, b))];
        if (!there || !back) throw new Error('both have values');
        expect([there.numerator, there.denominator]).toEqual([-back.numerator, back.denominator]);
        expect(there.numerator * BigInt(b) * BigInt(d)).toBe(
          100n * there.denominator * (BigInt(a) * BigInt(d) - BigInt(c) * BigInt(b)),
        );
        const order = { [Change.Better]: -1, [Change.Same]: 0, [Change.Worse]: 1 }[there.change];
        expect(compareRatios(ratio(a, b), ratio(c, d))).toBe(order);
      }),
    );
  });
});

describe('truncatedDecimal', () => {
  it.each([
    [160n, 20n, '8,00'],
    [160n, 15n, '10,66'],
    [2n, 3n, '0,66'],
    [0n, 7n, '0,00'],
    [1_234_567n, 1n, '1.234.567,00'],
  ])('%s of %s is «%s»', (numerator, denominator, text) => {
    expect(truncatedDecimal(numerator, denominator)).toBe(text);
  });
});

function idsUpTo(id: string, count: number): string[] {
  return periodsUpTo(periodOf(id, PeriodScheme.Nd09), count).map((period) => period.id);
}

describe('the periods of a trend', () => {
  it('run up to the one asked for, across years, without a gap', () => {
    expect(idsUpTo('2026-02', 4)).toEqual(['2025-11', '2025-12', '2026-01', '2026-02']);
    expect(idsUpTo('2026-Q1', 3)).toEqual(['2025-Q3', '2025-Q4', '2026-Q1']);
    expect(idsUpTo('2026-H1', 2)).toEqual(['2025-H2', '2026-H1']);
    expect(idsUpTo('2026', 1)).toEqual(['2026']);
    const periods = periodsUpTo(periodOf('2026-02', PeriodScheme.Calendar), 60);
    for (const [place, { to }] of periods.slice(0, -1).entries()) expect(periods[place + 1]?.from).toBe(to);
    expect(periods).toHaveLength(60);
  });

  it.each([0, -1, 61, 1.5])('are not %s', (count) => {
    expect(() => idsUpTo('2026-02', count)).toThrow(expect.objectContaining({ code: 'INVALID_INPUT' }));
  });
});
