import 'reflect-metadata';
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { parseCivilDate, projectFile, toGlobalId } from '../../schema/base/index.js';
import { openDatabase, type Database } from '../../schema/database.js';
import { DeadlineService } from '../../schema/plan/index.js';
import {
  CompileService,
  FileVerificationService,
  Report,
  renderReport,
  REPORT_FORMATS,
  SealingService,
  type ReportFormat,
  type SealedDocument,
} from '../../schema/reports/index.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';

const DAY = parseCivilDate('2025-12-15');
const MORNING = new Date('2025-12-15T06:00:00+07:00');
const SENT_AT = new Date('2025-12-16T08:00:00+07:00');

let database: TestDatabase;
let orm: Database;
let folder: string;
let sealed: SealedDocument;

beforeAll(async () => {
  database = await createTestDatabase();
  orm = await openDatabase({ url: database.url });
  folder = mkdtempSync(join(tmpdir(), 'verify-'));
  await orm.em.fork().transactional(async (em) => {
    await new DeadlineService(em).openDue(DAY);
    await new CompileService(em).compileClosed(DAY, MORNING);
  });
  const id = await orm.em.fork().transactional(async (em) => {
    const report = await em.findOneOrFail(Report, { scopeKey: '18562', periodId: '2025-12' });
    await new SealingService(em).seal(report, { name: 'Người đứng đầu', email: 'head.18562@example.vn' }, SENT_AT);
    return report.id;
  });
  const found = await new SealingService(orm.em.fork()).sealedDocument(id, 1);
  if (!found) throw new Error('The report was not sealed');
  sealed = found;
}, 60_000);
afterAll(async () => {
  rmSync(folder, { recursive: true });
  await orm?.close();
  await database?.drop();
});

const draw = async (format: ReportFormat) => Buffer.from(await renderReport(sealed.document, sealed.sha256, format));
const verify = (content: Buffer) => new FileVerificationService(orm.em.fork()).verify(content);

interface Ended {
  readonly stdout: string;
  readonly stderr: string;
  readonly code?: number;
}

function run(...args: string[]): Promise<Ended> {
  const env = { ...process.env, NODE_OPTIONS: '', DATABASE_URL: database.url, LOG_LEVEL: 'silent' };
  const command = projectFile('dist/server/commands/report-verify.js');
  return promisify(execFile)(process.execPath, [command, ...args], { env }).then(
    (ended) => ({ ...ended, code: 0 }),
    (ended: unknown) => ended as Ended,
  );
}

function write(name: string, content: Buffer): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

it('ends with 0 for the sealed file, 1 for a changed one, and 2 when it cannot tell, with the reason', async () => {
  const csv = (await draw('CSV')).toString('utf8');
  const changed = csv.replace(/,0,0,/, ',0,9876,');
  expect(changed).not.toBe(csv);
  const [right, wrong, none] = await Promise.all([
    run(write('right.xlsx', await draw('XLSX'))),
    run(write('wrong.csv', Buffer.from(changed, 'utf8'))),
    run(write('none.docx', (await draw('DOCX')).subarray(0, 3000))),
  ]);
  expect(right).toMatchObject({ code: 0, stderr: '' });
  expect(right.stdout).toMatch(/^Đúng là bản niêm phong \(XLSX\): right\.xlsx\nBáo cáo Tháng 12\/2025 của Xã Thạch Hà/);
  expect(right.stdout).toContain(sealed.sha256);
  expect(wrong).toMatchObject({ code: 1, stderr: '' });
  expect(wrong.stdout).toMatch(/^KHÔNG đúng bản niêm phong \(CSV\): wrong\.csv\n/);
  expect(wrong.stdout).toMatch(/^ {2}dòng \d+, cột \d+: niêm phong «0», trong tệp «9876»$/m);
  expect(none).toMatchObject({ code: 2, stdout: '' });
  expect(none.stderr).toMatch(/^Không đọc được tệp: bị hỏng, bị cắt cụt.+\n$/);
});

it('knows the sealed report in every format', async () => {
  for (const format of REPORT_FORMATS) {
    expect(await verify(await draw(format))).toMatchObject({
      result: 'SEALED',
      differences: [],
      sha256: sealed.sha256,
    });
  }
});

it('cannot tell of a revision that was not sealed, or a report that is not there', async () => {
  const { document, sha256 } = sealed;
  const elsewhere = toGlobalId('Report', '0199a000-0000-7000-8000-000000000001');
  for (const other of [
    { ...document, revision: 2 },
    { ...document, reportId: elsewhere },
  ]) {
    for (const format of REPORT_FORMATS) {
      const content = Buffer.from(await renderReport(other, sha256, format));
      await expect(verify(content)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    }
  }
});
