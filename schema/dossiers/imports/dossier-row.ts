import type { CivilDate } from '../../base/index.js';
import type { CompetenceLevel, ServiceLevel, Span } from '../../catalogue/index.js';
import type { UnitKind } from '../../organisation/index.js';
import type { FindingSeverity } from './finding-severity.js';

/** What the rules need to know of a procedure in a span of days. */
export interface ProcedureOffer extends Span {
  readonly serviceLevel: ServiceLevel;
  /** Null when unknown. */
  readonly eligible: boolean | null;
  readonly competence: CompetenceLevel;
  /** Id of the managing department; null when unknown. */
  readonly ownerId: string | null;
}

/** A procedure and how it was offered, earliest first. */
export interface KnownProcedure {
  readonly id: string;
  readonly offers: readonly ProcedureOffer[];
}

/** A unit, former ones too; it is in force on the days of its span. */
export interface KnownUnit extends Span {
  readonly id: string;
  readonly name: string;
  readonly kind: UnitKind;
  /** Ids of the units that it went into, and those into; empty when it goes on. */
  readonly successorIds: readonly string[];
}

/** What a row is checked against. */
export interface RowLookups {
  /** Dossier codes that are accepted; see `dossierCodePattern`. */
  readonly codePattern: RegExp;
  /** By every national code that it has or once had, `1.001193`. */
  readonly procedures: ReadonlyMap<string, KnownProcedure>;
  /** By unit code. */
  readonly units: ReadonlyMap<string, KnownUnit>;
  /** Nothing may have happened after this day. */
  readonly today: CivilDate;
}

/** What was found in a row; `message` is Vietnamese, for the user. */
export interface Finding {
  /** Name of the column in `ROW_COLUMNS`; `(cả dòng)` when it concerns the row as a whole. */
  readonly column: string;
  /** Stable code of the rule: one of `FORMAT_RULES` or of the stored rules. */
  readonly rule: string;
  /** A row with a BLOCK is rejected; one with only WARN or INFO is taken. */
  readonly severity: FindingSeverity;
  /** What the cell holds, cut after `LONGEST_VALUE` characters. */
  readonly value: string;
  readonly message: string;
}

/** Why a row was rejected: a BLOCK finding and where. */
export interface RowFault extends Omit<Finding, 'severity'> {
  /** Line of the file; the header is 1. Of a spreadsheet its row. */
  readonly row: number;
}

/** Characters of a faulty cell that are kept. */
export const LONGEST_VALUE = 200;

/** Name of the column that a finding about the row as a whole stands at. */
export const WHOLE_ROW = '(cả dòng)';

/** A checked row: the columns of table `dossier`; null where the file has none, or, in a rejected row, no readable one. */
export interface RowFacts {
  code: string | null;
  /** The day in the code. */
  openedOn: CivilDate | null;
  procedureId: string | null;
  receivingUnit: KnownUnit | null;
  resolvingUnit: KnownUnit | null;
  channel: string | null;
  /** 0 when unreadable, so that rules about statuses stay silent. */
  status: number;
  receivedOn: CivilDate | null;
  dueOn: CivilDate | null;
  finishedOn: CivilDate | null;
  /** What the procedure was on the day that counts; null when the procedure is unknown. */
  offer: ProcedureOffer | null;
  payable: boolean | null;
  paidOnline: boolean | null;
  electronicResult: boolean | null;
  rating: string | null;
  synthetic: boolean | null;
  /** ISO 8601 with offset. */
  updatedAt: string | null;
  updatedOn: CivilDate | null;
  /** Whether an earlier row of the file has the same code. */
  repeated: boolean;
  /** Bit n is set when the cell of column n of `ROW_COLUMNS` could not be read. */
  unread: number;
  readonly today: CivilDate;
}
