import { mkdtemp, mkdir, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { watchFolder, takeFolder } from '../../worker/folder/folder-watch.js';
import { openDossierDatabase, type DossierDatabase } from '../support/dossier-database.js';
import { csvOf } from '../support/dossier-rows.js';
import { startSmtp } from '../support/smtp.js';
import { until } from '../support/until.js';
import { openWorker, spawnWorker, type WorkerParts } from '../support/worker.js';

const now = new Date('2026-06-30T08:00:00+07:00');
let db: DossierDatabase;
let worker: WorkerParts;
let folder: string;

beforeAll(async () => {
  db = await openDossierDatabase();
  worker = await openWorker(db.url, []);
});
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ke-hoach-457-folder-'));
});
afterEach(() => rm(folder, { recursive: true }));
afterAll(async () => {
  await worker.close();
  await db.close();
});

/** A file that arrived two minutes before `now`. */
async function put(path: string, text: string): Promise<void> {
  await mkdir(dirname(join(folder, path)), { recursive: true });
  await writeFile(join(folder, path), text);
  const arrived = new Date(now.getTime() - 120_000);
  await utimes(join(folder, path), arrived, arrived);
}

const file = (code: string) => csvOf([{ code }]);
const codes = async () =>
  (await db.query<{ code: string }>('select code from dossier order by code')).map(({ code }) => code);
const filesLeft = async () =>
  (await readdir(folder, { recursive: true, withFileTypes: true })).filter((e) => e.isFile());
const noteOf = async (place: string) =>
  JSON.parse(await readFile(join(folder, `${place}.ket-qua.json`), 'utf8')) as Record<string, unknown>;

describe('the watched folder', () => {
  it('takes files in, moves them and says beside each what became of it', async () => {
    await put('ho-so.csv', csvOf([{ code: 'H27.14-251103-0101' }, { code: 'H27.14-251103-0102', status: '77' }]));
    await put('hong.csv', 'khong,phai,ho,so\n');
    await put('dang-chep.csv.part', file('H27.14-251103-0199'));
    expect(await takeFolder(worker.context, folder, now)).toEqual({ DONE: 1, REFUSED: 1, BUSY: 0, FAILED: 0 });
    expect(await codes()).toEqual(['H27.14-251103-0101']);
    expect(await noteOf('da-nap/2026-06/20260630-010000-ho-so.csv')).toMatchObject({
      created: 1,
      rejected: 1,
      rejections: [expect.objectContaining({ row: 3, column: 'status' })],
    });
    const refused = await noteOf('khong-nap-duoc/2026-06/20260630-010000-hong.csv');
    expect(refused).toMatchObject({ code: 'INVALID_INPUT', message: expect.stringContaining('Dòng tiêu đề') });
    const [audited] = await db.query("select * from audit_entry where action = 'DOSSIER_FILE_REFUSED'");
    expect(audited).toMatchObject({ subject_id: 'hong.csv', actor: 'watched folder' });
    expect((await filesLeft()).map(({ name }) => name)).toContain('dang-chep.csv.part');
  });

  it('reads a file by the profile that its folder is named after, and refuses one there is not', async () => {
    const text = file('H27.14-251103-0150');
    await put('standard/a.csv', text);
    await put('khong-co/b.csv', text);
    expect(await takeFolder(worker.context, folder, now)).toMatchObject({ DONE: 1, REFUSED: 1 });
    const refused = await noteOf('khong-nap-duoc/2026-06/20260630-010000-khong-co-b.csv');
    expect(refused).toMatchObject({ code: 'NOT_FOUND', message: expect.stringContaining('khong-co') });
  });

  it('takes each file once when several workers look at it at once', async () => {
    const second = await openWorker(db.url, []);
    const paths = Array.from({ length: 6 }, (_, place) => `tep-${place}.csv`);
    for (const [place, path] of paths.entries())
      await put(path, file(`H27.14-251103-02${String(place).padStart(2, '0')}`));
    const outcomes = await Promise.all([worker, second].map(({ context }) => takeFolder(context, folder, now)));
    await second.close();
    expect(outcomes.reduce((sum, { DONE }) => sum + DONE, 0)).toBe(6);
    expect(outcomes.every(({ REFUSED, FAILED }) => REFUSED + FAILED === 0)).toBe(true);
    expect((await codes()).filter((code) => code.startsWith('H27.14-251103-02'))).toHaveLength(6);
    const [imports] = await db.query<{ count: number }>(
      "select count(*)::int as count from dossier_import where file_name like 'tep-%'",
    );
    expect(imports?.count).toBe(6);
  });

  it('leaves a file where it is when the database is away, and takes it when it is back', async () => {
    await put('ho-so.csv', file('H27.14-251103-0301'));
    const lost = { ...worker.context, database: withUrl('postgresql://nobody@127.0.0.1:9/nothing') };
    expect(await takeFolder(lost, folder, now)).toEqual({ DONE: 0, REFUSED: 0, BUSY: 0, FAILED: 1 });
    expect((await filesLeft()).map(({ name }) => name)).toEqual(['ho-so.csv']);
    expect(await takeFolder(worker.context, folder, now)).toMatchObject({ DONE: 1 });
  });

  it('is looked at by a running worker again and again', async () => {
    const watch = watchFolder(worker.context, folder, '* * * * * *', () => Promise.resolve(now));
    await put('sau.csv', file('H27.14-251103-0401'));
    await until(async () => (await codes()).includes('H27.14-251103-0401'));
    await watch.stop();
    await put('sau-nua.csv', file('H27.14-251103-0402'));
    expect(await codes()).not.toContain('H27.14-251103-0402');
  });

  it('is taken in by the worker process with --once', async () => {
    const smtp = await startSmtp();
    await put('ho-so.csv', file('H27.14-251103-0501'));
    process.env['IMPORT_FOLDER'] = folder;
    const { code, output } = await spawnWorker(db.url, smtp.url, ['--once', '--now', '2026-06-30T08:00+07:00']).ended;
    delete process.env['IMPORT_FOLDER'];
    await smtp.close();
    expect(output).toContain('1 tệp hồ sơ đã nạp, 0 tệp chưa nạp được');
    expect(code).toBe(0);
  });
});

function withUrl(url: string) {
  return { config: { get: () => url } } as unknown as WorkerParts['context']['database'];
}
