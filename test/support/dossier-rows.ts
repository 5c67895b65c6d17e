import { ROW_COLUMNS, type ColumnName } from '../../schema/dossiers/index.js';

/** Cells of a dossier row by column. */
export type RowCells = Record<ColumnName, string>;

/** A row without faults: an online dossier received and returned in November 2025. */
export function buildRow(overrides: Partial<RowCells> = {}): RowCells {
  return {
    code: 'H27.14-251103-0001',
    procedure_code: '1.001193',
    receiving_unit: '18073',
    resolving_unit: '18073',
    channel: 'ONLINE',
    status: '10',
    received_on: '2025-11-03',
    due_on: '2025-11-05',
    finished_on: '2025-11-04',
    payable: 'true',
    paid_online: 'true',
    electronic_result: 'true',
    rating: 'SATISFIED',
    synthetic: 'false',
    updated_at: '2025-11-04T10:00:00+07:00',
    ...overrides,
  };
}

/** The cells in the order of the columns. */
export function cellsOf(row: RowCells): string[] {
  return ROW_COLUMNS.map(({ name }) => row[name]);
}

/** A file of the rows, header first. */
export function csvOf(rows: readonly Partial<RowCells>[]): string {
  const header = ROW_COLUMNS.map(({ name }) => name);
  return [header, ...rows.map((row) => cellsOf(buildRow(row)))].map((cells) => `${cells.join(',')}\n`).join('');
}
