import { receivedOf, resolvedOf, type StatisticsCounts } from '../dossiers/index.js';
import { Comparator } from '../plan/index.js';
import { TargetStatus, type Indicator } from './indicator.js';

/** What a percentage must reach. */
export interface PercentTarget {
  readonly comparator: Comparator;
  /** Whole percent. */
  readonly targetValue: number;
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
  readonly denominator: number | null;
  /** `69,99 %`, truncated to two decimals; null without a denominator above 0. */
  readonly percent: string | null;
  readonly status: TargetStatus;
  /** Further numerator needed at the same denominator; 0 when none is, null without target or value. */
  readonly gapToTarget: number | null;
}

/** Whether a unit had anything to do with dossiers in a period. */
export function hasDossiers(counts: StatisticsCounts): boolean {
  return receivedOf(counts) + resolvedOf(counts) + counts.carriedOver + counts.inProgress > 0;
}

/**
 * The outcome of an indicator on the counts of a period.
 *
 * No unit reported: numerator and denominator are null, NO_DATA. Denominator 0: «không phát sinh», NOT_APPLICABLE.
 * Without a target: NOT_APPLICABLE with its value. Compared as integers, never through a rounded percentage.
 */
export function evaluateIndicator(
  indicator: Indicator,
  counts: StatisticsCounts,
  target: PercentTarget | null,
  coverage: UnitCoverage,
): IndicatorOutcome {
  if (coverage.reported === 0) {
    return { numerator: null, denominator: null, percent: null, status: TargetStatus.NoData, gapToTarget: null };
  }
  const numerator = sumOf(indicator.numerator, counts);
  const denominator = sumOf(indicator.denominator, counts);
  if (denominator === 0) {
    return { numerator, denominator, percent: null, status: TargetStatus.NotApplicable, gapToTarget: null };
  }
  const percent = formatPercent(numerator, denominator);
  if (!target) return { numerator, denominator, percent, status: TargetStatus.NotApplicable, gapToTarget: null };
  const gapToTarget = gapTo(target, numerator, denominator);
  const status = meetsTarget(target, numerator, denominator) ? TargetStatus.Met : TargetStatus.NotMet;
  return { numerator, denominator, percent, status, gapToTarget };
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
  const hundredths = (BigInt(numerator) * 10_000n) / BigInt(denominator);
  const whole = (hundredths / 100n).toString().replaceAll(/\B(?=(\d{3})+$)/g, '.');
  return `${whole},${String(hundredths % 100n).padStart(2, '0')} %`;
}

function sumOf(names: readonly (keyof StatisticsCounts)[], counts: StatisticsCounts): number {
  return names.reduce((sum, name) => sum + counts[name], 0);
}
