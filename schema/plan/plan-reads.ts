import type { EntityClass } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';
import { sql } from 'kysely';
import { readModelOf, rowsOf, type CivilDate } from '../base/index.js';
import { Clause } from './clause.js';
import type { PlanVersion } from './plan-version.js';
import { Plan } from './plan.js';

type Row = Readonly<Record<string, unknown>>;

/**
 * Clauses, targets, tasks, duties or deadline rules of plans as they hold on a day, keyed by plan id; in document order:
 * clauses by position, the others by the position of their clause, then by code. One statement.
 */
export async function partsOfPlans<T extends PlanVersion>(
  em: EntityManager,
  entity: EntityClass<T>,
  planIds: readonly string[],
  day: CivilDate,
): Promise<Map<string, T[]>> {
  const model = readModelOf(em, entity);
  const table = em.getMetadata().get(entity).tableName;
  const clause = table === 'clause' ? sql`` : sql`join clause on clause.id = part.clause_id`;
  const position = table === 'clause' ? sql`part.position` : sql`clause.position`;
  const rows = await rowsOf(
    em,
    sql<Row>`select ${model.columns('part')} from ${sql.table(table)} part ${clause}
      where part.plan_id = any(${[...planIds]}::uuid[]) and part.valid_from <= ${day}::date
        and (part.valid_to is null or ${day}::date < part.valid_to)
      order by ${position}, part.code`,
  );
  return Map.groupBy(
    rows.map((row) => Object.assign(model.read(row), { seenOn: day })),
    (part) => part.plan.id,
  );
}

/** Every version of the entries that the given versions belong to, keyed by the given id, earliest first. One statement. */
export async function versionsOf<T extends PlanVersion>(
  em: EntityManager,
  entity: EntityClass<T>,
  ids: readonly string[],
): Promise<Map<string, T[]>> {
  const model = readModelOf(em, entity);
  const table = sql.table(em.getMetadata().get(entity).tableName);
  const rows = await rowsOf(
    em,
    sql<Row & { asked: string }>`select ${model.columns('part')}, named.id as asked
      from ${table} named join ${table} part on (part.plan_id, part.code) = (named.plan_id, named.code)
      where named.id = any(${[...ids]}::uuid[]) order by part.valid_from`,
  );
  const byAsked = Map.groupBy(rows, ({ asked }) => asked);
  return new Map([...byAsked].map(([id, versions]) => [id, versions.map((row) => model.read(row))]));
}

/** Key of a clause on a day, for `clausesOnDays`. */
export function clauseDayKey(id: string, day: CivilDate): string {
  return `${id}/${day}`;
}

/** The wording of clauses on a day each, found from any of their versions; that version itself when none holds. */
export async function clausesOnDays(em: EntityManager, keys: readonly string[]): Promise<Map<string, Clause>> {
  const model = readModelOf(em, Clause);
  const rows = await rowsOf(
    em,
    sql<Row & { asked: string }>`select distinct on (asked.key) ${model.columns('part')}, asked.key as asked
      from unnest(${[...keys]}::text[]) as asked (key)
        join clause named on named.id = split_part(asked.key, '/', 1)::uuid
        join clause part on (part.plan_id, part.code) = (named.plan_id, named.code)
      where part.id = named.id or part.valid_from <= split_part(asked.key, '/', 2)::date
        and (part.valid_to is null or split_part(asked.key, '/', 2)::date < part.valid_to)
      order by asked.key, part.valid_from <= split_part(asked.key, '/', 2)::date
        and (part.valid_to is null or split_part(asked.key, '/', 2)::date < part.valid_to) desc`,
  );
  return new Map(rows.map((row) => [row.asked, model.read(row)]));
}

/** Plans of provinces, keyed by province id, latest first. One statement. */
export async function plansOfProvinces(
  em: EntityManager,
  provinceIds: readonly string[],
): Promise<Map<string, Plan[]>> {
  const model = readModelOf(em, Plan);
  const rows = await rowsOf(
    em,
    sql<Row>`select ${model.columns('plan')} from plan
      where province_id = any(${[...provinceIds]}::uuid[]) order by issued_on desc, number`,
  );
  return Map.groupBy(
    rows.map((row) => model.read(row)),
    ({ province }) => province.id,
  );
}
