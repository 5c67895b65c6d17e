import { addDays, PlanError } from '../base/index.js';
import { periodContaining, periodOf, type Period } from '../calendar/index.js';
import type { Measure } from './measure.js';

/**
 * The version of a measure that governs a period, the one that holds on its last day, and the period; null when none.
 * @throws PlanError INVALID_INPUT when the id names no period of the measure's cycle.
 */
export function measureOfPeriod(
  versions: readonly Measure[],
  periodId: string,
): { readonly measure: Measure; readonly period: Period } | null {
  const [first] = versions;
  if (!first) return null;
  const period = periodOf(periodId, first.scheme);
  if (period.kind !== first.cycle) {
    const example = periodContaining(period.from, first.cycle, first.scheme).id;
    throw new PlanError(
      'INVALID_INPUT',
      `«${periodId}» không đúng chu kỳ của số đo ${first.code}; viết như ${example}.`,
    );
  }
  const lastDay = addDays(period.to, -1);
  const measure = versions.find(({ validFrom, validTo }) => validFrom <= lastDay && (!validTo || validTo > lastDay));
  return measure ? { measure, period } : null;
}
