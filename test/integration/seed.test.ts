import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { createLog } from '../../schema/base/index.js';
import { openDatabase, type Database } from '../../schema/database.js';
import { prepareInstallation } from '../../schema/install.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';

let file: TestDatabase;
let orm: Database;

beforeAll(async () => {
  file = await createTestDatabase();
  orm = await openDatabase({ url: file.url });
});

afterAll(async () => {
  await orm.close();
  await file.drop();
});

/** Rows of a statement, as pairs. */
async function pairsOf(query: string): Promise<unknown[][]> {
  const rows = (await orm.em.fork().execute(query)) as Record<string, unknown>[];
  return rows.map((row) => Object.values(row));
}

/** Number of rows of every table. */
async function sizes(): Promise<unknown[][]> {
  const tables = await pairsOf(`select tablename from pg_tables where schemaname = 'public'
    and tablename <> 'data_change' order by 1`);
  return pairsOf(
    tables.map(([name]) => `select '${String(name)}', count(*)::int from "${String(name)}"`).join(' union all '),
  );
}

it('knows the 92 units of Hà Tĩnh: 19 departments, 60 xã and 9 phường, 4 agencies', async () => {
  expect(
    await pairsOf(`select kind, commune_type, count(*)::int from unit join province on province.id = province_id
      where province.code = '42' and valid_to is null group by 1, 2 order by 1, 2`),
  ).toEqual([
    ['AGENCY', null, 4],
    ['COMMUNE', 'PHUONG', 9],
    ['COMMUNE', 'XA', 60],
    ['DEPARTMENT', null, 19],
  ]);
});

it('knows 172 procedures, each of a department, and keeps how certain each fact is', async () => {
  expect(
    await pairsOf(`select count(*)::int, count(distinct procedure.code)::int as codes, bool_and(kind = 'DEPARTMENT')
      from procedure join unit on unit.id = owner_id`),
  ).toEqual([[172, 172, true]]);
  expect(await pairsOf(`select code from unit where source_note = '' or certainty is null`)).toEqual([]);
});

it('adds nothing when it is loaded again, and leaves changes of administrators alone', async () => {
  const before = await sizes();
  await orm.em.fork().execute(`update unit set short_name = 'Tên mới' where code = '18073'`);
  await prepareInstallation(file.url, orm, createLog('test', 'silent'));
  expect(await sizes()).toEqual(before);
  expect(await pairsOf(`select short_name from unit where code = '18073'`)).toEqual([['Tên mới']]);
});
