import type { Action } from '../../access/index.js';
import { ReportState } from '../report.js';
import { ReportAction, OTHER_STEPS } from './report-action.js';

/** Whether an action takes a reason. */
export type ReasonNeed = 'NONE' | 'OPTIONAL' | 'REQUIRED';

/** One action of the workflow: who may, from where it leads where, and how it is spoken of. */
export interface Transition {
  /** On buttons and in the history: «Gửi báo cáo». */
  readonly name: string;
  /** As it follows «không … được» and «được …»: «gửi». */
  readonly verb: string;
  /** Right of the policy that it takes. */
  readonly right: Action;
  /** Whom the policy lets, in words. */
  readonly who: string;
  /** States of a unit's report, and of the province's own, that it leads from; empty: it has no such step. */
  readonly from: { readonly unit: readonly ReportState[]; readonly province: readonly ReportState[] };
  /** The state after; `SAME` as before, `BEFORE_REQUEST` that in which the correction was asked for. */
  readonly to: ReportState | 'SAME' | 'BEFORE_REQUEST';
  readonly reason: { readonly unit: ReasonNeed; readonly province: ReasonNeed };
  /** What becomes of the current revision: nothing, sealed, its figures compiled anew, or followed by the next. */
  readonly revision: 'KEEP' | 'SEAL' | 'RECOMPILE' | 'NEXT';
  /** Code of the audit row. */
  readonly audit: string;
  /** States in which there is nothing to do it to, and why; in other wrong states the state itself is the reason. */
  readonly nothing?: { readonly states: readonly ReportState[]; readonly why: string };
}

const { Assigned, Draft, WithHead, Sent, Accepted, Returned, CorrectionRequested } = ReportState;
const OFFICER_OR_HEAD = 'cán bộ đầu mối và người đứng đầu của đơn vị';
const HEAD = 'người đứng đầu của đơn vị';
const COORDINATOR = 'điều phối cấp tỉnh';
const NEVER = { unit: 'NONE', province: 'NONE' } as const;
const REQUIRED = { unit: 'REQUIRED', province: 'REQUIRED' } as const;
const NOT_REQUESTED = {
  states: Object.values(ReportState).filter((state) => state !== CorrectionRequested),
  why: 'không có đề nghị đính chính nào đang chờ',
};

/**
 * The one table of the workflow; whatever is not in it is refused. The province's own report has no head and nobody
 * above it here: the coordinator drafts and sends it, and begins its next revision without asking.
 */
export const transitions: Readonly<Record<ReportAction, Transition>> = {
  [ReportAction.Submit]: {
    name: 'Trình lãnh đạo',
    verb: 'trình lãnh đạo',
    right: 'DRAFT_REPORT',
    who: OFFICER_OR_HEAD,
    from: { unit: [Draft], province: [] },
    to: WithHead,
    reason: NEVER,
    revision: 'KEEP',
    audit: 'REPORT_SUBMITTED',
  },
  [ReportAction.TakeBack]: {
    name: 'Chuyển lại cho cán bộ',
    verb: 'chuyển lại cho cán bộ',
    right: 'SEND_REPORT',
    who: HEAD,
    from: { unit: [WithHead], province: [] },
    to: Draft,
    reason: { unit: 'OPTIONAL', province: 'NONE' },
    revision: 'KEEP',
    audit: 'REPORT_TAKEN_BACK',
  },
  [ReportAction.Send]: {
    name: 'Gửi báo cáo',
    verb: 'gửi',
    right: 'SEND_REPORT',
    who: HEAD,
    from: { unit: [Draft, WithHead], province: [Draft] },
    to: Sent,
    reason: NEVER,
    revision: 'SEAL',
    audit: 'REPORT_SENT',
  },
  [ReportAction.Accept]: {
    name: 'Duyệt',
    verb: 'duyệt',
    right: 'ACCEPT_REPORT',
    who: COORDINATOR,
    from: { unit: [Sent], province: [] },
    to: Accepted,
    reason: NEVER,
    revision: 'KEEP',
    audit: 'REPORT_ACCEPTED',
  },
  [ReportAction.Return]: {
    name: 'Trả lại',
    verb: 'trả lại',
    right: 'ACCEPT_REPORT',
    who: COORDINATOR,
    from: { unit: [Sent], province: [] },
    to: Returned,
    reason: REQUIRED,
    revision: 'KEEP',
    audit: 'REPORT_RETURNED',
  },
  [ReportAction.Reopen]: {
    name: 'Mở lại để lập lần tiếp theo',
    verb: 'mở lại',
    right: 'SEND_REPORT',
    who: HEAD,
    from: { unit: [Returned], province: [Sent] },
    to: Draft,
    reason: { unit: 'OPTIONAL', province: 'REQUIRED' },
    revision: 'NEXT',
    audit: 'REPORT_REOPENED',
  },
  [ReportAction.RequestCorrection]: {
    name: 'Đề nghị đính chính',
    verb: 'đề nghị đính chính',
    right: 'SEND_REPORT',
    who: HEAD,
    from: { unit: [Sent, Accepted], province: [] },
    to: CorrectionRequested,
    reason: REQUIRED,
    revision: 'KEEP',
    audit: 'REPORT_CORRECTION_REQUESTED',
    nothing: {
      states: [Assigned, Draft, WithHead],
      why: 'báo cáo chưa gửi nên không có gì để đính chính, hãy sửa ngay bản đang soạn',
    },
  },
  [ReportAction.GrantCorrection]: {
    name: 'Đồng ý đính chính',
    verb: 'đồng ý đính chính',
    right: 'ACCEPT_REPORT',
    who: COORDINATOR,
    from: { unit: [CorrectionRequested], province: [] },
    to: Draft,
    reason: { unit: 'OPTIONAL', province: 'NONE' },
    revision: 'NEXT',
    audit: 'REPORT_CORRECTION_GRANTED',
    nothing: NOT_REQUESTED,
  },
  [ReportAction.RefuseCorrection]: {
    name: 'Không đồng ý đính chính',
    verb: 'từ chối đính chính',
    right: 'ACCEPT_REPORT',
    who: COORDINATOR,
    from: { unit: [CorrectionRequested], province: [] },
    to: 'BEFORE_REQUEST',
    reason: REQUIRED,
    revision: 'KEEP',
    audit: 'REPORT_CORRECTION_REFUSED',
    nothing: NOT_REQUESTED,
  },
  [ReportAction.Recompile]: {
    name: 'Tổng hợp lại số liệu',
    verb: 'tổng hợp lại số liệu',
    right: 'DRAFT_REPORT',
    who: OFFICER_OR_HEAD,
    from: { unit: [Draft], province: [Draft] },
    to: 'SAME',
    reason: NEVER,
    revision: 'RECOMPILE',
    audit: 'REPORT_RECOMPILED',
  },
};

/** Every action, in the order of the workflow. */
export const reportActions: readonly ReportAction[] = Object.values(ReportAction);

/** States as they follow «báo cáo». */
export const STATE_WORDS: Readonly<Record<ReportState, string>> = {
  [Assigned]: 'mới được giao, chưa tổng hợp số liệu',
  [Draft]: 'đang soạn, chưa gửi',
  [WithHead]: 'đang trình lãnh đạo',
  [Sent]: 'đã gửi',
  [Accepted]: 'đã được duyệt',
  [Returned]: 'đã bị trả lại, cần mở lại để sửa',
  [CorrectionRequested]: 'đang đề nghị đính chính',
};

/** Name of a step of the history; the step itself when it has none. */
export function stepName(step: string): string {
  if (Object.hasOwn(transitions, step)) return transitions[step as ReportAction].name;
  return (Object.hasOwn(OTHER_STEPS, step) ? OTHER_STEPS[step] : undefined) ?? step;
}
