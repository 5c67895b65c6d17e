import 'reflect-metadata';
import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { parseCivilDate } from '../../schema/base/index.js';
import { openDatabase, type Database } from '../../schema/database.js';
import {
  archiveYear,
  IntegrityService,
  rebuildRollups,
  rejectedRowsFile,
  restoreYear,
} from '../../schema/dossiers/index.js';
import { EMPTY_AUDIT } from '../support/audit.js';
import { openDossierDatabase, type DossierDatabase } from '../support/dossier-database.js';

let database: DossierDatabase;
let orm: Database;
let folder: string;

beforeAll(async () => {
  database = await openDossierDatabase();
  orm = await openDatabase({ url: database.url, poolSize: 2 });
});
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'archive-'));
  await database.query(`truncate dossier, procedure_rollup, unit_rollup, archived_rollup, dossier_archive, dossier_import,
    import_row, import_finding; ${EMPTY_AUDIT}`);
});
afterEach(() => rmSync(folder, { recursive: true }));
afterAll(async () => {
  await orm.close();
  await database.close();
});

const OLD = {
  code: 'H27.14-200103-0001',
  received_on: '2020-01-03',
  due_on: '2020-01-06',
  finished_on: '2021-02-01',
  synthetic: 'true',
};
const OPEN = {
  code: 'H27.14-200104-0002',
  status: '4',
  received_on: '2020-01-04',
  due_on: '',
  finished_on: '',
  rating: '',
};

function archive(today = '2026-06-30') {
  return archiveYear({ url: database.url, year: 2020, folder, actor: 'test', today: parseCivilDate(today) });
}

/** Everything that figures and lists are read from. */
async function stored(): Promise<unknown> {
  const tables = ['dossier', 'procedure_rollup', 'unit_rollup'];
  return Promise.all(
    tables.map((table) => database.query(`select jsonb_agg(t order by t::text) as rows from ${table} t`)),
  );
}

const differences = async () =>
  (await orm.em.fork().transactional((em) => new IntegrityService(em).check(new Date(0)))).differenceCount;

it('takes a year away and brings it back exactly; figures stay and still add up', async () => {
  await database.importRows([OLD, { code: 'H27.14-200203-0002', received_on: '2020-02-03', due_on: '' }, {}]);
  const before = await stored();
  const { file, rows, sha256 } = await archive();
  expect([rows, sha256]).toEqual([2, createHash('sha256').update(readFileSync(file)).digest('hex')]);
  expect(JSON.parse(readFileSync(`${file}.json`, 'utf8'))).toEqual({ year: 2020, rows, sha256 });
  expect(gunzipSync(readFileSync(file)).toString()).toContain('2020-01-03,H27.14-200103-0001,');
  const [, ...figures] = (await stored()) as unknown[];
  expect(figures).toEqual((before as unknown[]).slice(1));
  expect(await database.query('select code from dossier')).toEqual([{ code: 'H27.14-251103-0001' }]);
  expect(await differences()).toBe(0);
  await rebuildRollups(database.url);
  expect(await differences()).toBe(0);

  await restoreYear({ url: database.url, file, actor: 'test' });
  expect(await stored()).toEqual(before);
  expect(await differences()).toBe(0);
  expect(await database.query('select count(*)::int as n from archived_rollup')).toEqual([{ n: 0 }]);
  const acts = await database.query<{ action: string }>(
    `select action from audit_entry where subject_id = '2020' order by id`,
  );
  expect(acts.map(({ action }) => action)).toEqual(['DOSSIERS_ARCHIVED', 'DOSSIERS_RESTORED']);
  expect((await archive()).rows).toBe(2);
});

it('refuses a year with open dossiers and names them, one that is not over for a year, and one without dossiers', async () => {
  await expect(archive()).rejects.toMatchObject({ code: 'NOT_FOUND' });
  await database.importRows([OLD, OPEN]);
  await expect(archive()).rejects.toMatchObject({
    code: 'CONFLICT',
    message: 'Năm 2020 còn 1 hồ sơ chưa kết thúc, ví dụ H27.14-200104-0002.',
  });
  await expect(archive('2021-12-31')).rejects.toMatchObject({ message: expect.stringContaining('01/01/2022') });
  expect(readdirSync(folder)).toEqual([]);
  expect(await database.query('select count(*)::int as n from dossier')).toEqual([{ n: 2 }]);
});

it('rejects rows of an archived year, names them, and gives them back to be imported after the restore', async () => {
  await database.importRows([OLD]);
  const { file } = await archive();
  await expect(archive()).rejects.toMatchObject({
    code: 'CONFLICT',
    message: expect.stringContaining('đã được lưu trữ'),
  });
  const late = await database.importRows([{ ...OLD, rating: '', updated_at: '2026-01-01T00:00:00+07:00' }, {}]);
  expect(late).toMatchObject({ created: 1, changed: 0, rejected: 1 });
  expect(late.rejections).toMatchObject([{ row: 2, rule: 'ARCHIVED_YEAR', value: OLD.code }]);
  expect(await differences()).toBe(0);
  let text = '';
  const { chunks } = await rejectedRowsFile(orm.em.fork(), String(late.id));
  for await (const chunk of chunks) text += chunk;
  await restoreYear({ url: database.url, file, actor: 'test' });
  expect(await database.importText(text)).toMatchObject({ created: 0, changed: 1, rejected: 0 });
  expect(await differences()).toBe(0);
});

it('refuses to restore a damaged file, another file, and one without its manifest; nothing changes', async () => {
  await database.importRows([OLD]);
  const { file } = await archive();
  const before = await stored();
  const restore = () => restoreYear({ url: database.url, file, actor: 'test' });
  const bytes = readFileSync(file);
  writeFileSync(file, bytes.subarray(0, bytes.length - 9));
  await expect(restore()).rejects.toMatchObject({ code: 'INVALID_INPUT' });
  writeFileSync(file, bytes);
  await database.query(`update dossier_archive set sha256 = repeat('0', 64)`);
  await expect(restore()).rejects.toMatchObject({ code: 'CONFLICT' });
  rmSync(`${file}.json`);
  await expect(restore()).rejects.toMatchObject({ code: 'NOT_FOUND' });
  expect(await stored()).toEqual(before);
});
