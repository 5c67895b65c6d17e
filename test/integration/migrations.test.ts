import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { createLog, rowsOf } from '../../schema/base/index.js';
import { openDatabase, type Database } from '../../schema/database.js';
import { prepareInstallation } from '../../schema/install.js';
import { assertNotNewer, migrateSchema } from '../../schema/migrate.js';
import { migrationsList } from '../../schema/migrations/index.js';
import { createEmptyDatabase, type TestDatabase } from '../support/database.js';

const log = createLog('test', 'silent');
const names = migrationsList.map(({ name }) => name);

let file: TestDatabase;
let opened: Database[];

beforeEach(async () => {
  file = await createEmptyDatabase();
  opened = [];
});

afterEach(async () => {
  await Promise.all(opened.map((orm) => orm.close()));
  await file.drop();
});

async function open(): Promise<Database> {
  const orm = await openDatabase({ url: file.url, poolSize: 2 });
  opened.push(orm);
  return orm;
}

async function textsOf(orm: Database, query: string): Promise<string[]> {
  const rows = await rowsOf(orm.em.fork(), sql.raw<{ text: string }>(`select (${query}) as text`));
  return rows.flatMap(({ text }) => text ?? []);
}

/** Everything the migrations made: columns, constraints, indexes and functions, one line each. */
async function shapeOf(orm: Database): Promise<string[]> {
  const own = `not in ('schema_migration', 'schema_migration_pkey')`;
  const parts = [
    `select string_agg(concat_ws(' ', table_name, column_name, data_type, is_nullable, column_default), E'\\n' order by table_name, column_name)
       from information_schema.columns where table_schema = 'public' and table_name ${own}`,
    `select string_agg(concat_ws(' ', conrelid::regclass, conname, pg_get_constraintdef(oid)), E'\\n' order by conrelid::regclass::text, conname)
       from pg_constraint where connamespace = 'public'::regnamespace and conrelid::regclass::text ${own}`,
    `select string_agg(indexdef, E'\\n' order by indexname) from pg_indexes where schemaname = 'public' and tablename ${own}`,
    `select string_agg(pg_get_functiondef(oid), E'\\n' order by proname) from pg_proc where pronamespace = 'public'::regnamespace`,
  ];
  const texts = await Promise.all(parts.map((part) => textsOf(orm, part)));
  return texts.flat().flatMap((text) => text.split('\n'));
}

it('lets ten starts at once on an empty database migrate and load it once', async () => {
  const starting = await Promise.all(Array.from({ length: 10 }, open));
  await Promise.all(starting.map((orm) => prepareInstallation(file.url, orm, log)));
  const [orm] = starting;
  if (!orm) throw new Error('Nothing started');
  const applied = (await orm.migrator.getExecuted()).map(({ name }) => name);
  expect(applied).toEqual(names);
  expect(await textsOf(orm, 'select count(*)::text from unit')).toEqual([String(92 + 207)]);
});

it('goes all the way down and up again to the same schema', async () => {
  const orm = await open();
  await migrateSchema(orm, log);
  const shape = await shapeOf(orm);
  expect(shape.length).toBeGreaterThan(200);
  await orm.migrator.down({ to: 0 });
  expect(await shapeOf(orm)).toEqual([]);
  await migrateSchema(orm, log);
  expect(await shapeOf(orm)).toEqual(shape);
});

it('makes the schema that the entities describe', async () => {
  const orm = await open();
  await migrateSchema(orm, log);
  const changes = (await orm.schema.getUpdateSchemaSQL({ wrap: false })).split('\n').filter(Boolean);
  // Functions and triggers are the migrations' own: no entity describes them.
  expect(changes.filter((change) => !/^drop (function|trigger)/.test(change))).toEqual([]);
});

it('refuses a database that a newer version has migrated', async () => {
  const orm = await open();
  await migrateSchema(orm, log);
  await assertNotNewer(orm);
  await orm.em.fork().execute(`insert into schema_migration (name, executed_at) values ('99990101-1-future', now())`);
  const refusal = { code: 'SCHEMA_TOO_NEW', details: { unknown: ['99990101-1-future'] } };
  await expect(migrateSchema(orm, log)).rejects.toMatchObject(refusal);
});
