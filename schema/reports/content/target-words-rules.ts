import { Comparator, TargetUnit, type Target } from '../../plan/index.js';

/** A target as documents print it: `> 95 %`, `≥ 70 %`, `= 100 %`, `≥ 25`, `≥ 1.000 hồ sơ/năm`. */
export function targetInWords({
  comparator,
  targetValue,
  valueUnit,
}: Pick<Target, 'comparator' | 'targetValue'> & Partial<Pick<Target, 'valueUnit'>>): string {
  const number = String(targetValue).replaceAll(/\B(?=(\d{3})+$)/g, '.');
  return `${SIGNS[comparator]} ${number}${UNITS[valueUnit ?? TargetUnit.Percent]}`;
}

const SIGNS: Record<Comparator, string> = {
  [Comparator.GreaterThan]: '>',
  [Comparator.AtLeast]: '≥',
  [Comparator.Equal]: '=',
};

const UNITS: Record<TargetUnit, string> = {
  [TargetUnit.Percent]: ' %',
  [TargetUnit.Count]: '',
  [TargetUnit.DossiersPerYear]: ' hồ sơ/năm',
};
