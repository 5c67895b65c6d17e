import type { EntityManager } from '@mikro-orm/postgresql';
import { sql, type RawBuilder } from 'kysely';
import { matchesWords } from './search-key.js';

/** Rows of a hand-written SQL statement, run in the entity manager's transaction if there is one. */
export async function rowsOf<T>(em: EntityManager, query: RawBuilder<T>): Promise<T[]> {
  const { rows } = await query.execute(em.getKysely());
  return rows;
}

/** Condition that a text column has the words of a text; see `matchesWords`. */
export function containsText(column: string, words: string): RawBuilder<unknown> {
  return matchesWords(sql.ref(column), words);
}
