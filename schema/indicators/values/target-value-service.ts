import type { EntityManager } from '@mikro-orm/postgresql';
import type { CivilDate, DayRange } from '../../base/index.js';
import type { Unit } from '../../organisation/index.js';
import type { Target } from '../../plan/index.js';
import { CatalogueTargetService } from '../catalogue/catalogue-target-service.js';
import type { CatalogueTargetValue } from '../catalogue/catalogue-target-value.js';
import type { IndicatorSet } from '../definitions/indicator-set.js';
import type { CoveredCounts } from './indicator-service.js';
import type { Formula } from '../formula/formula.js';
import { ObservedIndicatorService, type ObservedSums } from './observed-indicator-service.js';
import { bindsUnit } from '../evaluation/target-rules.js';
import {
  unmeasuredValue,
  valueFromCatalogue,
  valueFromDossiers,
  valueFromObservations,
  type TargetValue,
} from './target-value.js';

/** What many values have in common. */
export interface TargetValueFrame {
  /** Targets in the version to be evaluated, in the order wanted. */
  readonly targets: readonly Target[];
  readonly set: IndicatorSet;
  /** Day whose versions of the indicators measure the targets. */
  readonly day: CivilDate;
  readonly provinceId: string;
  /** Day to whose units figures are restated. */
  readonly restatedOn: CivilDate;
  readonly synthetic: boolean;
}

/** What of a scope dossiers measure. */
export interface DossierFigures {
  readonly covered: CoveredCounts;
  /** The most that missing units could add to a formula; 0 of a unit. */
  readonly limit: (formula: Formula) => number;
}

/** What observations measure in a range: of each unit by its id, and of all together, by indicator code. */
export interface ObservedValues {
  readonly byUnit: ReadonlyMap<string, ReadonlyMap<string, ObservedSums>>;
  readonly total: ReadonlyMap<string, ObservedSums>;
}

/** What the catalogue measures on a day: of each unit by its id, and of the province. */
export interface CatalogueValues {
  readonly byUnit: ReadonlyMap<string, readonly CatalogueTargetValue[]>;
  readonly total: readonly CatalogueTargetValue[];
}

/** Values of targets, whatever measures them, of a province and many of its units at once. */
export class TargetValueService {
  constructor(private readonly em: EntityManager) {}

  /** What observations measure in a range at all units of a province. One statement. */
  observed(
    { set, day, restatedOn }: TargetValueFrame,
    unitIds: readonly string[],
    range: DayRange,
  ): Promise<ObservedValues> {
    const indicators = set.on(day).filter(({ measuredFrom }) => measuredFrom === 'OBSERVED');
    return new ObservedIndicatorService(this.em).ofAll(indicators, unitIds, range, restatedOn);
  }

  /** What the catalogue measures on a day, of the province and of the units that such a target binds. Four statements. */
  async catalogue(
    { targets, set, day }: TargetValueFrame,
    units: readonly Unit[],
    on: CivilDate,
  ): Promise<CatalogueValues> {
    const service = new CatalogueTargetService(this.em);
    const counted = targets.filter((target) => set.measuring(target, day)?.measuredFrom === 'CATALOGUE');
    const bound = units.filter((unit) => counted.some((target) => bindsUnit(target, unit)));
    return {
      byUnit: await service.valuesOfUnits(counted, bound, on, set),
      total: await service.values(counted, null, on, set),
    };
  }
}

/** What is measured in a range, for `targetValuesIn`. */
export interface MeasuredValues {
  readonly range: DayRange;
  readonly observed: ObservedValues;
  readonly catalogue: CatalogueValues;
}

/** Values of the targets that bind a unit, or of all at the province (`unit` null), in the order of the targets. */
export function targetValuesIn(
  frame: TargetValueFrame,
  unit: Unit | null,
  dossiers: DossierFigures,
  { range, observed, catalogue }: MeasuredValues,
): TargetValue[] {
  const measured: Measured = {
    catalogue: unit ? (catalogue.byUnit.get(unit.id) ?? []) : catalogue.total,
    observed: unit ? (observed.byUnit.get(unit.id) ?? new Map<string, ObservedSums>()) : observed.total,
    dossiers,
  };
  const binding = frame.targets.filter((target) => unit === null || bindsUnit(target, unit));
  return binding.map((target) => valueOf({ ...frame, range, unit }, target, measured));
}

interface Measured {
  readonly catalogue: readonly CatalogueTargetValue[];
  readonly observed: ReadonlyMap<string, ObservedSums>;
  readonly dossiers: DossierFigures;
}

type Scope = TargetValueFrame & { readonly range: DayRange; readonly unit: Unit | null };

function valueOf(scope: Scope, target: Target, { catalogue, observed, dossiers }: Measured): TargetValue {
  const { set, day, provinceId, restatedOn, synthetic, range: period, unit } = scope;
  const indicator = set.measuring(target, day);
  const base = { target, provinceId, unit, period, restatedOn };
  if (indicator === null) return unmeasuredValue({ ...base, indicator });
  const measured = { ...base, indicator };
  if (indicator.measuredFrom === 'CATALOGUE') {
    const value = catalogue.find((one) => one.target.code === target.code);
    return value ? valueFromCatalogue(measured, value, synthetic) : unmeasuredValue(measured);
  }
  if (indicator.measuredFrom === 'OBSERVED') {
    const sums = observed.get(indicator.code);
    return sums ? valueFromObservations(measured, sums) : unmeasuredValue(measured);
  }
  return valueFromDossiers(measured, dossiers.covered, dossiers.limit(indicator.parsed), synthetic);
}
