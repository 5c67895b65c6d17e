import { stringify } from 'csv-stringify/sync';
import { cellText } from '../outline/cells.js';
import { outlineTables, type DocumentOutline } from '../outline/outline.js';

/** The tables of a report as one CSV file with byte order mark, behind the line that says what it is made from. */
export function csvOfOutline(outline: DocumentOutline): string {
  const { reportId, revision, sha256 } = outline.identity;
  const lines = outlineTables(outline).flatMap(({ caption, columns, rows }) => [
    [caption],
    columns.map(({ title }) => title),
    ...rows.map(({ cells }) => cells.map(cellText)),
  ]);
  const identity = ['Mã báo cáo', reportId, 'Lần lập', String(revision), 'SHA-256', sha256 ?? ''];
  return stringify([identity, ...lines], {
    bom: true,
    quoted: true,
    escape_formulas: true,
    record_delimiter: 'windows',
  });
}
