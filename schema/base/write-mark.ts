import type { EntityManager } from '@mikro-orm/postgresql';
import { sql } from 'kysely';
import { rowsOf } from './query.js';

/** How far the data have come. */
export interface WriteMark {
  /**
   * A number, as text, that every statement which writes to a table of the product raises before it writes, whether its
   * transaction commits or not. It never falls. What the queue (schema `pgboss`) and PostgreSQL itself do, does not raise it.
   */
  readonly mark: string;
  /**
   * Whether, looked at after the mark, no transaction of the cluster that may have written was under way: then every write
   * counted in the mark can be seen by whoever reads from now on, so that what is read belongs to that mark or a later one.
   */
  readonly quiet: boolean;
}

/** The mark of the data as it is now. */
export async function readWriteMark(em: EntityManager): Promise<WriteMark> {
  const [row] = await rowsOf(em, sql<WriteMark>`select mark::text, quiet from read_write_mark()`);
  return row ?? { mark: '', quiet: false };
}
