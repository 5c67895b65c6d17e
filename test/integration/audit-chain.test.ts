import { execFile } from 'node:child_process';
import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { Client } from 'pg';
import { AuditChainService, AuditService, type ChainFault, type ChainHead } from '../../schema/audit/index.js';
import { projectFile, rowsOf } from '../../schema/base/index.js';
import { openDatabase, type Database } from '../../schema/database.js';
import { EMPTY_AUDIT } from '../support/audit.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';

let database: TestDatabase;
let orm: Database;
/** A superuser who has turned the triggers off. */
let superuser: Client;

beforeAll(async () => {
  database = await createTestDatabase();
  orm = await openDatabase({ url: database.url, poolSize: 20 });
  superuser = new Client({ connectionString: database.url });
  await superuser.connect();
});
beforeEach(async () => {
  await superuser.query(EMPTY_AUDIT);
  for (let number = 1; number <= 6; number++) await record(`ACT_${number}`);
  await superuser.query('set session_replication_role = replica');
});
afterAll(async () => {
  await superuser?.end();
  await orm?.close();
  await database?.drop();
});

function record(action: string): Promise<void> {
  const details = { before: null, after: { ten: 'Thạch Hà «1»', so: 12.5 }, reason: 'thử' };
  const fact = { actor: 'nguoi.thu@hatinh.example', action, subjectType: 'Post', subjectId: 'x', details };
  return orm.em.fork().transactional((em) => new AuditService(em).record(fact));
}

const verify = (noted?: ChainHead) => new AuditChainService(orm.em.fork()).verify(noted);

/** Ids of the entries, first one first. */
async function ids(): Promise<string[]> {
  const rows = await rowsOf(orm.em.fork(), sql<{ id: string }>`select id::text from audit_entry order by id`);
  return rows.map(({ id }) => id);
}

it('holds for what was written, one place after the other', async () => {
  const { head, fault } = await verify();
  expect(fault).toBeNull();
  expect(head.position).toBe(6);
  expect(head.hash).toMatch(/^[0-9a-f]{64}$/);
});

it('is in the order of commits, without gaps, and keeps nobody waiting for an act that goes on', async () => {
  const slow = orm.em.fork();
  await slow.begin();
  await new AuditService(slow).record({ actor: 'a', action: 'SLOW', subjectType: 'x', subjectId: 'x' });
  await Promise.all(Array.from({ length: 40 }, (_, number) => record(`FAST_${number}`)));
  await slow.commit();
  const undone = orm.em.fork();
  await undone.begin();
  await new AuditService(undone).record({ actor: 'a', action: 'UNDONE', subjectType: 'x', subjectId: 'x' });
  await undone.rollback();
  expect(await verify()).toMatchObject({ head: { position: 47 }, fault: null });
  const [last] = await rowsOf(
    orm.em.fork(),
    sql`select e.action from audit_seal s join audit_entry e on e.id = s.entry_id order by s.position desc limit 1`,
  );
  expect(last).toEqual({ action: 'SLOW' });
});

it.each([
  `update audit_entry set actor = 'x'`,
  'delete from audit_entry',
  'truncate audit_entry',
  `update audit_seal set hash = 'x'`,
  'delete from audit_seal',
  'truncate audit_seal',
])('refuses %s', async (statement) => {
  await expect(rowsOf(orm.em.fork(), sql.raw(statement))).rejects.toMatchObject({ code: '42501' });
  expect(await verify()).toMatchObject({ head: { position: 6 }, fault: null });
});

it.each<[string, (entry: string) => string, ChainFault['kind']]>([
  [
    'an actor that was changed',
    (id) => `update audit_entry set actor = 'ai.khac@hatinh.example' where id = ${id}`,
    'ALTERED',
  ],
  [
    'a time moved by a microsecond',
    (id) => `update audit_entry set at = at + interval '1 us' where id = ${id}`,
    'ALTERED',
  ],
  [
    'a detail that was changed',
    (id) => `update audit_entry set details = jsonb_set(details, '{after,so}', '13') where id = ${id}`,
    'ALTERED',
  ],
  ['details that were taken away', (id) => `update audit_entry set details = null where id = ${id}`, 'ALTERED'],
  ['a hash that was changed', (id) => `update audit_seal set hash = repeat('0', 64) where entry_id = ${id}`, 'ALTERED'],
  ['an entry that was removed', (id) => `delete from audit_entry where id = ${id}`, 'MISSING'],
])('names %s by a superuser', async (_what, statement, kind) => {
  const [, , third] = await ids();
  await superuser.query(statement(String(third)));
  // Faults further on are not the first.
  await superuser.query(`update audit_entry set subject_id = 'y' where id = (select max(id) from audit_entry)`);
  expect(await verify()).toMatchObject({ head: { position: 2 }, fault: { kind, position: 3, entryId: third } });
});

it('names the place of an entry that was removed with its seal', async () => {
  const [, , third] = await ids();
  await superuser.query(
    `delete from audit_entry where id = ${third}; delete from audit_seal where entry_id = ${third}`,
  );
  expect((await verify()).fault).toEqual({ kind: 'MISSING', position: 3, entryId: null });
});

it('names an entry that was put in', async () => {
  const { rows } = await superuser.query<{ id: string }>(
    `insert into audit_entry (actor, action, subject_type, subject_id) values ('a', 'FORGED', 'x', 'x') returning id::text`,
  );
  expect((await verify()).fault).toEqual({ kind: 'INSERTED', position: null, entryId: rows[0]?.id });
});

it('does not come out at a head noted down earlier when the chain was written anew or cut off', async () => {
  const { head } = await verify();
  await superuser.query('set session_replication_role = origin');
  await record('LATER');
  expect((await verify(head)).fault).toBeNull();
  await superuser.query('set session_replication_role = replica');
  await superuser.query(`update audit_entry set actor = 'ai.khac@hatinh.example' where action = 'ACT_4';
    truncate audit_seal; select audit_entry_link(e) from (select * from audit_entry order by id) e`);
  expect((await verify()).fault).toBeNull();
  expect((await verify(head)).fault).toMatchObject({ kind: 'ALTERED', position: 6 });
  await superuser.query(`delete from audit_seal where position > 4; delete from audit_entry e
    where not exists (select from audit_seal s where s.entry_id = e.id)`);
  expect((await verify()).fault).toBeNull();
  expect((await verify(head)).fault).toEqual({ kind: 'MISSING', position: 5, entryId: null });
});

/** What the command prints, and the code that it ends with. */
function command(...args: string[]): Promise<{ code: number | string; output: string }> {
  const path = projectFile('dist/server/commands/audit-verify.js');
  const env = { ...process.env, DATABASE_URL: database.url };
  return new Promise((resolve) => {
    execFile(process.execPath, [path, ...args], { env }, (error, output) =>
      resolve({ code: error?.code ?? 0, output }),
    );
  });
}

it('is verified by a command, which names the row', async () => {
  const { head } = await verify();
  expect(await command()).toEqual({ code: 0, output: expect.stringContaining(`6:${head.hash}`) });
  const [, second] = await ids();
  await superuser.query(`update audit_entry set action = 'NOTHING' where id = ${second}`);
  const { code, output } = await command('--noted', `6:${head.hash}`);
  expect(code).toBe(1);
  expect(output).toContain(`audit_entry số ${second}, vị trí 2, đã bị sửa (ALTERED)`);
});
