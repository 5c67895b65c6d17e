import { addDays, daysBetween, type CivilDate, type DayRange } from '../../base/index.js';
import { Comparator } from '../../plan/index.js';
import type { PercentTarget } from '../evaluation/evaluation-rules.js';

/** Where the rate comes from at which dossiers are taken to go on. */
export enum ForecastBasis {
  PeriodSoFar = 'PERIOD_SO_FAR',
  SamePeriodLastYear = 'SAME_PERIOD_LAST_YEAR',
}

/** How the target of a period that is not over stands. */
export enum ForecastOutcome {
  Certain = 'CERTAIN',
  Feasible = 'FEASIBLE',
  Impossible = 'IMPOSSIBLE',
  Insufficient = 'INSUFFICIENT',
}

/** Counts of an indicator. */
export interface RatioCounts {
  readonly numerator: number;
  readonly denominator: number;
}

/** What a forecast is made of. */
export interface ForecastInput {
  readonly period: DayRange;
  /** The day the forecast is made; it still counts as a day left. */
  readonly today: CivilDate;
  readonly target: PercentTarget;
  /** Counts of the period so far; null when nothing was reported yet. */
  readonly soFar: RatioCounts | null;
  /** Counts of the same period a year before with its days; null without data. */
  readonly lastYear: (RatioCounts & { readonly range: DayRange }) | null;
}

/** Days of a period before and from a day on. */
export interface PeriodDays {
  /** The first day on which anything can still be done: today, or the period's first day when it is yet to come. */
  readonly start: CivilDate;
  /** Days of the period before `start`; 0 or more. */
  readonly gone: number;
  /** Days from `start` to the end of the period, `start` included; 1 or more. */
  readonly left: number;
}

/** The rate that the rest of the period is taken to go on at: so many dossiers in so many days. */
export interface ForecastRate extends RatioCounts {
  readonly basis: ForecastBasis;
  readonly range: DayRange;
  readonly days: number;
}

/** What the end of a period may bring. Counts are whole dossiers. */
export interface ForecastResult {
  readonly outcome: ForecastOutcome;
  /** Null when there is no ground for any. */
  readonly rate: ForecastRate | null;
  /** Dossiers that the denominator is still to gain, truncated; null without a rate, as all that follow. */
  readonly remaining: number | null;
  /** Counts at the end of the period if all goes on at the rate and in its proportion. */
  readonly expected: RatioCounts | null;
  /** Further numerator needed until the end of the period; null too when no further one meets an exact target. */
  readonly needed: number | null;
  /** The last day from which every further dossier counting would still do; null when impossible or certain. */
  readonly lastFeasibleDay: CivilDate | null;
}

/** Days of a period that is not over on `today`; null when it is. */
export function periodDays(period: DayRange, today: CivilDate): PeriodDays | null {
  if (period.to <= today) return null;
  const start = today > period.from ? today : period.from;
  return { start, gone: daysBetween(period.from, start), left: daysBetween(start, period.to) };
}

/**
 * What it takes to meet a target by the end of a period; null when the period is over.
 *
 * Assumption: the denominator goes on at the rate of the period's days gone by; while those brought nothing, at the rate
 * of the same period a year before; without either, or when that brings not one dossier, the outcome is INSUFFICIENT. What is to come is truncated to whole
 * dossiers, once, over all days left. CERTAIN: met whatever comes. IMPOSSIBLE: not met though every further dossier counts.
 *
 * The last feasible day: before it dossiers count in the proportion of the rate, from it on all of them count.
 */
export function forecastOf(input: ForecastInput): ForecastResult | null {
  const days = periodDays(input.period, input.today);
  if (!days) return null;
  const rate = rateOf(input, days.gone);
  if (!rate) return NO_GROUND;
  const have = input.soFar ?? { numerator: 0, denominator: 0 };
  const remaining = share(rate.denominator, days.left, rate.days);
  const total = BigInt(have.denominator) + remaining;
  if (total === 0n) return NO_GROUND;
  const missed = (spent: number) => share(Math.max(rate.denominator - rate.numerator, 0), spent, rate.days);
  const expected = { numerator: BigInt(have.numerator) + remaining - missed(days.left), denominator: total };
  const required = requiredNumerator(input.target, total);
  const lacking = required === null ? null : required - BigInt(have.numerator);
  const outcome = outcomeOf(input.target.comparator, lacking, remaining);
  const spare = lacking === null ? 0n : remaining - lacking;
  return {
    outcome,
    rate,
    remaining: Number(remaining),
    expected: { numerator: Number(expected.numerator), denominator: Number(expected.denominator) },
    needed: neededOf(input.target.comparator, lacking),
    lastFeasibleDay:
      outcome === ForecastOutcome.Feasible ? addDays(days.start, daysToSpare(rate, spare, days.left)) : null,
  };
}

/**
 * The smallest numerator that meets a target at a denominator, for an exact target the only one; null when none does:
 * an exact target that falls between two dossiers.
 */
export function requiredNumerator({ comparator, targetValue }: PercentTarget, denominator: bigint): bigint | null {
  const hundredfold = BigInt(targetValue) * denominator;
  const [whole, rest] = [hundredfold / 100n, hundredfold % 100n];
  switch (comparator) {
    case Comparator.GreaterThan:
      return whole + 1n;
    case Comparator.AtLeast:
      return rest === 0n ? whole : whole + 1n;
    case Comparator.Equal:
      return rest === 0n ? whole : null;
  }
}

const NO_GROUND: ForecastResult = {
  outcome: ForecastOutcome.Insufficient,
  rate: null,
  remaining: null,
  expected: null,
  needed: null,
  lastFeasibleDay: null,
};

function rateOf({ period, soFar, lastYear }: ForecastInput, gone: number): ForecastRate | null {
  if (gone > 0 && soFar && soFar.denominator > 0) {
    const range = { from: period.from, to: addDays(period.from, gone) };
    return { ...soFar, basis: ForecastBasis.PeriodSoFar, range, days: gone };
  }
  if (!lastYear || lastYear.denominator === 0) return null;
  const { range, numerator, denominator } = lastYear;
  return {
    numerator,
    denominator,
    basis: ForecastBasis.SamePeriodLastYear,
    range,
    days: daysBetween(range.from, range.to),
  };
}

/** `lacking` null: no numerator would do; below 0: more than enough, which an exact target does not take. */
function outcomeOf(comparator: Comparator, lacking: bigint | null, remaining: bigint): ForecastOutcome {
  if (lacking === null || lacking > remaining) return ForecastOutcome.Impossible;
  if (comparator !== Comparator.Equal) return lacking <= 0n ? ForecastOutcome.Certain : ForecastOutcome.Feasible;
  if (lacking < 0n) return ForecastOutcome.Impossible;
  return remaining === 0n ? ForecastOutcome.Certain : ForecastOutcome.Feasible;
}

function neededOf(comparator: Comparator, lacking: bigint | null): number | null {
  if (lacking === null || (comparator === Comparator.Equal && lacking < 0n)) return null;
  return lacking > 0n ? Number(lacking) : 0;
}

/**
 * How many days may still pass at the proportion of the rate, at most all but the last: the most `k` for which the
 * truncated `missed × k / days` does not exceed `spare`.
 */
function daysToSpare(rate: ForecastRate, spare: bigint, left: number): number {
  const missed = BigInt(Math.max(rate.denominator - rate.numerator, 0));
  const most = BigInt(left - 1);
  if (missed === 0n) return Number(most);
  const days = ((spare + 1n) * BigInt(rate.days) - 1n) / missed;
  return Number(days < most ? days : most);
}

/** `count × part / whole`, truncated. */
function share(count: number, part: number, whole: number): bigint {
  return (BigInt(count) * BigInt(part)) / BigInt(whole);
}
