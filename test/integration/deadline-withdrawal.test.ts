import 'reflect-metadata';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { Role } from '../../schema/access/index.js';
import { AuditEntry } from '../../schema/audit/index.js';
import { createLog, parseCivilDate, rowsOf } from '../../schema/base/index.js';
import { PeriodKind } from '../../schema/calendar/index.js';
import {
  Deadline,
  DeadlineKind,
  DeadlineService,
  PlanLoadService,
  type DeadlineData,
  type PlanData,
} from '../../schema/plan/index.js';
import { OutboxService, QueuedDigestService, ReminderService } from '../../schema/reminders/index.js';
import {
  Report,
  ReportAction,
  reportContents,
  ReportService,
  ReportWorkflowService,
} from '../../schema/reports/index.js';
import { compileReports } from '../../worker/jobs/compile-reports.js';
import { amendedPlan, issuedPlan, type AmendmentInput } from '../support/amendments.js';
import { openPlanDatabase, type PlanDatabase } from '../support/plan-database.js';
import { buildPost } from '../support/reminders.js';

const civil = parseCivilDate;
const DATED = { sourceCode: 'I.1', plan: { number: '88/KH-UBND' } };
const MONTHLY = { sourceCode: 'II.1-MONTH', plan: { number: '88/KH-UBND' } };
const REASON = 'Chấm dứt từ ngày 01/12/2025 theo 100/KH-UBND ngày 01/12/2025';
const settings = { publicUrl: 'https://kh457.example.vn', mailDomain: 'kh457.example.vn' };
const rule = issuedPlan.deadlines[0] as DeadlineData;

let database: PlanDatabase;
const em = () => database.orm.em.fork();

beforeEach(async () => {
  database = await openPlanDatabase();
  await rowsOf(em(), sql`update installation set go_live_on = '2025-08-20'`);
  await load(issuedPlan, '2025-11-26');
  await open('2025-11-26');
});
afterEach(() => database.close());

const load = (data: PlanData, day: string) =>
  em().transactional((inner) =>
    new PlanLoadService(inner).load(data, { actor: 'test', today: civil(day), dryRun: false }),
  );
const open = (day: string) => em().transactional((inner) => new DeadlineService(inner).openDue(civil(day)));
const remind = (day: string) =>
  em().transactional((inner) =>
    new ReminderService(inner, settings).queueDue(civil(day), new Date(`${day}T00:30:00Z`)),
  );
const of = (unit: string, source: object = DATED) => em().findOneOrFail(Deadline, { ...source, unit: { code: unit } });
const reportOf = (period: string) => em().findOneOrFail(Deadline, { ...MONTHLY, periodId: period });
const auditOf = (id: string) => em().find(AuditEntry, { subjectId: id }, { orderBy: { id: 'asc' } });

const ending = (effectiveOn: string, ended: AmendmentInput['ended']) =>
  amendedPlan({ effectiveOn: civil(effectiveOn), ended });
const postponing = (effectiveOn: string, until: string) =>
  amendedPlan({ effectiveOn: civil(effectiveOn), changed: { deadlines: [{ ...rule, until }] } });
const binding = (effectiveOn: string, units: string[]) => ({
  effectiveOn: civil(effectiveOn),
  changed: { deadlines: [{ ...rule, responsible: { units, scopes: [] } }] },
});

async function fulfil(unit: string): Promise<Deadline> {
  const { id } = await of(unit);
  return em().transactional((inner) =>
    new DeadlineService(inner).fulfil(id, new Date('2025-11-26T02:00:00Z'), 'Báo cáo', 'test'),
  );
}

describe('a dated rule that an amendment ends', () => {
  it('withdraws what is open on the day it takes effect, keeps it with its reason, and leaves what was done', async () => {
    await fulfil('18073');
    const count = await em().count(Deadline, DATED);
    expect((await load(ending('2025-12-01', { deadlines: ['I.1'] }), '2025-11-30')).withdrawn).toEqual([]);
    const { withdrawn } = await open('2025-12-01');
    expect(withdrawn).toHaveLength(count - 1);
    expect(new Set(withdrawn.map(({ reason }) => reason))).toEqual(new Set([REASON]));
    expect(await em().count(Deadline, DATED)).toBe(count);
    const one = await of('18100');
    expect(one).toMatchObject({ withdrawnAt: expect.any(Date), withdrawnReason: REASON, dueOn: '2025-12-31' });
    expect(await of('18073')).toMatchObject({ withdrawnAt: null, fulfilledAt: expect.any(Date) });
    expect(await auditOf(one.id)).toMatchObject([
      { action: 'DEADLINE_WITHDRAWN', actor: 'deadlines', details: { after: { withdrawnReason: REASON } } },
    ]);
    expect(await open('2025-12-01')).toMatchObject({ opened: 0, corrected: 0, withdrawn: [], reopened: [] });
  });

  it('leaves owed what was overdue before, and withdraws what was not, however late the amendment is known', async () => {
    expect((await load(ending('2026-01-01', { deadlines: ['I.1'] }), '2026-01-20')).withdrawn).toEqual([]);
    expect(await of('18100')).toMatchObject({ withdrawnAt: null, dueOn: '2025-12-31' });
    const { withdrawn } = await load(ending('2025-12-31', { deadlines: ['I.1'] }), '2026-01-20');
    expect(withdrawn).toHaveLength(await em().count(Deadline, DATED));
  });

  it('cannot be fulfilled any more, and the refusal says why', async () => {
    await load(ending('2025-12-01', { deadlines: ['I.1'] }), '2025-12-01');
    await expect(fulfil('18100')).rejects.toMatchObject({ code: 'CONFLICT', message: expect.stringContaining(REASON) });
  });

  it('is owed again when the amendment is taken back, and due today when its day went by meanwhile', async () => {
    await load(ending('2025-12-01', { deadlines: ['I.1'] }), '2025-12-01');
    expect((await load(issuedPlan, '2025-12-02')).reopened).toHaveLength(await em().count(Deadline, DATED));
    expect(await of('18100')).toMatchObject({ withdrawnAt: null, withdrawnReason: null, dueOn: '2025-12-31' });
    await load(ending('2025-12-01', { deadlines: ['I.1'] }), '2025-12-03');
    await load(issuedPlan, '2026-01-05');
    const again = await of('18100');
    expect(again).toMatchObject({ dueOn: '2026-01-05', earlierDueOn: ['2025-12-31'], reminderRound: 2 });
    expect(again.dueAt).toEqual(new Date('2026-01-05T17:00:00Z'));
    expect((await auditOf(again.id)).map(({ action }) => action)).toEqual([
      'DEADLINE_WITHDRAWN',
      'DEADLINE_REOPENED',
      'DEADLINE_WITHDRAWN',
      'DEADLINE_REOPENED',
      'DEADLINE_MOVED',
    ]);
    expect(await open('2026-01-06')).toMatchObject({ moved: [], withdrawn: [], reopened: [] });
  });
});

describe('whom the plan asks', () => {
  it('withdraws from the unit an amendment leaves out, and asks it again by a later one', async () => {
    const without = binding('2025-12-01', ['SNV']);
    await load(amendedPlan(without), '2025-12-01');
    expect(await of('SNV')).toMatchObject({ withdrawnAt: null });
    expect(await of('18100')).toMatchObject({
      withdrawnReason: 'Đơn vị không còn thuộc diện phải làm từ ngày 01/12/2025 theo 100/KH-UBND ngày 01/12/2025',
    });
    const { id } = await of('18100');
    const { reopened } = await load(amendedPlan(without, binding('2025-12-10', ['SNV', '18100'])), '2025-12-10');
    expect(reopened.map(({ deadlineId }) => deadlineId)).toEqual([id]);
    expect((await open('2025-12-10')).opened).toBe(0);
  });

  it('follows a unit that ends, and one that becomes another kind', async () => {
    await rowsOf(em(), sql`update unit set valid_to = '2025-12-15' where code = '18100'`);
    await rowsOf(em(), sql`update unit set kind = 'AGENCY' where code = 'SKHCN'`);
    await open('2025-12-16');
    expect(await of('18100')).toMatchObject({ withdrawnReason: 'Đơn vị chấm dứt hoạt động từ ngày 15/12/2025' });
    expect(await of('SKHCN')).toMatchObject({ withdrawnReason: expect.stringContaining('88/KH-UBND') });
    expect(await of('18073')).toMatchObject({ withdrawnAt: null });
    const november = { kind: DeadlineKind.Report, periodId: '2025-11', sourceCode: 'IV.9.e-MONTH' };
    expect(await of('18100', november)).toMatchObject({ withdrawnAt: null }); // its last day was before the unit's end
    await open('2026-02-01');
    expect(await of('SKHCN')).toMatchObject({ withdrawnAt: expect.any(Date) });
    await rowsOf(em(), sql`update unit set valid_to = null where code = '18100'`);
    await open('2025-12-16');
    expect(await of('18100')).toMatchObject({ withdrawnAt: null });
  });
});

describe('a duty that an amendment ends', () => {
  const ended = ending('2025-12-01', { duties: ['II.1-MONTH'] });

  it('withdraws the periods whose last day it no longer holds on: no report is missing, none compiled', async () => {
    await open('2025-12-14');
    await load(ended, '2025-12-15');
    expect(await reportOf('2025-11')).toMatchObject({ withdrawnAt: null });
    expect(await reportOf('2025-12')).toMatchObject({ withdrawnReason: REASON });
    const missing = await new ReportService(em()).missingReports('2025-12', new Date('2025-12-20T00:00:00Z'));
    expect(missing.filter(({ sourceCode }) => sourceCode === 'II.1-MONTH')).toEqual([]);
    await em().transactional((inner) => new ReportService(inner).compileClosed(civil('2025-12-15'), new Date()));
    const compiled = await em().find(Report, { plan: { number: '88/KH-UBND' }, scopeKey: 'SNV' });
    expect(compiled.map(({ periodId }) => periodId).toSorted()).toEqual(['2025-09', '2025-10', '2025-11']);
  });

  it('counts as neither missed nor open in the reports that follow', async () => {
    await open('2026-01-15');
    const ofUnit = { plan: { number: '457/KH-UBND' }, unit: { code: 'SNV' }, dueOn: { $lt: civil('2026-01-15') } };
    const [first, ...others] = await em().find(Deadline, ofUnit, { orderBy: { dueOn: 'asc' } });
    await rowsOf(em(), sql`update deadline set withdrawn_at = now(), withdrawn_reason = 'x' where id = ${first?.id}`);
    await em().transactional((inner) => new ReportService(inner).compileClosed(civil('2026-01-15'), new Date()));
    const compiled = await em().findOneOrFail(Report, {
      plan: { number: '457/KH-UBND' },
      scopeKey: 'SNV',
      periodId: '2026-01',
      cycle: PeriodKind.Month,
    });
    const content = (await reportContents(em(), [compiled.id])).get(compiled.id);
    expect(content?.deadlines.open).toBe(others.length);
  });

  it('refuses the report that was compiled before and is not owed any more', async () => {
    await open('2025-12-15');
    await em().transactional((inner) => new ReportService(inner).compileClosed(civil('2025-12-15'), new Date()));
    await load(ended, '2025-12-15');
    const report = await em().findOneOrFail(Report, { deadline: { id: (await reportOf('2025-12')).id } });
    const unitId = report.unit?.id ?? null;
    const head = { role: Role.Head, userId: null, unitId, name: 'Lãnh đạo', email: 'lanh-dao@hatinh.example' };
    const act = { viewer: head, at: new Date('2025-12-15T02:00:00Z') };
    const sending = em().transactional((inner) =>
      new ReportWorkflowService(inner).apply(report.id, ReportAction.Send, act),
    );
    await expect(sending).rejects.toMatchObject({ code: 'CONFLICT', message: expect.stringContaining(REASON) });
    expect(await em().findOneOrFail(Report, report.id)).toMatchObject({ state: 'DRAFT' });
  });
});

describe('a postponement', () => {
  it('moves what is overdue under its id, tells it, and opens nothing beside it', async () => {
    const done = await fulfil('18073');
    const [late, count] = [await of('18100'), await em().count(Deadline, DATED)];
    const { moved } = await load(postponing('2026-01-15', '2026-Q2'), '2026-01-20');
    expect(moved).toHaveLength(count - 1);
    expect(moved).toContainEqual(
      expect.objectContaining({ deadlineId: late.id, dueOnBefore: '2025-12-31', dueOn: '2026-06-30' }),
    );
    expect(await of('18100')).toMatchObject({
      id: late.id,
      dueOn: '2026-06-30',
      periodId: '2026-Q2',
      earlierDueOn: ['2025-12-31'],
    });
    expect(await of('18073')).toMatchObject({ id: done.id, dueOn: '2025-12-31', fulfilledAt: done.fulfilledAt });
    expect(await open('2026-01-20')).toMatchObject({ moved: [], corrected: 0 });
    expect(await em().count(Deadline, DATED)).toBe(count);
    expect(await auditOf(late.id)).toMatchObject([
      {
        action: 'DEADLINE_MOVED',
        actor: 'test',
        details: { before: { dueOn: '2025-12-31' }, after: { dueOn: '2026-06-30' } },
      },
    ]);
  });

  it('to a day that is over too moves nothing and opens nothing', async () => {
    const count = await em().count(Deadline, DATED);
    expect((await load(postponing('2026-01-15', '2026-Q1'), '2026-04-20')).moved).toEqual([]);
    await open('2026-04-20');
    expect(await em().count(Deadline, DATED)).toBe(count);
    expect(await of('18100')).toMatchObject({ dueOn: '2025-12-31', periodId: '2025-Q4' });
    expect((await load(postponing('2026-01-15', '2026-Q1'), '2026-03-31')).moved).toHaveLength(count); // due today
  });

  it('takes the reminders up anew, and cancels the mail that still called it late', async () => {
    await buildPost(em(), { unit: '18100' });
    for (const day of ['2025-12-11', '2025-12-31', '2026-01-05']) await remind(day);
    const { moved } = await load(postponing('2026-01-15', '2026-Q2'), '2026-01-20');
    const ids = moved.map(({ deadlineId }) => deadlineId);
    const waiting = await new OutboxService(em()).queuedCount();
    const kept = await em().transactional((inner) =>
      new QueuedDigestService(inner).rewrite(ids, civil('2026-01-20'), settings.publicUrl),
    );
    expect(kept.rewritten + kept.cancelled).toBe(waiting);
    const texts = await rowsOf(
      em(),
      sql<{ text: string }>`select text_body as text from message where state = 'QUEUED'`,
    );
    expect(texts.filter(({ text }) => text.includes(rule.name))).toEqual([]);
    await remind('2026-06-10'); // 14 working days before the new day; the same rung was told of the old one
    const { id } = await of('18100');
    const told = await rowsOf(
      em(),
      sql<{
        rung: string;
        round: number;
      }>`select rung, round from reminder where deadline_id = ${id} order by decided_on`,
    );
    expect(told.filter(({ round }) => round === 0).length).toBeGreaterThan(1);
    expect(told.filter(({ round }) => round === 1)).toEqual([{ rung: 'BEFORE_14', round: 1 }]);
  });
});

describe('the morning run', () => {
  it('withdraws, mends waiting mails, and nobody is reminded of what is withdrawn; run twice the same', async () => {
    await buildPost(em(), { unit: '18100' });
    await remind('2025-12-11');
    await load(ending('2025-12-15', { deadlines: ['I.1'] }), '2025-12-11');
    const run = (day: string) =>
      em().transactional((inner) =>
        compileReports.run({
          em: inner,
          day: civil(day),
          now: new Date(`${day}T23:00:00Z`),
          settings,
          log: createLog('test', 'silent'),
          enqueueMessages: () => Promise.resolve(),
        }),
      );
    const count = await em().count(Deadline, DATED);
    expect(await run('2025-12-15')).toMatchObject({
      withdrawn: count,
      reopened: 0,
      mailsRewritten: 1,
      mailsCancelled: 0,
    });
    expect(await run('2025-12-15')).toMatchObject({ withdrawn: 0, opened: 0, mailsRewritten: 0 });
    const { id } = await of('18100');
    for (const day of ['2025-12-16', '2025-12-31', '2026-01-05']) await remind(day);
    const told = await rowsOf(
      em(),
      sql`select decided_on from reminder where deadline_id = ${id}
      and decided_on > '2025-12-11'`,
    );
    expect(told).toEqual([]);
    const texts = await rowsOf(em(), sql<{ text: string }>`select text_body as text from message`);
    expect(texts.filter(({ text }) => text.includes(rule.name))).toEqual([]);
  });

  it('leaves a mail unsent of which everything was withdrawn after it was written', async () => {
    await buildPost(em(), { unit: '18100' });
    await remind('2025-12-11');
    await rowsOf(
      em(),
      sql`update deadline set withdrawn_at = now(), withdrawn_reason = 'x' where fulfilled_at is null`,
    );
    const sent: string[] = [];
    const now = new Date('2025-12-11T01:00:00Z');
    const outbox = (inner: ReturnType<typeof em>) => new OutboxService(inner);
    for (const id of await outbox(em()).waiting(now)) {
      const send = (mail: { subject: string }) => Promise.resolve(void sent.push(mail.subject));
      const { outcome } = await em().transactional((inner) => outbox(inner).deliver(id, { now, send }));
      expect(outcome).toBe('CANCELLED');
    }
    expect(sent).toEqual([]);
  });
});
