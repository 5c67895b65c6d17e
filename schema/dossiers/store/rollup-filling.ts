import type { Client } from 'pg';
import { FILL_PROCEDURE_ROLLUP } from './rollup-sql.js';

/** An index of a table. */
interface TableIndex {
  readonly name: string;
  /** What follows the name of the table in `create index`. */
  readonly keys: string;
  readonly isPrimary: boolean;
}

/** Whether the rollup holds no row, so that it may be filled as a table of its own. */
export async function isRollupEmpty(client: Client): Promise<boolean> {
  const { rowCount } = await client.query('select from procedure_rollup limit 1');
  return rowCount === 0;
}

/**
 * Writes table `cell` into a table of its own and then indexes it, which costs a fourth of indexing row by row. It is not
 * the rollup until `placeRollup`, so nobody waits meanwhile.
 */
export async function fillRollup(client: Client): Promise<void> {
  await client.query('create table procedure_rollup_filling (like procedure_rollup including all excluding indexes)');
  await client.query(FILL_PROCEDURE_ROLLUP);
  for (const { name, keys, isPrimary } of await indexesOf(client)) {
    const unique = isPrimary ? 'unique ' : '';
    await client.query(`create ${unique}index ${name}_filling on procedure_rollup_filling ${keys}`);
    if (isPrimary) {
      await client.query(
        `alter table procedure_rollup_filling add constraint ${name}_filling primary key using index ${name}_filling`,
      );
    }
  }
}

/**
 * Puts the filled table in the place of the rollup, which must be empty: a reader whose snapshot is older than this
 * transaction sees no row either way. Its writes are noted like those of any other table. That takes the whole table for a moment, so it comes late in the transaction.
 */
export async function placeRollup(client: Client): Promise<void> {
  const indexes = await indexesOf(client);
  await client.query('drop table procedure_rollup');
  await client.query('alter table procedure_rollup_filling rename to procedure_rollup');
  for (const { name } of indexes) await client.query(`alter index ${name}_filling rename to ${name}`);
  await client.query('select watch_data_changes()');
}

async function indexesOf(client: Client): Promise<TableIndex[]> {
  const { rows } = await client.query<TableIndex>(
    `select indexrelid::regclass::text as name, indisprimary as "isPrimary",
       regexp_replace(pg_get_indexdef(indexrelid), '^CREATE .* ON \\S+ ', '') as keys
     from pg_index where indrelid = 'procedure_rollup'::regclass order by indexrelid`,
  );
  return rows;
}
