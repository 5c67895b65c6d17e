import 'reflect-metadata';
import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { parseCivilDate } from '../../schema/base/index.js';
import { NO_DOSSIERS, type StatisticsCounts } from '../../schema/dossiers/index.js';
import {
  boundsOf,
  earlierRanges,
  evaluateIndicator,
  evaluateSums,
  meetsTarget,
  missingLimit,
  statusWithin,
  type Fraction,
} from '../../schema/indicators/index.js';
import { Comparator, TargetUnit } from '../../schema/plan/index.js';
import { indicator457 } from '../support/plan-indicators.js';

const target = (comparator: Comparator, targetValue: number) => ({ comparator, targetValue });
const [OVER, AT_LEAST, EQUAL] = [Comparator.GreaterThan, Comparator.AtLeast, Comparator.Equal];
const range = (from: string, to: string) => ({ from: parseCivilDate(from), to: parseCivilDate(to) });

const text = ({ numerator, denominator }: Fraction) => `${numerator}/${denominator}`;
const counts = (payable: number, paidOnline = 0): StatisticsCounts => ({ ...NO_DOSSIERS, payable, paidOnline });

describe('a value with units missing', () => {
  it.each<[string, Comparator, number, [number, number], number, string, string | null]>([
    ['nothing missing, met', AT_LEAST, 70, [70, 100], 0, 'MET', null],
    ['nothing missing, not met', AT_LEAST, 70, [69, 100], 0, 'NOT_MET', null],
    ['met even if all that is missing fails', AT_LEAST, 70, [80, 100], 14, 'MET', '80/114 94/114'],
    ['one more could turn it', AT_LEAST, 70, [80, 100], 15, 'INSUFFICIENT', '80/115 95/115'],
    ['not met even if all that is missing is met', AT_LEAST, 70, [60, 100], 33, 'NOT_MET', '60/133 93/133'],
    ['could just be met', AT_LEAST, 70, [60, 100], 34, 'INSUFFICIENT', '60/134 94/134'],
    ['could be exactly 95 %, which is not over it', OVER, 95, [90, 100], 100, 'NOT_MET', '90/200 190/200'],
    ['could be over 95 %', OVER, 95, [90, 100], 101, 'INSUFFICIENT', '90/201 191/201'],
    ['all so far, one missing', EQUAL, 100, [5, 5], 1, 'INSUFFICIENT', '5/6 6/6'],
    ['one failed, whatever is missing', EQUAL, 100, [4, 5], 9, 'NOT_MET', '4/14 13/14'],
    ['no target can be missed by', AT_LEAST, 0, [0, 5], 9, 'MET', '0/14 9/14'],
  ])('%s', (_case, comparator, value, [numerator, denominator], missing, status, bounds) => {
    const outcome = evaluateSums(numerator, denominator, target(comparator, value), missing);
    expect(outcome.status).toBe(status);
    expect(outcome.bounds && `${text(outcome.bounds.lower)} ${text(outcome.bounds.upper)}`).toBe(bounds);
  });

  it('that has nothing to count yet is open while something could be added, else not applicable', () => {
    expect(evaluateSums(0, 0, target(AT_LEAST, 70), 3).status).toBe('INSUFFICIENT');
    expect(evaluateSums(0, 0, target(AT_LEAST, 70), 0).status).toBe('NOT_APPLICABLE');
    expect(evaluateSums(0, 0, null, 3).status).toBe('NOT_APPLICABLE');
  });

  it('that is a number grows by what is missing', () => {
    const wanted = { ...target(AT_LEAST, 82), valueUnit: TargetUnit.Count };
    const statusOf = (number: number, missing: number) => evaluateSums(number, null, wanted, missing).status;
    expect([statusOf(82, 9), statusOf(81, 0), statusOf(81, 1), statusOf(80, 1)]).toEqual([
      'MET',
      'NOT_MET',
      'INSUFFICIENT',
      'NOT_MET',
    ]);
    expect(evaluateSums(80, null, wanted, 1)).toMatchObject({ percent: null, denominator: null, gapToTarget: 2 });
  });

  it('claims MET or NOT_MET only when every assignment of the missing units agrees, and lies within its bounds', () => {
    const size = fc.integer({ min: 0, max: 12 });
    const limits = fc.array(fc.integer({ min: 0, max: 3 }), { maxLength: 3 });
    const wanted = fc.record({
      comparator: fc.constantFrom(OVER, AT_LEAST, EQUAL),
      targetValue: fc.constantFrom(0, 20, 50, 70, 95, 100),
    });
    fc.assert(
      fc.property(wanted, size, fc.integer({ min: 1, max: 12 }), limits, (how, numerator, denominator, most) => {
        const missing = most.reduce((sum, limit) => sum + limit, 0);
        const known = { numerator, denominator, isRatio: true, missing };
        const status = statusWithin(how, known);
        const bounds = boundsOf(known);
        for (const [n, d] of assignments(most)) {
          const isMet = meetsTarget(how, numerator + n, denominator + d);
          if (status !== 'INSUFFICIENT') expect(isMet).toBe(status === 'MET');
          if (!bounds) throw new Error('there are no bounds');
          const { lower, upper } = bounds;
          expect((numerator + n) * lower.denominator).toBeGreaterThanOrEqual(lower.numerator * (denominator + d));
          expect((numerator + n) * upper.denominator).toBeLessThanOrEqual(upper.numerator * (denominator + d));
        }
      }),
      { numRuns: 400 },
    );
  });

  it('is decided as soon as it can be, unless the target must be hit exactly', () => {
    const size = fc.integer({ min: 0, max: 12 });
    const wanted = fc.record({
      comparator: fc.constantFrom(OVER, AT_LEAST),
      targetValue: fc.constantFrom(0, 20, 50, 70, 95, 100),
    });
    fc.assert(
      fc.property(
        wanted,
        size,
        fc.integer({ min: 1, max: 12 }),
        fc.integer({ min: 0, max: 6 }),
        (how, n, d, missing) => {
          const outcomes = assignments([missing]).map(([more, base]) => meetsTarget(how, n + more, d + base));
          const known = { numerator: n, denominator: d, isRatio: true, missing };
          expect(statusWithin(how, known) === 'INSUFFICIENT').toBe(new Set(outcomes).size > 1);
        },
      ),
      { numRuns: 400 },
    );
  });
});

/** Every numerator and denominator that units could add, each within its own limit. */
function assignments(limits: readonly number[]): [number, number][] {
  return limits.reduce<[number, number][]>(
    (sums, limit) =>
      sums.flatMap(([n, d]) =>
        Array.from({ length: limit + 1 }, (_, own) =>
          Array.from({ length: own + 1 }, (__, met): [number, number] => [n + met, d + own]),
        ).flat(),
      ),
    [[0, 0]],
  );
}

describe('what missing units could add', () => {
  it.each([
    [
      'a month',
      range('2025-11-15', '2025-12-15'),
      12,
      range('2025-10-15', '2025-11-15'),
      range('2024-11-15', '2024-12-15'),
    ],
    [
      'a quarter',
      range('2025-10-01', '2026-01-01'),
      4,
      range('2025-07-01', '2025-10-01'),
      range('2024-10-01', '2025-01-01'),
    ],
    [
      'a half-year',
      range('2025-07-01', '2026-01-01'),
      2,
      range('2025-01-01', '2025-07-01'),
      range('2024-07-01', '2025-01-01'),
    ],
    [
      'a year',
      range('2025-01-01', '2026-01-01'),
      1,
      range('2024-01-01', '2025-01-01'),
      range('2024-01-01', '2025-01-01'),
    ],
    [
      'some days',
      range('2025-03-30', '2025-04-02'),
      12,
      range('2025-02-28', '2025-03-02'),
      range('2024-03-30', '2024-04-02'),
    ],
    [
      'two years',
      range('2024-01-01', '2026-01-01'),
      1,
      range('2022-01-01', '2024-01-01'),
      range('2022-01-01', '2024-01-01'),
    ],
  ])('of %s is looked for in ranges of its length before it', (_case, of, count, first, last) => {
    const ranges = earlierRanges(of);
    expect([ranges.length, ranges[0], ranges.at(-1)]).toEqual([count, first, last]);
  });

  it('is the largest denominator of each, added up, and nothing of a unit that never had any', () => {
    const payment = indicator457('ONLINE_PAYMENT');
    expect(missingLimit(payment.parsed, [[counts(3), counts(7, 5), counts(0)], [counts(2)], [counts(0)], []])).toBe(9);
    expect(missingLimit(payment.parsed, [])).toBe(0);
  });

  it('leaves the value as reported and opens only its status', () => {
    const payment = indicator457('ONLINE_PAYMENT');
    const coverage = { reported: 68, expected: 69 };
    const of = (missing: number) => evaluateIndicator(payment, counts(10, 7), target(AT_LEAST, 70), coverage, missing);
    expect(of(0)).toMatchObject({ numerator: 7, denominator: 10, status: 'MET', bounds: null });
    expect(of(1)).toMatchObject({ numerator: 7, denominator: 10, percent: '70,00 %', status: 'INSUFFICIENT' });
  });
});
