import type { EntityManager } from '@mikro-orm/postgresql';
import { sql, type RawBuilder } from 'kysely';

/** Rows of a hand-written SQL statement, run in the entity manager's transaction if there is one. */
export async function rowsOf<T>(em: EntityManager, query: RawBuilder<T>): Promise<T[]> {
  const { rows } = await query.execute(em.getKysely());
  return rows;
}

/** Condition that a text column contains a piece of text, letter case aside; `%` and `_` mean themselves. */
export function containsText(column: string, piece: string): RawBuilder<unknown> {
  const pattern = piece.normalize('NFC').replaceAll(/[\\%_]/g, String.raw`\$&`);
  return sql`${sql.ref(column)} ilike ${`%${pattern}%`}`;
}
