import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { Pool } from 'pg';
import { DataVersion, rowsOf } from '../../schema/base/index.js';
import { openDatabase, type Database } from '../../schema/database.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';

let file: TestDatabase;
let database: Database;
let pool: Pool;
let version: DataVersion;

beforeAll(async () => {
  file = await createTestDatabase();
  database = await openDatabase({ url: file.url });
  pool = new Pool({ connectionString: file.url, max: 8 });
  version = new DataVersion(async () => pool);
});
afterAll(async () => {
  await pool?.end();
  await database?.close();
  await file?.drop();
});

const run = (text: string) => pool.query(text);

it('changes with a write to any table, and with nothing else', async () => {
  const { rows } = await pool.query<{ name: string }>(
    `select format('%I', relname) as name from pg_class where relnamespace = 'public'::regnamespace
       and relkind in ('r', 'p') and not relispartition and relname <> 'data_change' order by relname`,
  );
  expect(rows.length).toBeGreaterThan(45);
  const kept: string[] = [];
  for (const { name } of rows) {
    const before = await version.now();
    // Of the audit nothing can be deleted, not even nothing.
    const isAudit = name.startsWith('audit_');
    await run(isAudit ? `insert into ${name} select * from ${name} where false` : `delete from ${name} where false`);
    if ((await version.now()) === before) kept.push(name);
  }
  expect(kept).toEqual([]);
  const before = await version.now();
  await run('create temp table of_nobody as select * from unit');
  await run('select * from unit for update');
  expect(await version.now()).toBe(before);
});

it('changes when a transaction ends, and not when it is taken back', async () => {
  const before = await version.now();
  const taken = database.em.fork().transactional(async (em) => {
    await rowsOf(em, sql`update unit set name = name`);
    expect(await version.now()).toBe(before);
    throw new Error('taken back');
  });
  await expect(taken).rejects.toThrow('taken back');
  expect(await version.now()).toBe(before);
  await database.em.fork().transactional(async (em) => {
    await rowsOf(em, sql`savepoint half`);
    await rowsOf(em, sql`update unit set name = name`);
    await rowsOf(em, sql`rollback to savepoint half`);
    await rowsOf(em, sql`update unit set name = name`);
    expect(await version.now()).toBe(before);
  });
  expect(await version.now()).not.toBe(before);
});

it('counts every one of many writers at once, who do not wait for one another, in few rows', async () => {
  const sum = async () =>
    Number((await pool.query<{ sum: string }>('select sum(transactions) from data_change')).rows[0]?.sum);
  const before = await sum();
  const open = await pool.connect();
  await open.query('begin');
  await open.query('update province set name = name');
  const names = new Set<string>();
  for (let round = 0; round < 60; round += 1) {
    await Promise.all(
      Array.from({ length: 6 }, () => run('update installation set go_live_on = go_live_on where false')),
    );
    names.add(await version.now());
  }
  await open.query('commit');
  open.release();
  expect(names.size).toBe(60);
  expect((await sum()) - before).toBe(361);
  const { rowCount } = await run('select from data_change');
  expect(rowCount).toBeLessThan(200);
});

it('is read by a statement that begins after it was asked for', async () => {
  for (let round = 0; round < 40; round += 1) {
    const [early] = await Promise.all([version.now(), version.now()]);
    const running = version.now();
    await run('delete from unit where false');
    const late = version.now();
    await running;
    expect(await late).not.toBe(early);
  }
});

it('falls back to the name of what is visible while a table has no trigger', async () => {
  await run('drop trigger note_data_change on unit');
  const other = new DataVersion(async () => pool);
  const before = await other.now();
  expect(before).toMatch(/^visible /);
  await run('update unit set name = name');
  expect(await other.now()).not.toBe(before);
  await run('select watch_data_changes()');
  expect(await new DataVersion(async () => pool).now()).not.toMatch(/^visible /);
});
