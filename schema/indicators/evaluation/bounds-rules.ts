import { Comparator } from '../../plan/index.js';
import type { PercentTarget } from './evaluation-rules.js';
import { TargetStatus } from '../values/indicator.js';

/** A ratio of whole numbers; the denominator of a plain number is 1. */
export interface Fraction {
  readonly numerator: number;
  readonly denominator: number;
}

/** What is known, and how much the units that are missing could add. */
export interface PartlyKnown extends Fraction {
  /** Whether the denominator is counted too; of a plain number it stays 1 whatever is missing. */
  readonly isRatio: boolean;
  /**
   * The most that the missing units together could add to the denominator (of a plain number: to the numerator), 0 or
   * more. Each adds a denominator from 0 to its own most, and a numerator from 0 to that denominator.
   */
  readonly missing: number;
}

/** Between which ratios the value lies whatever the missing units have; null when the denominator may be 0. */
export function boundsOf(known: PartlyKnown): { readonly lower: Fraction; readonly upper: Fraction } | null {
  const { numerator, denominator, missing, isRatio } = known;
  if (!isRatio) return { lower: { numerator, denominator }, upper: { numerator: numerator + missing, denominator } };
  if (denominator <= 0) return null;
  const lower = { numerator, denominator: denominator + missing };
  // Above 1 every further whole dossier pulls the ratio down.
  const most = numerator <= denominator ? missing : 0;
  return { lower, upper: { numerator: numerator + most, denominator: denominator + most } };
}

/**
 * How a value stands to its target while units are missing: MET or NOT_MET only when nothing that they could add turns
 * it, else INSUFFICIENT. Integers only: what must reach 0 is linear in what is added, so its ends are at the corners.
 */
export function statusWithin({ comparator, targetValue }: PercentTarget, known: PartlyKnown): TargetStatus {
  const { numerator, denominator, missing, isRatio } = known;
  const surplus = (n: number, d: number) => (numerator + n) * 100 - targetValue * (denominator + d);
  const corners = isRatio
    ? [surplus(0, 0), surplus(0, missing), surplus(missing, missing)]
    : [surplus(0, 0), surplus(missing, 0)];
  const [least, most] = [Math.min(...corners), Math.max(...corners)];
  switch (comparator) {
    case Comparator.GreaterThan:
      return verdict(least > 0, most > 0);
    case Comparator.AtLeast:
      return verdict(least >= 0, most >= 0);
    case Comparator.Equal:
      return verdict(least === 0 && most === 0, least <= 0 && most >= 0);
  }
}

function verdict(always: boolean, possibly: boolean): TargetStatus {
  if (always) return TargetStatus.Met;
  return possibly ? TargetStatus.Insufficient : TargetStatus.NotMet;
}
