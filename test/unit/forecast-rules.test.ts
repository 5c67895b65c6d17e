import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { addDays, daysBetween, parseCivilDate, type CivilDate } from '../../schema/base/index.js';
import {
  ForecastBasis,
  forecastOf,
  ForecastOutcome,
  meetsTarget,
  periodDays,
  requiredNumerator,
  type ForecastInput,
  type ForecastResult,
} from '../../schema/indicators/index.js';
import { Comparator } from '../../schema/plan/index.js';

const day = parseCivilDate;
const range = (from: string, to: string) => ({ from: day(from), to: day(to) });
const november = range('2026-11-01', '2026-12-01');
const lastNovember = range('2025-11-01', '2025-12-01');
const [atLeast70, over95] = [
  { comparator: Comparator.AtLeast, targetValue: 70 },
  { comparator: Comparator.GreaterThan, targetValue: 95 },
];

function forecast(changes: Partial<ForecastInput>): ForecastResult | null {
  return forecastOf({
    period: november,
    today: day('2026-11-11'),
    target: atLeast70,
    soFar: null,
    lastYear: null,
    ...changes,
  });
}

const counts = (numerator: number, denominator: number) => ({ numerator, denominator });

describe('the days of a period', () => {
  it.each([
    ['before it begins', '2026-10-20', { start: '2026-11-01', gone: 0, left: 30 }],
    ['on its first day', '2026-11-01', { start: '2026-11-01', gone: 0, left: 30 }],
    ['on its second day', '2026-11-02', { start: '2026-11-02', gone: 1, left: 29 }],
    ['on its last day', '2026-11-30', { start: '2026-11-30', gone: 29, left: 1 }],
    ['the day after it', '2026-12-01', null],
  ])('%s', (_case, today, expected) => {
    expect(periodDays(november, day(today))).toEqual(expected);
  });
});

describe('a forecast', () => {
  it('carries the rate of the days gone by on to the end of the period', () => {
    // 100 in 10 days, so 200 more in 20; 70 % of 300 are 210, of which 50 are there: 160 more.
    expect(forecast({ soFar: counts(50, 100) })).toEqual({
      outcome: ForecastOutcome.Feasible,
      rate: {
        basis: ForecastBasis.PeriodSoFar,
        range: range('2026-11-01', '2026-11-11'),
        days: 10,
        ...counts(50, 100),
      },
      remaining: 200,
      expected: counts(150, 300),
      needed: 160,
      // 40 may still go astray, 5 do a day: 8 days, the 19th is the last to begin on.
      lastFeasibleDay: '2026-11-19',
    });
  });

  it('takes the same period a year before while nothing has come in yet', () => {
    const lastYear = { ...counts(30, 60), range: lastNovember };
    const basis = ForecastBasis.SamePeriodLastYear;
    const expected = { remaining: 40, needed: 28, expected: counts(20, 40), rate: { basis, days: 30 } };
    expect(forecast({ lastYear })).toMatchObject(expected);
    expect(forecast({ lastYear, soFar: counts(0, 0) })).toMatchObject(expected);
    expect(forecast({ lastYear, soFar: counts(1, 1) })).toMatchObject({ rate: { basis: ForecastBasis.PeriodSoFar } });
  });

  it('of the first day has no day gone by to go by', () => {
    const lastYear = { ...counts(30, 60), range: lastNovember };
    const first = { today: day('2026-11-01'), soFar: counts(2, 2) };
    expect(forecast({ ...first, lastYear })).toMatchObject({ remaining: 60, expected: counts(32, 62) });
    expect(forecast(first)).toMatchObject({ outcome: ForecastOutcome.Insufficient });
  });

  it.each([
    ['nothing this year or last', {}],
    ['nothing last year either', { lastYear: { ...counts(0, 0), range: lastNovember } }],
    ['too little last year for a whole dossier', { lastYear: { ...counts(1, 1), range: lastNovember } }],
  ])('has no ground with %s', (_case, changes: Partial<ForecastInput>) => {
    expect(forecast(changes)).toEqual({
      outcome: ForecastOutcome.Insufficient,
      rate: null,
      remaining: null,
      expected: null,
      needed: null,
      lastFeasibleDay: null,
    });
  });

  it('there is none once the period is over', () => {
    expect(forecast({ soFar: counts(50, 100), today: november.to })).toBeNull();
    expect(forecast({ soFar: counts(50, 100), today: addDays(november.to, -1) })).not.toBeNull();
  });

  const [certain, feasible, impossible] = [
    ForecastOutcome.Certain,
    ForecastOutcome.Feasible,
    ForecastOutcome.Impossible,
  ];
  // 10 days gone, 10 left: as many dossiers are still to come as have come.
  it.each([
    ['just enough for «at least»', atLeast70, 40, 100, feasible, 100, '2026-11-11'],
    ['one too few for «at least»', atLeast70, 39, 100, impossible, 101, null],
    // At 9 missed in 10 days no whole dossier is missed on the first.
    ['just enough for «over»', over95, 91, 100, feasible, 100, '2026-11-12'],
    ['one too few for «over»', over95, 90, 100, impossible, 101, null],
    ['almost certain', { ...atLeast70, targetValue: 50 }, 99, 100, feasible, 1, '2026-11-20'],
    ['certain', { ...atLeast70, targetValue: 50 }, 100, 100, certain, 0, null],
    ['not certain under «over»', { ...over95, targetValue: 50 }, 100, 100, feasible, 1, '2026-11-20'],
    ['more than everything', { ...over95, targetValue: 100 }, 100, 100, impossible, 101, null],
    ['all, exactly', { comparator: Comparator.Equal, targetValue: 100 }, 100, 100, feasible, 100, '2026-11-20'],
    ['all, and one is missed', { comparator: Comparator.Equal, targetValue: 100 }, 99, 100, impossible, 101, null],
    ['an exact target passed', { comparator: Comparator.Equal, targetValue: 10 }, 21, 100, impossible, null, null],
    ['an exact target between', { comparator: Comparator.Equal, targetValue: 33 }, 0, 7, impossible, null, null],
  ])('%s', (_case, target, numerator, denominator, outcome, needed, lastFeasibleDay) => {
    const period = range('2026-11-01', '2026-11-21');
    expect(forecast({ period, target, soFar: counts(numerator, denominator) })).toMatchObject({
      outcome,
      needed,
      lastFeasibleDay,
    });
  });

  it('counts more in the numerator than in the denominator as nothing missed', () => {
    const { soFar, target } = { soFar: counts(12, 10), target: over95 };
    expect(forecast({ soFar, target })).toMatchObject({ expected: counts(32, 30), needed: 17 });
  });

  it('stays exact where floating point does not', () => {
    const soFar = counts(666_666_666, 999_999_999);
    const period = range('2026-11-01', '2026-11-21');
    expect(forecast({ period, soFar, target: { ...atLeast70, targetValue: 83 } })).toMatchObject({
      remaining: 999_999_999,
      needed: 993_333_333,
      outcome: feasible,
    });
  });
});

/** All that the rest of a period can bring, played through day by day. */
class Simulation {
  readonly total: number;
  private readonly rest: number;

  constructor(private readonly input: ForecastInput & { readonly soFar: { numerator: number; denominator: number } }) {
    this.rest = Math.floor((input.soFar.denominator * this.left) / this.gone);
    this.total = input.soFar.denominator + this.rest;
  }

  get gone(): number {
    return daysBetween(this.input.period.from, this.input.today);
  }

  get left(): number {
    return daysBetween(this.input.today, this.input.period.to);
  }

  /** Dossiers lost by the morning of each day left, one after the other. */
  private lostBy(morning: CivilDate): number {
    let lost = 0;
    for (let at = this.input.today; at < morning; at = addDays(at, 1)) {
      const spent = daysBetween(this.input.today, at) + 1;
      const { numerator, denominator } = this.input.soFar;
      while ((lost + 1) * this.gone <= (denominator - numerator) * spent) lost += 1;
    }
    return lost;
  }

  /** Whether some number of further dossiers, of those still to be had on a morning, meets the target. */
  canMeetFrom(morning: CivilDate): boolean {
    const most = this.rest - this.lostBy(morning);
    for (let further = 0; further <= most; further += 1) {
      if (this.meetsWith(further)) return true;
    }
    return false;
  }

  meetsWith(further: number): boolean {
    return meetsTarget(this.input.target, this.input.soFar.numerator + further, this.total);
  }

  smallestNeed(): number | null {
    for (let further = 0; further <= 2 * this.total + 2; further += 1) if (this.meetsWith(further)) return further;
    return null;
  }

  alwaysMet(): boolean {
    for (let further = 0; further <= this.rest; further += 1) if (!this.meetsWith(further)) return false;
    return true;
  }

  lastFeasibleDay(): CivilDate | null {
    let last: CivilDate | null = null;
    for (let at = this.input.today; at < this.input.period.to; at = addDays(at, 1)) if (this.canMeetFrom(at)) last = at;
    return last;
  }
}

const situation = fc
  .record({
    gone: fc.integer({ min: 1, max: 12 }),
    left: fc.integer({ min: 1, max: 12 }),
    denominator: fc.integer({ min: 1, max: 30 }),
    counting: fc.nat(30),
    comparator: fc.constantFrom(Comparator.AtLeast, Comparator.GreaterThan, Comparator.Equal),
    targetValue: fc.integer({ min: 0, max: 100 }),
  })
  .map(({ gone, left, denominator, counting, comparator, targetValue }) => {
    const today = day('2026-03-10');
    return {
      period: { from: addDays(today, -gone), to: addDays(today, left) },
      today,
      target: { comparator, targetValue },
      soFar: counts(Math.min(counting, denominator), denominator),
      lastYear: null,
    };
  });

describe('played through day by day', () => {
  it('a forecast needs as much, is as possible, and gives up on the same day', () => {
    fc.assert(
      fc.property(situation, (input) => {
        const simulation = new Simulation(input);
        const result = forecastOf(input);
        expect(result?.needed ?? null).toBe(simulation.smallestNeed());
        const possible = simulation.canMeetFrom(input.today);
        expect(result?.outcome).toBe(
          !possible
            ? ForecastOutcome.Impossible
            : simulation.alwaysMet()
              ? ForecastOutcome.Certain
              : ForecastOutcome.Feasible,
        );
        const undecided = result?.outcome === ForecastOutcome.Feasible;
        expect(result?.lastFeasibleDay ?? null).toBe(undecided ? simulation.lastFeasibleDay() : null);
      }),
      { numRuns: 1_000 },
    );
  });
});

describe('requiredNumerator', () => {
  it('is the smallest that meets a target, and none when only a part of a dossier would', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(Comparator.AtLeast, Comparator.GreaterThan, Comparator.Equal),
        fc.integer({ min: 0, max: 100 }),
        fc.integer({ min: 1, max: 300 }),
        (comparator, targetValue, denominator) => {
          const target = { comparator, targetValue };
          const all = Array.from({ length: denominator + 2 }, (_none, numerator) => numerator);
          const smallest = all.find((numerator) => meetsTarget(target, numerator, denominator));
          const required = requiredNumerator(target, BigInt(denominator));
          expect(required === null ? undefined : Number(required)).toBe(smallest);
        },
      ),
    );
  });
});
