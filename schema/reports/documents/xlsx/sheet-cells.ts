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

const LINE_HEIGHT = 16; // points, of a text of 12 points
const LETTERS_PER_DIGIT = 1.2; // widths are counted in digits, letters are narrower
const HIGHEST_ROW = 409; // points, what the format allows

/** What XML 1.0 has no way to say. */
const UNWRITABLE = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu;

/** A cell of text, which stays text whatever it begins with. */
export function textCellOf(value: string, look: CellLook = {}): CellObject {
  const text = value.replaceAll(UNWRITABLE, '');
  if (text === '') return { ...look, type: String, format: '@' };
  // The writer keeps texts as keys of a plain object and would take `constructor` for one it has.
  return { ...look, value: text in Object.prototype ? `${text} ` : text, type: String, format: '@' };
}

/**
 * A row as high as its wrapped texts need: programs that open a file do not all fit rows to texts by themselves.
 *
 * @param columns with their widths in characters, as many as the row has cells.
 */
export function fittedRow(cells: readonly CellObject[], columns: WrittenSheet['columns']): CellObject[] {
  const lines = cells.map(({ value, wrap }, index) =>
    wrap === true && typeof value === 'string' ? lineCount(value, (columns[index]?.width ?? 1) * LETTERS_PER_DIGIT) : 1,
  );
  const most = Math.max(1, ...lines);
  if (most === 1) return [...cells];
  const height = Math.min(HIGHEST_ROW, most * LINE_HEIGHT);
  return cells.map((cell) => ({ ...cell, height }));
}

/** Lines that words take when broken between them, on the cautious side. */
function lineCount(text: string, width: number): number {
  let [lines, used] = [1, 0];
  for (const word of text.split(/\s+/)) {
    if (used > 0 && used + 1 + word.length > width) [lines, used] = [lines + 1, 0];
    lines += Math.max(0, Math.ceil(word.length / width) - 1);
    used += word.length + (used > 0 ? 1 : 0);
  }
  return lines;
}
