import { Role, scopeOf, type Viewer } from '../../access/index.js';
import { addDays, formatVietnameseDate, type CivilDate } from '../../base/index.js';
import type { Period } from '../../calendar/index.js';
import type { ReportState } from '../report.js';
import { ReportAction } from './report-action.js';
import { reportActions, STATE_WORDS, transitions, type ReasonNeed } from './transition-rules.js';

/** Why an action is not to be had. The first three are about the viewer, the others about the report. */
export type ActionBlock =
  | 'SIGN_IN'
  | 'NO_RIGHT'
  | 'OTHER_UNIT'
  | 'NO_SUCH_STEP'
  | 'PERIOD_OPEN'
  | 'NOT_OWED'
  | 'NOTHING_TO_CORRECT'
  | 'WRONG_STATE';

/** What of a report decides which actions there are. */
export interface ReportStanding {
  readonly state: ReportState;
  /** Null for the province's own report. */
  readonly unitId: string | null;
  readonly period: Pick<Period, 'name' | 'to'>;
  /** Why the unit does not owe it any more; null while it does. */
  readonly withdrawnReason: string | null;
}

/** A refusal: what it is, and in Vietnamese for the user. */
export interface BlockedBy {
  readonly block: ActionBlock;
  readonly message: string;
}

/** An action on a report as the viewer has it on a day. */
export interface ActionOnReport {
  readonly action: ReportAction;
  readonly reason: ReasonNeed;
  /** Null when it may be done. */
  readonly blocked: BlockedBy | null;
}

/** Every action in the order of the workflow, allowed or with the reason why it is not. */
export function availableActions(standing: ReportStanding, viewer: Viewer, day: CivilDate): ActionOnReport[] {
  return reportActions.map((action) => ({
    action,
    reason: reasonNeed(action, standing),
    blocked: blockOf(action, standing, viewer, day),
  }));
}

/** Whether an action takes a reason, by whose report it is. */
export function reasonNeed(action: ReportAction, { unitId }: Pick<ReportStanding, 'unitId'>): ReasonNeed {
  return transitions[action].reason[unitId === null ? 'province' : 'unit'];
}

/**
 * Why a viewer cannot act on a report on a day; null when he can. First what concerns the viewer, then whether the
 * report is owed at all, last its state.
 */
export function blockOf(
  action: ReportAction,
  standing: ReportStanding,
  viewer: Viewer,
  day: CivilDate,
): BlockedBy | null {
  return rightBlock(action, standing, viewer) ?? oweBlock(standing, day) ?? stateBlock(action, standing);
}

function rightBlock(
  action: ReportAction,
  { unitId }: Pick<ReportStanding, 'unitId'>,
  viewer: Viewer,
): BlockedBy | null {
  const { right, who, verb, from } = transitions[action];
  if (viewer.role === Role.Public) return { block: 'SIGN_IN', message: 'Bạn cần đăng nhập để thực hiện việc này.' };
  const scope = scopeOf(viewer, right);
  const ofProvince = unitId === null;
  if (scope === null || (scope === 'PROVINCE' && !ofProvince)) {
    return { block: 'NO_RIGHT', message: `Chỉ ${who} được ${verb}.` };
  }
  if (scope === 'OWN_UNIT' && unitId !== viewer.unitId) {
    return { block: 'OTHER_UNIT', message: 'Báo cáo này không thuộc đơn vị của bạn.' };
  }
  if (from[ofProvince ? 'province' : 'unit'].length > 0) return null;
  return { block: 'NO_SUCH_STEP', message: `Báo cáo của tỉnh không có bước «${transitions[action].name}».` };
}

function oweBlock({ period, withdrawnReason }: ReportStanding, day: CivilDate): BlockedBy | null {
  if (withdrawnReason !== null) {
    return { block: 'NOT_OWED', message: `Báo cáo không còn phải nộp: ${withdrawnReason}.` };
  }
  if (period.to <= day) return null;
  return { block: 'PERIOD_OPEN', message: periodOpenInWords(period) };
}

/** That a period has not closed, and when its reports are opened. */
export function periodOpenInWords({ name, to }: Pick<Period, 'name' | 'to'>): string {
  const [lastDay, opened] = [addDays(to, -1), to].map(formatVietnameseDate);
  return `${name} chưa kết thúc: số liệu tính đến hết ngày ${lastDay}, báo cáo được mở từ ngày ${opened}.`;
}

function stateBlock(action: ReportAction, { state, unitId }: ReportStanding): BlockedBy | null {
  const { from, verb, nothing } = transitions[action];
  if (from[unitId === null ? 'province' : 'unit'].includes(state)) return null;
  const refusal = `Không ${verb} được`;
  if (nothing?.states.includes(state)) return { block: 'NOTHING_TO_CORRECT', message: `${refusal}: ${nothing.why}.` };
  return { block: 'WRONG_STATE', message: `${refusal}: báo cáo ${STATE_WORDS[state]}.` };
}
