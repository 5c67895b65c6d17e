import { formatVietnameseDate, type CivilDate } from '../../../base/index.js';
import type {
  ColumnSetting,
  OutlineCell,
  OutlineColumn,
  OutlineHeading,
  OutlineParagraph,
  OutlineRow,
} from './outline.js';

const NO_VALUE = '–';

/** A cell of text; null prints as nothing. */
export function textCell(text: string | null): OutlineCell {
  return { kind: 'TEXT', text: text ?? '' };
}

/** A cell with a whole number; null when there is none. */
export function integerCell(value: number | null): OutlineCell {
  return { kind: 'INTEGER', value };
}

/** A cell with a share as the model prints it; null when there is none. */
export function percentCell(text: string | null | undefined): OutlineCell {
  return { kind: 'PERCENT', text: text ?? null };
}

/** A cell with a civil day; null when there is none. */
export function dateCell(day: CivilDate | null): OutlineCell {
  return { kind: 'DATE', day };
}

/** A column; `width` in millimetres. */
export function column(title: string, width: number, setting: ColumnSetting = 'LEFT'): OutlineColumn {
  return { title, width, setting };
}

/** A row of the usual kind. */
export function row(...cells: readonly OutlineCell[]): OutlineRow {
  return { kind: 'PLAIN', cells };
}

/** A row that names those below it, across the table. */
export function groupRow(text: string): OutlineRow {
  return { kind: 'GROUP', cells: [textCell(text)] };
}

/** Rows with their ordinal as first cell, from 1. */
export function numbered(rows: readonly (readonly OutlineCell[])[]): OutlineRow[] {
  return rows.map((cells, index) => row(integerCell(index + 1), ...cells));
}

/** A paragraph that the system words. */
export function paragraph(text: string): OutlineParagraph {
  return { kind: 'PARAGRAPH', voice: 'SYSTEM', text };
}

/** Paragraphs of a text that people wrote, one for each of its lines that is not blank. */
export function quotedParagraphs(text: string): OutlineParagraph[] {
  const lines = text.split('\n').map((line) => line.trim());
  return lines.filter((line) => line !== '').map((line) => ({ kind: 'PARAGRAPH', voice: 'QUOTED', text: line }));
}

/** A heading of the second level; its number is given when the section is put together. */
export function heading(level: 1 | 2, number: string, text: string): OutlineHeading {
  return { kind: 'HEADING', level, number, text };
}

/** What a cell prints: `1.234`, `69,99 %`, `16/12/2025`; a dash for a number or day that there is not. */
export function cellText(cell: OutlineCell): string {
  if (cell.kind === 'TEXT') return cell.text;
  if (cell.kind === 'INTEGER') return cell.value === null ? NO_VALUE : countText(cell.value);
  if (cell.kind === 'PERCENT') return cell.text ?? NO_VALUE;
  return cell.day === null ? NO_VALUE : formatVietnameseDate(cell.day);
}

/**
 * A whole number as Vietnamese documents print it: `1.234.567`. Not by `Intl`, whose grouping follows the ICU data of
 * the machine, while files must come out the same everywhere.
 */
export function countText(value: number): string {
  const digits = String(Math.abs(value)).replace(/\B(?=(\d{3})+$)/g, '.');
  return value < 0 ? `-${digits}` : digits;
}

/**
 * A share as printed, as the number it is: `69,99 %` gives 0.6999; null for null and for a text that is no share.
 */
export function shareOf(text: string | null): number | null {
  const [, sign, whole, decimals = ''] = /^(-?)(\d+)(?:,(\d+))?\s?%$/.exec((text ?? '').replaceAll('.', '')) ?? [];
  if (whole === undefined) return null;
  return Number(`${sign}${whole}${decimals}e-${decimals.length + 2}`);
}
