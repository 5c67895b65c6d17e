import 'reflect-metadata';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { rebuildRollups } from '../../schema/dossiers/index.js';
import { openDossierDatabase, type DossierDatabase } from '../support/dossier-database.js';

let database: DossierDatabase;

beforeAll(async () => {
  database = await openDossierDatabase();
});
afterAll(() => database.close());

/** Columns, indexes, constraints and triggers of the rollup, as PostgreSQL tells them. */
function form(): Promise<object[]> {
  return database.query(`
    select 'column' as kind, attname as name, format_type(atttypid, atttypmod) || attnotnull as definition
      from pg_attribute where attrelid = 'procedure_rollup'::regclass and attnum > 0
    union all select 'index', indexrelid::regclass::text, pg_get_indexdef(indexrelid)
      from pg_index where indrelid = 'procedure_rollup'::regclass
    union all select 'constraint', conname, pg_get_constraintdef(oid)
      from pg_constraint where conrelid = 'procedure_rollup'::regclass
    union all select 'trigger', tgname, pg_get_triggerdef(oid)
      from pg_trigger where tgrelid = 'procedure_rollup'::regclass and not tgisinternal
    order by kind, name`);
}

const stored = () => database.query('select * from procedure_rollup order by unit_id, procedure_id, bucket');

it('leaves the rollup in the same form when the first import puts a filled table in its place', async () => {
  const before = await form();
  const [empty] = await database.query<{ id: number }>(`select 'procedure_rollup'::regclass::oid::int as id`);
  await database.importRows([{ code: 'H27.14-251103-0001' }]);
  const [filled] = await database.query<{ id: number }>(`select 'procedure_rollup'::regclass::oid::int as id`);
  expect(filled).not.toEqual(empty);
  expect(await form()).toEqual(before);

  await database.importRows([{ code: 'H27.14-251103-0002', rating: '' }]);
  expect(await database.query(`select 'procedure_rollup'::regclass::oid::int as id`)).toEqual([filled]);
  const merged = await stored();
  await rebuildRollups(database.url);
  expect(await stored()).toEqual(merged);
});

it('adds up dossier_flow in several processes of PostgreSQL when a table is large', async () => {
  await database.query(
    'set min_parallel_table_scan_size = 0; set parallel_setup_cost = 0; set parallel_tuple_cost = 0',
  );
  const plan = await database.query<Record<'QUERY PLAN', string>>(
    `explain select f.bucket, sum(f.received_online) from dossier d, dossier_flow(d) f group by f.bucket`,
  );
  const text = plan.map((line) => line['QUERY PLAN']).join('\n');
  expect(text).toMatch(/Gather[\s\S]*Nested Loop[\s\S]*Parallel Seq Scan/);
  expect(text).not.toContain('Function Scan');
});
