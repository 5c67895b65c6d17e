import type { EntityClass } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';
import { sql } from 'kysely';
import { readModelOf, rowsOf } from '../base/index.js';
import { Plan } from './plan.js';

/** Something that belongs to a plan. */
interface OfPlan {
  readonly plan: { readonly id: string };
}

/**
 * Clauses, targets, tasks or duties of plans, keyed by plan id; in document order: clauses by position, the others by
 * the position of their clause, then by code. One statement.
 */
export async function partsOfPlans<T extends OfPlan>(
  em: EntityManager,
  entity: EntityClass<T>,
  planIds: readonly string[],
): Promise<Map<string, T[]>> {
  const model = readModelOf(em, entity);
  const table = em.getMetadata().get(entity).tableName;
  const isClause = table === 'clause';
  const rows = await rowsOf(
    em,
    sql<Record<string, unknown>>`select ${model.columns(isClause ? 'c' : 'part')}
      from ${isClause ? sql`clause c` : sql`${sql.table(table)} part join clause c on c.id = part.clause_id`}
      where c.plan_id = any(${[...planIds]}::uuid[]) order by c.position, ${isClause ? sql`c.code` : sql`part.code`}`,
  );
  return Map.groupBy(
    rows.map((row) => model.read(row)),
    (part) => part.plan.id,
  );
}

/** Plans of provinces, keyed by province id, latest first. One statement. */
export async function plansOfProvinces(
  em: EntityManager,
  provinceIds: readonly string[],
): Promise<Map<string, Plan[]>> {
  const model = readModelOf(em, Plan);
  const rows = await rowsOf(
    em,
    sql<Record<string, unknown>>`select ${model.columns('plan')} from plan
      where province_id = any(${[...provinceIds]}::uuid[]) order by issued_on desc, number`,
  );
  return Map.groupBy(
    rows.map((row) => model.read(row)),
    ({ province }) => province.id,
  );
}
