import { FileRefusal } from './file-refusal.js';
import { parseCellAddress } from './cell-rules.js';
import { MOST_COLUMNS, MOST_ROWS } from './table-file.js';

/** Cells of a sheet whose value is not what somebody typed, by address. */
export type StrangeCells = ReadonlyMap<string, 'FORMULA' | 'ERROR'>;

const TAG = /<(?:[\w.-]+:)?(row|c|f)(?=[\s/>])([^>]*)>/g;

/**
 * Looks through the XML of a sheet before it is parsed: its formulas and error values, which a parser would read as
 * their last result or as nothing.
 * @throws FileRefusal when it has more rows or columns than a table may have, or is no plain sheet.
 */
export function scanSheet(xml: string): StrangeCells {
  if (/<!(?!--)/.test(xml)) refuse('Tệp XLSX có phần khai báo không dùng trong bảng tính.');
  const strange = new Map<string, 'FORMULA' | 'ERROR'>();
  let address = '';
  for (const [, tag, attributes = ''] of xml.matchAll(TAG)) {
    if (tag === 'row') checkRow(attribute(attributes, 'r'));
    else if (tag === 'f') strange.set(address, 'FORMULA');
    else {
      address = attribute(attributes, 'r') ?? '';
      checkCell(address);
      if (attribute(attributes, 't') === 'e') strange.set(address, 'ERROR');
    }
  }
  return strange;
}

/** Path in the archive of the workbook's first sheet. @throws FileRefusal when the workbook names none. */
export function firstSheetPath(workbook: string, relations: string): string {
  const [, sheet = ''] = /<(?:[\w.-]+:)?sheet\s([^>]*)>/.exec(workbook) ?? [];
  const id = /\s[\w.-]+:id="([^"]*)"/.exec(` ${sheet}`)?.[1];
  const relation = [...relations.matchAll(/<(?:[\w.-]+:)?Relationship\s([^>]*)>/g)]
    .map(([, attributes = '']) => attributes)
    .find((attributes) => id !== undefined && attribute(attributes, 'Id') === id);
  const target = relation === undefined ? undefined : attribute(relation, 'Target');
  if (target === undefined) return refuse('Tệp XLSX không có trang tính.');
  return target.startsWith('/') ? target.slice(1) : `xl/${target}`;
}

function attribute(attributes: string, name: string): string | undefined {
  return new RegExp(`(?:^|\\s)${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`)
    .exec(attributes)
    ?.slice(1)
    .find((text) => text !== undefined);
}

function checkRow(row: string | undefined): void {
  if (row !== undefined && !(/^[1-9]\d{0,6}$/.test(row) && Number(row) <= MOST_ROWS)) tooLarge();
}

function checkCell(address: string): void {
  const place = parseCellAddress(address);
  if (!place) return refuse('Tệp XLSX có ô không ghi địa chỉ; hãy mở và lưu lại bằng phần mềm bảng tính.');
  if (place.row > MOST_ROWS || place.column >= MOST_COLUMNS) tooLarge();
}

function tooLarge(): never {
  return refuse(
    `Trang tính có ô ngoài ${MOST_COLUMNS} cột hoặc ${MOST_ROWS - 1} dòng đầu; hãy xóa các cột, dòng thừa.`,
  );
}

function refuse(message: string): never {
  throw new FileRefusal(message);
}
