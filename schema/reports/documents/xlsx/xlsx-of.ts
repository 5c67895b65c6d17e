import writeExcelFile from 'write-excel-file/node';
import { cellText } from '../outline/cells.js';
import { outlineTables, type DocumentOutline } from '../outline/outline.js';

/** The tables of a report as an XLSX file, a sheet for each. */
export async function xlsxOf(outline: DocumentOutline, _at: Date): Promise<Uint8Array> {
  const sheets = outlineTables(outline).map(({ sheet, columns, rows }) => ({
    sheet,
    data: [
      columns.map(({ title }) => ({ value: title, type: String })),
      ...rows.map(({ cells }) => cells.map((cell) => ({ value: cellText(cell), type: String }))),
    ],
  }));
  return writeExcelFile(sheets).toBuffer();
}
