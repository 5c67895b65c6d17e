import type { EntityManager } from '@mikro-orm/postgresql';
import type { RawBuilder } from 'kysely';

/** Rows of a hand-written SQL statement, run in the entity manager's transaction if there is one. */
export async function rowsOf<T>(em: EntityManager, query: RawBuilder<T>): Promise<T[]> {
  const { rows } = await query.execute(em.getKysely());
  return rows;
}
