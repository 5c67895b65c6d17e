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
  type IBorderOptions,
} from 'docx';
import type { DocumentOutline } from '../outline/outline.js';
import { SIZE, twips } from './measures.js';
import { centred } from './text.js';

const NONE: IBorderOptions = { style: BorderStyle.NONE, size: 0, color: 'auto' };
/** No border anywhere: a table that only places things. */
export const NO_BORDERS = {
  top: NONE,
  bottom: NONE,
  left: NONE,
  right: NONE,
  insideHorizontal: NONE,
  insideVertical: NONE,
};
/** Widths of the two columns of the head, and of the closing, in millimetres. */
export const HALVES = [70, 95] as const;

/**
 * Agency and number on the left, Quốc hiệu, place and date on the right, in rows, so that number and date stand on one line.
 * Source: Nghị định 30/2020/NĐ-CP, Phụ lục I, Phần I, Mục II, khoản 1–4.
 */
export function letterhead({ head }: DocumentOutline): Table {
  const agency = [
    ...(head.parentAgency === null ? [] : [centred(head.parentAgency, { size: SIZE.head })]),
    ...head.agency.map((name) => centred(name, { size: SIZE.head, bold: true })),
    rule(22),
  ];
  const motto = [
    centred('CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM', { size: 24, bold: true }),
    centred('Độc lập - Tự do - Hạnh phúc', { size: SIZE.head, bold: true }),
    rule(56),
  ];
  const number = [centred(head.number, { size: SIZE.head })];
  const date = [centred(head.placeAndDate, { size: SIZE.head, italics: true })];
  return halves([
    [agency, motto],
    [number, date],
  ]);
}

/** A table of two columns without borders. */
export function halves(rows: readonly (readonly [Paragraph[], Paragraph[]])[]): Table {
  return new Table({
    layout: TableLayoutType.FIXED,
    width: { size: twips(HALVES[0] + HALVES[1]), type: WidthType.DXA },
    columnWidths: HALVES.map(twips),
    borders: NO_BORDERS,
    rows: rows.map(
      (sides) =>
        new TableRow({
          cantSplit: true,
          children: sides.map(
            (children, side) =>
              new TableCell({
                children,
                borders: NO_BORDERS,
                verticalAlign: VerticalAlign.TOP,
                width: { size: twips(HALVES[side === 0 ? 0 : 1]), type: WidthType.DXA },
                margins: { left: 0, right: 0, top: 0, bottom: 60 },
              }),
          ),
        }),
    ),
  });
}

/** Type and subject of the document, with the rule below. Source: ibid., khoản 5. */
export function titleLines({ title, subject }: DocumentOutline): Paragraph[] {
  return [
    centred(title, { size: SIZE.body, bold: true }, { spacing: { before: 240, after: 0 } }),
    centred(subject, { size: SIZE.body, bold: true }),
    rule(40, 240),
  ];
}

/** A line so many millimetres long in the middle: the lower border of an empty paragraph that is indented that far. */
function rule(length: number, after = 0): Paragraph {
  const width = length > 50 ? HALVES[1] : length > 30 ? HALVES[0] + HALVES[1] : HALVES[0];
  const indent = twips((width - length) / 2);
  return new Paragraph({
    alignment: AlignmentType.CENTER,
    indent: { left: indent, right: indent },
    spacing: { before: 0, after, line: 60, lineRule: 'exact' },
    border: { bottom: { style: BorderStyle.SINGLE, size: 6, color: '000000', space: 0 } },
    children: [],
  });
}
