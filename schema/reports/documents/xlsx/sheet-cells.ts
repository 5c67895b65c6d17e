import type { CellObject, SheetData } from 'write-excel-file/node';

/** A sheet as the writer takes it. */
export interface WrittenSheet {
  readonly sheet: string;
  readonly data: SheetData;
  readonly columns: { readonly width: number }[];
  readonly stickyRowsCount?: number;
  readonly orientation?: 'landscape';
}

/** How a cell looks. */
export type CellLook = Omit<CellObject, 'value' | 'type' | 'format'>;

/** What XML 1.0 has no way to say. */
const UNWRITABLE = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu;

/** A cell of text, which stays text whatever it begins with. */
export function textCellOf(value: string, look: CellLook = {}): CellObject {
  const text = value.replaceAll(UNWRITABLE, '');
  if (text === '') return { ...look, type: String, format: '@' };
  // The writer keeps texts as keys of a plain object and would take `constructor` for one it has.
  return { ...look, value: text in Object.prototype ? `${text} ` : text, type: String, format: '@' };
}
