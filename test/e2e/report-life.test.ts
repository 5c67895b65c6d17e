import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Role } from '../../schema/access/index.js';
import { instantAt, parseCivilDate } from '../../schema/base/index.js';
import { PostKind } from '../../schema/organisation/index.js';
import { DeadlineService, dueInstantOf } from '../../schema/plan/index.js';
import { OutboxService } from '../../schema/reminders/index.js';
import { ObligationService, ReportService } from '../../schema/reports/index.js';
import { dataOf, errorCode } from '../support/answers.js';
import { buildPost } from '../support/reminders.js';
import {
  actOnReport,
  actOnReports,
  deadlineIdOf,
  reportOfUnit,
  type BulkAnswer,
  type Revision,
  type ShownReport,
  type Step,
} from '../support/report-operations.js';
import { startRunningServer, type RunningServer } from '../support/running-server.js';

/** The unit whose report is followed, others for what is done to many, and one merged away on 01/12/2025. */
const [UNIT, SECOND, THIRD, MERGED, SUCCESSOR] = ['18562', '18073', '18100', '18115', '18118'] as const;
const DAY = parseCivilDate('2025-12-16');

let server: RunningServer;
let now = instantAt(DAY, 7);
let officer: string;
let head: string;
let otherHead: string;
let coordinator: string;

beforeAll(async () => {
  server = await startRunningServer(() => now);
  const em = () => server.orm.em.fork();
  await em().transactional((inner) => new DeadlineService(inner).openDue(parseCivilDate('2025-11-20')));
  await em().execute(
    `insert into unit_lineage (predecessor_id, successor_id, kind, effective_on, certainty, source_note)
     select one.id, other.id, 'MERGED_INTO', '2025-12-01', 'DERIVED', 'thử' from unit one, unit other
     where one.code = ? and other.code = ?`,
    [MERGED, SUCCESSOR],
  );
  await em().execute(`update unit set valid_to = '2025-12-01' where code = ?`, [MERGED]);
  await em().transactional(async (inner) => {
    await new DeadlineService(inner).openDue(DAY);
    await new ObligationService(inner).openClosed(DAY, instantAt(DAY, 6));
  });
  for (const unit of [SECOND, THIRD]) await buildPost(em(), { unit, kind: PostKind.FocalPoint });
  officer = (await server.createAccount(Role.Officer, UNIT)).token;
  head = (await server.createAccount(Role.Head, UNIT)).token;
  otherHead = (await server.createAccount(Role.Head, SECOND)).token;
  coordinator = (await server.createAccount(Role.Coordinator)).token;
});
afterAll(() => server?.close());

/** A mutation of one report at the next minute of the day. */
function act(name: string, id: string, token: string, reason?: string): Promise<Record<string, unknown>> {
  now = new Date(now.getTime() + 60_000);
  return actOnReport(server, { name, id, token, reason });
}

function reportOf(unit: string, period: string, token = coordinator): Promise<ShownReport> {
  return reportOfUnit(server, unit, period, token);
}

async function allowed(token: string): Promise<string> {
  const { availableActions } = await reportOf(UNIT, '2025-12', token);
  return availableActions
    .filter((action) => action.allowed)
    .map(({ action }) => action)
    .join(' ');
}

/** A mutation of many reports; by the coordinator when nobody is named. */
function many(name: string, ids: readonly string[], token = coordinator, reason?: string): Promise<BulkAnswer> {
  return actOnReports(server, { name, ids, token, reason });
}

/** Number of items of a filtered list. */
async function count(list: string, filter: string, token = coordinator): Promise<number> {
  const text = `{ list: ${list}(filter: ${filter}) { totalCount } }`;
  return dataOf<{ list: { totalCount: number } }>(await server.request(text, {}, token)).list.totalCount;
}

/** The answer of an action that was done. */
function moved(state: string, revision: number) {
  return { __typename: 'ReportPayload', report: { state, revision, timeliness: 'ON_TIME' } };
}

describe('the whole life of a report', () => {
  it('begins assigned: nothing can be done with it until its figures are compiled', async () => {
    const report = await reportOf(UNIT, '2025-12', head);
    expect(report.state).toBe('ASSIGNED');
    expect(report.availableActions.filter((action) => action.allowed)).toEqual([]);
    expect(report.availableActions.find(({ action }) => action === 'SEND')).toEqual({
      action: 'SEND',
      allowed: false,
      block: 'WRONG_STATE',
      reason: 'Không gửi được: báo cáo mới được giao, chưa tổng hợp số liệu.',
    });
    // The units' as of this morning, the province's as of the midnight on which their time is over.
    for (const at of [now, dueInstantOf(DAY)]) {
      await server.orm.em.fork().transactional((em) => new ReportService(em).compileClosed(DAY, at));
    }
    expect((await reportOf(UNIT, '2025-12', head)).state).toBe('DRAFT');
  });

  it('goes from the draft to the third revision accepted, each step by whom it takes', async () => {
    const { id } = await reportOf(UNIT, '2025-12');
    expect(await allowed(officer)).toBe('SUBMIT RECOMPILE');
    const waiting = { state: 'WITH_HEAD', revision: 1, timeliness: 'NOT_DUE' };
    expect(await act('submitReport', id, officer)).toEqual({ __typename: 'ReportPayload', report: waiting });
    expect(await act('sendReport', id, officer)).toMatchObject({ userErrors: [{ code: 'FORBIDDEN' }] });
    expect(await act('sendReport', id, otherHead)).toMatchObject({ userErrors: [{ code: 'FORBIDDEN' }] });
    expect(await allowed(head)).toBe('TAKE_BACK SEND');
    expect(await act('sendReport', id, head)).toEqual(moved('SENT', 1));
    expect(await act('sendReport', id, head)).toEqual({
      __typename: 'ReportConflict',
      message: 'Không gửi được: báo cáo đã gửi.',
      report: { state: 'SENT', revision: 1 },
    });
    expect(await act('returnReport', id, coordinator, ' ')).toMatchObject({
      userErrors: [{ code: 'INVALID_INPUT', path: ['reason'] }],
    });
    expect(await act('returnReport', id, coordinator, 'Cột 7 chưa khớp')).toEqual(moved('RETURNED', 1));
    expect(await act('reopenReport', id, head)).toEqual(moved('DRAFT', 2));
    const race = await Promise.all([act('sendReport', id, head), act('sendReport', id, head)]);
    expect(race.map(({ __typename, report }) => [__typename, report]).toSorted()).toEqual([
      ['ReportConflict', { state: 'SENT', revision: 2 }],
      ['ReportPayload', { state: 'SENT', revision: 2, timeliness: 'ON_TIME' }],
    ]);
    expect(await act('acceptReport', id, coordinator)).toEqual(moved('ACCEPTED', 2));
    expect(await act('requestReportCorrection', id, head, 'Sót 3 hồ sơ')).toEqual(moved('CORRECTION_REQUESTED', 2));
    expect(await allowed(coordinator)).toBe('GRANT_CORRECTION REFUSE_CORRECTION');
    expect(await act('grantReportCorrection', id, coordinator)).toEqual(moved('DRAFT', 3));
    expect(await act('recompileReport', id, officer)).toEqual(moved('DRAFT', 3));
    expect(await act('sendReport', id, head)).toEqual(moved('SENT', 3));
    expect(await act('acceptReport', id, coordinator)).toEqual(moved('ACCEPTED', 3));
  });

  it('leaves its history: who, when, what and why', async () => {
    const { id } = await reportOf(UNIT, '2025-12');
    const text = `query ($id: ID!) { node(id: $id) { ... on Report { timeliness daysLate firstSentAt
      history { action actionName actor fromState toState revision reason at } } } }`;
    const { node } = dataOf<{ node: { timeliness: string; daysLate: number; firstSentAt: string; history: Step[] } }>(
      await server.request(text, { id }, officer),
    );
    const steps = node.history;
    expect(steps.map(({ action, toState, revision, reason }) => `${action} ${toState} ${revision} ${reason}`)).toEqual([
      'ASSIGN ASSIGNED 0 null',
      'COMPILE DRAFT 1 null',
      'SUBMIT WITH_HEAD 1 null',
      'SEND SENT 1 null',
      'RETURN RETURNED 1 Cột 7 chưa khớp',
      'REOPEN DRAFT 2 null',
      'SEND SENT 2 null',
      'ACCEPT ACCEPTED 2 null',
      'REQUEST_CORRECTION CORRECTION_REQUESTED 2 Sót 3 hồ sơ',
      'GRANT_CORRECTION DRAFT 3 null',
      'RECOMPILE DRAFT 3 null',
      'SEND SENT 3 null',
      'ACCEPT ACCEPTED 3 null',
    ]);
    expect(steps[0]).toMatchObject({ actionName: 'Giao báo cáo', actor: 'Hệ thống', fromState: null });
    expect(steps[1]).toMatchObject({ actionName: 'Tổng hợp số liệu', actor: 'Hệ thống', fromState: 'ASSIGNED' });
    expect(steps[4]).toMatchObject({ actionName: 'Trả lại', actor: 'Người dùng thử', fromState: 'SENT' });
    const instants = steps.map(({ at }) => at);
    expect(instants.toSorted()).toEqual(instants);
    expect(node).toMatchObject({ timeliness: 'ON_TIME', daysLate: 0, firstSentAt: steps[3]?.at });
  });

  it('keeps every revision readable, to the unit and the province only', async () => {
    const { id } = await reportOf(UNIT, '2025-12');
    const text = `query ($id: ID!) { node(id: $id) { ... on Report { currentRevision { number }
      revisions { id number reason sealedAt documentSha256 figures { scope } } } } }`;
    const { node } = dataOf<{ node: { currentRevision: object; revisions: Revision[] } }>(
      await server.request(text, { id }, officer),
    );
    expect(node.currentRevision).toEqual({ number: 3 });
    expect(node.revisions.map(({ number, reason }) => [number, reason])).toEqual([
      [1, null],
      [2, 'Cột 7 chưa khớp'],
      [3, 'Sót 3 hồ sơ'],
    ]);
    expect(new Set(node.revisions.map(({ documentSha256 }) => documentSha256)).size).toBe(3);
    for (const { sealedAt, figures } of node.revisions) {
      expect(sealedAt).not.toBeNull();
      expect(figures).toEqual({ scope: 'Xã Thạch Hà' });
    }
    const first = node.revisions[0]?.id;
    const byNode = 'query ($id: ID!) { node(id: $id) { ... on ReportRevision { number report { state } } } }';
    const seen = await Promise.all(
      [officer, coordinator, otherHead, undefined].map(async (token) => {
        const answer = await server.request(byNode, { id: first }, token);
        return dataOf<{ node: object | null }>(answer).node;
      }),
    );
    const revision = { number: 1, report: { state: 'ACCEPTED' } };
    expect(seen).toEqual([revision, revision, null, null]);
  });
});

describe('what there is no report of', () => {
  it('is a period that has not closed: the answer says until when and from when on', async () => {
    const message =
      'Tháng 01/2026 chưa kết thúc: số liệu tính đến hết ngày 14/01/2026, báo cáo được mở từ ngày 15/01/2026.';
    expect(await act('sendReport', await deadlineIdOf(server, UNIT, '2026-01'), head)).toMatchObject({
      userErrors: [{ code: 'CONFLICT', message }],
    });
    const text = `{ obligations(filter: { unit: "${UNIT}", period: "2026-01" }) { nodes { state timeliness report { id }
      availableActions { action block reason } } } }`;
    const { obligations } = dataOf<{ obligations: { nodes: { availableActions: object[] }[] } }>(
      await server.request(text, {}, head),
    );
    expect(obligations.nodes).toMatchObject([{ state: null, timeliness: 'NOT_DUE', report: null }]);
    expect(obligations.nodes[0]?.availableActions[2]).toEqual({
      action: 'SEND',
      block: 'PERIOD_OPEN',
      reason: message,
    });
  });

  it('is a unit merged in the middle of the period: the answer says since when, and who owes instead', async () => {
    const { token } = await server.createAccount(Role.Head, MERGED);
    const answer = await act('sendReport', await deadlineIdOf(server, MERGED, '2025-12'), token);
    const [error] = answer['userErrors'] as { code: string; message: string }[];
    expect(error?.code).toBe('CONFLICT');
    expect(error?.message).toMatch(
      /^«Báo cáo Tháng 12\/2025» không còn phải nộp: Đơn vị chấm dứt hoạt động từ ngày 01\/12\/2025\. Đơn vị kế tiếp có trách nhiệm báo cáo: (Xã|Phường) /,
    );
    expect((await reportOf(SUCCESSOR, '2025-12')).state).toBe('DRAFT');
    const list = `{ obligations(filter: { unit: "${MERGED}", period: "2025-12" }) { totalCount } }`;
    expect(dataOf(await server.request(list, {}, coordinator))).toEqual({ obligations: { totalCount: 0 } });
  });

  it('is of another unit: refused without a word about it', async () => {
    const answer = await act('sendReport', await deadlineIdOf(server, THIRD, '2026-01'), head);
    expect(answer).toMatchObject({ userErrors: [{ code: 'FORBIDDEN' }] });
  });
});

describe('many reports at once', () => {
  it('are accepted or returned each for itself', async () => {
    const sent = await Promise.all([reportOf(SECOND, '2025-12'), reportOf(SECOND, '2025-Q4')]);
    for (const { id } of sent) await act('sendReport', id, otherHead);
    const [first = '', second = ''] = sent.map(({ id }) => id);
    const draft = (await reportOf(THIRD, '2025-12')).id;
    const ids = [draft, first, 'khong-phai', first, await deadlineIdOf(server, SECOND, '2025-Q4')];
    const { doneCount, items } = await many('acceptReports', ids);
    expect(doneCount).toBe(2);
    expect(items.map(({ done, report, userErrors }) => [done, report?.state ?? null, userErrors[0]?.code])).toEqual([
      [false, 'DRAFT', 'CONFLICT'],
      [true, 'ACCEPTED', undefined],
      [false, null, 'INVALID_INPUT'],
      [false, 'ACCEPTED', 'CONFLICT'],
      [true, 'ACCEPTED', undefined],
    ]);
    expect((await reportOf(SECOND, '2025-Q4')).state).toBe('ACCEPTED');
    const half = await reportOf(SECOND, '2025-H2');
    await act('sendReport', half.id, otherHead);
    const silent = await many('returnReports', [half.id], coordinator, '');
    expect(silent.items[0]?.userErrors[0]?.code).toBe('INVALID_INPUT');
    const returned = await many('returnReports', [half.id, second], coordinator, 'Thiếu chữ ký');
    expect(returned.items.map(({ done, report }) => [done, report?.state])).toEqual([
      [true, 'RETURNED'],
      [false, 'ACCEPTED'],
    ]);
  });

  it('are between one and two hundred, and the coordinator’s', async () => {
    const refused = { userErrors: [{ code: 'INVALID_INPUT', path: ['ids'] }] };
    expect(await many('acceptReports', [])).toMatchObject(refused);
    expect(
      await many(
        'remindReports',
        Array.from({ length: 201 }, () => 'x'),
      ),
    ).toMatchObject(refused);
    expect(await many('remindReports', ['x'], head)).toMatchObject({ userErrors: [{ code: 'FORBIDDEN' }] });
  });

  it('are reminded of by mail once a day, unless they were sent', async () => {
    const [open, sent, nobody] = [
      await reportOf(THIRD, '2025-12'),
      await reportOf(SECOND, '2025-12'),
      await reportOf(SUCCESSOR, '2025-12'),
    ];
    const province = `{ province { reports(period: "2025-12") { nodes { id } } } }`;
    const own = dataOf<{ province: { reports: { nodes: { id: string }[] } } }>(
      await server.request(province, {}, coordinator),
    ).province.reports.nodes[0]?.id;
    const ids = [open.id, sent.id, open.id, nobody.id, own ?? ''];
    const { items } = await many('remindReports', ids);
    expect(items.map(({ done, userErrors }) => (done ? 'done' : userErrors[0]?.message))).toEqual([
      'done',
      expect.stringMatching(/^Đơn vị đã gửi báo cáo lúc .* ngày 16\/12\/2025\.$/),
      'Hôm nay đã nhắc đơn vị về báo cáo này rồi.',
      expect.stringMatching(/chưa có đầu mối nào nhận được thư\.$/),
      'Báo cáo của tỉnh không có đơn vị nào để nhắc.',
    ]);
    now = new Date(now.getTime() + 60_000);
    expect(await many('remindReports', [open.id])).toMatchObject({ doneCount: 0 });
    const em = server.orm.em.fork();
    const mails = await em.execute<{ id: string; subject: string; to_address: string; text_body: string }[]>(
      'select id, subject, to_address, text_body from message',
    );
    expect(mails).toHaveLength(1);
    expect(mails[0]).toMatchObject({
      subject: expect.stringMatching(/^\[KH 457\] Phường Trần Phú: 1 việc hết hạn hôm nay/),
      to_address: `focal-point.${THIRD}@example.vn`,
      text_body: expect.stringContaining('Điều phối cấp tỉnh nhắc'),
    });
    const taken: string[] = [];
    const deliver = () =>
      server.orm.em.fork().transactional((inner) =>
        new OutboxService(inner).deliver(mails[0]?.id ?? '', {
          now,
          send: async ({ to }) => void taken.push(to.address),
        }),
      );
    expect([(await deliver()).outcome, (await deliver()).outcome, taken.length]).toEqual(['SENT', 'NONE', 1]);
    const history = await em.execute(`select action, to_state from report_event where action = 'REMIND'`);
    expect(history).toEqual([{ action: 'REMIND', to_state: 'DRAFT' }]);
  });
});

describe('the lists', () => {
  it('narrow reports and obligations by lateness, kind of unit, unit and staleness', async () => {
    now = instantAt(parseCivilDate('2025-12-17'), 8);
    coordinator = (await server.createAccount(Role.Coordinator)).token; // sessions of the day before have ended
    otherHead = (await server.createAccount(Role.Head, SECOND)).token;
    const late = await reportOf(THIRD, '2025-Q4');
    const { token } = await server.createAccount(Role.Head, THIRD);
    expect(await act('sendReport', late.id, token)).toMatchObject({ report: { state: 'SENT', timeliness: 'LATE' } });
    const december = 'period: "2025-Q4"';
    for (const list of ['reports', 'obligations']) {
      expect(await count(list, `{ ${december}, lateness: [LATE] }`)).toBe(1);
      expect(await count(list, `{ ${december}, lateness: [ON_TIME] }`)).toBe(1);
      expect(await count(list, `{ ${december}, lateness: [] }`)).toBe(0);
      const communes = await count(list, `{ ${december}, unitKind: COMMUNE, lateness: [OVERDUE_NOT_SENT] }`);
      expect(communes).toBe(66); // 69 less the merged one and two that have sent
      expect(await count(list, `{ ${december}, unitKind: AGENCY }`)).toBe(0);
      expect(await count(list, `{ unit: "${THIRD}", cycle: QUARTER, state: [SENT] }`)).toBe(1);
      expect(await count(list, `{ unit: "${THIRD}", cycle: QUARTER }`, otherHead)).toBe(0);
    }
    await server.orm.em
      .fork()
      .execute(`update report set stale_since = ? where scope_key = ? and period_id = '2025-12'`, [
        now.toISOString(),
        UNIT,
      ]);
    expect(await count('reports', '{ stale: true }')).toBe(1);
    expect(await count('reports', `{ stale: false, unit: "${UNIT}", period: "2025-12" }`)).toBe(0);
  });

  it.each(['2025-13', '', '\\u0000', 'x'])('refuse the period "%s"', async (period) => {
    for (const list of ['reports', 'obligations']) {
      const answer = await server.request(
        `{ ${list}(filter: { period: "${period}" }) { totalCount } }`,
        {},
        coordinator,
      );
      expect(errorCode(answer)).toBe('INVALID_INPUT');
    }
  });

  it('tell of an obligation the unit, its deadline, three recipients, report and lateness', async () => {
    const text = `{ unit(code: "${THIRD}") { obligations(filter: { period: "2025-Q4" }) { totalCount nodes {
      unit { code } deadline { dueOn } period { name kind } recipients { code } report { state } state timeliness daysLate } } } }`;
    const { unit } = dataOf<{ unit: { obligations: object } }>(await server.request(text, {}, coordinator));
    expect(unit.obligations).toEqual({
      totalCount: 1,
      nodes: [
        {
          unit: { code: THIRD },
          deadline: { dueOn: '2025-12-16' },
          period: { name: 'Quý IV/2025', kind: 'QUARTER' },
          recipients: [{ code: 'VPUBT' }, { code: 'SKHCN' }, { code: 'SNV' }],
          report: { state: 'SENT' },
          state: 'SENT',
          timeliness: 'LATE',
          daysLate: 1,
        },
      ],
    });
  });
});
