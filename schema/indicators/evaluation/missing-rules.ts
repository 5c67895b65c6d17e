import { civilDate, partsOf, type CivilDate, type DayRange } from '../../base/index.js';
import type { StatisticsCounts } from '../../dossiers/index.js';
import { sumOfCounts } from './evaluation-rules.js';
import type { Formula } from '../formula/formula.js';

/** How far back a missing unit's own figures are looked at. */
const MONTHS_LOOKED_AT = 12;

/**
 * The ranges of the same length that lie before a range, latest first: as many as fill the twelve months before it
 * (months 12, quarters 4, half-years 2), at least one. A range that is no whole number of months is moved by the months
 * that hold it.
 */
export function earlierRanges({ from, to }: DayRange): DayRange[] {
  const length = monthsHolding({ from, to });
  const count = Math.max(1, Math.floor(MONTHS_LOOKED_AT / length));
  return Array.from({ length: count }, (_, index) => {
    const back = -length * (index + 1);
    return { from: addMonths(from, back), to: addMonths(to, back) };
  });
}

/**
 * The most that missing units together could have added to the denominator (of a plain number: to the value): of each
 * the largest that it had in an earlier range; a unit that never had any could add nothing. Never a guess.
 *
 * `earlier`: of each missing unit its counts in the earlier ranges.
 */
export function missingLimit(
  { numerator, denominator }: Formula,
  earlier: readonly (readonly StatisticsCounts[])[],
): number {
  const sums = denominator === null ? [numerator] : [denominator, numerator];
  const most = earlier.map((ranges) =>
    ranges.reduce((limit, counts) => Math.max(limit, ...sums.map((sum) => sumOfCounts(sum, counts))), 0),
  );
  return most.reduce((total, limit) => total + limit, 0);
}

/** The day some months on; of a month that lacks it the last day. */
export function addMonths(day: CivilDate, months: number): CivilDate {
  const { year, month, day: date } = partsOf(day);
  const place = year * 12 + month - 1 + months;
  const [inYear, inMonth] = [Math.floor(place / 12), (place % 12) + 1];
  const last = new Date(Date.UTC(inYear, inMonth, 0)).getUTCDate();
  return civilDate(inYear, inMonth, Math.min(date, last));
}

function monthsHolding({ from, to }: DayRange): number {
  let months = 1;
  while (addMonths(from, months) < to) months += 1;
  return months;
}
