import { addDays, type DayRange } from '../base/index.js';
import type { Unit } from '../organisation/index.js';
import { isInForce, TargetUnit, type Target } from '../plan/index.js';

/**
 * The target that an indicator is compared with in a period; null when the plan sets none for such a unit then.
 *
 * A target binds a period when the period's last day lies in the target's span, in the version of that day; it binds
 * the units of its kinds and those it names. Of several the strictest stands, at equal value the first by code. `unit`
 * null asks for the province, which is bound by what binds any of its units.
 */
export function bindingTarget(
  targets: readonly Target[],
  indicatorCode: string,
  unit: Pick<Unit, 'kind' | 'code'> | null,
  period: DayRange,
): Target | null {
  const lastDay = addDays(period.to, -1);
  const binding = targets.filter(
    (target) =>
      target.indicatorCode === indicatorCode &&
      target.valueUnit === TargetUnit.Percent &&
      (unit === null || target.appliesTo.includes(unit.kind) || target.unitCodes.includes(unit.code)) &&
      isInForce(target, lastDay) &&
      (target.from === null || target.from <= lastDay) &&
      (target.until === null || lastDay <= target.until),
  );
  const [first] = binding.toSorted((a, b) => b.targetValue - a.targetValue || (a.code < b.code ? -1 : 1));
  return first ?? null;
}
