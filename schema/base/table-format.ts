import type { EntityManager } from '@mikro-orm/postgresql';
import type { CivilDate } from './civil-date.js';

/**
 * What a spreadsheet's cells in a column are. A number cell is taken in a NUMBER column only: `00123` and `1.004430`
 * have lost their zeros once a spreadsheet took them for numbers, and `1-2` has become a date.
 */
export type TableColumnKind = 'TEXT' | 'NUMBER' | 'DAY' | 'FLAG';

/** A column of a table that people keep in spreadsheets. */
export interface TableColumn {
  /** Header in files: snake_case, stable. */
  readonly name: string;
  /** What the column holds, in Vietnamese. */
  readonly title: string;
  /** Which values it takes, in Vietnamese; shown in the guide sheet and in refusals. */
  readonly allowed: string;
  readonly isRequired: boolean;
  /** TEXT when left out. Cells reach the format as texts all the same: `12`, `2025-12-31`, `true` or `false`. */
  readonly kind?: TableColumnKind;
}

/** Why a row cannot be taken. */
export interface TableFault {
  /** Row of the file, the header being 1. */
  readonly row: number;
  readonly column: string;
  readonly value: string;
  /** Stable code. */
  readonly rule: string;
  /** For the user, in Vietnamese, naming what is allowed. */
  readonly message: string;
}

/** What a row does to the stored table. */
export interface TableChange {
  readonly row: number;
  /** Natural key of what the row is about, for people: a code, a day, unit and post. */
  readonly key: string;
  readonly kind: 'ADDED' | 'CHANGED' | 'UNCHANGED';
  /** Changed columns; null where there was, or will be, nothing. Empty when unchanged. */
  readonly fields: readonly {
    readonly column: string;
    readonly before: string | null;
    readonly after: string | null;
  }[];
}

/** What a file would do; the same that applying it does. */
export interface TablePlan {
  readonly changes: readonly TableChange[];
  readonly faults: readonly TableFault[];
}

/** Who changes a table, from which day, and why. */
export interface TableAct {
  readonly actor: string;
  readonly reason: string;
  /** Day from which changed facts hold, where the table keeps facts over time. */
  readonly from: CivilDate;
}

/**
 * A stored table that can be written to a file and taken back from one. Cells are texts in the order of `columns`, an
 * empty cell is the empty text; reading and writing the file formats is not its business.
 */
export interface TableFormat {
  /** Name in commands and in the API. */
  readonly name: 'calendar' | 'units' | 'lineage' | 'posts' | 'procedures' | 'observations';
  readonly columns: readonly TableColumn[];
  /** All rows as they hold on a day, in a stable order. */
  rows(em: EntityManager, day: CivilDate): Promise<string[][]>;
  /**
   * Checks rows (`cells[0]` is row 2 of the file) and tells what they would change; changes nothing. A row whose cells
   * are all empty has been taken out already and stands only for its number: no change comes of it.
   */
  plan(em: EntityManager, cells: readonly (readonly string[])[], from: CivilDate): Promise<TablePlan>;
  /** Makes the changes of the rows without fault, audited; must run in a transaction. What `plan` told, and no more. */
  apply(em: EntityManager, cells: readonly (readonly string[])[], act: TableAct): Promise<TablePlan>;
}
