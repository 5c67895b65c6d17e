import type { CivilDate } from '../base/index.js';
import type { ServiceLevel, Span } from '../catalogue/index.js';

/** What the rules need to know of a procedure in a span of days. */
export interface ProcedureOffer extends Span {
  readonly serviceLevel: ServiceLevel;
  /** Null when unknown. */
  readonly eligible: boolean | null;
}

/** A procedure and how it was offered, earliest first. */
export interface KnownProcedure {
  readonly id: string;
  readonly offers: readonly ProcedureOffer[];
}

/** What a row is checked against. */
export interface RowLookups {
  /** Dossier codes that are accepted; see `dossierCodePattern`. */
  readonly codePattern: RegExp;
  /** By every national code that it has or once had, `1.001193`. */
  readonly procedures: ReadonlyMap<string, KnownProcedure>;
  /** Unit id by unit code. */
  readonly units: ReadonlyMap<string, string>;
  /** Nothing may have happened after this day. */
  readonly today: CivilDate;
}

/** A fault of a cell; `message` is Vietnamese, for the user. */
export interface RowFault {
  /** Line of the file; the header is 1. */
  readonly row: number;
  readonly column: string;
  /** What the cell holds, cut after `LONGEST_VALUE` characters. */
  readonly value: string;
  /** Stable code of the rule. */
  readonly rule: RowRule;
  readonly message: string;
}

/** Characters of a faulty cell that are kept. */
export const LONGEST_VALUE = 200;

/** Codes of the rules; stable, a frontend may rely on them. */
export type RowRule =
  | 'CELL_COUNT'
  | 'REQUIRED'
  | 'CODE_FORMAT'
  | 'PROCEDURE_UNKNOWN'
  | 'UNIT_UNKNOWN'
  | 'CHANNEL_UNKNOWN'
  | 'CHANNEL_NOT_OFFERED'
  | 'STATUS_UNKNOWN'
  | 'DATE_FORMAT'
  | 'DATE_IN_FUTURE'
  | 'RECEIVED_MISSING'
  | 'DUE_BEFORE_RECEIVED'
  | 'FINISHED_MISSING'
  | 'FINISHED_NOT_ALLOWED'
  | 'FINISHED_BEFORE_RECEIVED'
  | 'FLAG_FORMAT'
  | 'RATING_UNKNOWN'
  | 'INSTANT_FORMAT';

/** A row that passed: the columns of table `dossier`, references as ids, empty cells as null. */
export interface DossierRow {
  readonly code: string;
  readonly procedureId: string;
  readonly receivingUnitId: string;
  readonly resolvingUnitId: string;
  readonly channel: string;
  readonly status: number;
  readonly receivedOn: string | null;
  readonly dueOn: string | null;
  readonly finishedOn: string | null;
  readonly fullProcess: boolean;
  readonly eligible: boolean;
  readonly payable: boolean;
  readonly paidOnline: boolean;
  readonly electronicResult: boolean;
  readonly rating: string | null;
  readonly synthetic: boolean;
  /** ISO 8601 with offset, as the file has it. */
  readonly updatedAt: string;
}

/** Either the dossier, or every fault of the row in the order of the columns. */
export type RowVerdict = { readonly dossier: DossierRow } | { readonly faults: readonly RowFault[] };
