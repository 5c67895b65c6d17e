import 'reflect-metadata';
import { describe, expect, it } from '@jest/globals';
import { PUBLIC_VIEWER, Role, type Viewer } from '../../schema/access/index.js';
import { parseCivilDate } from '../../schema/base/index.js';
import { periodOf, PeriodScheme } from '../../schema/calendar/index.js';
import {
  availableActions,
  blockOf,
  ReportAction,
  reportActions,
  ReportState,
  stepName,
  transitions,
  type ReportStanding,
} from '../../schema/reports/index.js';

const [OWN, OTHER] = ['11111111-1111-7111-8111-111111111111', '22222222-2222-7222-8222-222222222222'];
const period = periodOf('2025-12', PeriodScheme.Nd09);
const [lastDay, dayAfter] = [parseCivilDate('2025-12-14'), parseCivilDate('2025-12-15')];

const states = [
  ReportState.Assigned,
  ReportState.Draft,
  ReportState.WithHead,
  ReportState.Sent,
  ReportState.Accepted,
  ReportState.Returned,
  ReportState.CorrectionRequested,
];

/**
 * Whose report, who: the actions that are to be had in each state, written out by hand. Columns: ASSIGNED, DRAFT,
 * WITH_HEAD, SENT, ACCEPTED, RETURNED, CORRECTION_REQUESTED; letters as in LETTERS, `.` none.
 */
const ORACLE: readonly (readonly [whose: 'UNIT' | 'PROVINCE', who: string, cells: string])[] = [
  ['UNIT', 'nobody', '. . . . . . .'],
  ['UNIT', 'officer', '. Sc . . . . .'],
  ['UNIT', 'officer of another unit', '. . . . . . .'],
  ['UNIT', 'head', '. SNc TN Q Q O .'],
  ['UNIT', 'head of another unit', '. . . . . . .'],
  ['UNIT', 'coordinator', '. . . AR . . GF'],
  ['UNIT', 'administrator', '. . . . . . .'],
  ['PROVINCE', 'nobody', '. . . . . . .'],
  ['PROVINCE', 'officer', '. . . . . . .'],
  ['PROVINCE', 'head', '. . . . . . .'],
  ['PROVINCE', 'coordinator', '. Nc . O . . .'],
  ['PROVINCE', 'administrator', '. . . . . . .'],
];

const LETTERS: Record<ReportAction, string> = {
  SUBMIT: 'S',
  TAKE_BACK: 'T',
  SEND: 'N',
  ACCEPT: 'A',
  RETURN: 'R',
  REOPEN: 'O',
  REQUEST_CORRECTION: 'Q',
  GRANT_CORRECTION: 'G',
  REFUSE_CORRECTION: 'F',
  RECOMPILE: 'c',
};

function viewer(role: Role, unitId: string | null = null): Viewer {
  return { role, userId: 'u', name: 'Người dùng', email: 'a@hatinh.example', unitId };
}

const people: Record<string, Viewer> = {
  nobody: PUBLIC_VIEWER,
  officer: viewer(Role.Officer, OWN),
  'officer of another unit': viewer(Role.Officer, OTHER),
  head: viewer(Role.Head, OWN),
  'head of another unit': viewer(Role.Head, OTHER),
  coordinator: viewer(Role.Coordinator),
  administrator: viewer(Role.Admin),
};

function standing(state: ReportState, more: Partial<ReportStanding> = {}): ReportStanding {
  return { state, unitId: OWN ?? null, period, withdrawnReason: null, ...more };
}

function person(who: string): Viewer {
  const found = people[who];
  if (!found) throw new Error(`nobody is called ${who}`);
  return found;
}

const cells = ORACLE.flatMap(([whose, who, row]) =>
  row.split(' ').map((letters, column) => ({ whose, who, state: states[column] ?? ReportState.Draft, letters })),
);

describe('what can be done with a report', () => {
  it('is written out for every state and every kind of viewer', () => {
    expect(cells).toHaveLength(ORACLE.length * Object.values(ReportState).length);
    expect(Object.values(LETTERS)).toHaveLength(reportActions.length);
  });

  it.each(cells)('$who, $state of a $whose: $letters', ({ whose, who, state, letters }) => {
    const report = standing(state, whose === 'PROVINCE' ? { unitId: null } : {});
    const actions = availableActions(report, person(who), dayAfter);
    expect(actions.map(({ action }) => action)).toEqual(reportActions);
    const allowed = actions.filter(({ blocked }) => blocked === null).map(({ action }) => LETTERS[action]);
    expect(allowed.toSorted().join('')).toBe(letters.replace('.', '').split('').toSorted().join(''));
    for (const { blocked } of actions) if (blocked) expect(blocked.message).toMatch(/^\p{Lu}.+\.$/u);
  });

  const head = person('head');
  it.each([
    ['SIGN_IN', person('nobody'), standing(ReportState.Draft), 'Bạn cần đăng nhập để thực hiện việc này.'],
    ['NO_RIGHT', person('officer'), standing(ReportState.Draft), 'Chỉ người đứng đầu của đơn vị được gửi.'],
    ['NO_RIGHT', person('coordinator'), standing(ReportState.Draft), 'Chỉ người đứng đầu của đơn vị được gửi.'],
    [
      'OTHER_UNIT',
      person('head of another unit'),
      standing(ReportState.Draft),
      'Báo cáo này không thuộc đơn vị của bạn.',
    ],
    [
      'NOT_OWED',
      head,
      standing(ReportState.Draft, { withdrawnReason: 'Đơn vị chấm dứt hoạt động từ ngày 01/12/2025' }),
      'Báo cáo không còn phải nộp: Đơn vị chấm dứt hoạt động từ ngày 01/12/2025.',
    ],
    ['WRONG_STATE', head, standing(ReportState.Sent), 'Không gửi được: báo cáo đã gửi.'],
    [
      'WRONG_STATE',
      head,
      standing(ReportState.Assigned),
      'Không gửi được: báo cáo mới được giao, chưa tổng hợp số liệu.',
    ],
  ])('says of sending why not: %s', (block, who, report, message) => {
    expect(blockOf(ReportAction.Send, report, who, dayAfter)).toEqual({ block, message });
  });

  it('is nothing before the period has closed, in whatever state', () => {
    for (const state of states) {
      const blocks = availableActions(standing(state), head, lastDay).map(({ blocked }) => blocked?.block);
      expect(blocks.filter((block) => block === 'PERIOD_OPEN')).toHaveLength(6);
      expect(blocks).not.toContain(undefined);
    }
    expect(blockOf(ReportAction.Send, standing(ReportState.Draft), head, lastDay)?.message).toBe(
      'Tháng 12/2025 chưa kết thúc: số liệu tính đến hết ngày 14/12/2025, báo cáo được mở từ ngày 15/12/2025.',
    );
  });

  it('tells that there is nothing to correct from that the state is another', () => {
    const asked = states.map(
      (state) => blockOf(ReportAction.RequestCorrection, standing(state), head, dayAfter)?.block,
    );
    expect(asked).toEqual([
      'NOTHING_TO_CORRECT',
      'NOTHING_TO_CORRECT',
      'NOTHING_TO_CORRECT',
      undefined,
      undefined,
      'WRONG_STATE',
      'WRONG_STATE',
    ]);
    const grant = blockOf(
      ReportAction.GrantCorrection,
      standing(ReportState.Accepted),
      person('coordinator'),
      dayAfter,
    );
    expect(grant?.block).toBe('NOTHING_TO_CORRECT');
  });

  it('has no second instance for what the province reports itself', () => {
    const own = standing(ReportState.Sent, { unitId: null });
    const blocks = [ReportAction.Accept, ReportAction.Return, ReportAction.GrantCorrection].map(
      (action) => blockOf(action, own, person('coordinator'), dayAfter)?.block,
    );
    expect(blocks).toEqual(['NO_SUCH_STEP', 'NO_SUCH_STEP', 'NO_SUCH_STEP']);
  });
});

describe('the table of transitions', () => {
  /** Where each action leads, by hand. */
  const leads: Record<ReportAction, string> = {
    SUBMIT: 'WITH_HEAD KEEP',
    TAKE_BACK: 'DRAFT KEEP',
    SEND: 'SENT SEAL',
    ACCEPT: 'ACCEPTED KEEP',
    RETURN: 'RETURNED KEEP',
    REOPEN: 'DRAFT NEXT',
    REQUEST_CORRECTION: 'CORRECTION_REQUESTED KEEP',
    GRANT_CORRECTION: 'DRAFT NEXT',
    REFUSE_CORRECTION: 'BEFORE_REQUEST KEEP',
    RECOMPILE: 'SAME RECOMPILE',
  };
  /** Need of a reason, of units and of the province, by hand. */
  const reasons: Partial<Record<ReportAction, string>> = {
    TAKE_BACK: 'OPTIONAL NONE',
    RETURN: 'REQUIRED REQUIRED',
    REOPEN: 'OPTIONAL REQUIRED',
    REQUEST_CORRECTION: 'REQUIRED REQUIRED',
    GRANT_CORRECTION: 'OPTIONAL NONE',
    REFUSE_CORRECTION: 'REQUIRED REQUIRED',
  };

  it.each(reportActions)('leads %s where it should, with its name, reason and audit', (action) => {
    const { to, revision, reason, name, audit } = transitions[action];
    expect(`${to} ${revision}`).toBe(leads[action]);
    expect(`${reason.unit} ${reason.province}`).toBe(reasons[action] ?? 'NONE NONE');
    expect(name).toMatch(/^\p{Lu}/u);
    expect(audit).toMatch(/^REPORT_[A-Z_]+$/);
    expect(stepName(action)).toBe(name);
  });

  it('names every step in the history once', () => {
    expect(new Set(reportActions.map(stepName)).size).toBe(reportActions.length);
    expect(stepName('ASSIGN')).toBe('Giao báo cáo');
    expect(stepName('constructor')).toBe('constructor');
  });
});
