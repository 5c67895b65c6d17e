import 'reflect-metadata';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { parseCivilDate, rowsOf, toGlobalId } from '../../schema/base/index.js';
import { PostKind } from '../../schema/organisation/index.js';
import { DeadlineService } from '../../schema/plan/index.js';
import {
  canonicalJson,
  CompileService,
  Report,
  ReportRevision,
  RevisionService,
  SealingService,
  sha256Of,
} from '../../schema/reports/index.js';
import { openPlanDatabase, type PlanDatabase } from '../support/plan-database.js';
import { buildPost } from '../support/reminders.js';

const DAY = parseCivilDate('2025-12-15');
const MORNING = new Date('2025-12-15T06:00:00+07:00');
/** When the province's own report is due too. */
const DUE_OVER = new Date('2025-12-17T00:00:00+07:00');
const SENT_AT = new Date('2025-12-16T08:00:00+07:00');
const HEAD = { name: 'Trần Văn Lãnh Đạo', email: 'head.18562@example.vn' };
let database: PlanDatabase;
const em = () => database.orm.em.fork();

beforeAll(async () => {
  database = await openPlanDatabase();
  await buildPost(em(), { unit: '18562', kind: PostKind.Head, email: 'Head.18562@example.vn' });
  await rowsOf(
    em(),
    sql`insert into app_user (email, name, role, unit_id)
      select ${HEAD.email}, ${HEAD.name}, 'HEAD', id from unit where code = '18562'`,
  );
  await em().transactional(async (inner) => {
    await new DeadlineService(inner).openDue(DAY);
    await new CompileService(inner).compileClosed(DAY, MORNING);
    await new CompileService(inner).compileClosed(DAY, DUE_OVER);
  });
}, 60_000);
afterAll(() => database.close());

const reportOf = (inner: PlanDatabase['orm']['em'], scopeKey: string, periodId = '2025-12') =>
  inner.findOneOrFail(Report, { scopeKey, periodId });

describe('the document of a report', () => {
  it('is headed by the commune, its place and the account of its head', async () => {
    const document = await new SealingService(em()).draftDocument((await reportOf(em(), '18562')).id, SENT_AT);
    expect(document.issuer).toEqual({
      code: '18562',
      kind: 'COMMUNE',
      name: 'Xã Thạch Hà',
      parentAgency: 'UBND TỈNH HÀ TĨNH',
      agency: ['ỦY BAN NHÂN DÂN', 'XÃ THẠCH HÀ'],
      symbol: 'BC-UBND',
      place: 'Thạch Hà',
      signature: ['TM. ỦY BAN NHÂN DÂN', 'CHỦ TỊCH'],
      signer: HEAD.name,
      archive: 'Lưu: VT',
    });
    expect(document.recipients.map(({ code }) => code)).toEqual(['VPUBT', 'SKHCN', 'SNV']);
    expect(document.plan).toMatchObject({ number: '457/KH-UBND', issuedOn: '2025-08-20' });
    expect(document).toMatchObject({ revision: 1, reason: null, sealed: null });
  });

  it('names no signer on a day before the post began, and no recipient for the province', async () => {
    const service = new SealingService(em());
    const early = await service.draftDocument((await reportOf(em(), '18562')).id, new Date('2024-12-31T12:00:00Z'));
    expect(early.issuer.signer).toBeNull();
    const own = await service.draftDocument((await reportOf(em(), 'PROVINCE')).id, SENT_AT);
    expect(own).toMatchObject({ recipients: [], issuer: { kind: 'PROVINCE', code: '42', parentAgency: null } });
  });

  it('is sealed as the very bytes that were hashed, and cannot be changed after', async () => {
    const draft = await new SealingService(em()).draftDocument((await reportOf(em(), '18562')).id, SENT_AT);
    const { sha256, id } = await em().transactional(async (inner) => {
      const report = await reportOf(inner, '18562');
      return { id: report.id, ...(await new SealingService(inner).seal(report, HEAD, SENT_AT)) };
    });
    const sealed = await new SealingService(em()).sealedDocument(id, 1);
    expect(sealed?.sha256).toBe(sha256);
    expect(sha256Of(sealed?.text ?? '')).toBe(sha256);
    expect(canonicalJson(sealed?.document)).toBe(sealed?.text);
    expect(sealed?.document).toEqual({ ...draft, sealed: { at: SENT_AT.toISOString(), by: HEAD.name } });
    expect(sealed?.document.reportId).toBe(toGlobalId('Report', id));
    await expect(
      rowsOf(em(), sql`update report_revision set summary = 'khác' where report_id = ${id}`),
    ).rejects.toThrow('is sealed');
    const again = em().transactional(async (inner) =>
      new SealingService(inner).seal(await reportOf(inner, '18562'), HEAD, SENT_AT),
    );
    await expect(again).rejects.toMatchObject({ code: 'CONFLICT', message: 'Lần lập 1 đã niêm phong.' });
    expect(await new SealingService(em()).sealedDocument(id, 2)).toBeNull();
    const recompiling = em().transactional(async (inner) =>
      new RevisionService(inner).recompile(await reportOf(inner, '18562'), SENT_AT),
    );
    await expect(recompiling).rejects.toMatchObject({ code: 'CONFLICT' });
  });

  it('is corrected by the next revision, which copies the summary, while the old one stays readable', async () => {
    const later = new Date('2025-12-20T09:00:00+07:00');
    await em().transactional(async (inner) => {
      const report = await reportOf(inner, '18100');
      await inner.nativeUpdate(ReportRevision, { report, number: 1 }, { summary: 'Đã làm xong.' });
      await new RevisionService(inner).recompile(report, SENT_AT);
      await new SealingService(inner).seal(report, HEAD, SENT_AT);
    });
    const number = await em().transactional(async (inner) =>
      new RevisionService(inner).openNext(await reportOf(inner, '18100'), 'Số liệu thiếu', later),
    );
    expect(number).toBe(2);
    const report = await reportOf(em(), '18100');
    const [first, second] = await em().find(ReportRevision, { report }, { orderBy: { number: 'asc' } });
    expect(first).toMatchObject({ compiledAt: SENT_AT, sealedAt: SENT_AT, summary: 'Đã làm xong.', reason: null });
    expect(second).toMatchObject({
      compiledAt: later,
      sealedAt: null,
      summary: 'Đã làm xong.',
      reason: 'Số liệu thiếu',
    });
    expect(report.revision).toBe(2);
    const old = await new SealingService(em()).sealedDocument(report.id, 1);
    expect(old?.document).toMatchObject({ revision: 1, narrative: { summary: 'Đã làm xong.' } });
  });
});
