import { CsvError, parse } from 'csv-parse/sync';
import { stringify } from 'csv-stringify/sync';
import { PlanError } from '../base/index.js';
import { guardFormula, unguardFormula } from './cell-rules.js';
import {
  CsvSeparator,
  LARGEST_FILE,
  MOST_COLUMNS,
  MOST_ROWS,
  TableFileForm,
  type RawCell,
  type RawTable,
} from './table-file.js';

const CHARACTERS: Record<CsvSeparator, string> = { [CsvSeparator.Comma]: ',', [CsvSeparator.Semicolon]: ';' };
const LONGEST_ROW = 100_000; // characters; an unclosed quote would otherwise take the rest of the file

/**
 * The cells of a CSV file: UTF-8 with or without byte order mark, cells quoted or not, LF or CRLF. A blank line is a
 * row without cells. Row numbers are those a spreadsheet shows, also when a quoted cell has line breaks.
 * @throws PlanError INVALID_INPUT when it is no UTF-8, too large, or has a broken quote; then with the line.
 */
export function readCsv(content: Buffer, separator: CsvSeparator = CsvSeparator.Comma): RawTable {
  const records = parseRecords(decode(content), CHARACTERS[separator]);
  if (records.some((cells) => cells.length > MOST_COLUMNS)) refuse(`Tệp có dòng quá ${MOST_COLUMNS} ô.`);
  return { form: TableFileForm.Csv, rows: records.map((cells) => cells.map(rawCell)) };
}

/** A CSV file of rows, header first: UTF-8 with byte order mark (spreadsheets need it), CRLF, guarded from formulas. */
export function writeCsv(rows: readonly (readonly string[])[], separator: CsvSeparator = CsvSeparator.Comma): Buffer {
  const guarded = rows.map((cells) => cells.map(guardFormula));
  return Buffer.from(
    stringify(guarded, { bom: true, delimiter: CHARACTERS[separator], record_delimiter: 'windows' }),
    'utf8',
  );
}

function decode(content: Buffer): string {
  if (content.length > LARGEST_FILE) refuse('Tệp lớn quá 50 MB.');
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(content);
  } catch {
    return refuse('Tệp không phải là CSV mã hóa UTF-8. Trong bảng tính hãy lưu dạng «CSV UTF-8».');
  }
}

function parseRecords(text: string, delimiter: string): string[][] {
  try {
    return parse(text, {
      delimiter,
      relax_column_count: true,
      max_record_size: LONGEST_ROW,
      to: MOST_ROWS + 1,
      on_record: (record: string[], { records }) => {
        if (records > MOST_ROWS) refuse(`Tệp có quá ${MOST_ROWS - 1} dòng.`);
        return record;
      },
    });
  } catch (error) {
    if (error instanceof CsvError) return refuse(`Không đọc được tệp ở dòng ${lineOf(error)}: ${reasonOf(error)}.`);
    throw error;
  }
}

function rawCell(text: string): RawCell | null {
  return text === '' ? null : { kind: 'WRITTEN', text: unguardFormula(text) };
}

function lineOf(error: CsvError): string {
  return String((error as CsvError & { readonly lines?: number }).lines ?? '?');
}

function reasonOf(error: CsvError): string {
  if (error.code === 'CSV_QUOTE_NOT_CLOSED') return 'dấu ngoặc kép mở mà không đóng';
  if (error.code === 'CSV_MAX_RECORD_SIZE') return 'dòng quá dài, có thể do thiếu dấu ngoặc kép đóng';
  return 'dấu ngoặc kép đặt sai chỗ';
}

function refuse(message: string): never {
  throw new PlanError('INVALID_INPUT', message, { field: 'content' });
}
