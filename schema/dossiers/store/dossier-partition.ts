import type { Client } from 'pg';
import { dossierColumns } from './rollup-sql.js';

/** A calendar year of dossier codes, and whether any dossier of it is stored. */
export interface DossierYear {
  readonly year: number;
  /** Null when there is no partition of the year. */
  readonly partition: 'EMPTY' | 'FILLED' | null;
}

/** Name of the partition that holds the dossiers opened in a year. */
export function partitionOf(year: number): string {
  return `dossier_${year}`;
}

/** A condition on `opened_on` of an alias for one year; half-open. */
export function openedIn(year: number, alias: string): string {
  return `${alias}.opened_on >= '${year}-01-01' and ${alias}.opened_on < '${year + 1}-01-01'`;
}

/** The years, earliest first, and what is stored of each. */
export async function dossierYears(client: Client, years: readonly number[]): Promise<DossierYear[]> {
  const { rows } = await client.query<{ year: number; exists: boolean }>(
    `select year, to_regclass('dossier_' || year) is not null as exists from unnest($1::int[]) year order by year`,
    [years],
  );
  const found: DossierYear[] = [];
  for (const { year, exists } of rows) {
    found.push({ year, partition: exists ? await fillingOf(client, year) : null });
  }
  return found;
}

async function fillingOf(client: Client, year: number): Promise<'EMPTY' | 'FILLED'> {
  const { rowCount } = await client.query(`select from ${partitionOf(year)} limit 1`);
  return rowCount === 0 ? 'EMPTY' : 'FILLED';
}

/**
 * Writes the incoming rows of a year into a table of its own and then indexes it, which costs a third of indexing row
 * by row; the number of rows. The table is no part of the dossiers until `attachYear`, so nobody waits meanwhile.
 */
export async function fillYear(client: Client, year: number): Promise<number> {
  const table = fillingTable(year);
  await client.query(`create table ${table} (like dossier including constraints)`);
  const { rowCount } = await client.query(
    `insert into ${table} (${dossierColumns()}) select ${dossierColumns('i')} from incoming i where ${openedIn(year, 'i')}`,
  );
  await indexAsDossier(client, table);
  return rowCount ?? 0;
}

/**
 * Puts a filled table in its place among the dossiers, instead of an empty partition when there is one. That takes the
 * whole table `dossier` for a moment, so it comes late in the transaction.
 */
export async function attachYear(client: Client, { year, partition }: DossierYear): Promise<void> {
  if (partition !== null) await client.query(`drop table ${partitionOf(year)}`);
  await client.query(`alter table ${fillingTable(year)} rename to ${partitionOf(year)}`);
  await client.query(
    `alter table dossier attach partition ${partitionOf(year)} for values from ('${year}-01-01') to ('${year + 1}-01-01')`,
  );
}

/** Takes a year and its dossiers away. */
export async function dropYear(client: Client, year: number): Promise<void> {
  await client.query(`alter table dossier detach partition ${partitionOf(year)}`);
  await client.query(`drop table ${partitionOf(year)}`);
}

/** Primary key and indexes as `dossier` has them, so that attaching finds them and builds none. */
async function indexAsDossier(client: Client, table: string): Promise<void> {
  await client.query(`alter table ${table} add primary key (opened_on, code)`);
  const { rows } = await client.query<{ definition: string }>(
    `select regexp_replace(pg_get_indexdef(indexrelid), '^CREATE INDEX .* ON ONLY \\S+ ', 'create index on ${table} ')
       as definition
     from pg_index where indrelid = 'dossier'::regclass and not indisprimary order by indexrelid`,
  );
  for (const { definition } of rows) await client.query(definition);
}

/** Name of the table that becomes the partition of a year. */
export function fillingTable(year: number): string {
  return `dossier_filling_${year}`;
}
