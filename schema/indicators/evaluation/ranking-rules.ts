/** A thing with a ratio to be ranked by. */
export interface Ratio {
  readonly numerator: number | null;
  readonly denominator: number | null;
}

/** Orders ratios from high to low by cross-multiplication, exactly; those without a value come last. */
export function compareRatios(a: Ratio, b: Ratio): number {
  const [left, right] = [valueOf(a), valueOf(b)];
  if (!left || !right) return Number(right !== null) - Number(left !== null);
  const difference = right.numerator * left.denominator - left.numerator * right.denominator;
  return difference > 0n ? 1 : difference < 0n ? -1 : 0;
}

/**
 * Items with their rank, best first; equal ratios share a rank and the next one skips (1, 2, 2, 4). Items without a
 * value have rank null. Inside a rank the given order is kept.
 */
export function rankByRatio<T extends Ratio>(
  items: readonly T[],
): { readonly item: T; readonly rank: number | null }[] {
  const sorted = items.toSorted(compareRatios);
  const ranked: { item: T; rank: number | null }[] = [];
  for (const [index, item] of sorted.entries()) {
    const before = ranked.at(-1);
    const tie = before && before.rank !== null && compareRatios(before.item, item) === 0;
    ranked.push({ item, rank: valueOf(item) === null ? null : tie ? before.rank : index + 1 });
  }
  return ranked;
}

function valueOf({ numerator, denominator }: Ratio): { numerator: bigint; denominator: bigint } | null {
  if (numerator === null || denominator === null || denominator === 0) return null;
  return { numerator: BigInt(numerator), denominator: BigInt(denominator) };
}
