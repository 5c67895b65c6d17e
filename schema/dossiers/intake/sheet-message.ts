import type { SheetCell } from './sheet-cell.js';

/** What the thread is to read. */
export interface SheetTask {
  /** Path of the file. */
  readonly path: string;
  /** Name of the sheet; the first visible one when null. */
  readonly sheet: string | null;
  readonly headerRow: number;
}

/** A row that holds anything. */
export interface SheetRow {
  /** Number that the spreadsheet shows. */
  readonly row: number;
  readonly cells: readonly SheetCell[];
}

/** Rows in the order of the sheet. */
export interface SheetBatch {
  readonly rows: readonly SheetRow[];
  /** Whether the workbook uses fonts of encodings from before Unicode (`.VnTime`, `VNI-Times`). */
  readonly hasLegacyFont: boolean;
}

/** What the thread says: a batch, for which it waits to be asked on; the end; or why the file is refused. */
export type ThreadMessage = SheetBatch | { readonly end: true } | { readonly refusal: string };
