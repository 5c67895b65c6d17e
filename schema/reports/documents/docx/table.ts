import {
  AlignmentType,
  BorderStyle,
  Paragraph,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  VerticalAlign,
  WidthType,
} from 'docx';
import { cellText } from '../outline/cells.js';
import type { ColumnSetting, OutlineRow, OutlineTable } from '../outline/outline.js';
import { SIZE, twips } from './measures.js';
import { line } from './text.js';

/** Columns from which a table is set smaller. */
const MANY_COLUMNS = 9;
/** A share stays on one line. */
const NO_BREAK_PERCENT = '\u00a0%';
const LINE = { style: BorderStyle.SINGLE, size: 4, color: '000000' };
const BORDERS = { top: LINE, bottom: LINE, left: LINE, right: LINE, insideHorizontal: LINE, insideVertical: LINE };
const ALIGNMENT = {
  LEFT: AlignmentType.LEFT,
  RIGHT: AlignmentType.RIGHT,
  CENTRE: AlignmentType.CENTER,
} as const satisfies Record<ColumnSetting, string>;

interface CellLook {
  readonly bold?: boolean;
  readonly italics?: boolean;
  readonly setting: ColumnSetting;
  readonly width: number;
  readonly across?: number;
  readonly shaded?: boolean;
  readonly size: number;
  /** Stays on the page of the row below. */
  readonly keepNext?: boolean;
}

/** Caption, unit of count and the table: its two head rows come again on every page, and no row is split. */
export function tableBlocks(table: OutlineTable): (Paragraph | Table)[] {
  const keep = { keepNext: true, spacing: { before: 120, after: 60 } };
  return [
    line(table.caption, { size: SIZE.table, bold: true }, { ...keep, alignment: AlignmentType.CENTER }),
    ...(table.unit === null
      ? []
      : [line(table.unit, { size: SIZE.table, italics: true }, { keepNext: true, alignment: AlignmentType.RIGHT })]),
    tableOf(table),
    line('', { size: 12 }),
  ];
}

function tableOf({ columns, rows }: OutlineTable): Table {
  const total = widthOf(columns);
  const size = columns.length >= MANY_COLUMNS ? SIZE.wideTable : SIZE.table;
  const heads = columns.map(({ title, width }) =>
    cell(title, { bold: true, setting: 'CENTRE', width, shaded: true, size, keepNext: true }),
  );
  const numbers = columns.map(({ width }, index) =>
    cell(`(${index + 1})`, { italics: true, setting: 'CENTRE', width, size, keepNext: true }),
  );
  return new Table({
    layout: TableLayoutType.FIXED,
    width: { size: twips(total), type: WidthType.DXA },
    columnWidths: columns.map(({ width }) => twips(width)),
    borders: BORDERS,
    rows: [
      new TableRow({ tableHeader: true, cantSplit: true, children: heads }),
      new TableRow({ tableHeader: true, cantSplit: true, children: numbers }),
      ...rows.map((row) => new TableRow({ cantSplit: true, children: cellsOf(row, columns, size) })),
    ],
  });
}

function cellsOf({ kind, cells }: OutlineRow, columns: OutlineTable['columns'], size: number): TableCell[] {
  const [first] = cells;
  const total = widthOf(columns);
  if (kind === 'GROUP' && first) {
    return [
      cell(cellText(first), {
        bold: true,
        setting: 'LEFT',
        width: total,
        across: columns.length,
        shaded: true,
        size,
        keepNext: true,
      }),
    ];
  }
  return columns.map(({ setting, width }, index) => {
    const value = cells[index];
    return cell(value ? cellText(value) : '', {
      bold: kind === 'TOTAL',
      italics: kind === 'PART' && index === 0,
      setting,
      width,
      size,
    });
  });
}

function cell(
  text: string,
  { bold = false, italics = false, setting, width, across = 1, shaded = false, size, keepNext = false }: CellLook,
): TableCell {
  return new TableCell({
    columnSpan: across,
    width: { size: twips(width), type: WidthType.DXA },
    verticalAlign: VerticalAlign.CENTER,
    margins: { left: 55, right: 55, top: 30, bottom: 30 },
    ...(shaded && { shading: { fill: 'F2F2F2' } }),
    children: text
      .split('\n')
      .map((part) =>
        line(
          part.replaceAll(' %', NO_BREAK_PERCENT),
          { size, bold, italics },
          { alignment: ALIGNMENT[setting], keepNext },
        ),
      ),
  });
}

function widthOf(columns: OutlineTable['columns']): number {
  return columns.reduce((sum, { width }) => sum + width, 0);
}
