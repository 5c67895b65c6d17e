import { addDays, type CivilDate, type DayRange } from '../../base/index.js';
import type { Unit } from '../../organisation/index.js';
import { isInForce, TargetUnit, type Target } from '../../plan/index.js';

/** Whether a target binds a unit, by its kind or by its name. */
export function bindsUnit({ appliesTo, unitCodes }: Target, { kind, code }: Pick<Unit, 'kind' | 'code'>): boolean {
  return appliesTo.includes(kind) || unitCodes.includes(code);
}

/** Whether a target in this version asks for its value on a day. */
export function holdsOnDay(target: Target, day: CivilDate): boolean {
  const [begins, ends] = [target.from === null || target.from <= day, target.until === null || day <= target.until];
  return isInForce(target, day) && begins && ends;
}

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
      (unit === null || bindsUnit(target, unit)) &&
      holdsOnDay(target, lastDay),
  );
  const [first] = binding.toSorted((a, b) => b.targetValue - a.targetValue || (a.code < b.code ? -1 : 1));
  return first ?? null;
}
