import type { CellObject } from 'write-excel-file/node';
import { cellText } from '../outline/cells.js';
import type { OutlineTable } from '../outline/outline.js';
import { textCellOf, type CellLook, type WrittenSheet } from './sheet-cells.js';

/** Name of the sheet that has the form as it is prescribed. */
export const FORM_06_SHEET = 'Biểu số 06';
/** Rows over the figures: title, three of headings, one of column numbers. */
export const FORM_06_HEAD_ROWS = 5;

const FIRST_COUNT = 3; // columns 1 and 2 are ordinal and label
const LAST_COLUMN = 13;
const LABELS_BEFORE_RANGES = 2;
const BORDER = { borderStyle: 'thin', borderColor: '#808080' } as const;
const HEAD: CellLook = { ...BORDER, fontWeight: 'bold', align: 'center', alignVertical: 'center', wrap: true };

type HeadCell = CellObject | null;

const head = (text: string, columnSpan = 1, rowSpan = 1): HeadCell[] => [
  textCellOf(text, { ...HEAD, columnSpan, rowSpan }),
  ...Array.from({ length: columnSpan - 1 }, () => null),
];
const tall = (text: string, rowSpan: number): HeadCell[] => head(text, 1, rowSpan);
const covered = (count: number): HeadCell[] => Array.from({ length: count }, () => null);

/** Headings of the 13 columns, merged as the form has them. */
const HEADINGS: readonly HeadCell[][] = [
  [
    ...tall('STT', 3),
    ...tall('Kỳ số liệu', 3),
    ...head('Số hồ sơ nhận giải quyết', 4),
    ...head('Số hồ sơ đã giải quyết', 4),
    ...head('Số hồ sơ đang giải quyết', 3),
  ],
  [
    ...covered(2),
    ...tall('Tổng số', 2),
    ...head('Trong kỳ', 2),
    ...['Từ kỳ trước', 'Tổng số', 'Trước hạn', 'Đúng hạn', 'Quá hạn', 'Tổng số', 'Trong hạn', 'Quá hạn'].flatMap(
      (text) => tall(text, 2),
    ),
  ],
  [...covered(3), ...head('Trực tuyến'), ...head('Trực tiếp, dịch vụ bưu chính'), ...covered(8)],
];

/**
 * Form 06/VPCP/KSTT with its columns 1 to 13, a row for each range of days: the outline's table of the form, turned.
 * Source: Thông tư 01/2020/TT-VPCP, Biểu số 06/VPCP/KSTT.
 */
export function form06Sheet({ columns, rows, caption, unit }: OutlineTable, marks: readonly string[]): WrittenSheet {
  const title = [unit === null ? caption : `${caption} (${unit})`, ...marks].join(' – ');
  const ranges = columns.slice(LABELS_BEFORE_RANGES).map((range, index) => {
    const counts = numbersOfForm().map((number): CellObject => {
      const line = rows.find(({ cells: [first] }) => first && cellText(first) === `(${number})`);
      const cell = line?.cells[LABELS_BEFORE_RANGES + index];
      if (cell?.kind !== 'INTEGER' || cell.value === null) throw new Error(`The form lacks its column ${number}`);
      return { ...BORDER, value: cell.value, type: Number, format: '#,##0', align: 'right' };
    });
    const ordinal: CellObject = { ...BORDER, value: index + 1, type: Number, format: '0', align: 'center' };
    return [ordinal, textCellOf(range.title, { ...BORDER, wrap: true }), ...counts];
  });
  const numbers = Array.from({ length: LAST_COLUMN }, (_, index) =>
    textCellOf(`(${index + 1})`, { ...BORDER, fontStyle: 'italic', align: 'center' }),
  );
  return {
    sheet: FORM_06_SHEET,
    data: [[textCellOf(title, { fontWeight: 'bold' })], ...HEADINGS.map((cells) => [...cells]), numbers, ...ranges],
    columns: Array.from({ length: LAST_COLUMN }, (_, index) => ({ width: index === 0 ? 6 : index === 1 ? 36 : 12 })),
    stickyRowsCount: FORM_06_HEAD_ROWS,
    orientation: 'landscape',
  };
}

function numbersOfForm(): number[] {
  return Array.from({ length: LAST_COLUMN - FIRST_COUNT + 1 }, (_, index) => FIRST_COUNT + index);
}
