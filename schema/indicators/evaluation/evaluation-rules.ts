import { receivedOf, resolvedOf, type StatisticsCounts } from '../../dossiers/index.js';
import { Comparator, TargetUnit } from '../../plan/index.js';
import { boundsOf, statusWithin, type Fraction } from './bounds-rules.js';
import type { Sum } from '../formula/formula.js';
import { TargetStatus, type Indicator } from '../values/indicator.js';

/** What a percentage must reach. */
export interface PercentTarget {
  readonly comparator: Comparator;
  /** Whole percent. */
  readonly targetValue: number;
}

/** What a value must reach, in what unit; percent when it is not said. */
export interface MeasuredTarget extends PercentTarget {
  readonly valueUnit?: TargetUnit;
}

/** How many of the units expected have any dossier in the period. */
export interface UnitCoverage {
  readonly reported: number;
  readonly expected: number;
}

/** A value of an indicator and how it stands. */
export interface IndicatorOutcome {
  /** Null when nothing was reported; 0 when none arose. */
  readonly numerator: number | null;
  /** Null too when the value is a number itself. */
  readonly denominator: number | null;
  /** `69,99 %`, truncated to two decimals; null without a denominator above 0. */
  readonly percent: string | null;
  readonly status: TargetStatus;
  /** Further numerator needed at the same denominator; 0 when none is, null without target or value. */
  readonly gapToTarget: number | null;
  /** Between which ratios the value lies whatever missing units have; null when none is missing that could add. */
  readonly bounds: { readonly lower: Fraction; readonly upper: Fraction } | null;
}

/** Whether a unit had anything to do with dossiers in a period. */
export function hasDossiers(counts: StatisticsCounts): boolean {
  return receivedOf(counts) + resolvedOf(counts) + counts.carriedOver + counts.inProgress > 0;
}

/**
 * The outcome of an indicator on the counts of a period.
 *
 * `missing`: the most that units that have not reported could add to the denominator (`boundsOf`), 0 when none is.
 */
export function evaluateIndicator(
  { parsed }: Pick<Indicator, 'parsed'>,
  counts: StatisticsCounts,
  target: MeasuredTarget | null,
  coverage: UnitCoverage,
  missing = 0,
): IndicatorOutcome {
  if (coverage.reported === 0) return NOTHING_REPORTED;
  return evaluateSums(
    sumOfCounts(parsed.numerator, counts),
    parsed.denominator && sumOfCounts(parsed.denominator, counts),
    target,
    missing,
  );
}

/**
 * The outcome of two sums; `denominator` null for a value that is a number itself.
 *
 * Denominator 0: «không phát sinh», NOT_APPLICABLE, unless missing units could add to it. Without a target:
 * NOT_APPLICABLE with its value. Compared as integers, never through a rounded percentage.
 */
export function evaluateSums(
  numerator: number,
  denominator: number | null,
  target: MeasuredTarget | null,
  missing = 0,
): IndicatorOutcome {
  const [isRatio, base] = [denominator !== null, denominator ?? 1];
  const bounds = missing > 0 ? boundsOf({ numerator, denominator: base, isRatio, missing }) : null;
  const value = { numerator, denominator, percent: null, gapToTarget: null, bounds };
  if (base <= 0)
    return { ...value, status: missing > 0 && target ? TargetStatus.Insufficient : TargetStatus.NotApplicable };
  const percent = isRatio && isShare(target) ? formatPercent(numerator, base) : null;
  if (!target) return { ...value, percent, status: TargetStatus.NotApplicable };
  const wanted = inPercent(target);
  const status = statusWithin(wanted, { numerator, denominator: base, isRatio, missing });
  return { ...value, percent, status, gapToTarget: gapTo(wanted, numerator, base) };
}

/** Nobody reported: no value, which is not 0. */
export const NOTHING_REPORTED: IndicatorOutcome = {
  numerator: null,
  denominator: null,
  percent: null,
  status: TargetStatus.NoData,
  gapToTarget: null,
  bounds: null,
};

/** A target as a percentage: 82 of something is 8.200 % of one. */
export function inPercent({ comparator, targetValue, valueUnit }: MeasuredTarget): PercentTarget {
  const isPercent = (valueUnit ?? TargetUnit.Percent) === TargetUnit.Percent;
  return { comparator, targetValue: isPercent ? targetValue : targetValue * 100 };
}

/** Dossiers per service are no share of anything. */
function isShare(target: MeasuredTarget | null): boolean {
  return (target?.valueUnit ?? TargetUnit.Percent) === TargetUnit.Percent;
}

/** Whether `numerator / denominator` meets a target, by integers: 69.999 of 100.000 is not 70 %. */
export function meetsTarget(
  { comparator, targetValue }: PercentTarget,
  numerator: number,
  denominator: number,
): boolean {
  const have = numerator * 100;
  const need = targetValue * denominator;
  switch (comparator) {
    case Comparator.GreaterThan:
      return have > need;
    case Comparator.AtLeast:
      return have >= need;
    case Comparator.Equal:
      return have === need;
  }
}

/**
 * How much the numerator must still rise, the denominator staying; 0 when the target is met, and when an exact target is
 * passed, which no rise can mend.
 */
export function gapTo(target: PercentTarget, numerator: number, denominator: number): number {
  if (meetsTarget(target, numerator, denominator)) return 0;
  const missing = target.targetValue * denominator - numerator * 100;
  if (missing < 0) return 0;
  const atLeast = Math.ceil(missing / 100);
  return target.comparator === Comparator.GreaterThan && missing % 100 === 0 ? atLeast + 1 : atLeast;
}

/** `69,99 %`: two decimals, truncated, so that a value never looks like a target that it has not reached. */
export function formatPercent(numerator: number, denominator: number): string {
  if (numerator < 0) return `-${formatPercent(-numerator, denominator)}`;
  const hundredths = (BigInt(numerator) * 10_000n) / BigInt(denominator);
  const whole = (hundredths / 100n).toString().replaceAll(/\B(?=(\d{3})+$)/g, '.');
  return `${whole},${String(hundredths % 100n).padStart(2, '0')} %`;
}

/** What a sum of counts of dossiers and numbers comes to. */
export function sumOfCounts(sum: Sum, counts: StatisticsCounts): number {
  return sum.reduce((total, { sign, term }) => {
    if (term.kind === 'DOSSIER') return total + sign * counts[term.count];
    return term.kind === 'CONSTANT' ? total + sign * term.value : total;
  }, 0);
}
