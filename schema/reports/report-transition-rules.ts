import { PlanError } from '../base/index.js';
import { ReportState } from './report.js';

/** What can be done with a report. */
export type ReportAction = 'SEND' | 'ACCEPT' | 'RETURN';

const { Assigned, Draft, Sent, Accepted, Returned } = ReportState;

/** From which states each action leads where; whatever is not in it is refused. */
export const reportTransitions: Readonly<
  Record<ReportAction, { readonly from: readonly ReportState[]; readonly to: ReportState }>
> = {
  SEND: { from: [Assigned, Draft, Returned], to: Sent },
  ACCEPT: { from: [Sent], to: Accepted },
  RETURN: { from: [Sent], to: Returned },
};

/** The state after an action. @throws PlanError CONFLICT when the report's state does not allow it. */
export function stateAfter(state: ReportState, action: ReportAction): ReportState {
  const { from, to } = reportTransitions[action];
  if (from.includes(state)) return to;
  throw new PlanError('CONFLICT', `${REFUSALS[action]}: báo cáo ${STATES[state]}.`, { state, action });
}

const REFUSALS: Record<ReportAction, string> = {
  SEND: 'Không gửi được',
  ACCEPT: 'Không duyệt được',
  RETURN: 'Không trả lại được',
};

const STATES: Record<ReportState, string> = {
  [ReportState.Assigned]: 'mới được giao, chưa gửi',
  [ReportState.Draft]: 'đang soạn, chưa gửi',
  [ReportState.WithHead]: 'đang trình lãnh đạo',
  [ReportState.Sent]: 'đã gửi',
  [ReportState.Accepted]: 'đã được duyệt',
  [ReportState.Returned]: 'đã bị trả lại',
  [ReportState.CorrectionRequested]: 'đang đề nghị đính chính',
};
