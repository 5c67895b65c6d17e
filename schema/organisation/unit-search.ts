import type { EntityManager } from '@mikro-orm/postgresql';
import { sql, type RawBuilder } from 'kysely';
import { Field, ObjectType } from 'type-graphql';
import { PlanError, matchesWords, readModelOf, rowsOf, searchKey, type CivilDate } from '../base/index.js';
import { validOn } from './restatement.js';
import { searchReason, type FoundBy } from './search-reason-rules.js';
import { Unit } from './unit.js';

/** A unit that a search found. */
@ObjectType('SearchHit', { description: 'Một đơn vị tìm thấy và vì sao (search hit).' })
export class SearchHit {
  @Field(() => Unit, { description: 'Đơn vị (unit).' })
  readonly unit!: Unit;

  @Field(() => String, { description: 'Tên hoặc mã khớp với lời tìm (matched).' })
  readonly matched!: string;

  @Field(() => String, {
    nullable: true,
    description:
      'Vì sao ra đơn vị này, ví dụ «tên cũ …, nhập vào … từ 01/07/2025»; trống khi khớp tên hiện nay (reason).',
  })
  readonly reason!: string | null;
}

/** What to look for. */
export interface UnitSearch {
  readonly text: string;
  /** Most hits, 1 to 50. */
  readonly first: number;
  /** Day whose units are answered: what was merged by then is followed to what it became. Null: no following. */
  readonly asOf: CivilDate | null;
}

type HitRow = Readonly<Record<string, unknown>> & FoundBy & { readonly matched: string };

const MOST_HITS = 50;
const LONGEST_TEXT = 200;
/** Longest chain that is followed; more would be a cycle. */
const MOST_STEPS = 20;

/**
 * Units whose name, short name, code or other name has the words of a text in their order, each at least begun; accents,
 * letter case, đ and d, and the place of tone marks do not count. Each unit once, for its best reason: own names first,
 * whole names before beginnings with whole words and these before begun ones, then Vietnamese order. One statement.
 * @throws PlanError INVALID_INPUT for more than 50 hits or a text longer than 200 characters.
 */
export async function searchUnits(em: EntityManager, { text, first, asOf }: UnitSearch): Promise<SearchHit[]> {
  if (first < 1 || first > MOST_HITS) {
    throw new PlanError('INVALID_INPUT', `Số kết quả phải từ 1 đến ${MOST_HITS}.`, { field: 'first' });
  }
  if (text.length > LONGEST_TEXT) {
    throw new PlanError('INVALID_INPUT', `Lời tìm dài nhất ${LONGEST_TEXT} ký tự.`, { field: 'text' });
  }
  const key = searchKey(text);
  if (key === '') return [];
  const model = readModelOf(em, Unit);
  const rows = await rowsOf(
    em,
    sql<HitRow>`with recursive ${found(text)}, ${walked(asOf)}, best as (
        select distinct on (walk.unit_id) walk.*, case when unit.valid_to <= ${asOf}::date then unit.valid_to end as ended_on
        from walk join unit on unit.id = walk.unit_id
        where ${asOf ? sql`${validOn('unit', asOf)} or walk.is_end` : sql`true`}
        order by walk.unit_id, jsonb_array_length(steps), alias is not null, name_key <> ${key},
          not starts_with(name_key || ' ', ${`${key} `}), not starts_with(name_key, ${key}), matched)
      select ${model.columns('unit')}, matched, full_name as "fullName", alias, alias_ended::text as "aliasEnded", steps, ended_on::text as "endedOn"
      from best join unit on unit.id = best.unit_id
      order by jsonb_array_length(steps) > 0, alias is not null, name_key <> ${key},
        not starts_with(name_key || ' ', ${`${key} `}), not starts_with(name_key, ${key}), unit.short_name collate "vi-x-icu", unit.id
      limit ${first}`,
  );
  return rows.map((row) =>
    Object.assign(new SearchHit(), { unit: model.read(row), matched: row.matched, reason: searchReason(row) }),
  );
}

/** Everything that has the words, with the unit that has it. */
function found(text: string): RawBuilder<unknown> {
  const name = sql.ref('name.name');
  return sql`found as (
    select unit_id, name as matched, full_name, search_key(name) as name_key, alias, alias_ended from (
      select id as unit_id, name, name as full_name, null as alias, null::date as alias_ended from unit
      union all select id, short_name, name, null, null from unit
      union all select id, code, name, null, null from unit
      union all select unit_id, name, name, kind, valid_to from unit_alias) name
    where ${matchesWords(name, text)})`;
}

/** From units that were over by a day on to what they became by it. */
function walked(asOf: CivilDate | null): RawBuilder<unknown> {
  const step = sql`jsonb_build_object('name', s.name, 'kind', l.kind, 'effectiveOn', l.effective_on,
    'whole', coalesce(l.share_numerator = l.share_denominator, false))`;
  const isOver = sql`u.valid_to <= ${asOf}::date`;
  const following = sql`l.predecessor_id = u.id and l.effective_on <= ${asOf}::date`;
  const isEnd = (unit: string) => sql`exists (select from unit u where u.id = ${sql.ref(unit)} and ${isOver}
    and not exists (select from unit_lineage l where ${following}))`;
  return sql`walk as (
    select found.*, '[]'::jsonb as steps, ${isEnd('found.unit_id')} as is_end from found
    union all
    select s.id, w.matched, w.full_name, w.name_key, w.alias, w.alias_ended, w.steps || ${step}, ${isEnd('s.id')}
    from walk w join unit u on u.id = w.unit_id and ${isOver}
    join unit_lineage l on ${following} join unit s on s.id = l.successor_id
    where jsonb_array_length(w.steps) < ${MOST_STEPS})`;
}
