import 'reflect-metadata';
import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { addDays, parseCivilDate } from '../../schema/base/index.js';
import { openDatabase, type Database } from '../../schema/database.js';
import { ProcessingBaselineService } from '../../schema/dossiers/index.js';
import { openDossierDatabase, type DossierDatabase } from '../support/dossier-database.js';
import type { RowCells } from '../support/dossier-rows.js';

let database: DossierDatabase;
let orm: Database;

beforeAll(async () => {
  database = await openDossierDatabase();
  orm = await openDatabase({ url: database.url, poolSize: 2 });
});
beforeEach(() => database.query('truncate dossier, procedure_rollup, unit_rollup, processing_baseline'));
afterAll(async () => {
  await orm.close();
  await database.close();
});

const RECEIVED = parseCivilDate('2025-03-03');
let numbers = 1000;

/** A dossier that took that many days. */
function took(days: number, overrides: Partial<RowCells> = {}): Partial<RowCells> {
  const code = `H27.14-250303-${(numbers += 1)}`;
  return { code, received_on: RECEIVED, due_on: '', finished_on: addDays(RECEIVED, days), ...overrides };
}

const refresh = () => orm.em.fork().transactional((em) => new ProcessingBaselineService(em).refresh());

/** 1 to 7 days, each five times: median 4, MAD 2. */
const usual = () => Array.from({ length: 35 }, (_, place) => took(1 + (place % 7)));

it('takes median and MAD of a unit and procedure from 30 finished dossiers on', async () => {
  await database.importRows([...usual(), ...Array.from({ length: 29 }, () => took(1, { resolving_unit: '18100' }))]);
  expect(await refresh()).toBe(1);
  expect(await database.query('select dossiers, median, deviation, factor from processing_baseline')).toEqual([
    { dossiers: 35, median: 4, deviation: 2, factor: 6 },
  ]);
});

it('warns of a dossier beyond factor · 1.4826 · MAD with both numbers, and takes it', async () => {
  await database.importRows(usual());
  await refresh();
  // 4 + 6 · 1.4826 · 2 = 21.79
  const summary = await database.importRows([took(21), took(22), took(90), took(90, { resolving_unit: '18100' })]);
  expect(summary).toMatchObject({ created: 4, rejected: 0, rejections: [] });
  expect(summary.findingCounts).toEqual([{ rule: 'OUTLIER_DAYS', severity: 'WARN', count: 2 }]);
  const found = await database.query<{ row: number; message: string }>(
    `select "row", message from import_finding where dossier_import_id = '${summary.id}' order by id`,
  );
  expect(found.map(({ row }) => row)).toEqual([3, 4]);
  expect(found[1]?.message).toContain('Xử lý 90 ngày');
  expect(found[1]?.message).toContain('trong 4 ngày (trung vị của 35 hồ sơ; lệch quá 17,8 ngày');
});

it('takes days in place of the deviation where MAD is 0, and keeps a factor of its own over refreshes', async () => {
  await database.importRows(Array.from({ length: 40 }, () => took(2)));
  await refresh();
  expect((await database.importRows([took(8), took(9)])).findingCounts).toMatchObject([{ count: 1 }]);
  await database.query('update processing_baseline set factor = 7');
  await refresh();
  expect((await database.importRows([took(8), took(9)])).findingCounts).toEqual([]);
});

it('forgets a baseline whose dossiers became too few', async () => {
  await database.importRows(usual());
  await refresh();
  await database.query(`delete from dossier where finished_on > '2025-03-05'`);
  expect(await refresh()).toBe(0);
  expect(await database.query('select * from processing_baseline')).toEqual([]);
});
