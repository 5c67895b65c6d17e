import {
  Certainty,
  isCivilDate,
  type CivilDate,
  type TableChange,
  type TableColumn,
  type TableFault,
} from '../base/index.js';

/** A row of a file: its number, and its cells by column. */
export interface NamedRow<Name extends string> {
  readonly row: number;
  readonly cells: Readonly<Record<Name, string>>;
}

/** What is wrong with a cell. */
export interface CellFault<Name extends string> {
  readonly column: Name;
  readonly rule: string;
  readonly message: string;
}

/** Columns in which every cell is read the same way wherever they stand. */
export const CERTAINTY_COLUMN = {
  name: 'certainty',
  title: 'Mức chắc chắn',
  allowed: `một trong ${Object.values(Certainty).join(', ')}`,
  isRequired: true,
} as const satisfies TableColumn;

/** Rows with their cells by name; rows without any cell are left out and keep their number. */
export function namedRows<Name extends string>(
  columns: readonly { readonly name: Name }[],
  cells: readonly (readonly string[])[],
): NamedRow<Name>[] {
  return cells
    .map((row, index) => ({
      row: index + 2,
      cells: Object.fromEntries(columns.map(({ name }, place) => [name, row[place] ?? ''])) as Record<Name, string>,
    }))
    .filter((row) => columns.some(({ name }) => row.cells[name] !== ''));
}

/** What a row changes of what is stored of its key. */
export function changeOf<Name extends string>(
  { row, key }: { readonly row: number; readonly key: string },
  columns: readonly { readonly name: Name }[],
  before: Readonly<Record<Name, string>> | null,
  after: Readonly<Record<Name, string>>,
): TableChange {
  const fields = columns
    .map(({ name }) => ({ column: name, before: before?.[name] || null, after: after[name] || null }))
    .filter((field) => field.before !== field.after);
  return { row, key, kind: before === null ? 'ADDED' : fields.length > 0 ? 'CHANGED' : 'UNCHANGED', fields };
}

/** The faults of a row as a file's reader is told them: with what stood there and what may stand there. */
export function toldFaults<Name extends string>(
  { row, cells }: NamedRow<Name>,
  faults: readonly CellFault<Name>[],
): TableFault[] {
  return faults.map((fault) => ({ row, value: cells[fault.column], ...fault }));
}

/** Reads the cells of one row, collecting what is wrong with each. */
export class CellReader<Name extends string> {
  readonly faults: CellFault<Name>[] = [];

  constructor(
    private readonly columns: readonly (TableColumn & { readonly name: Name })[],
    private readonly cells: Readonly<Record<Name, string>>,
  ) {
    for (const { name, isRequired } of columns) {
      if (isRequired && cells[name] === '') this.refuse(name, 'REQUIRED', `Cột ${name} còn trống.`);
    }
  }

  /** The text in NFC; null for an empty cell. */
  text(column: Name): string | null {
    return this.cells[column] === '' ? null : this.cells[column].normalize('NFC');
  }

  /** The day; null for an empty cell or one that is no day. */
  day(column: Name): CivilDate | null {
    const text = this.cells[column];
    if (text === '') return null;
    if (isCivilDate(text)) return text;
    this.refuse(column, 'DAY', `«${text}» không phải là ngày.`);
    return null;
  }

  /** One of the stored texts of an enum; null for an empty cell or another text. */
  oneOf<T extends string>(column: Name, members: Readonly<Record<string, T>>): T | null {
    const text = this.cells[column];
    if (text === '') return null;
    const member = Object.values(members).find((value) => value === text);
    if (member === undefined) this.refuse(column, 'VALUE', `«${text}» không dùng được.`);
    return member ?? null;
  }

  /** Notes a fault, adding what the column takes. */
  refuse(column: Name, rule: string, problem: string): void {
    const allowed = this.columns.find(({ name }) => name === column)?.allowed;
    this.faults.push({ column, rule, message: allowed ? `${problem} Ghi ${allowed}.` : problem });
  }
}
