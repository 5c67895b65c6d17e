import { PlanError } from '../../base/index.js';
import { previousPeriod, type Period } from '../../calendar/index.js';

/** Most points of a trend: five years of months. */
export const LONGEST_TREND = 60;

/**
 * The `count` periods of the same kind and scheme up to `period` and with it, earliest first, without a gap.
 * @throws PlanError INVALID_INPUT when count is not 1 … 60.
 */
export function periodsUpTo(period: Period, count: number): Period[] {
  if (!Number.isInteger(count) || count < 1 || count > LONGEST_TREND) {
    throw new PlanError('INVALID_INPUT', `Số kỳ phải từ 1 đến ${LONGEST_TREND}, không phải ${count}.`, {
      field: 'count',
      count,
    });
  }
  const periods = [period];
  while (periods.length < count) periods.unshift(previousPeriod(periods[0] ?? period));
  return periods;
}
