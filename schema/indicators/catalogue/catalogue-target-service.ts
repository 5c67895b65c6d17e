import type { EntityManager } from '@mikro-orm/postgresql';
import { registerEnumType } from 'type-graphql';
import { sql, type RawBuilder } from 'kysely';
import { addDays, rowsOf, type CivilDate, type DayRange, type ListQuery } from '../../base/index.js';
import { bucketOf } from '../../calendar/index.js';
import { PROCEDURE_COLUMNS } from '../../catalogue/index.js';
import type { Unit } from '../../organisation/index.js';
import type { Target } from '../../plan/index.js';
import { catalogueDefinitionOf, type CatalogueDefinition } from './catalogue-definition.js';
import { catalogueBounds, evaluateCatalogueTarget, type CatalogueTally } from './catalogue-target-rules.js';
import { countedProcedures, listItems, verdicts } from './catalogue-target-sql.js';
import { CatalogueTargetValue } from './catalogue-target-value.js';
import type { IndicatorSet } from '../definitions/indicator-set.js';

/** Which of the procedures behind a value. */
export enum CataloguePart {
  Met = 'MET',
  NotMet = 'NOT_MET',
  Unknown = 'UNKNOWN',
  Exempt = 'EXEMPT',
}

registerEnumType(CataloguePart, {
  name: 'CataloguePart',
  description: 'Phần thủ tục đứng sau một giá trị đếm từ danh mục (part of a catalogue count).',
  valuesConfig: {
    Met: { description: 'Được đếm và đạt (met).' },
    NotMet: { description: 'Được đếm và chưa đạt (not met).' },
    Unknown: { description: 'Chưa đủ căn cứ (unknown).' },
    Exempt: { description: 'Được loại trừ, kèm văn bản tại lowFrequencyReference (exempt).' },
  },
});

interface Counted {
  readonly definition: CatalogueDefinition;
  readonly target: Target;
}

type TallyRow = CatalogueTally & {
  readonly targetCode: string;
  readonly unitId: string | null;
  readonly exempt: number;
};

const NO_TALLY: Omit<TallyRow, 'targetCode' | 'unitId'> = {
  yesYes: 0,
  yesNo: 0,
  yesUnknown: 0,
  unknownYes: 0,
  unknownNo: 0,
  unknownUnknown: 0,
  amount: 0,
  base: 0,
  leastChange: 0,
  mostChange: 0,
  exempt: 0,
};

/** Counts the targets that are measured by the catalogue. */
export class CatalogueTargetService {
  constructor(private readonly em: EntityManager) {}

  /**
   * Values of those of the targets that the catalogue measures and that apply on a day, in the order given; of a
   * department, or of the province when `unit` is null. At most two statements.
   */
  async values(
    targets: readonly Target[],
    unit: Unit | null,
    day: CivilDate,
    indicators: IndicatorSet,
  ): Promise<CatalogueTargetValue[]> {
    const counted = countedOn(targets, day, indicators);
    if (unit === null) return valuesOf(counted, null, day, await this.tallies(counted, null, day));
    return (await this.valuesOfUnits(targets, [unit], day, indicators)).get(unit.id) ?? [];
  }

  /** The same for many departments, by unit id. At most two statements. */
  async valuesOfUnits(
    targets: readonly Target[],
    units: readonly Unit[],
    day: CivilDate,
    indicators: IndicatorSet,
  ): Promise<Map<string, CatalogueTargetValue[]>> {
    const counted = countedOn(targets, day, indicators);
    const rows = await this.tallies(
      counted,
      units.map(({ id }) => id),
      day,
    );
    const byUnit = Map.groupBy(rows, ({ unitId }) => unitId);
    return new Map(units.map((unit) => [unit.id, valuesOf(counted, unit, day, byUnit.get(unit.id) ?? [])]));
  }

  private async tallies(
    counted: readonly Counted[],
    unitIds: readonly string[] | null,
    day: CivilDate,
  ): Promise<TallyRow[]> {
    const lists = counted.filter(({ definition }) => definition.measure === 'LIST');
    const others = counted.filter(({ definition }) => definition.measure !== 'LIST');
    const procedures = countedProcedures(day, yearUntil(day));
    const [ofProcedures, ofItems] = await Promise.all([
      others.length === 0 ? [] : rowsOf(this.em, procedureTallies(others, unitIds, day, procedures)),
      lists.length === 0 ? [] : rowsOf(this.em, itemTallies(lists, unitIds, day, procedures)),
    ]);
    return [...ofProcedures, ...ofItems.map((row) => ({ ...NO_TALLY, ...row }))];
  }
}

function valuesOf(
  counted: readonly Counted[],
  unit: Unit | null,
  day: CivilDate,
  rows: readonly TallyRow[],
): CatalogueTargetValue[] {
  const tallies = new Map(rows.map((row) => [row.targetCode, row]));
  return counted.map(({ definition, target }) => {
    const tally = tallies.get(target.code) ?? NO_TALLY;
    const outcome = evaluateCatalogueTarget(definition.measure, tally, target, unit === null);
    const bounds = catalogueBounds(definition.measure, tally, outcome);
    return new CatalogueTargetValue({ definition, target, unit, day, outcome, bounds, exempt: tally.exempt });
  });
}

/** The procedures behind a value, as a list under the value's unit (`unit.id`) or the root; rows for `readProcedure`. */
export function proceduresBehind({ definition, asOf, unit }: CatalogueTargetValue, part: CataloguePart): ListQuery {
  return {
    columns: PROCEDURE_COLUMNS,
    from: sql`${countedProcedures(asOf, yearUntil(asOf))} cross join lateral ${verdicts([definition], asOf)}`,
    where: [PARTS[part], ...(unit === null ? [] : [sql`procedure.owner_id = parent.id::uuid`])],
    order: [
      { expression: sql`procedure.code`, type: 'text' },
      { expression: sql`procedure.id`, type: 'uuid' },
    ],
  };
}

/** A procedure that is not counted, or known not to need it, has no part. */
const PARTS: Record<CataloguePart, RawBuilder<unknown>> = {
  [CataloguePart.Met]: sql`not exempt and counted is true and met is true`,
  [CataloguePart.NotMet]: sql`not exempt and counted is true and met is false`,
  [CataloguePart.Unknown]: sql`not exempt and counted is not false and (counted is null or met is null)`,
  [CataloguePart.Exempt]: sql`exempt and counted is not false`,
};

/** The year that ends with the last whole half-month bucket up to a day, the day included: 24 buckets. */
export function yearUntil(day: CivilDate): DayRange {
  const to = bucketOf(addDays(day, 1));
  return { from: `${Number(to.slice(0, 4)) - 1}${to.slice(4)}` as CivilDate, to };
}

function countedOn(targets: readonly Target[], day: CivilDate, indicators: IndicatorSet): Counted[] {
  return targets.flatMap((target) => {
    const applies = (target.from === null || target.from <= day) && (target.until === null || day <= target.until);
    const indicator = applies ? indicators.measuring(target, day) : null;
    const definition = indicator && catalogueDefinitionOf(target.code, indicator);
    return definition ? [{ definition, target }] : [];
  });
}

function procedureTallies(
  counted: readonly Counted[],
  unitIds: readonly string[] | null,
  day: CivilDate,
  procedures: RawBuilder<unknown>,
): RawBuilder<TallyRow> {
  const times = sql.join(
    counted.map(({ target, definition }) => sql`(${target.code}, ${target.targetValue}::int, ${definition.measure})`),
  );
  const definitions = counted.map(({ definition }) => definition);
  const surplus = sql`procedure.dossiers - target.value`;
  const unit = unitIds === null ? sql`null::uuid` : sql`procedure.owner_id`;
  return sql`select verdict.target_code as "targetCode", ${unit} as "unitId",
      count(*) filter (where exempt and counted is not false)::int as exempt,
      ${countOf('true', 'true')} as "yesYes", ${countOf('true', 'false')} as "yesNo",
      ${countOf('true', 'null')} as "yesUnknown", ${countOf('null', 'true')} as "unknownYes",
      ${countOf('null', 'false')} as "unknownNo", ${countOf('null', 'null')} as "unknownUnknown",
      coalesce(sum(case when target.measure = 'AVERAGE' then procedure.dossiers
        else procedure.limit_direct_hours - procedure.limit_online_hours end) ${MET}, 0)::int as amount,
      coalesce(sum(procedure.limit_direct_hours) ${MET}, 0)::int as base,
      coalesce(sum(least(0, ${surplus})) ${MAYBE}, 0)::int as "leastChange",
      coalesce(sum(greatest(0, ${surplus})) ${MAYBE}, 0)::int as "mostChange"
    from ${procedures} cross join lateral ${verdicts(definitions, day)}
      join (values ${times}) target (code, value, measure) on target.code = verdict.target_code
    where ${unitIds === null ? sql`true` : sql`procedure.owner_id = any(${[...unitIds]}::uuid[])`}
    group by verdict.target_code, ${unitIds === null ? sql`()` : unit}`;
}

const MET = sql`filter (where not exempt and counted is true and met is true)`;
const MAYBE = sql`filter (where not exempt and counted is null)`;

function countOf(counted: 'true' | 'null', met: 'true' | 'false' | 'null'): RawBuilder<unknown> {
  const [left, right] = [sql.raw(counted), sql.raw(met)];
  return sql`count(*) filter (where not exempt and counted is ${left} and met is ${right})::int`;
}

type ItemRow = Pick<TallyRow, 'targetCode' | 'unitId' | 'yesYes' | 'yesNo' | 'yesUnknown'>;

function itemTallies(
  lists: readonly Counted[],
  unitIds: readonly string[] | null,
  day: CivilDate,
  procedures: RawBuilder<unknown>,
): RawBuilder<ItemRow> {
  const items = lists.map(({ definition }) => listItems(definition, day, procedures));
  const owners = unitIds === null ? sql`(select null::uuid as id)` : sql`(select unnest(item.owners) as id)`;
  return sql`select item.target_code as "targetCode", owner.id as "unitId",
      count(*) filter (where met is true)::int as "yesYes",
      count(*) filter (where met is false)::int as "yesNo", count(*) filter (where met is null)::int as "yesUnknown"
    from (${sql.join(items, sql` union all `)}) item cross join lateral ${owners} owner
    where ${unitIds === null ? sql`true` : sql`owner.id = any(${[...unitIds]}::uuid[])`}
    group by item.target_code, owner.id`;
}
