import { readSheet } from 'read-excel-file/universal';
import { FileRefusal } from './file-refusal.js';
import { parseCellAddress } from './cell-rules.js';
import { LARGEST_FILE, TableFileForm, type RawCell, type RawTable } from './table-file.js';
import { unpackXlsx } from './xlsx-archive.js';
import { firstSheetPath, scanSheet, type StrangeCells } from './xlsx-scan.js';

/** A number as the file writes it: turned into a floating-point number it may come back as another. */
class WrittenNumber {
  constructor(readonly digits: string) {}
}

type Value = string | boolean | Date | WrittenNumber | null;

const DAY_MS = 86_400_000;

/**
 * The cells of an XLSX file's first sheet. Run it apart (`readXlsx` does): the parser needs much memory and time.
 * @throws FileRefusal when the file is none, is broken, or is larger than a table may be.
 */
export async function parseXlsx(content: Buffer): Promise<RawTable> {
  const strange = examine(content);
  const values = await parse(content);
  let characters = 0;
  const rows = values.map((row) =>
    Array.from(row, (value) => {
      const cell = rawCell(value);
      characters += cell?.text.length ?? 0;
      if (characters > LARGEST_FILE) refuse('Chữ trong trang tính nhiều quá 50 MB.'); // one text may be shared by all cells
      return cell;
    }),
  );
  return { form: TableFileForm.Xlsx, rows: withStrange(rows, strange) };
}

function examine(content: Buffer): StrangeCells {
  const parts = unpackXlsx(content);
  const text = (path: string) =>
    parts.get(path)?.toString('utf8') ?? refuse('Tệp XLSX thiếu phần bắt buộc của một bảng tính.');
  return scanSheet(text(firstSheetPath(text('xl/workbook.xml'), text('xl/_rels/workbook.xml.rels'))));
}

async function parse(content: Buffer): Promise<Value[][]> {
  try {
    const copy = new Uint8Array(content).buffer;
    const sheet: unknown = await readSheet(copy, 1, {
      trim: false,
      parseNumber: (digits) => new WrittenNumber(digits),
    });
    return sheet as Value[][]; // its own types say the class Date where an instance comes
  } catch (error) {
    const message = 'Không đọc được tệp XLSX; hãy mở và lưu lại bằng phần mềm bảng tính.';
    throw new FileRefusal(message, { cause: error });
  }
}

function rawCell(value: Value): RawCell | null {
  if (value === null) return null;
  if (typeof value === 'string') return { kind: 'TEXT', text: value };
  if (typeof value === 'boolean') return { kind: 'FLAG', text: String(value) };
  if (value instanceof WrittenNumber) return { kind: 'NUMBER', text: plainNumber(value.digits) };
  return { kind: 'DAY', text: dayText(value) };
}

/** `1200` of `1.2E3`; anything that is no whole number stays as written, for the table to refuse. */
function plainNumber(digits: string): string {
  const number = Number(digits);
  return Number.isSafeInteger(number) ? String(number) : digits;
}

/** `2025-12-31`; with its time when it has one, for the table to refuse. */
function dayText(date: Date): string {
  const text = date.toISOString();
  return date.getTime() % DAY_MS === 0 ? text.slice(0, 10) : text;
}

/** Puts them in: the parser gives the last result of a formula, and nothing for an error value. */
function withStrange(rows: (RawCell | null)[][], strange: StrangeCells): (RawCell | null)[][] {
  for (const [address, kind] of strange) {
    const place = parseCellAddress(address);
    if (!place) continue;
    while (rows.length < place.row) rows.push([]);
    const cells = rows[place.row - 1] ?? [];
    while (cells.length <= place.column) cells.push(null);
    cells[place.column] = { kind, text: '' };
  }
  return rows;
}

function refuse(message: string): never {
  throw new FileRefusal(message);
}
