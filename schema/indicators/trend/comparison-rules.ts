import type { Ratio } from '../evaluation/ranking-rules.js';

/** How a value stands to an earlier one; every indicator is the better the higher. */
export enum Change {
  Better = 'BETTER',
  Worse = 'WORSE',
  Same = 'SAME',
}

/** Difference of two ratios in percentage points, exactly `numerator / denominator` in lowest terms. */
export interface RatioDifference {
  readonly change: Change;
  /** Below 0 when the ratio fell. */
  readonly numerator: bigint;
  /** 1 or more. */
  readonly denominator: bigint;
  /** `+5,25`, `−0,33`, `0,00`: truncated to two decimals towards zero; a change too small for them keeps its sign. */
  readonly points: string;
}

/** What a ratio gained on an earlier one; null when either has no value (nothing reported, or none arose). */
export function differenceOf(now: Ratio, before: Ratio): RatioDifference | null {
  if (now.numerator === null || before.numerator === null || !now.denominator || !before.denominator) return null;
  const [a, b, c, d] = [now.numerator, now.denominator, before.numerator, before.denominator].map(BigInt) as Quad;
  const [numerator, denominator] = lowestTerms(100n * (a * d - c * b), b * d);
  const change = numerator > 0n ? Change.Better : numerator < 0n ? Change.Worse : Change.Same;
  return { change, numerator, denominator, points: signed(numerator, denominator) };
}

/** `3,25`: a fraction of 0 or more cut to two decimals, thousands with a point. */
export function truncatedDecimal(numerator: bigint, denominator: bigint): string {
  const hundredths = (numerator * 100n) / denominator;
  const whole = (hundredths / 100n).toString().replaceAll(/\B(?=(\d{3})+$)/g, '.');
  return `${whole},${String(hundredths % 100n).padStart(2, '0')}`;
}

type Quad = [bigint, bigint, bigint, bigint];

function signed(numerator: bigint, denominator: bigint): string {
  if (numerator === 0n) return '0,00';
  return numerator > 0n
    ? `+${truncatedDecimal(numerator, denominator)}`
    : `−${truncatedDecimal(-numerator, denominator)}`;
}

function lowestTerms(numerator: bigint, denominator: bigint): [bigint, bigint] {
  let [a, b] = [numerator < 0n ? -numerator : numerator, denominator];
  while (b > 0n) [a, b] = [b, a % b];
  return [numerator / a, denominator / a];
}
