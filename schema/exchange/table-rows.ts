import { PlanError, type TableColumn, type TableFault } from '../base/index.js';
import { cellAddress, cleanText } from './cell-rules.js';
import { LONGEST_CELL, TableFileForm, type RawCell, type RawTable } from './table-file.js';

/** A fault with the place that a spreadsheet shows. */
export interface FileFault extends TableFault {
  /** Address such as `B7`; null in a CSV file, and for a fault of a whole row. */
  readonly cell: string | null;
}

/** A file as a table format takes it. */
export interface TableRows {
  /** Texts in the order of the format's columns; `cells[0]` is row 2. A row that was taken out has empty cells only. */
  readonly cells: readonly (readonly string[])[];
  /** Rows that were taken out: blank ones, and those with a fault. */
  readonly takenOut: ReadonlySet<number>;
  readonly faults: readonly FileFault[];
  /** Address in the file of a column's cell; null in a CSV file, and for what is no column. */
  addressOf(column: string, row: number): string | null;
}

/** Stands for a whole row where a fault names a column. */
export const WHOLE_ROW = '(cả dòng)';

const LONGEST_SHOWN = 200;
const CONTROL = /[^\P{Cc}\n\t]/u;
const FITTING: Record<NonNullable<TableColumn['kind']>, readonly RawCell['kind'][]> = {
  TEXT: ['WRITTEN', 'TEXT'],
  NUMBER: ['WRITTEN', 'TEXT', 'NUMBER'],
  DAY: ['WRITTEN', 'TEXT', 'DAY'],
  FLAG: ['WRITTEN', 'TEXT', 'FLAG'],
};
const WORDS: Partial<Record<RawCell['kind'], readonly [rule: string, message: string]>> = {
  FORMULA: ['FORMULA', 'Ô là công thức; hãy dán giá trị thay cho công thức.'],
  ERROR: ['CELL_ERROR', 'Ô là giá trị lỗi của bảng tính (như #N/A).'],
  NUMBER: ['CELL_KIND', 'Ô là số, số 0 ở đầu hoặc cuối mã có thể đã mất; hãy định dạng cột là văn bản rồi nhập lại.'],
  DAY: ['CELL_KIND', 'Ô là ngày của bảng tính; hãy định dạng cột là văn bản rồi nhập lại.'],
  FLAG: ['CELL_KIND', 'Ô là giá trị đúng/sai của bảng tính; hãy định dạng cột là văn bản rồi nhập lại.'],
};

/**
 * Brings a file's cells into the order of a table's columns; the file may order them otherwise, but has each once. Rows
 * with cells that cannot be what they seem are taken out with a fault each.
 * @throws PlanError INVALID_INPUT naming every missing, unknown and repeated column at once.
 */
export function tableRows({ form, rows }: RawTable, columns: readonly TableColumn[]): TableRows {
  const header = withoutEmptyEnd(rows[0] ?? []).map((cell) => cleanText(cell?.text ?? '').toLowerCase());
  checkHeader(header, columns);
  const places = new Map(columns.map(({ name }) => [name, header.indexOf(name)]));
  const addressOf = (column: string, row: number) => {
    const place = places.get(column);
    return form === TableFileForm.Csv || place === undefined ? null : cellAddress(place, row);
  };
  const faults: FileFault[] = [];
  const takenOut = new Set<number>();
  const cells = rows.slice(1).map((raw, index) => {
    const row = index + 2;
    const given = withoutEmptyEnd(raw);
    const found = given.length === 0 ? [] : rowFaults(given, raw.length, { form, row, header, columns, places });
    faults.push(...found.map((fault) => ({ ...fault, cell: addressOf(fault.column, row) })));
    if (given.length > 0 && found.length === 0) {
      return columns.map(({ name }) => cleanText(raw[places.get(name) ?? -1]?.text ?? ''));
    }
    takenOut.add(row);
    return columns.map(() => '');
  });
  return { cells, takenOut, faults, addressOf };
}

interface RowPlace {
  readonly form: TableFileForm;
  readonly row: number;
  readonly header: readonly string[];
  readonly columns: readonly TableColumn[];
  readonly places: ReadonlyMap<string, number>;
}

function rowFaults(given: readonly (RawCell | null)[], length: number, place: RowPlace): TableFault[] {
  const { form, row, header, columns, places } = place;
  if (given.length > header.length || (form === TableFileForm.Csv && length < header.length)) {
    const message = `Dòng có ${length} ô, phải có ${header.length} ô như dòng tiêu đề.`;
    const value = given.map((cell) => cell?.text ?? '').join(',');
    return [{ row, column: WHOLE_ROW, value: value.slice(0, LONGEST_SHOWN), rule: 'CELL_COUNT', message }];
  }
  return columns.flatMap((column) => {
    const cell = given[places.get(column.name) ?? -1] ?? null;
    const found = cell && cellFault(cell, column);
    if (!found) return [];
    const [rule, message] = found;
    return [{ row, column: column.name, value: cell.text.slice(0, LONGEST_SHOWN), rule, message }];
  });
}

function cellFault({ kind, text }: RawCell, column: TableColumn): readonly [rule: string, message: string] | null {
  if (!FITTING[column.kind ?? 'TEXT'].includes(kind)) return WORDS[kind] ?? null;
  if (text.length > LONGEST_CELL) return ['TOO_LONG', `Ô dài quá ${LONGEST_CELL} ký tự.`];
  if (CONTROL.test(text.replaceAll('\r\n', '\n')))
    return ['CONTROL_CHARACTER', 'Ô có ký tự điều khiển không nhìn thấy được.'];
  return null;
}

function checkHeader(header: readonly string[], columns: readonly TableColumn[]): void {
  const names = columns.map(({ name }) => name);
  const problems = [
    problem(
      'thiếu cột',
      names.filter((name) => !header.includes(name)),
    ),
    problem(
      'cột không biết',
      header.filter((name) => !names.includes(name)),
    ),
    problem(
      'cột lặp lại',
      header.filter((name, place) => header.indexOf(name) !== place),
    ),
  ].filter((text) => text !== null);
  if (problems.length === 0) return;
  const alone = header.length === 1 ? (header[0] ?? '') : '';
  const hint = /[,;\t]/.test(alone) ? ' Dấu ngăn cách giữa các ô khác với dấu đã khai báo.' : '';
  throw new PlanError('INVALID_INPUT', `Dòng tiêu đề không đúng: ${problems.join('; ')}.${hint}`, { field: 'content' });
}

function problem(title: string, found: readonly string[]): string | null {
  const shown = [...new Set(found)].slice(0, 20).map((name) => name.slice(0, 40) || '(trống)');
  return shown.length > 0 ? `${title} ${shown.join(', ')}` : null;
}

function withoutEmptyEnd(cells: readonly (RawCell | null)[]): readonly (RawCell | null)[] {
  const last = cells.findLastIndex(
    (cell) => cell !== null && (cell.text.trim() !== '' || cell.kind === 'FORMULA' || cell.kind === 'ERROR'),
  );
  return cells.slice(0, last + 1);
}
