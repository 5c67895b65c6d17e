import 'reflect-metadata';
import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { openDatabase, type Database } from '../../schema/database.js';
import { rejectedRowsFile } from '../../schema/dossiers/index.js';
import { EMPTY_AUDIT } from '../support/audit.js';
import { openDossierDatabase, type DossierDatabase } from '../support/dossier-database.js';
import { csvOf } from '../support/dossier-rows.js';

let database: DossierDatabase;
let orm: Database;

beforeAll(async () => {
  database = await openDossierDatabase();
  orm = await openDatabase({ url: database.url, poolSize: 2 });
});
beforeEach(() =>
  database.query(
    `truncate dossier, procedure_rollup, unit_rollup, dossier_import, import_row, import_finding; ${EMPTY_AUDIT}`,
  ),
);
afterAll(async () => {
  await orm.close();
  await database.close();
});

const FILE = csvOf([
  {},
  { code: 'H27.14-251103-0002', channel: 'FAX' },
  { code: 'H27.14-251103-0003' },
  { code: 'H27.14-230203-0004', received_on: '2023-02-03', due_on: '', finished_on: '2023-02-03' },
]);

/** Everything an import writes, as text. */
async function stored(): Promise<unknown> {
  const tables = ['dossier', 'procedure_rollup', 'unit_rollup', 'dossier_import', 'import_row', 'import_finding'];
  const parts = [...tables, 'audit_entry', 'installation'].map((table) =>
    database.query(`select '${table}' as of, coalesce(jsonb_agg(t order by t::text), '[]') as rows from ${table} t`),
  );
  return Promise.all(parts);
}

async function fileOf(importId: string | null): Promise<string> {
  let text = '';
  const { chunks } = await rejectedRowsFile(orm.em.fork(), String(importId));
  for await (const chunk of chunks) text += chunk;
  return text;
}

it('tells by a dry run what the import then does, and writes nothing, not even a partition', async () => {
  await database.importRows([{ status: '9', updated_at: '2025-11-04T01:00:00+07:00' }]);
  const before = await stored();
  const dry = await database.importText(FILE, { dryRun: true });
  expect(await stored()).toEqual(before);
  expect(await database.query(`select to_regclass('dossier_2023') as name`)).toEqual([{ name: null }]);
  const done = await database.importText(FILE, { expectedDataVersion: dry.baseDataVersion });
  expect(dry).toMatchObject({
    id: null,
    isDryRun: true,
    rowsRead: 4,
    created: 2,
    changed: 1,
    unchanged: 0,
    rejected: 1,
  });
  const { id, isDryRun, dataVersion, ...same } = done;
  expect(dry).toMatchObject(same);
  expect([typeof id, isDryRun, dataVersion]).toEqual(['string', false, dry.baseDataVersion + 1]);
  expect(done.findingCounts).toEqual([{ rule: 'CHANNEL_UNKNOWN', severity: 'BLOCK', count: 1 }]);
  expect(done.sha256).toMatch(/^[0-9a-f]{64}$/);
});

it('refuses the import when the data changed since the dry run', async () => {
  const dry = await database.importText(FILE, { dryRun: true });
  await database.importRows([{ code: 'H27.14-251103-0777' }]);
  const before = await stored();
  await expect(database.importText(FILE, { expectedDataVersion: dry.baseDataVersion })).rejects.toMatchObject({
    code: 'CONFLICT',
    message: expect.stringContaining('xem trước lại'),
  });
  expect(await stored()).toEqual(before);
});

it('says of the same file that it was imported, and changes nothing', async () => {
  const first = await database.importText(FILE);
  const again = await database.importText(FILE);
  expect([first.isAlreadyImported, again.isAlreadyImported]).toEqual([false, true]);
  expect(again).toMatchObject({ created: 0, changed: 0, unchanged: 3, dataVersion: first.dataVersion });
  expect((await database.importText(`${FILE}\n`)).isAlreadyImported).toBe(false);
});

it('gives the rejected rows back as they were, with reasons, and takes the mended file in', async () => {
  const summary = await database.importText(
    csvOf([{}, { code: '=HYPERLINK("x")', channel: 'FAX' }, { code: 'H27.14-251103-0005', rating: 'tốt' }]).replace(
      '=HYPERLINK("x")',
      '"=HYPERLINK(""x"")"',
    ),
  );
  const file = await fileOf(summary.id);
  const lines = file.trimEnd().split('\r\n');
  expect(lines[0]).toBe(`\uFEFF${csvOf([]).trimEnd()},loi`);
  expect(lines[1]).toMatch(/^"'=HYPERLINK\(""x""\)",1\.001193,18073,.*dòng 3: code: .*channel: /);
  expect(lines[2]).toMatch(/^H27\.14-251103-0005,.*,tốt,false,.*dòng 4: rating: /);
  const unmended = await database.importText(file);
  expect(unmended).toMatchObject({ rowsRead: 2, created: 0, rejected: 2 });
  expect(unmended.rejections[0]?.value).toBe('=HYPERLINK("x")');
  expect((await fileOf(unmended.id)).replaceAll(/dòng \d+/g, '')).toBe(file.replaceAll(/dòng \d+/g, ''));
  const mended = await database.importText(file.replace('tốt', 'SATISFIED'));
  expect(mended).toMatchObject({ rowsRead: 2, created: 1, rejected: 1 });
});

it('streams thousands of rejected rows in file order', async () => {
  const rows = Array.from({ length: 2500 }, (_, place) => ({
    code: `H27.14-251103-${10_000 + place}`,
    channel: 'FAX',
  }));
  const { id } = await database.importRows(rows);
  const lines = (await fileOf(id)).trimEnd().split('\r\n');
  expect(lines).toHaveLength(2501);
  expect(lines.slice(1).map((line) => line.slice(0, 19))).toEqual(rows.map(({ code }) => code));
  await expect(fileOf('01a20f20-1e1d-7a0a-a318-6fa769292610')).rejects.toMatchObject({ code: 'NOT_FOUND' });
});
