import { stringify } from 'csv-stringify/sync';
import { guardFormula } from '../../../exchange/index.js';
import { outlineTables, type DocumentOutline, type OutlineCell } from '../outline/outline.js';

type CsvCell = string | number | null;

/**
 * The tables of a report as one CSV file: byte order mark, CRLF, a first line that says what it is made from, then for
 * each table its title with unit and marks, its header, its rows and a blank line. Whole numbers stand plain, days as
 * `2025-12-16`, texts quoted and guarded from being run as formulas; what there is not is empty.
 */
export function csvOfOutline(outline: DocumentOutline): string {
  const { reportId, revision, sha256 } = outline.identity;
  const identity = ['Mã báo cáo', reportId, 'Lần lập', String(revision), 'SHA-256', sha256 ?? ''];
  const lines = outlineTables(outline).flatMap(({ caption, unit, columns, rows }): CsvCell[][] => [
    [caption, ...(unit === null ? [] : [unit]), ...outline.marks].map(guardFormula),
    columns.map(({ title }) => guardFormula(title)),
    ...rows.map(({ cells }) => cells.map(csvCell)),
    [],
  ]);
  return stringify([identity, [], ...lines], { bom: true, quoted_string: true, record_delimiter: 'windows' });
}

function csvCell(cell: OutlineCell): CsvCell {
  if (cell.kind === 'INTEGER') return cell.value;
  if (cell.kind === 'DATE') return cell.day;
  return cell.text === null ? null : guardFormula(cell.text);
}
