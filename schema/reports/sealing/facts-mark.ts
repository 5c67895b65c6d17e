import type { EntityManager } from '@mikro-orm/postgresql';
import { sql, type RawBuilder } from 'kysely';
import { rowsOf } from '../../base/index.js';

/** Tables that figures depend on besides dossiers; small enough to be read whole. */
const TABLES = [
  'target',
  'task',
  'task_assignment',
  'clause',
  'indicator_version',
  'measure',
  'procedure_version',
  'procedure_group_membership',
  'unit',
  'unit_lineage',
  'calendar_day',
  'dossier_archive',
] as const;

/** Columns of deadlines that reports tell. */
const DEADLINES = sql`(select row(count(*), sum(hashtextextended(concat_ws(' ', id, due_at, fulfilled_at, withdrawn_at), 0)))
  from deadline)`;

/**
 * A text that stays the same while nothing that reports tell has changed: dossiers by the data version, what is only ever
 * added by its number, the rest by a sum of hashes. Another text does not mean that any figure is another one. One
 * statement.
 */
export async function factsMark(em: EntityManager): Promise<string> {
  const counts = ['observation', 'task_progress', 'import_finding'].map(
    (table) => sql`(select count(*) from ${sql.table(table)})`,
  );
  const hashes: RawBuilder<unknown>[] = TABLES.map(
    (table) => sql`(select sum(hashtextextended(fact::text, 0)) from ${sql.table(table)} fact)`,
  );
  const [row] = await rowsOf(
    em,
    sql<{ mark: string }>`select concat_ws('/', (select data_version from installation),
      ${sql.join([...counts, ...hashes, DEADLINES])}) as mark`,
  );
  return row?.mark ?? '';
}
