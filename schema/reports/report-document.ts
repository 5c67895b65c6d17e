import type { CivilDate } from '../base/index.js';
import type { ReportContent, ReportedPeriod } from './report-content.js';

/** Name of this shape; a document says by it how it is to be read. */
export const DOCUMENT_FORMAT = 'bao-cao-kh-457/1';

/**
 * A whole report as one value: what is sealed, and what every file of it is drawn from. Sealed as canonical JSON
 * (RFC 8785); a draft has the same shape with `sealed` null.
 */
export interface ReportDocument {
  readonly format: typeof DOCUMENT_FORMAT;
  /** Global id of the report, as the API gives it. */
  readonly reportId: string;
  readonly revision: number;
  /** Why there is another revision than the first; null for the first. */
  readonly reason: string | null;
  readonly plan: { readonly number: string; readonly title: string; readonly issuedOn: CivilDate };
  readonly issuer: DocumentIssuer;
  readonly period: ReportedPeriod;
  /** To whom the plan has it sent, in the plan's order. */
  readonly recipients: readonly { readonly code: string; readonly name: string }[];
  readonly figures: ReportContent;
  readonly narrative: ReportNarrative;
  /** What the units' reports come to; null but in the province's own report. */
  readonly consolidated: ConsolidatedReport | null;
  readonly inputs: {
    readonly dataVersion: number;
    /** ISO instant at which the figures were compiled: what is done later does not count in them. */
    readonly compiledAt: string;
    /** SHA-256, hexadecimal, of the canonical JSON of `figures`, `narrative` and `consolidated`. */
    readonly sha256: string;
  };
  /** Null in a draft. */
  readonly sealed: { readonly at: string; readonly by: string } | null;
}

/** Who issues the report, as the head of the document prints it (Nghị định 30/2020/NĐ-CP). */
export interface DocumentIssuer {
  /** Code of the unit; the GSO code of the province. */
  readonly code: string;
  readonly kind: 'PROVINCE' | 'DEPARTMENT' | 'COMMUNE' | 'AGENCY';
  readonly name: string;
  /** `UBND TỈNH HÀ TĨNH`; null for the province itself, which has none above it. */
  readonly parentAgency: string | null;
  /** Lines of the issuing agency, capitals: `SỞ KHOA HỌC VÀ CÔNG NGHỆ`. */
  readonly agency: readonly string[];
  /** After the number: `BC-SKHCN`, `BC-UBND`. */
  readonly symbol: string;
  /** Place name: `Hà Tĩnh`, `Thạch Hà`. */
  readonly place: string;
  /** Lines over the signature, capitals: `GIÁM ĐỐC`; `TM. ỦY BAN NHÂN DÂN`, `CHỦ TỊCH`. */
  readonly signature: readonly string[];
  /** Head of the unit on the day of compiling, when known. */
  readonly signer: string | null;
  /** `- Lưu: VT, …` without the dash: `Lưu: VT`. */
  readonly archive: string;
}

/** What only people know. */
export interface ReportNarrative {
  /** Free text of the unit, paragraphs separated by line feeds; null when nothing was written. */
  readonly summary: string | null;
  /** Difficulties and obstacles open at some time in the period or carried into it, oldest first. */
  readonly obstacles: readonly ReportedObstacle[];
}

/** A difficulty or obstacle as a report prints it. */
export interface ReportedObstacle {
  readonly id: string;
  /** Unit that has it. */
  readonly unit: { readonly code: string; readonly name: string };
  /** Code of `ObstacleCategory`. */
  readonly category: string;
  readonly categoryName: string;
  readonly description: string;
  readonly proposal: string | null;
  /** Who should answer; null when nobody was named. */
  readonly addressee: { readonly code: string; readonly name: string } | null;
  readonly answerBy: CivilDate | null;
  readonly status: 'OPEN' | 'ANSWERED' | 'CLOSED';
  readonly raisedOn: CivilDate;
  /** Id of the period in whose report it was first told. */
  readonly raisedIn: string;
  /** True when it was told in an earlier report already. */
  readonly carriedForward: boolean;
  readonly closedOn: CivilDate | null;
  readonly answers: readonly { readonly by: string; readonly on: CivilDate; readonly text: string }[];
}

/** The units' reports put together. */
export interface ConsolidatedReport {
  readonly expected: number;
  readonly sent: number;
  readonly sentOnTime: number;
  /** Sent after the due instant. */
  readonly sentLate: number;
  /** Every unit that owes the report, by kind and Vietnamese order. */
  readonly units: readonly ConsolidatedUnit[];
  /** Obstacles of all units by category, the category with most units first. */
  readonly obstacles: readonly {
    readonly category: string;
    readonly categoryName: string;
    readonly units: number;
    readonly items: readonly ReportedObstacle[];
  }[];
}

/** One unit in the province's report. */
export interface ConsolidatedUnit {
  readonly code: string;
  readonly name: string;
  readonly kind: 'DEPARTMENT' | 'COMMUNE' | 'AGENCY';
  readonly timeliness: 'ON_TIME' | 'LATE' | 'OVERDUE_NOT_SENT' | 'NOT_DUE';
  readonly dueOn: CivilDate;
  readonly sentAt: string | null;
  /** Revision whose figures are put together here; null when none was sent. */
  readonly revision: number | null;
  readonly summary: string | null;
}
