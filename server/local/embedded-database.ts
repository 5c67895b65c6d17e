import { Client } from 'pg';
import { EMBEDDED_DATABASE_NAME } from '../commands/command-database.js';
import { DEMO_ACTOR, DEMO_LOADED } from './demo-actor.js';
import type { EmbeddedPostgres } from './embedded-postgres.js';

/** Makes the product's database in the embedded PostgreSQL unless it is there; its address. */
export async function ensureDatabase(postgres: EmbeddedPostgres): Promise<string> {
  const [found] = await ask(postgres.url, 'select from pg_database where datname = $1', [EMBEDDED_DATABASE_NAME]);
  if (!found) await ask(postgres.url, `create database ${EMBEDDED_DATABASE_NAME}`, []);
  return postgres.urlFor(EMBEDDED_DATABASE_NAME);
}

/** Whether the demonstration was loaded to its end. Asked without the domain's code, which takes long to load. */
export async function isDemoLoaded(url: string): Promise<boolean> {
  const [table] = await ask(url, `select where to_regclass('audit_entry') is not null`, []);
  if (!table) return false;
  const rows = await ask(url, 'select from audit_entry where actor = $1 and action = $2', [DEMO_ACTOR, DEMO_LOADED]);
  return rows.length > 0;
}

async function ask(url: string, sql: string, parameters: readonly string[]): Promise<unknown[]> {
  const client = new Client({ connectionString: url });
  client.on('error', () => undefined); // told by the statement under way
  await client.connect();
  try {
    return (await client.query(sql, [...parameters])).rows;
  } finally {
    await client.end();
  }
}
