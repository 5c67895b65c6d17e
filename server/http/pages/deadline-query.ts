import type { CivilDate } from '../../../schema/base/index.js';
import type { DeadlineKind, DeadlineStatus } from '../../../schema/plan/index.js';
import type { ReportedDeadlines, ReportedIndicator, ReportState, Timeliness } from '../../../schema/reports/index.js';

/** What the list page asks: what is open for the viewer, nearest first, and what is withdrawn that is not yet due. */
export const DEADLINES_QUERY = `query ($today: Date!) {
  deadlines(first: 50, filter: { status: [OVERDUE, DUE_SOON, UPCOMING] }) { totalCount nodes { ...listed } }
  withdrawn: deadlines(first: 20, filter: { status: [WITHDRAWN], dueFrom: $today }) { totalCount nodes { ...listed } } }
fragment listed on Deadline { id title dueOn status workingDaysLeft withdrawnReason unit { name } }`;

/** What the page of one deadline asks. */
export const DEADLINE_QUERY = `query ($id: ID!) { node(id: $id) { ... on Deadline {
  id title kind dueOn dueRuleText status workingDaysLeft quote fulfilledAt evidence
  withdrawnReason earlierDueOn
  unit { id name } clause { code }
  report { id state revision timeliness compiledAt firstSentAt
    availableActions { action name allowed needsReason takesReason block reason }
    history { actionName actor at revision reason } documents { format url fileName revision sealed } period { name from to }
    figures { scope synthetic deadlines { met missed open }
      indicators { code name numerator denominator percent previousPercent status target clause gapToTarget }
      statistics { ...form06 } previous { ...form06 } } } } } }
fragment form06 on DossierStatistics { period { name } received receivedOnline receivedInPerson receivedPostal carriedOver
  resolved resolvedEarly resolvedOnTime resolvedLate inProgress inProgressOnTime inProgressLate }`;

/** A line of the list. */
export interface ListedDeadline {
  readonly id: string;
  readonly title: string;
  readonly dueOn: CivilDate;
  readonly status: DeadlineStatus;
  /** Working days to the due day; negative when past. */
  readonly workingDaysLeft: number;
  /** Why it is not owed any more; null while it is. */
  readonly withdrawnReason: string | null;
  readonly unit: { readonly name: string };
}

/** A part of the list and how many there are in all. */
export interface DeadlineListPart {
  readonly totalCount: number;
  readonly nodes: readonly ListedDeadline[];
}

/** Counts of form 06 by column name. */
export type Form06 = Readonly<Record<(typeof FORM_06)[number][0], number>> & {
  readonly period: { readonly name: string };
};

/** Rows of form 06: field, label, whether it is part of the total above it. */
export const FORM_06 = [
  ['received', 'Tiếp nhận trong kỳ', false],
  ['receivedOnline', 'Trực tuyến', true],
  ['receivedInPerson', 'Trực tiếp', true],
  ['receivedPostal', 'Bưu chính công ích', true],
  ['carriedOver', 'Kỳ trước chuyển sang', false],
  ['resolved', 'Đã giải quyết', false],
  ['resolvedEarly', 'Trước hạn', true],
  ['resolvedOnTime', 'Đúng hạn', true],
  ['resolvedLate', 'Quá hạn', true],
  ['inProgress', 'Đang giải quyết', false],
  ['inProgressOnTime', 'Trong hạn', true],
  ['inProgressLate', 'Quá hạn', true],
] as const;

/** A report as its deadline's page shows it. */
export interface ShownReport {
  readonly id: string;
  readonly state: ReportState;
  readonly revision: number;
  /** Null when it is not owed any more. */
  readonly timeliness: Timeliness | null;
  readonly availableActions: readonly ShownAction[];
  readonly history: readonly ShownStep[];
  /** Newest revision first. */
  readonly documents: readonly ShownFile[];
  /** ISO instants; null when not yet. */
  readonly compiledAt: string | null;
  readonly firstSentAt: string | null;
  readonly period: { readonly name: string; readonly from: CivilDate; readonly to: CivilDate };
  readonly figures: ShownFigures | null;
}

/** An action of the workflow as the viewer has it. */
export interface ShownAction {
  /** A `ReportAction`. */
  readonly action: string;
  readonly name: string;
  readonly allowed: boolean;
  readonly needsReason: boolean;
  readonly takesReason: boolean;
  /** An `ActionBlock`, and in words; null when allowed. */
  readonly block: string | null;
  readonly reason: string | null;
}

/** A file of a report. */
export interface ShownFile {
  readonly format: string;
  readonly url: string;
  readonly fileName: string;
  readonly revision: number;
  readonly sealed: boolean;
}

/** A step of a report's history. */
export interface ShownStep {
  readonly actionName: string;
  readonly actor: string;
  /** ISO instant. */
  readonly at: string;
  readonly revision: number;
  readonly reason: string | null;
}

/** The figures of such a report. */
export interface ShownFigures {
  readonly scope: string;
  readonly synthetic: boolean;
  readonly deadlines: ReportedDeadlines;
  readonly indicators: readonly Omit<ReportedIndicator, 'quote'>[];
  readonly statistics: Form06;
  readonly previous: Form06;
}

/** A deadline as its page shows it. */
export interface ShownDeadline extends ListedDeadline {
  readonly kind: DeadlineKind;
  readonly dueRuleText: string;
  readonly quote: string;
  readonly fulfilledAt: string | null;
  readonly evidence: string | null;
  /** Due days before it was moved, earliest move first. */
  readonly earlierDueOn: readonly CivilDate[];
  readonly unit: { readonly id: string; readonly name: string };
  readonly clause: { readonly code: string };
  readonly report: ShownReport | null;
}
