import writeExcelFile from 'write-excel-file/node';
import { outlineTables, type DocumentOutline } from '../outline/outline.js';
import { finishedWorkbook } from './finished-workbook.js';
import { form06Sheet } from './form06-sheet.js';
import { reportSheet } from './report-sheet.js';
import { tableSheet } from './table-sheet.js';

const FONT = { fontFamily: 'Times New Roman', fontSize: 12 };

/**
 * The report as an XLSX file: the running text on the first sheet, form 06 in its layout, then a sheet for each table, in the order printed. The
 * same outline and instant give the same bytes.
 *
 * @param at when the file counts as made: the instant of sealing, or of compiling for a draft.
 */
export async function xlsxOf(outline: DocumentOutline, at: Date): Promise<Uint8Array> {
  const tables = outlineTables(outline);
  const sheets = [
    reportSheet(outline),
    ...tables.filter(({ id }) => id === 'BIEU_06').map((table) => form06Sheet(table, outline.marks)),
    ...tables.map((table) => tableSheet(table, outline.marks)),
  ];
  const written = await writeExcelFile(sheets, FONT).toBuffer();
  return finishedWorkbook(written, outline, at);
}
