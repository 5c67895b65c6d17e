import { listPages, MAX_PAGE_SIZE, readModelOf, ROOT, type CivilDate } from '../../schema/base/index.js';
import { periodOf, type PeriodScheme } from '../../schema/calendar/index.js';
import { rankByRatio, type IndicatorValue } from '../../schema/indicators/index.js';
import { Unit, unitList, UnitOrder, type UnitKind } from '../../schema/organisation/index.js';
import type { RequestContext } from '../context.js';
import { indicatorsOf } from './figures.js';

/** By what, whom and when to rank. */
export interface RankingQuery {
  readonly indicator: string;
  /** Id of the period. */
  readonly period: string;
  readonly scheme: PeriodScheme;
  readonly restated: boolean;
  readonly kind: UnitKind;
  /** Code of the group whose units alone are ranked; null for all of the kind. */
  readonly within: string | null;
  /** The units of this day; null for those of any. */
  readonly asOf: CivilDate | null;
}

/** A unit's place. */
export interface RankedPlace {
  /** Null without a value. */
  readonly rank: number | null;
  /** How many units have a rank. */
  readonly of: number;
  readonly unit: Unit;
  readonly value: IndicatorValue;
}

/** The ranking, best first, worked out once a request; by unit id. */
export async function ranksOf(context: RequestContext, query: RankingQuery): Promise<ReadonlyMap<string, RankedPlace>> {
  const { indicator, period, scheme, restated, kind, within, asOf } = query;
  const key = JSON.stringify([indicator, period, scheme, restated, kind, within, asOf]);
  const ranking = await context.loaders.load(
    `ranking ${key}`,
    key,
    async () => new Map([[key, await rank(context, query)]]),
  );
  return ranking ?? new Map();
}

async function rank(context: RequestContext, query: RankingQuery): Promise<Map<string, RankedPlace>> {
  const period = periodOf(query.period, query.scheme);
  const units = await unitsOf(context, query);
  const values = await Promise.all(
    units.map((unit) => indicatorsOf(context, { unit }, period, [query.indicator], query.restated)),
  );
  const items = values.flat().flatMap((value, index) => {
    const unit = units[index];
    return unit ? [{ value, unit, numerator: value.numerator, denominator: value.denominator }] : [];
  });
  const ranked = rankByRatio(items);
  const of = ranked.filter(({ rank: place }) => place !== null).length;
  return new Map(ranked.map(({ item: { unit, value }, rank: place }) => [unit.id, { rank: place, of, unit, value }]));
}

/** Every unit that fits, in name order, however many pages they fill; read once a request. */
async function unitsOf({ em, loaders }: RequestContext, { kind, within, asOf }: RankingQuery): Promise<Unit[]> {
  const key = JSON.stringify([kind, within, asOf]);
  const read = async () => {
    const query = unitList(em, { kind, group: within, asOf }, UnitOrder.Name, false);
    const units: Unit[] = [];
    let after: string | undefined;
    do {
      const page = (await listPages(em, [ROOT], query, { first: MAX_PAGE_SIZE, after })).get(ROOT);
      units.push(...(page?.items ?? []).map(({ row }) => readModelOf(em, Unit).read(row)));
      after = page?.hasNextPage ? page.items.at(-1)?.cursor() : undefined;
    } while (after);
    return new Map([[key, units]]);
  };
  return (await loaders.load(`units to rank ${key}`, key, read)) ?? [];
}
