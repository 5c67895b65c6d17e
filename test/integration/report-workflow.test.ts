import 'reflect-metadata';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Role, type Viewer } from '../../schema/access/index.js';
import { AuditEntry } from '../../schema/audit/index.js';
import { parseCivilDate } from '../../schema/base/index.js';
import { PostKind } from '../../schema/organisation/index.js';
import { Message, OutboxService, ReportReminderService } from '../../schema/reminders/index.js';
import { ReportAction, ReportEvent, ReportRevision, ReportService, ReportState } from '../../schema/reports/index.js';
import { openPlanDatabase, type PlanDatabase } from '../support/plan-database.js';
import { buildPost } from '../support/reminders.js';
import { act, storedReport, viewerOf, workerMorning } from '../support/report-workflow.js';

const [WARD, OTHER] = ['18073', '18100'] as const;
const AT = new Date('2025-12-16T08:00:00+07:00');
let database: PlanDatabase;
let head: Viewer;
let officer: Viewer;
let coordinator: Viewer;
const em = () => database.orm.em.fork();

beforeAll(async () => {
  database = await openPlanDatabase();
  await workerMorning(em(), '2025-12-15');
  head = await viewerOf(em(), Role.Head, WARD);
  officer = await viewerOf(em(), Role.Officer, WARD);
  coordinator = await viewerOf(em(), Role.Coordinator);
});
afterAll(() => database?.close());

async function apply(
  periodId: string,
  action: ReportAction,
  viewer: Viewer,
  more: { reason?: string; at?: Date } = {},
) {
  const { id } = await storedReport(em(), WARD, periodId);
  return act(em(), id, action, { viewer, at: AT, ...more });
}

async function countMissing(at: string): Promise<number> {
  return (await new ReportService(em()).missingReports('2025-Q4', new Date(at))).length;
}

/** Of acts done at once: how many were done, and the messages of the others. */
async function race(acts: readonly Promise<unknown>[]): Promise<{ done: number; refused: string[] }> {
  const outcomes = await Promise.allSettled(acts);
  const refused = outcomes.filter((outcome) => outcome.status === 'rejected').map(({ reason }) => reason as Error);
  expect(refused.every((error) => error.name === 'PlanError')).toBe(true);
  return { done: outcomes.length - refused.length, refused: refused.map(({ message }) => message) };
}

describe('sending', () => {
  it('fulfils the deadline, on time until the last instant of the due day, and seals the revision', async () => {
    const at = new Date('2025-12-16T23:59:59+07:00');
    const sent = await apply('2025-12', ReportAction.Send, head, { at });
    expect(sent).toMatchObject({ state: ReportState.Sent, firstSentAt: at, revision: 1 });
    const report = await storedReport(em(), '18073', '2025-12');
    expect(report.deadline?.unwrap().fulfilledAt).toEqual(at);
    const acts = await em().find(AuditEntry, { actor: head.email }, { orderBy: { id: 'asc' } });
    expect(acts.map(({ action }) => action)).toEqual(['DEADLINE_FULFILLED', 'REPORT_SENT']);
    expect(acts[1]?.details).toMatchObject({
      period: '2025-12',
      scope: WARD,
      before: { state: 'DRAFT', revision: 1 },
      after: { state: 'SENT', revision: 1 },
    });
    const revision = await em().findOneOrFail(ReportRevision, { report, number: 1 });
    expect(revision.sealedAt).toEqual(at);
    expect(revision.documentSha256).toMatch(/^[0-9a-f]{64}$/);
    const change = em().nativeUpdate(ReportRevision, { id: revision.id }, { summary: 'khác' });
    await expect(change).rejects.toThrow('is sealed');
  });

  it('is done by one of two at once; the other is told the new state', async () => {
    const { done, refused } = await race([
      apply('2025-H2', ReportAction.Send, head),
      apply('2025-H2', ReportAction.Send, head),
    ]);
    expect({ done, refused }).toEqual({ done: 1, refused: ['Không gửi được: báo cáo đã gửi.'] });
    const report = await storedReport(em(), '18073', '2025-H2');
    expect(await em().count(ReportEvent, { report, action: ReportAction.Send })).toBe(1);
  });

  it('leaves the report out of the missing ones from that instant on, and a late one is not refused', async () => {
    const at = new Date('2025-12-17T08:00:00+07:00');
    const before = await countMissing('2025-12-17T07:59:59+07:00');
    await apply('2025-Q4', ReportAction.Send, head, { at });
    expect(await countMissing('2025-12-17T08:00:00+07:00')).toBe(before - 1);
    await expect(new ReportService(em()).missingReports('2025-13', new Date())).rejects.toMatchObject({
      code: 'INVALID_INPUT',
    });
  });

  it('is refused to another unit, to officers, to the coordinator, and of what there is not', async () => {
    const stranger = await viewerOf(em(), Role.Head, OTHER);
    for (const viewer of [stranger, officer, coordinator]) {
      await expect(apply('2025', ReportAction.Send, viewer)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    }
    expect((await storedReport(em(), '18073', '2025')).state).toBe(ReportState.Draft);
    const nothing = act(em(), '00000000-0000-7000-8000-000000000000', ReportAction.Send, { viewer: head, at: AT });
    await expect(nothing).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('is refused before the period has closed, whatever stands in the database', async () => {
    const early = apply('2025', ReportAction.Send, head, { at: new Date('2025-12-14T23:59:59+07:00') });
    await expect(early).rejects.toMatchObject({ code: 'CONFLICT', message: expect.stringContaining('chưa kết thúc') });
  });
});

describe('returning and accepting', () => {
  it('is done by one of two at once', async () => {
    await apply('2025-11', ReportAction.Send, head);
    const { done } = await race([
      apply('2025-11', ReportAction.Accept, coordinator),
      apply('2025-11', ReportAction.Return, coordinator, { reason: 'Thiếu số liệu' }),
    ]);
    expect(done).toBe(1);
  });

  it('may come at the same time as sending: both are done in one order, or the return is refused', async () => {
    const { done, refused } = await race([
      apply('2025-10', ReportAction.Return, coordinator, { reason: 'Thiếu số liệu' }),
      apply('2025-10', ReportAction.Send, head),
    ]);
    const { state } = await storedReport(em(), '18073', '2025-10');
    expect([done, state, refused]).toEqual(
      done === 2 ? [2, 'RETURNED', []] : [1, 'SENT', ['Không trả lại được: báo cáo đang soạn, chưa gửi.']],
    );
  });

  it('keeps the first instant when a returned report is reopened and sent again, with its reason', async () => {
    await apply('2025-09', ReportAction.Send, head);
    await apply('2025-09', ReportAction.Return, coordinator, { reason: ' Sai cột 7 ' });
    const again = apply('2025-09', ReportAction.Send, head);
    await expect(again).rejects.toThrow('Không gửi được: báo cáo đã bị trả lại, cần mở lại để sửa.');
    const reopened = await apply('2025-09', ReportAction.Reopen, head);
    expect(reopened).toMatchObject({ state: ReportState.Draft, revision: 2, firstSentAt: AT });
    const sent = await apply('2025-09', ReportAction.Send, head, { at: new Date('2025-12-19T01:00:00Z') });
    expect(sent).toMatchObject({ state: ReportState.Sent, firstSentAt: AT });
    const report = await storedReport(em(), '18073', '2025-09');
    expect(report.deadline?.unwrap().fulfilledAt).toEqual(AT);
    const revisions = await em().find(ReportRevision, { report }, { orderBy: { number: 'asc' } });
    expect(revisions.map(({ number, reason, sealedAt }) => [number, reason, sealedAt !== null])).toEqual([
      [1, null, true],
      [2, 'Sai cột 7', true],
    ]);
  });

  it('changes nothing without its reason', async () => {
    await expect(apply('2025-09', ReportAction.Return, coordinator, { reason: ' ' })).rejects.toMatchObject({
      code: 'INVALID_INPUT',
      details: { field: 'reason' },
    });
    expect((await storedReport(em(), '18073', '2025-09')).state).toBe(ReportState.Sent);
  });
});

describe('a correction', () => {
  it('that is refused leads back to where the report was', async () => {
    const steps = async () => [
      await apply('2025-Q3', ReportAction.RequestCorrection, head, { reason: 'Sót 2 hồ sơ' }),
      await apply('2025-Q3', ReportAction.RefuseCorrection, coordinator, { reason: 'Không ảnh hưởng' }),
    ];
    await apply('2025-Q3', ReportAction.Send, head);
    expect((await steps()).map(({ state }) => state)).toEqual(['CORRECTION_REQUESTED', 'SENT']);
    await apply('2025-Q3', ReportAction.Accept, coordinator);
    expect((await steps()).map(({ state, revision }) => `${state} ${revision}`)).toEqual([
      'CORRECTION_REQUESTED 1',
      'ACCEPTED 1',
    ]);
  });

  it('is refused when the viewer looked at an older revision or another state', async () => {
    const { id } = await storedReport(em(), '18073', '2025-Q3');
    const how = { viewer: head, at: AT, reason: 'x' };
    const old = act(em(), id, ReportAction.RequestCorrection, { ...how, expectedRevision: 2 });
    await expect(old).rejects.toMatchObject({ code: 'CONFLICT', message: expect.stringContaining('lần lập 1') });
    const other = act(em(), id, ReportAction.RequestCorrection, { ...how, expectedState: ReportState.Sent });
    await expect(other).rejects.toMatchObject({ code: 'CONFLICT', reportId: id });
  });
});

describe('a draft', () => {
  it('goes to the head and back, and is compiled anew from the facts of the day', async () => {
    const submitted = await apply('2025', ReportAction.Submit, officer);
    expect(submitted.state).toBe(ReportState.WithHead);
    await expect(apply('2025', ReportAction.Recompile, officer)).rejects.toMatchObject({ code: 'CONFLICT' });
    await apply('2025', ReportAction.TakeBack, head, { reason: 'Cập nhật số liệu' });
    await em().execute(
      `insert into unit_rollup (unit_id, bucket, received_online, received_in_person, received_postal, resolved_early,
         resolved_on_time, resolved_late, became_overdue, full_process, eligible, electronic_result, payable, paid_online,
         rated, satisfied)
       select id, '2025-11-15', 7, 0, 0, 0, 7, 0, 0, 7, 7, 7, 0, 0, 0, 0 from unit where code = ?`,
      [WARD],
    );
    await em().execute('update installation set data_version = data_version + 1');
    const { state, revision, ...report } = await apply('2025', ReportAction.Recompile, officer);
    expect([state, revision]).toEqual([ReportState.Draft, 1]);
    const stored = await em().findOneOrFail(
      ReportRevision,
      { report: { id: report.id }, number: 1 },
      { populate: ['content'] },
    );
    expect(stored.content.statistics.receivedOnline).toBe(7);
    expect(stored.compiledAt).toEqual(AT);
  });
});

describe('a reminder by hand', () => {
  const settings = { publicUrl: 'https://kh457.example.vn', mailDomain: 'kh457.example.vn' };
  const remind = (id: string, viewer: Viewer, day: string) => {
    const how = { viewer, day: parseCivilDate(day), now: new Date(`${day}T09:00:00+07:00`) };
    return em().transactional((inner) => new ReportReminderService(inner, settings).remind(id, how));
  };

  it('goes to the next higher post when the first has no address, once a day, and not once the report was sent', async () => {
    await buildPost(em(), { unit: OTHER, kind: PostKind.FocalPoint, email: 'a@example.vn, b@example.vn' });
    await buildPost(em(), { unit: OTHER, kind: PostKind.Head });
    const { id } = await storedReport(em(), OTHER, '2025-12');
    await expect(remind(id, head, '2025-12-17')).rejects.toMatchObject({ code: 'FORBIDDEN' });
    const { done, refused } = await race([
      remind(id, coordinator, '2025-12-17'),
      remind(id, coordinator, '2025-12-17'),
    ]);
    expect([done, refused]).toEqual([1, ['Hôm nay đã nhắc đơn vị về báo cáo này rồi.']]);
    await remind(id, coordinator, '2025-12-18');
    const mails = await em().find(Message, {}, { orderBy: { queuedAt: 'asc' } });
    expect(mails.map(({ toAddress, subject }) => [toAddress, subject])).toEqual([
      ['head.18100@example.vn', '[KH 457] Phường Trần Phú: 1 việc quá hạn'],
      ['head.18100@example.vn', '[KH 457] Phường Trần Phú: 1 việc quá hạn'],
    ]);
    const at = new Date('2025-12-18T10:00:00+07:00');
    await act(em(), id, ReportAction.Send, { viewer: await viewerOf(em(), Role.Head, OTHER), at });
    const delivery = em().transactional((inner) =>
      new OutboxService(inner).deliver(mails[1]?.id ?? '', { now: at, send: async () => expect(id).toBe('not sent') }),
    );
    expect((await delivery).outcome).toBe('CANCELLED');
    await expect(remind(id, coordinator, '2025-12-19')).rejects.toThrow(
      'Đơn vị đã gửi báo cáo lúc 10:00 ngày 18/12/2025.',
    );
  });
});

describe('the report of the province', () => {
  it('is drafted and sent by the coordinator alone, and begun anew with a reason', async () => {
    await workerMorning(em(), '2025-12-17'); // the units' time is over
    const at = new Date('2025-12-17T08:00:00+07:00');
    const { id } = await storedReport(em(), 'PROVINCE', '2025-12');
    const by = (viewer: Viewer, action: ReportAction, reason?: string) =>
      act(em(), id, action, { viewer, at, ...(reason && { reason }) });
    await expect(by(head, ReportAction.Send)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await by(coordinator, ReportAction.Recompile);
    expect(await by(coordinator, ReportAction.Send)).toMatchObject({ state: 'SENT', firstSentAt: at });
    await expect(by(coordinator, ReportAction.Accept)).rejects.toMatchObject({ code: 'CONFLICT' });
    await expect(by(coordinator, ReportAction.Reopen)).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    const next = await by(coordinator, ReportAction.Reopen, 'Bổ sung hai đơn vị gửi muộn');
    expect(next).toMatchObject({ state: 'DRAFT', revision: 2 });
  });
});
