import { addDays, PlanError, readBy, type CivilDate } from '../../schema/base/index.js';
import type { Period } from '../../schema/calendar/index.js';
import {
  bindsUnit,
  CatalogueTargetService,
  holdsOnDay,
  IndicatorService,
  ObservedIndicatorService,
  TargetValue,
  unmeasuredValue,
  valueFromCatalogue,
  valueFromDossiers,
  valueFromObservations,
  type CatalogueTargetValue,
  type IndicatorSet,
  type MeasuredScope,
  type ObservedSums,
} from '../../schema/indicators/index.js';
import { Unit, type Province } from '../../schema/organisation/index.js';
import { seenOn, type Target } from '../../schema/plan/index.js';
import type { RequestContext } from '../context.js';
import { coveredCounts, isSynthetic, missingLimitOf } from './figures.js';
import { indicatorSet } from './indicator-definitions.js';
import { rangeKey } from './period-args.js';

/** What values of targets are asked for. */
export interface TargetValuesAsked {
  readonly period: Period;
  /** Codes of targets; all that bind when null. */
  readonly codes: readonly string[] | null;
  readonly restated: boolean;
}

type TargetScope = { readonly province: Province } | { readonly unit: Unit };

interface Asked extends TargetValuesAsked {
  readonly scope: TargetScope;
  readonly targets: readonly Target[];
  readonly set: IndicatorSet;
  readonly lastDay: CivilDate;
  readonly restatedOn: CivilDate | null;
}

/**
 * Values of the targets that bind a province or a unit on the last day of a period, in the order of their codes or as
 * asked, whatever measures them. All units that ask for one period share their statements.
 * @throws PlanError INVALID_INPUT for a code there is not.
 */
export async function targetValuesOf(
  context: RequestContext,
  scope: TargetScope,
  { period, codes, restated }: TargetValuesAsked,
): Promise<TargetValue[]> {
  const provinceId = 'province' in scope ? scope.province.id : scope.unit.province.id;
  const lastDay = addDays(period.to, -1);
  const [targets, set] = await Promise.all([targetsOfProvince(context, provinceId), indicatorSet(context)]);
  const unit = 'unit' in scope ? scope.unit : null;
  const inForce = targets.filter((target) => holdsOnDay(target, lastDay));
  const binding = inForce.filter((target) => unit === null || bindsUnit(target, unit));
  const restatedOn = restated ? context.day : null;
  const asked = { scope, targets: inForce, set, period, codes, restated, lastDay, restatedOn };
  return Promise.all(
    chosen(binding, targets, codes).map((target) => {
      const indicator = set.measuring(target, lastDay);
      const base = { target: seenOn(target, lastDay), provinceId, unit, period, restatedOn };
      if (indicator === null) return unmeasuredValue({ ...base, indicator });
      return valueOf(context, { ...base, indicator }, asked);
    }),
  );
}

function chosen(binding: readonly Target[], all: readonly Target[], codes: readonly string[] | null): Target[] {
  if (codes === null) return [...binding];
  const known = new Set(all.map(({ code }) => code));
  const unknown = codes.find((code) => !known.has(code));
  if (unknown !== undefined) {
    const listing = [...known].join(', ');
    throw new PlanError('INVALID_INPUT', `Không có chỉ tiêu «${unknown}». Các chỉ tiêu: ${listing}.`, {
      code: unknown,
    });
  }
  return codes.flatMap((code) => binding.filter((target) => target.code === code));
}

async function valueOf(context: RequestContext, scope: MeasuredScope, asked: Asked): Promise<TargetValue> {
  switch (scope.indicator.measuredFrom) {
    case 'CATALOGUE': {
      const [value, synthetic] = await Promise.all([catalogueValue(context, scope, asked), isSynthetic(context)]);
      return value ? valueFromCatalogue(scope, value, synthetic) : unmeasuredValue(scope);
    }
    case 'OBSERVED':
      return valueFromObservations(scope, await observedSums(context, scope, asked));
    default: {
      const [covered, synthetic] = await Promise.all([
        coveredCounts(context, asked.scope, asked.period, asked.restated),
        isSynthetic(context),
      ]);
      const limit = await missingLimitOf(context, asked.scope, asked.period, asked.restated);
      return valueFromDossiers(scope, covered, limit(scope.indicator.parsed), synthetic);
    }
  }
}

async function catalogueValue(
  { em, loaders }: RequestContext,
  { target, unit }: MeasuredScope,
  { targets, lastDay, set, scope }: Asked,
): Promise<CatalogueTargetValue | undefined> {
  const service = new CatalogueTargetService(em);
  const ofUnits = async (ids: readonly string[]) => {
    const units = await readBy(em, Unit, 'id', ids);
    return service.valuesOfUnits(targets, [...units.values()], lastDay, set);
  };
  const ofProvinces = async (ids: readonly string[]) => {
    const values = await service.values(targets, null, lastDay, set);
    return new Map(ids.map((id) => [id, values]));
  };
  const values = await ('province' in scope
    ? loaders.load(`catalogue targets of province ${lastDay}`, scope.province.id, ofProvinces)
    : loaders.load(`catalogue targets of unit ${lastDay}`, unit?.id ?? '', ofUnits));
  return values?.find((value) => value.target.code === target.code && value.target.plan.id === target.plan.id);
}

const NOTHING_OBSERVED: ObservedSums = {
  numerator: null,
  denominator: null,
  coverage: { reported: 0, expected: 0 },
  missing: [],
  synthetic: false,
  measures: new Map(),
};

async function observedSums(
  { em, loaders }: RequestContext,
  { indicator, period }: MeasuredScope,
  { scope, set, lastDay, restatedOn }: Asked,
): Promise<ObservedSums> {
  const service = new ObservedIndicatorService(em);
  const observed = set.on(lastDay).filter(({ measuredFrom }) => measuredFrom === 'OBSERVED');
  const name = `${rangeKey(period)}${restatedOn ? ' restated' : ''}`;
  const ofProvinces = async (ids: readonly string[]) =>
    new Map(
      await Promise.all(
        ids.map(async (id) => [id, await service.ofProvince(observed, id, period, restatedOn)] as const),
      ),
    );
  const sums = await ('province' in scope
    ? loaders.load(`observed of province ${name}`, scope.province.id, ofProvinces)
    : loaders.load(`observed of unit ${name}`, scope.unit.id, (ids) =>
        service.ofUnits(observed, ids, period, restatedOn),
      ));
  return sums?.get(indicator.code) ?? NOTHING_OBSERVED;
}

async function targetsOfProvince({ em, loaders }: RequestContext, provinceId: string): Promise<Target[]> {
  const read = (ids: readonly string[]) => new IndicatorService(em).targetsOfProvinces(ids);
  return (await loaders.load('targets of province', provinceId, read)) ?? [];
}
