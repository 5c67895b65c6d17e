import { readBy } from '../../schema/base/index.js';
import type { Period } from '../../schema/calendar/index.js';
import {
  DossierStatistics,
  NO_DOSSIERS,
  StatisticsService,
  unitProcedureKey,
  type StatisticsCounts,
  type UnitProcedure,
} from '../../schema/dossiers/index.js';
import {
  bindingTarget,
  indicatorOf,
  indicators,
  IndicatorService,
  IndicatorValue,
  type CoveredCounts,
} from '../../schema/indicators/index.js';
import { Unit, type Province } from '../../schema/organisation/index.js';
import type { Procedure } from '../../schema/catalogue/index.js';
import type { Target } from '../../schema/plan/index.js';
import type { RequestContext } from '../context.js';
import { periodKey } from './period-args.js';

const NOTHING: CoveredCounts = { counts: NO_DOSSIERS, coverage: { reported: 0, expected: 0 } };

/** What figures are about; exactly one of a province, a unit, a procedure, or a procedure at a unit. */
export type FigureScope =
  | { readonly province: Province }
  | { readonly unit: Unit }
  | { readonly procedure: Procedure }
  | { readonly pair: UnitProcedure };

/** Statistics of a scope in a period; all scopes of one kind and period share one statement. */
export async function statisticsOf(
  context: RequestContext,
  scope: FigureScope,
  period: Period,
): Promise<DossierStatistics> {
  const [{ counts }, synthetic] = await Promise.all([coveredCounts(context, scope, period), isSynthetic(context)]);
  return new DossierStatistics(counts, period, synthetic);
}

/** Values of the indicators asked for (all when none is named), in the order of the definitions or as asked. */
export async function indicatorsOf(
  context: RequestContext,
  scope: FigureScope,
  period: Period,
  codes: readonly string[] | null | undefined,
): Promise<IndicatorValue[]> {
  const wanted = codes ? codes.map(indicatorOf) : indicators;
  const [{ counts, coverage }, targets, synthetic] = await Promise.all([
    coveredCounts(context, scope, period),
    targetsOf(context),
    isSynthetic(context),
  ]);
  const unit = 'unit' in scope ? scope.unit : null;
  const procedure = 'procedure' in scope ? scope.procedure : null;
  return wanted.map((indicator) => {
    const target = bindingTarget(targets, indicator.code, unit, period);
    return new IndicatorValue({ indicator, period, counts, target, coverage, synthetic, unit, procedure });
  });
}

/** The unit of an id, through the request's batch. */
export async function unitOf(context: RequestContext, id: string): Promise<Unit> {
  const unit = await context.loaders.load('unit by id', id, (ids) => readBy(context.em, Unit, 'id', ids));
  if (!unit) throw new Error(`Unit ${id} is referred to but not stored`);
  return unit;
}

async function coveredCounts(context: RequestContext, scope: FigureScope, period: Period): Promise<CoveredCounts> {
  const { em, loaders } = context;
  const service = new IndicatorService(em);
  const name = (kind: string) => `${kind} figures ${periodKey(period)}`;
  if ('unit' in scope) {
    return (await loaders.load(name('unit'), scope.unit.id, (ids) => service.ofUnits(ids, period))) ?? NOTHING;
  }
  if ('procedure' in scope) {
    const ofProcedures = (ids: readonly string[]) => service.ofProcedures(ids, period);
    return (await loaders.load(name('procedure'), scope.procedure.id, ofProcedures)) ?? NOTHING;
  }
  if ('province' in scope) {
    const ofProvinces = async (ids: readonly string[]) =>
      new Map(await Promise.all(ids.map(async (id) => [id, await service.ofProvince(id, period)] as const)));
    return (await loaders.load(name('province'), scope.province.id, ofProvinces)) ?? NOTHING;
  }
  return { ...NOTHING, counts: await pairCounts(context, scope.pair, period) };
}

async function pairCounts(
  { em, loaders }: RequestContext,
  pair: UnitProcedure,
  period: Period,
): Promise<StatisticsCounts> {
  const batch = (keys: readonly string[]) =>
    new StatisticsService(em).countsByUnitProcedure(keys.map(pairOfKey), period);
  return (await loaders.load(`pair figures ${periodKey(period)}`, unitProcedureKey(pair), batch)) ?? NO_DOSSIERS;
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
