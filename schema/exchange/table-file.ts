/** The two forms of a file; the form is declared, never guessed from what is in it. */
export enum TableFileForm {
  Csv = 'CSV',
  Xlsx = 'XLSX',
}

/** What stands between two cells of a CSV file; declared too. Spreadsheets set to Vietnamese write semicolons. */
export enum CsvSeparator {
  Comma = 'COMMA',
  Semicolon = 'SEMICOLON',
}

/** Most rows of a file, the header included. */
export const MOST_ROWS = 20_001;
/** Most columns of a file. */
export const MOST_COLUMNS = 100;
/** Longest cell, in characters. */
export const LONGEST_CELL = 5_000;
/** Largest file, in bytes; of an XLSX file when unpacked. */
export const LARGEST_FILE = 50 * 1024 * 1024;

/** What a spreadsheet says a cell is. In a CSV file every cell is WRITTEN: its column decides. */
export type RawCellKind = 'WRITTEN' | 'TEXT' | 'NUMBER' | 'DAY' | 'FLAG' | 'FORMULA' | 'ERROR';

/** A cell as the file has it. */
export interface RawCell {
  readonly kind: RawCellKind;
  /** Digits, `2025-12-31`, `true`, the text itself; empty for a formula or an error value. */
  readonly text: string;
}

/** A file as a grid of cells: `rows[0]` is row 1, the header. An empty cell is null. */
export interface RawTable {
  readonly form: TableFileForm;
  readonly rows: readonly (readonly (RawCell | null)[])[];
}

/** A file to read. */
export interface TableFile {
  readonly content: Buffer;
  readonly form: TableFileForm;
  /** Of a CSV file; a comma when left out. */
  readonly separator?: CsvSeparator;
}
