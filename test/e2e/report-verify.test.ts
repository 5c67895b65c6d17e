import 'reflect-metadata';
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { fromGlobalId, projectFile, rowsOf, toGlobalId } from '../../schema/base/index.js';
import { openDatabase, type Database } from '../../schema/database.js';
import {
  canonicalJson,
  FileVerificationService,
  renderReport,
  REPORT_FORMATS,
  sha256Of,
  type ReportDocument,
  type ReportFormat,
  type SealedDocument,
} from '../../schema/reports/index.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { communeDocument } from '../support/report-documents.js';

let database: TestDatabase;
let orm: Database;
let folder: string;
let sealed: SealedDocument;

beforeAll(async () => {
  database = await createTestDatabase();
  orm = await openDatabase({ url: database.url });
  folder = mkdtempSync(join(tmpdir(), 'verify-'));
  sealed = await store(orm.em.fork(), communeDocument());
});
afterAll(async () => {
  rmSync(folder, { recursive: true });
  await orm?.close();
  await database?.drop();
});

/** Stores a document as a sealed revision. */
async function store(em: Database['em'], document: ReportDocument): Promise<SealedDocument> {
  const text = canonicalJson(document);
  const sha256 = sha256Of(text);
  const { key: id } = fromGlobalId(document.reportId);
  const at = document.sealed?.at;
  await rowsOf(
    em,
    sql`insert into report (id, plan_id, scope_key, province_id, scheme, cycle, period_id, state, revision, first_sent_at)
      select ${id}::uuid, id, ${document.issuer.code}, province_id, 'ND09', 'MONTH', ${document.period.id}, 'SENT', 1,
        ${at}::timestamptz from plan where number = ${document.plan.number}`,
  );
  await rowsOf(
    em,
    sql`insert into report_revision
        (report_id, number, content, compiled_at, data_version, sealed_at, document, document_sha256)
      values (${id}::uuid, 1, ${JSON.stringify(document.figures)}::jsonb, ${document.inputs.compiledAt}::timestamptz, 7,
        ${at}::timestamptz, ${text}, ${sha256})`,
  );
  return { document, text, sha256 };
}

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
  const received = sealed.document.figures.statistics.receivedOnline;
  const csv = (await draw('CSV')).toString('utf8');
  const changed = csv.replace(`,${received},`, ',9876,');
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
  expect(wrong.stdout).toMatch(/^ {2}dòng \d+, cột \d+: niêm phong «\d+», trong tệp «9876»$/m);
  expect(wrong.stdout).toContain(`niêm phong «${received}»`);
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
