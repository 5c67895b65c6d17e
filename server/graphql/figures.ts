import type { EntityManager } from '@mikro-orm/postgresql';
import { addDays, PlanError, readBy, type CivilDate, type DayRange } from '../../schema/base/index.js';
import { isBucketStart } from '../../schema/calendar/index.js';
import {
  DossierStatistics,
  FieldStatisticsService,
  NO_DOSSIERS,
  ownedFieldKey,
  ownedFieldOf,
  StatisticsService,
  unitProcedureKey,
  type DossierScope,
  type StatisticsCounts,
  type UnitProcedure,
} from '../../schema/dossiers/index.js';
import {
  bindingTarget,
  IndicatorService,
  IndicatorValue,
  missingLimit,
  TrendService,
  unitRangeKey,
  unitRangeOf,
  type CoveredCounts,
  type Formula,
  type Indicator,
  type IndicatorSet,
} from '../../schema/indicators/index.js';
import { LineageService, Unit, type Province } from '../../schema/organisation/index.js';
import type { Procedure } from '../../schema/catalogue/index.js';
import { seenOn, type Target } from '../../schema/plan/index.js';
import type { RequestContext } from '../context.js';
import type { ProcedureField } from './procedure-field.js';
import { indicatorSet } from './indicator-definitions.js';
import { withOrigin } from './figure-origin.js';
import { rangeKey } from './period-args.js';

const NOTHING: CoveredCounts = { counts: NO_DOSSIERS, coverage: { reported: 0, expected: 0 } };

/** What figures are about; exactly one of a province, a unit, a procedure, and a procedure or a field at a unit. */
export type FigureScope =
  | { readonly province: Province }
  | { readonly unit: Unit }
  | { readonly procedure: Procedure }
  | { readonly pair: UnitProcedure }
  | { readonly field: ProcedureField };

/**
 * Statistics of a scope in a period or any days, at the units that reported or restated to today's; all scopes of one kind and
 * period share one statement.
 */
export async function statisticsOf(
  context: RequestContext,
  scope: FigureScope,
  period: DayRange,
  restated = false,
): Promise<DossierStatistics> {
  const [{ counts }, synthetic, notRestated] = await Promise.all([
    coveredCounts(context, scope, period, restated),
    isSynthetic(context),
    restated ? notRestatedOf(context, scope) : [],
  ]);
  const origin = { scope: dossierScopeOf(scope), range: period, restatedOn: restated ? context.day : null };
  return new DossierStatistics(counts, period, { synthetic, notRestated, origin });
}

function dossierScopeOf(scope: FigureScope): DossierScope {
  if ('province' in scope) return { provinceId: scope.province.id };
  if ('unit' in scope) return { unitId: scope.unit.id };
  if ('procedure' in scope) return { procedureId: scope.procedure.id };
  if ('pair' in scope) return { unitId: scope.pair.unitId, procedureId: scope.pair.procedureId };
  const { name: field, owner } = scope.field;
  return { ...dossierScopeOf(owner), field };
}

/**
 * Values of the indicators asked for (all that dossiers measure when none is named), in the order of the definitions or
 * as asked, by the version of the period's last day.
 */
export async function indicatorsOf(
  context: RequestContext,
  scope: FigureScope,
  period: DayRange,
  codes: readonly string[] | null | undefined,
  restated = false,
): Promise<IndicatorValue[]> {
  const set = await indicatorSet(context);
  const wanted = dossierIndicators(set, codes, addDays(period.to, -1));
  const [{ counts, coverage, missing }, targets, synthetic, notRestated, limit] = await Promise.all([
    coveredCounts(context, scope, period, restated),
    targetsOf(context),
    isSynthetic(context),
    restated ? notRestatedOf(context, scope) : [],
    missingLimitOf(context, scope, period, restated),
  ]);
  const origin = { scope: dossierScopeOf(scope), restatedOn: restated ? context.day : null, missing };
  const figures = { period, counts, coverage, synthetic, notRestated, ...origin };
  const unit = 'unit' in scope ? scope.unit : null;
  const procedure = 'procedure' in scope ? scope.procedure : null;
  return wanted.map((indicator) => {
    const binding = bindingTarget(targets, indicator.code, unit, period);
    const target = binding && seenOn(binding, addDays(period.to, -1));
    const limits = { missingLimit: limit(indicator.parsed) };
    const value = new IndicatorValue({ indicator, target, unit, procedure, ...figures, ...limits });
    return withOrigin(value, { scope, range: period, restated });
  });
}

/**
 * Indicators by code, or all, that are counted from dossiers.
 * @throws PlanError INVALID_INPUT for a code there is not, or that is measured from something else.
 */
function dossierIndicators(
  set: IndicatorSet,
  codes: readonly string[] | null | undefined,
  day: CivilDate,
): Indicator[] {
  if (!codes) return set.ofDossiers(day);
  return codes.map((code) => {
    const indicator = set.of(code, day);
    if (indicator.measuredFrom === 'DOSSIER') return indicator;
    throw new PlanError('INVALID_INPUT', `Chỉ số «${code}» không tính từ hồ sơ; hãy hỏi targetValues.`, { code });
  });
}

/** The unit of an id, through the request's batch. */
export async function unitOf(context: RequestContext, id: string): Promise<Unit> {
  const unit = await context.loaders.load('unit by id', id, (ids) => readBy(context.em, Unit, 'id', ids));
  if (!unit) throw new Error(`Unit ${id} is referred to but not stored`);
  return unit;
}

/** Counts of a scope with their coverage; all scopes of one kind and range share their statements. */
export async function coveredCounts(
  context: RequestContext,
  scope: FigureScope,
  period: DayRange,
  restated: boolean,
): Promise<CoveredCounts> {
  const { em, loaders, day } = context;
  const service = new IndicatorService(em);
  const restatedOn = restated ? day : null;
  const name = (kind: string) => `${kind} figures ${rangeKey(period)}${restated ? ' restated' : ''}`;
  if ('unit' in scope) {
    const key = unitRangeKey({ unitId: scope.unit.id, range: period });
    const ofUnits = (keys: readonly string[]) => unitCounts(em, keys, restatedOn);
    return (await loaders.load(`unit figures${restated ? ' restated' : ''}`, key, ofUnits)) ?? NOTHING;
  }
  if ('procedure' in scope) {
    const ofProcedures = (ids: readonly string[]) => service.ofProcedures(ids, period);
    return (await loaders.load(name('procedure'), scope.procedure.id, ofProcedures)) ?? NOTHING;
  }
  if ('province' in scope) {
    const ofProvinces = async (ids: readonly string[]) =>
      new Map(
        await Promise.all(ids.map(async (id) => [id, await service.ofProvince(id, period, restatedOn)] as const)),
      );
    return (await loaders.load(name('province'), scope.province.id, ofProvinces)) ?? NOTHING;
  }
  const counts =
    'pair' in scope
      ? await pairCounts(context, scope.pair, period, restatedOn)
      : await fieldCounts(context, scope.field, period, restatedOn);
  return { ...NOTHING, counts };
}

/**
 * Counts of units in ranges, by `unitRangeKey`: units of several periods asked for in one turn share one statement. A
 * period alone, and days that cut a half-month, are read as such.
 */
async function unitCounts(
  em: EntityManager,
  keys: readonly string[],
  restatedOn: CivilDate | null,
): Promise<ReadonlyMap<string, CoveredCounts>> {
  const asked = keys.map(unitRangeOf);
  const unitIds = [...new Set(asked.map(({ unitId }) => unitId))];
  const ranges = [...new Map(asked.map(({ range }) => [rangeKey(range), range])).values()];
  const whole = ranges.filter(({ from, to }) => isBucketStart(from) && isBucketStart(to));
  const together = whole.length > 1 ? whole : [];
  const ofRange = async (range: DayRange) => {
    const counts = await new IndicatorService(em).ofUnits(unitIds, range, restatedOn);
    return [...counts].map(([unitId, value]) => [unitRangeKey({ unitId, range }), value] as const);
  };
  const [alone, trend] = await Promise.all([
    Promise.all(ranges.filter((range) => !together.includes(range)).map(ofRange)),
    together.length === 0 ? [] : new TrendService(em).ofUnits(unitIds, together, restatedOn),
  ]);
  return new Map([...alone.flat(), ...trend]);
}

/** Why figures of a scope cannot all be restated; a procedure's are of all units, and the same either way. */
async function notRestatedOf(context: RequestContext, scope: FigureScope): Promise<string[]> {
  if ('procedure' in scope) return [];
  if ('field' in scope) return notRestatedOf(context, scope.field.owner);
  const { em, loaders, day } = context;
  const service = new LineageService(em);
  if ('province' in scope) {
    const ofProvinces = (ids: readonly string[]) => service.notRestatedInProvinces(ids, day);
    return (await loaders.load('not restated in province', scope.province.id, ofProvinces)) ?? [];
  }
  const unitId = 'unit' in scope ? scope.unit.id : scope.pair.unitId;
  return (await loaders.load('not restated', unitId, (ids) => service.notRestated(ids, day))) ?? [];
}

async function pairCounts(
  { em, loaders }: RequestContext,
  pair: UnitProcedure,
  period: DayRange,
  restatedOn: CivilDate | null,
): Promise<StatisticsCounts> {
  const batch = (keys: readonly string[]) =>
    new StatisticsService(em).countsByUnitProcedure(keys.map(pairOfKey), period, restatedOn);
  const name = `pair figures ${rangeKey(period)}${restatedOn ? ' restated' : ''}`;
  return (await loaders.load(name, unitProcedureKey(pair), batch)) ?? NO_DOSSIERS;
}

async function fieldCounts(
  { em, loaders }: RequestContext,
  { name: field, owner }: ProcedureField,
  period: DayRange,
  restatedOn: CivilDate | null,
): Promise<StatisticsCounts> {
  const [level, ownerId] =
    'unit' in owner ? (['unit', owner.unit.id] as const) : (['province', owner.province.id] as const);
  const batch = (keys: readonly string[]) =>
    new FieldStatisticsService(em).counts(level, keys.map(ownedFieldOf), period, restatedOn);
  const name = `${level} field figures ${rangeKey(period)}${restatedOn ? ' restated' : ''}`;
  return (await loaders.load(name, ownedFieldKey({ ownerId, field }), batch)) ?? NO_DOSSIERS;
}

function pairOfKey(key: string): UnitProcedure {
  const [unitId = '', procedureId = ''] = key.split('/');
  return { unitId, procedureId };
}

/**
 * The most that the missing units of a province could have added to an indicator; nothing for other scopes, whose only
 * unit either reported or has no value.
 */
export async function missingLimitOf(
  context: RequestContext,
  scope: FigureScope,
  range: DayRange,
  restated: boolean,
): Promise<(formula: Formula) => number> {
  if (!('province' in scope)) return () => 0;
  const { missing = [], coverage } = await coveredCounts(context, scope, range, restated);
  if (missing.length === 0 || coverage.reported === 0) return () => 0;
  const { em, loaders, day } = context;
  const read = async (ids: readonly string[]) => {
    const counts = await new IndicatorService(em).earlierCounts(missing, range, restated ? day : null);
    return new Map(ids.map((id) => [id, counts]));
  };
  const name = `earlier counts of missing units ${rangeKey(range)}${restated ? ' restated' : ''}`;
  const earlier = (await loaders.load(name, scope.province.id, read)) ?? [];
  return (formula) => missingLimit(formula, earlier);
}

/** Whether any stored dossier was made by the generator, read once a request. */
export async function isSynthetic({ em, loaders }: RequestContext): Promise<boolean> {
  const look = async (keys: readonly string[]) => {
    const found = await new StatisticsService(em).hasSyntheticDossiers();
    return new Map(keys.map((key) => [key, found]));
  };
  return (await loaders.load('synthetic', 'all', look)) ?? false;
}

async function targetsOf({ em, loaders }: RequestContext): Promise<Target[]> {
  const all = async (keys: readonly string[]) => {
    const targets = await new IndicatorService(em).measuredTargets();
    return new Map(keys.map((key) => [key, targets]));
  };
  return (await loaders.load('targets', 'all', all)) ?? [];
}
