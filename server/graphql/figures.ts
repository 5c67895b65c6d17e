import type { EntityManager } from '@mikro-orm/postgresql';
import { addDays, readBy, type CivilDate, type DayRange } from '../../schema/base/index.js';
import { isBucketStart } from '../../schema/calendar/index.js';
import {
  DossierStatistics,
  NO_DOSSIERS,
  StatisticsService,
  unitProcedureKey,
  type DossierScope,
  type StatisticsCounts,
  type UnitProcedure,
} from '../../schema/dossiers/index.js';
import {
  bindingTarget,
  indicatorOf,
  indicators,
  IndicatorService,
  IndicatorValue,
  TrendService,
  unitRangeKey,
  unitRangeOf,
  type CoveredCounts,
} from '../../schema/indicators/index.js';
import { LineageService, Unit, type Province } from '../../schema/organisation/index.js';
import type { Procedure } from '../../schema/catalogue/index.js';
import { seenOn, type Target } from '../../schema/plan/index.js';
import type { RequestContext } from '../context.js';
import { withOrigin } from './figure-origin.js';
import { rangeKey } from './period-args.js';

const NOTHING: CoveredCounts = { counts: NO_DOSSIERS, coverage: { reported: 0, expected: 0 } };

/** What figures are about; exactly one of a province, a unit, a procedure, or a procedure at a unit. */
export type FigureScope =
  | { readonly province: Province }
  | { readonly unit: Unit }
  | { readonly procedure: Procedure }
  | { readonly pair: UnitProcedure };

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
  return { unitId: scope.pair.unitId, procedureId: scope.pair.procedureId };
}

/** Values of the indicators asked for (all when none is named), in the order of the definitions or as asked. */
export async function indicatorsOf(
  context: RequestContext,
  scope: FigureScope,
  period: DayRange,
  codes: readonly string[] | null | undefined,
  restated = false,
): Promise<IndicatorValue[]> {
  const wanted = codes ? codes.map(indicatorOf) : indicators;
  const [{ counts, coverage }, targets, synthetic, notRestated] = await Promise.all([
    coveredCounts(context, scope, period, restated),
    targetsOf(context),
    isSynthetic(context),
    restated ? notRestatedOf(context, scope) : [],
  ]);
  const unit = 'unit' in scope ? scope.unit : null;
  const procedure = 'procedure' in scope ? scope.procedure : null;
  return wanted.map((indicator) => {
    const binding = bindingTarget(targets, indicator.code, unit, period);
    const target = binding && seenOn(binding, addDays(period.to, -1));
    const parts = { indicator, period, counts, target, coverage, synthetic, notRestated, unit, procedure };
    return withOrigin(new IndicatorValue(parts), { scope, range: period, restated });
  });
}

/** The unit of an id, through the request's batch. */
export async function unitOf(context: RequestContext, id: string): Promise<Unit> {
  const unit = await context.loaders.load('unit by id', id, (ids) => readBy(context.em, Unit, 'id', ids));
  if (!unit) throw new Error(`Unit ${id} is referred to but not stored`);
  return unit;
}

async function coveredCounts(
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
  return { ...NOTHING, counts: await pairCounts(context, scope.pair, period, restatedOn) };
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
async function notRestatedOf({ em, loaders, day }: RequestContext, scope: FigureScope): Promise<string[]> {
  if ('procedure' in scope) return [];
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

function pairOfKey(key: string): UnitProcedure {
  const [unitId = '', procedureId = ''] = key.split('/');
  return { unitId, procedureId };
}

async function isSynthetic({ em, loaders }: RequestContext): Promise<boolean> {
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
