import type { CellObject } from 'write-excel-file/node';
import { cellText, shareOf } from '../outline/cells.js';
import type { ColumnSetting, OutlineCell, OutlineColumn, OutlineRow, OutlineTable } from '../outline/outline.js';
import { fittedRow, textCellOf, type CellLook, type WrittenSheet } from './sheet-cells.js';

/** Rows over those of the table: its title and its header. */
export const TABLE_HEAD_ROWS = 2;

const ALIGNS: Readonly<Record<ColumnSetting, 'left' | 'right' | 'center'>> = {
  LEFT: 'left',
  RIGHT: 'right',
  CENTRE: 'center',
};
const CHARACTERS_PER_MILLIMETRE = 0.7;
const NARROWEST = 8; // characters
const BORDER = { borderStyle: 'thin', borderColor: '#808080' } as const;
const HEADER: CellLook = { ...BORDER, fontWeight: 'bold', align: 'center', alignVertical: 'center', wrap: true };
const HEADER_FILL = { backgroundColor: '#E7EDF5' } as const;

/**
 * A table as a sheet: its title with unit and marks in A1, the bold header in row 2, the rows from row 3; both rows on top
 * stay in sight. Whole numbers, days and shares are numbers; a share has the two decimals that were printed, truncated.
 */
export function tableSheet(table: OutlineTable, marks: readonly string[]): WrittenSheet {
  const { sheet, caption, unit, columns, rows } = table;
  const title = [unit === null ? caption : `${caption} (${unit})`, ...marks].join(' – ');
  const widths = columns.map(({ width }) => ({
    width: Math.max(NARROWEST, Math.round(width * CHARACTERS_PER_MILLIMETRE)),
  }));
  const header = columns.map((column) => textCellOf(column.title, { ...HEADER, ...HEADER_FILL }));
  return {
    sheet,
    data: [
      [textCellOf(title, { fontWeight: 'bold' })],
      ...[header, ...rows.map((row) => rowOf(row, columns))].map((cells) => fittedRow(cells, widths)),
    ],
    columns: widths,
    stickyRowsCount: TABLE_HEAD_ROWS,
    orientation: 'landscape',
  };
}

function rowOf({ kind, cells }: OutlineRow, columns: readonly OutlineColumn[]): CellObject[] {
  const look: CellLook = {
    ...BORDER,
    alignVertical: 'top',
    ...(kind === 'TOTAL' || kind === 'GROUP' ? { fontWeight: 'bold' } : {}),
    ...(kind === 'PART' ? { fontStyle: 'italic' } : {}),
  };
  if (kind === 'GROUP') return cells.map((cell) => bodyCell(cell, { ...look, columnSpan: columns.length }));
  return cells.map((cell, index) => bodyCell(cell, { ...look, align: ALIGNS[columns[index]?.setting ?? 'LEFT'] }));
}

function bodyCell(cell: OutlineCell, look: CellLook): CellObject {
  if (cell.kind === 'INTEGER' && cell.value !== null) {
    return { ...look, value: cell.value, type: Number, format: '#,##0' };
  }
  const share = cell.kind === 'PERCENT' ? shareOf(cell.text) : null;
  if (share !== null) return { ...look, value: share, type: Number, format: '0.00%' };
  if (cell.kind === 'DATE' && cell.day !== null) {
    return { ...look, value: new Date(`${cell.day}T00:00:00Z`), type: Date, format: 'dd/mm/yyyy' };
  }
  return textCellOf(
    cellText(cell),
    cell.kind === 'TEXT' && look.columnSpan === undefined ? { ...look, wrap: true } : look,
  );
}
