import type { CivilDate } from '../base/index.js';
import type { PeriodKind, PeriodScheme } from '../calendar/index.js';
import type { UnitKind } from '../organisation/index.js';
import type { ClauseKind } from './clause.js';
import type { DatePrecision } from './deadline-rule.js';
import type { DueRule, DutyKind } from './duty.js';
import type { CorrectionCertainty, LegalBasisRelation } from './plan-document.js';
import type { Comparator, MeasuredBy, TargetUnit } from './target.js';
import type { Assignment } from './task.js';

/** A document named in the plan's preamble. */
export interface LegalBasisData {
  readonly number: string;
  readonly issuedOn: CivilDate;
  readonly relation: LegalBasisRelation;
  /** Verbatim part of the preamble. */
  readonly quote: string;
}

/** A slip of the printed text. The text itself stays as printed. */
export interface CorrectionData {
  /** Code of the clause; null for the preamble. */
  readonly clause: string | null;
  /** Verbatim, as printed. */
  readonly printed: string;
  readonly corrected: string;
  readonly certainty: CorrectionCertainty;
  readonly reason: string;
}

/** `plan.yaml`: the document itself. */
export interface PlanHeaderData {
  /** Number and symbol, e.g. `457/KH-UBND`. */
  readonly number: string;
  /** 1 as issued; each amendment adds 1. */
  readonly version: number;
  readonly title: string;
  readonly issuedOn: CivilDate;
  /** First day on which this version binds. */
  readonly effectiveOn: CivilDate;
  readonly issuer: string;
  /** Where the text was taken from and what its publication lost. */
  readonly source: string;
  /** Paragraphs before the first clause, verbatim, in order. */
  readonly preamble: readonly string[];
  readonly legalBases: readonly LegalBasisData[];
  readonly corrections: readonly CorrectionData[];
}

/** `clauses.yaml`: a section, item, point or bullet. */
export interface ClauseData {
  /** Path in the document, e.g. `IV.8.e`. */
  readonly code: string;
  /** Code of the clause above; null at the top. */
  readonly parent: string | null;
  /** Order in the document, from 0. */
  readonly position: number;
  readonly heading: string | null;
  /** True when the published text lost the heading (or has none) and it was restored; `note` says how. */
  readonly headingReconstructed: boolean;
  readonly note: string | null;
  /** At least one. */
  readonly kinds: ClauseKind[];
  /** Verbatim, without the leading number or dash; null for a clause that is only a heading. */
  readonly text: string | null;
}

/** `targets.yaml`: a number the plan asks for. */
export interface TargetData {
  readonly code: string;
  readonly clause: string;
  readonly name: string;
  /** Verbatim part of the clause. */
  readonly quote: string;
  /** Code of the indicator; null while none can be computed, then `measuredBy` is set. */
  readonly indicator: string | null;
  readonly measuredBy: MeasuredBy | null;
  readonly comparator: Comparator;
  /** Whole number in `unit`. */
  readonly value: number;
  readonly unit: TargetUnit;
  /** First day; null = the plan's own. */
  readonly from: CivilDate | null;
  /** Last day, included; null = none named. */
  readonly until: CivilDate | null;
  /** Kinds of units that answer for it; empty when it binds only the named `units`. */
  readonly appliesTo: UnitKind[];
  /** Codes of single units that answer for it. */
  readonly units: string[];
  /** Clauses that give it to these units. */
  readonly assignedBy: string[];
  /** Verbatim exception; null when there is none. */
  readonly exemption: string | null;
  readonly note: string | null;
}

/** `tasks.yaml`: a piece of work. */
export interface TaskData {
  readonly code: string;
  readonly clause: string;
  readonly name: string;
  /** Verbatim part of the clause. */
  readonly quote: string;
  /** Who leads; null when the plan names nobody, then `note` says so. */
  readonly lead: Assignment | null;
  readonly cooperating: Assignment;
  /** Units that the lead's scope would name but that the plan does not bind. */
  readonly except: ExceptionData[];
  /** Clauses that give it to the lead; empty when its own clause does. */
  readonly assignedBy: string[];
  /** Verbatim names of partners that are no units of the province. */
  readonly partners: string[];
  readonly note: string | null;
}

/** A unit that a scope would name but that the plan does not bind. */
export interface ExceptionData {
  readonly unit: string;
  readonly reason: string;
}

/** `duties.yaml`: what comes back every period; one entry per clause and cycle. */
export interface DutyData {
  readonly code: string;
  readonly clause: string;
  readonly kind: DutyKind;
  readonly name: string;
  /** Verbatim part of the clause. */
  readonly quote: string;
  readonly cycle: PeriodKind;
  readonly scheme: PeriodScheme;
  readonly responsible: Assignment;
  readonly except: ExceptionData[];
  /** Codes of the units that receive the result; empty when the plan names none. */
  readonly recipients: string[];
  readonly cooperating: Assignment;
  readonly dueRule: DueRule;
  /** Where the due rule comes from, in Vietnamese. */
  readonly dueRuleSource: string;
  /** The first period owed is the one that contains this day. */
  readonly firstPeriodFrom: CivilDate;
  /** Verbatim name of the report it is part of; null when it stands alone. */
  readonly embeddedIn: string | null;
}

/** `deadlines.yaml`: a date set once. */
export interface DeadlineData {
  readonly code: string;
  readonly clause: string;
  readonly name: string;
  /** Verbatim part of the clause. */
  readonly quote: string;
  readonly precision: DatePrecision;
  /** The day, month, quarter or year named: `2025-12-31`, `2025-12`, `2025-Q4`, `2025` (calendar, not ND09). */
  readonly until: string;
  /** The last calendar day of `until`, or its last working day. */
  readonly roll: 'LAST_WORKING_DAY' | 'LAST_DAY';
  /** The rule in Vietnamese words, for display. */
  readonly ruleText: string;
  readonly responsible: Assignment;
  readonly except: ExceptionData[];
  /** Code of the target that must be met by then; null for a task. */
  readonly target: string | null;
}

/** The document that amends a plan. */
export interface AmendmentHeaderData {
  /** Number and symbol, e.g. `512/KH-UBND`. */
  readonly number: string;
  readonly title: string;
  readonly issuedOn: CivilDate;
  /** First day on which the amended entries hold. */
  readonly effectiveOn: CivilDate;
}

/** Entries of every kind; lists in the order of the files. */
export interface PlanEntryLists {
  readonly clauses: ClauseData[];
  readonly targets: TargetData[];
  readonly tasks: TaskData[];
  readonly duties: DutyData[];
  readonly deadlines: DeadlineData[];
}

/** `amendments/*.yaml`: what one document changes, adds and ends; changed and added entries are whole. */
export interface AmendmentData extends AmendmentHeaderData {
  readonly changed: PlanEntryLists;
  readonly added: PlanEntryLists;
  /** Codes of the entries that hold no more. */
  readonly ended: { readonly [list in keyof PlanEntryLists]: string[] };
}

/** Everything a plan's folder holds: the plan as issued, and what has amended it since, earliest first. */
export interface PlanData extends PlanEntryLists {
  readonly plan: PlanHeaderData;
  readonly amendments: AmendmentData[];
}

/** A fault in the plan's data: which file, which line (from 1), why (Vietnamese). */
export interface PlanProblem {
  readonly file: string;
  readonly line: number;
  readonly message: string;
}
