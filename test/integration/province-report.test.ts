import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { Role, type Viewer } from '../../schema/access/index.js';
import { AuditEntry } from '../../schema/audit/index.js';
import { parseCivilDate, rowsOf } from '../../schema/base/index.js';
import { UnitKind } from '../../schema/organisation/index.js';
import { Deadline, DeadlineKind, DeadlineService } from '../../schema/plan/index.js';
import {
  ConsolidationService,
  ObstacleCategory,
  ProvinceDraftService,
  Report,
  ReportingService,
  ReportRevision,
  ReportService,
  suggestedSummaries,
  SummaryService,
} from '../../schema/reports/index.js';
import { raiseObstacle, viewerOf } from '../support/obstacles.js';
import { openPlanDatabase, type PlanDatabase } from '../support/plan-database.js';

/** Five units of December 2025, one for each way to report and one that sent twice. */
const [ON_TIME, LATE, MISSING, MORE_TIME, TWICE] = ['18073', '18100', '18115', '18118', '18652'];
const FIVE = [ON_TIME, LATE, MISSING, MORE_TIME, TWICE];
const PERIOD = '2025-12';
const DUE_OVER = '2025-12-17T00:00:00+07:00';
let database: PlanDatabase;
let coordinator: Viewer;
const em = () => database.orm.em.fork();

/** What the worker does on a morning. */
function compile(day: string) {
  return em().transactional(async (inner) => {
    await new DeadlineService(inner).openDue(parseCivilDate(day));
    return new ReportService(inner).compileClosed(parseCivilDate(day), new Date(`${day}T06:00:00+07:00`));
  });
}

function due(now: string, day = '2025-12-16') {
  return new ReportingService(em()).provinceReportsDue(parseCivilDate(day), new Date(now));
}

const reportOf = (scopeKey: string, periodId = PERIOD) => em().findOneOrFail(Report, { scopeKey, periodId });

/** Has a unit's report sent at an instant, sealed as it is. */
async function send(unit: string, at: string, number = 1) {
  const { id } = await reportOf(unit);
  await rowsOf(
    em(),
    sql`with sealed as (update report_revision set sealed_at = ${at}::timestamptz, document = '{}', document_sha256 = 'x'
        where report_id = ${id} and number = ${number}),
      sent as (update report set state = 'SENT', revision = ${number},
          first_sent_at = coalesce(first_sent_at, ${at}::timestamptz) where id = ${id})
      update deadline set fulfilled_at = coalesce(fulfilled_at, ${at}::timestamptz)
      where id = (select deadline_id from report where id = ${id})`,
  );
}

async function save(unit: string, text: string, expected: number | null, viewer: Viewer, period = PERIOD) {
  const { id } = await reportOf(unit, period);
  return em().transactional((inner) => new SummaryService(inner).save(id, text, expected, viewer));
}

async function takeOver(unit: string, viewer: Viewer) {
  const { id } = await reportOf(unit);
  return em().transactional((inner) => new SummaryService(inner).takeOver(id, viewer));
}

async function consolidatedAt(at: string) {
  const told = await new ConsolidationService(em()).consolidatedOf(await reportOf('PROVINCE'), new Date(at));
  if (!told) throw new Error('nothing was consolidated');
  const units = told.units.filter(({ code }) => FIVE.includes(code));
  return { ...told, units };
}

beforeAll(async () => {
  database = await openPlanDatabase();
  coordinator = await viewerOf(em(), Role.Coordinator);
  await compile('2025-12-15');
});
afterAll(() => database.close());

describe('writing the summary of a report', () => {
  it('keeps text as text, audited, and lets one of two win who write at once', async () => {
    const officer = await viewerOf(em(), Role.Officer, '18163');
    await save('18163', ' <b>Tốt</b>\r\nKhông có vướng mắc ', 0, officer);
    const results = await Promise.all([save('18163', 'Một', 1, officer), save('18163', 'Hai', 1, coordinator)]);
    const won = results.find(({ kind }) => kind === 'SAVED');
    const lost = results.find(({ kind }) => kind === 'CONFLICT');
    expect(won?.stored.summaryRevision).toBe(2);
    expect(lost?.stored).toMatchObject({ summary: won?.stored.summary, summaryRevision: 2 });
    expect(await save('18163', won?.stored.summary ?? '', 0, officer)).toMatchObject({ kind: 'SAVED' }); // as stored
    const { id } = await reportOf('18163');
    const audit = await em().find(
      AuditEntry,
      { action: 'REPORT_SUMMARY_SAVED', subjectId: id },
      { orderBy: { id: 1 } },
    );
    expect(audit.map(({ details }) => details?.['after'])).toEqual([
      { summary: '<b>Tốt</b>\nKhông có vướng mắc', revision: 1 },
      { summary: won?.stored.summary, revision: 1 },
    ]);
    expect(await save('18163', '  ', null, officer)).toMatchObject({ stored: { summary: null, summaryRevision: 3 } });
  });

  it('is refused to other units, for bad text, and once it is sent', async () => {
    const head = await viewerOf(em(), Role.Head, '18172');
    await expect(save('18184', 'x', null, head)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await expect(save('PROVINCE', 'x', null, head, '2025-11')).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await expect(save('18172', 'a\u202Eb', null, head)).rejects.toMatchObject({
      code: 'INVALID_INPUT',
      details: { field: 'text' },
    });
    await expect(save('18172', 'x'.repeat(20_001), null, head)).rejects.toMatchObject({
      message: '«Đánh giá chung» dài 20.001 ký tự, nhiều nhất là 20.000 ký tự.',
    });
    await rowsOf(em(), sql`update report set state = 'WITH_HEAD' where scope_key = '18172' and period_id = ${PERIOD}`);
    const officer = await viewerOf(em(), Role.Officer, '18172');
    await expect(save('18172', 'x', null, officer)).rejects.toMatchObject({ message: /đang trình lãnh đạo/ });
    expect(await save('18172', 'x', null, head)).toMatchObject({ kind: 'SAVED' });
    await send('18172', '2025-12-16T09:00:00+07:00');
    await expect(save('18172', 'y', null, head)).rejects.toMatchObject({ code: 'CONFLICT', message: /đã gửi/ });
    expect(await save('PROVINCE', 'Của tỉnh', null, coordinator, '2025-11')).toMatchObject({ kind: 'SAVED' });
  });

  it('takes over what the last report before it sent, when a person asks for it', async () => {
    const head = await viewerOf(em(), Role.Head, '18196');
    const [december, november] = [await reportOf('18196'), await reportOf('18196', '2025-11')];
    await save('18196', 'Tháng 10', null, head, '2025-10');
    await save('18196', 'Tháng 11', null, head, '2025-11');
    await save('18196', 'Quý III', null, head, '2025-Q3');
    expect(await suggestedSummaries(em(), [december.id, november.id])).toEqual(new Map()); // nothing is sent
    await expect(takeOver('18196', head)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await rowsOf(em(), sql`update report set state = 'SENT' where scope_key = '18196' and period_id <> ${PERIOD}`);
    expect(await suggestedSummaries(em(), [december.id, november.id])).toEqual(
      new Map([
        [december.id, { text: 'Tháng 11', periodId: '2025-11' }],
        [november.id, { text: 'Tháng 10', periodId: '2025-10' }],
      ]),
    );
    expect(await takeOver('18196', head)).toMatchObject({ kind: 'SAVED', stored: { summary: 'Tháng 11' } });
    expect(await takeOver('18196', head)).toMatchObject({ kind: 'CONFLICT', stored: { summary: 'Tháng 11' } });
  });
});

describe('the province’s report', () => {
  it('is due when the last due instant has passed, naming who has not sent', async () => {
    expect(await due('2025-12-16T23:59:59+07:00')).toEqual([]);
    const periods = await due(DUE_OVER);
    expect(periods.map(({ periodId, reason }) => `${periodId} ${reason}`)).toEqual(
      ['2025 ', '2025-12 ', '2025-H2 ', '2025-Q4 '].map((period) => `${period}LAST_DUE_PASSED`),
    );
    const owed = await em().count(Deadline, { kind: DeadlineKind.Report, periodId: PERIOD });
    const missing = periods.find(({ periodId }) => periodId === PERIOD)?.missing ?? [];
    expect(missing).toHaveLength(owed - 1); // one unit has sent above
    expect(missing).toContainEqual({ code: ON_TIME, name: 'Phường Thành Sen' });
  });

  it('is due as soon as all have sent, those apart whose obligation was withdrawn', async () => {
    const quarter = { kind: DeadlineKind.Report, periodId: '2025-Q4' };
    const [withdrawn, ...others] = await em().find(Deadline, quarter, { orderBy: { id: 'asc' } });
    const at = new Date('2025-12-15T10:00:00+07:00');
    const ids = others.map(({ id }) => id);
    await em().nativeUpdate(Deadline, { id: { $in: ids } }, { fulfilledAt: at });
    expect(await due('2025-12-15T10:00:00+07:00')).toEqual([]);
    await em().nativeUpdate(Deadline, { id: withdrawn?.id }, { withdrawnAt: at, withdrawnReason: 'thử' });
    expect(await due('2025-12-15T09:59:59+07:00')).toEqual([]);
    expect(await due('2025-12-15T10:00:00+07:00')).toMatchObject([
      { periodId: '2025-Q4', reason: 'ALL_SENT', missing: [] },
    ]);
    const compiling = em().transactional((inner) =>
      new ReportService(inner).compileClosed(parseCivilDate('2025-12-15'), at),
    );
    expect(await compiling).toEqual({ compiled: 0, provinceReports: 1, faults: [] });
    expect(await due('2025-12-15T10:00:00+07:00')).toEqual([]);
  });
});

describe('the consolidated report', () => {
  beforeAll(async () => {
    await compile('2025-12-17');
    await rowsOf(
      em(),
      sql`update deadline set due_on = '2025-12-30', due_at = '2025-12-31T00:00:00+07:00'
      where kind = 'REPORT' and period_id = ${PERIOD} and unit_id = (select id from unit where code = ${MORE_TIME})`,
    );
    for (const unit of [ON_TIME, TWICE]) {
      const { id } = await reportOf(unit);
      await em().nativeUpdate(ReportRevision, { report: id, number: 1 }, { summary: `Đánh giá của ${unit}` });
    }
    const [infrastructure, staff] = [ObstacleCategory.Infrastructure, ObstacleCategory.Staff];
    const raised = [
      [ON_TIME, staff, 'Thiếu công chức', '2025-12-15T09:00:00+07:00'],
      [LATE, staff, 'Kiêm nhiệm', '2025-12-15T10:00:00+07:00'],
      [MISSING, infrastructure, 'Mạng chậm', '2025-12-16T09:00:00+07:00'],
      [MISSING, infrastructure, 'Máy cũ', '2025-12-19T09:00:00+07:00'],
    ] as const;
    for (const [unit, category, description, at] of raised) {
      await raiseObstacle(em(), { unit, category, description, at });
    }
    await send(ON_TIME, '2025-12-16T23:59:59+07:00');
    await send(LATE, DUE_OVER);
    await send(TWICE, '2025-12-15T09:00:00+07:00');
    const { id } = await reportOf(TWICE);
    await rowsOf(
      em(),
      sql`insert into report_revision (report_id, number, content, compiled_at, data_version, reason, summary)
      select report_id, 2, content, compiled_at, data_version, 'Bổ sung', 'Lần hai' from report_revision
      where report_id = ${id}`,
    );
    await send(TWICE, '2025-12-18T09:00:00+07:00', 2);
  });

  it('tells of five units how each reported, and their obstacles by category', async () => {
    const { units, obstacles, ...counts } = await consolidatedAt('2025-12-18T12:00:00+07:00');
    const expected = await em().count(Deadline, { kind: DeadlineKind.Report, periodId: PERIOD, withdrawnAt: null });
    expect(counts).toEqual({ expected, sent: 4, sentOnTime: 3, sentLate: 1 });
    expect(units).toEqual([
      // Vietnamese order: Bắc, Hà, Nam, Thành, Trần.
      toldOf(MISSING, 'Phường Bắc Hồng Lĩnh', 'OVERDUE_NOT_SENT', null, null, null),
      toldOf(TWICE, 'Phường Hà Huy Tập', 'ON_TIME', '2025-12-15T02:00:00.000Z', 2, 'Lần hai'),
      { ...toldOf(MORE_TIME, 'Phường Nam Hồng Lĩnh', 'NOT_DUE', null, null, null), dueOn: '2025-12-30' },
      toldOf(ON_TIME, 'Phường Thành Sen', 'ON_TIME', '2025-12-16T16:59:59.000Z', 1, `Đánh giá của ${ON_TIME}`),
      toldOf(LATE, 'Phường Trần Phú', 'LATE', '2025-12-16T17:00:00.000Z', 1, null),
    ]);
    expect(obstacles.map(({ category, units: of, items }) => [category, of, items.map(descriptionOf)])).toEqual([
      ['STAFF', 2, ['Thiếu công chức', 'Kiêm nhiệm']],
      ['INFRASTRUCTURE', 1, ['Mạng chậm']],
    ]);
  });

  it('is read as of an instant: what was sent or written later does not count', async () => {
    const { units, obstacles, sent, sentLate } = await consolidatedAt('2025-12-16T12:00:00+07:00');
    expect([sent, sentLate]).toEqual([2, 0]);
    const timeliness = Object.fromEntries(units.map((one) => [one.code, [one.timeliness, one.revision, one.summary]]));
    expect(timeliness).toEqual({
      [MISSING]: ['NOT_DUE', null, null],
      [TWICE]: ['ON_TIME', 1, `Đánh giá của ${TWICE}`],
      [MORE_TIME]: ['NOT_DUE', null, null],
      [ON_TIME]: ['NOT_DUE', null, null],
      [LATE]: ['NOT_DUE', null, null],
    });
    expect(obstacles.flatMap(({ items }) => items.map(descriptionOf))).toContain('Mạng chậm');
    expect(obstacles.flatMap(({ items }) => items.map(descriptionOf))).not.toContain('Máy cũ');
  });

  it('belongs to the province alone', async () => {
    const own = await reportOf(ON_TIME);
    expect(await new ConsolidationService(em()).consolidatedOf(own, new Date(DUE_OVER))).toBeNull();
  });

  it('counts what the rates of the period count, for each kind of unit', async () => {
    const at = new Date('2025-12-18T12:00:00+07:00');
    const rates = (unitKind: UnitKind | null) => new ReportingService(em()).rates({ periodId: PERIOD, unitKind }, at);
    const [all, communes, departments] = [
      await rates(null),
      await rates(UnitKind.Commune),
      await rates(UnitKind.Department),
    ];
    expect(communes).toMatchObject({ expected: 69, sent: 4, onTime: 3, late: 1, missing: 64, notDue: 1 });
    expect(communes).toMatchObject({ sentPercent: '5,79 %', onTimePercent: '4,34 %' });
    expect(departments).toMatchObject({ sent: 0, missing: departments.expected });
    expect(all.expected).toBe(69 + departments.expected);
    expect(all.units.map(({ kind }) => kind)).toEqual(
      [...all.units].toSorted((one, other) => (one.kind < other.kind ? 1 : -1)).map(({ kind }) => kind),
    );
  });

  it('is compiled anew while it is a draft and further units send, and not otherwise', async () => {
    const recompile = (at: string) =>
      em().transactional((inner) => new ProvinceDraftService(inner).recompile(new Date(at)));
    await recompile('2025-12-18T12:00:00+07:00');
    expect(await recompile('2025-12-18T13:00:00+07:00')).toBe(0);
    await send(MISSING, '2025-12-19T09:00:00+07:00');
    expect(await recompile('2025-12-19T08:00:00+07:00')).toBe(0); // not sent yet
    expect(await recompile('2025-12-19T10:00:00+07:00')).toBe(1);
    const { id } = await reportOf('PROVINCE');
    const revision = await em().findOneOrFail(ReportRevision, { report: id, number: 1 });
    expect(revision.compiledAt).toEqual(new Date('2025-12-19T10:00:00+07:00'));
    await send('18754', '2025-12-19T11:00:00+07:00');
    await em().nativeUpdate(Report, { id }, { state: 'WITH_HEAD' as never });
    expect(await recompile('2025-12-19T12:00:00+07:00')).toBe(0);
  });
});

function toldOf(
  code: string | undefined,
  name: string,
  timeliness: string,
  sentAt: string | null,
  revision: number | null,
  summary: string | null,
) {
  return { code, name, kind: 'COMMUNE', timeliness, dueOn: '2025-12-16', sentAt, revision, summary };
}

function descriptionOf({ description }: { readonly description: string }): string {
  return description;
}
