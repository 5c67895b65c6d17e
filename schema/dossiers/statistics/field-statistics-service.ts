import type { EntityManager } from '@mikro-orm/postgresql';
import { sql, type RawBuilder } from 'kysely';
import { rowsOf, type CivilDate, type DayRange } from '../../base/index.js';
import { checkRange } from '../../calendar/index.js';
import { proceduresOn, UNIT_HANDLES_PROCEDURE } from '../../catalogue/index.js';
import { restatedUnits } from '../../organisation/index.js';
import { flowRows, sums } from './flow-sql.js';
import { NO_DOSSIERS, type StatisticsCounts } from './statistics.js';

/** Whose fields: those of a unit, or of a province over all its units. */
export type FieldLevel = 'unit' | 'province';

/** A field (lĩnh vực) of procedures at a unit or in a province. */
export interface OwnedField {
  readonly ownerId: string;
  readonly field: string;
}

const UUID_LENGTH = 36;

/** Text that identifies an owned field in the answer of `counts`. */
export function ownedFieldKey({ ownerId, field }: OwnedField): string {
  return `${ownerId}/${field}`;
}

/** The owned field of a key. */
export function ownedFieldOf(key: string): OwnedField {
  return { ownerId: key.slice(0, UUID_LENGTH), field: key.slice(UUID_LENGTH + 1) };
}

/** Reads what the procedures of a field add up to. */
export class FieldStatisticsService {
  constructor(private readonly em: EntityManager) {}

  /**
   * Names of fields by owner, in Vietnamese order: of a unit those it handles on a day and those it, or a unit that has
   * become it, has figures in; of a province all.
   */
  async fieldsOf(level: FieldLevel, ownerIds: readonly string[], day: CivilDate): Promise<Map<string, string[]>> {
    const ids = sql`${[...ownerIds]}::uuid[]`;
    const rows = await rowsOf(
      this.em,
      sql<OwnedField>`select distinct "ownerId", field, field collate "vi-x-icu" as name_order
        from (${level === 'unit' ? fieldsOfUnits(ids, day) : fieldsOfProvinces(ids)}) owned order by name_order`,
    );
    const byOwner = Map.groupBy(rows, ({ ownerId }) => ownerId);
    return new Map(ownerIds.map((id) => [id, (byOwner.get(id) ?? []).map(({ field }) => field)]));
  }

  /** Counts keyed by `ownedFieldKey`, in one statement; zeros where there are no dossiers. */
  async counts(
    level: FieldLevel,
    asked: readonly OwnedField[],
    range: DayRange,
    restatedOn: CivilDate | null = null,
  ): Promise<Map<string, StatisticsCounts>> {
    checkRange(range);
    const { owner, join } = ownerSql(level, restatedOn);
    const [owners, fields] = [asked.map(({ ownerId }) => ownerId), asked.map(({ field }) => field)];
    const rows = await rowsOf(
      this.em,
      sql<StatisticsCounts & OwnedField>`select ${owner} as "ownerId", procedure.field, ${sums(range)}
        from ${flowRows('procedure_rollup', range)} flow join procedure on procedure.id = flow.procedure_id ${join}
        where (${owner}, procedure.field) in (select * from unnest(${owners}::uuid[], ${fields}::text[]))
        group by ${owner}, procedure.field`,
    );
    const counts = new Map<string, StatisticsCounts>(asked.map((one) => [ownedFieldKey(one), NO_DOSSIERS]));
    for (const { ownerId, field, ...row } of rows) counts.set(ownedFieldKey({ ownerId, field }), row);
    return counts;
  }
}

function ownerSql(
  level: FieldLevel,
  restatedOn: CivilDate | null,
): { owner: RawBuilder<unknown>; join: RawBuilder<unknown> } {
  if (level === 'province') return { owner: sql`unit.province_id`, join: sql`join unit on unit.id = flow.unit_id` };
  if (!restatedOn) return { owner: sql`flow.unit_id`, join: sql`` };
  const join = sql`join ${restatedUnits(restatedOn)} counted on counted.source_id = flow.unit_id`;
  return { owner: sql`counted.unit_id`, join };
}

function fieldsOfProvinces(ids: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`select unit.province_id as "ownerId", procedure.field from procedure
    join unit on unit.id = procedure.owner_id where unit.province_id = any(${ids})`;
}

function fieldsOfUnits(ids: RawBuilder<unknown>, day: CivilDate): RawBuilder<unknown> {
  return sql`select unit.id as "ownerId", procedure.field
    from ${proceduresOn(day)} join unit on ${UNIT_HANDLES_PROCEDURE} where unit.id = any(${ids})
    union all select home.id, procedure.field from (
      select unit_id as id, procedure_id from procedure_rollup where unit_id = any(${ids})
      union select counted.unit_id, procedure_id from procedure_rollup
        join ${restatedUnits(day)} counted on counted.source_id = procedure_rollup.unit_id
        where counted.unit_id = any(${ids})
    ) home join procedure on procedure.id = home.procedure_id`;
}
