import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { PlanError } from './errors.js';
import { projectFile } from './project-file.js';

/** A row of a data file: its cells by column name. */
export type CsvRow = Readonly<Record<string, string>>;

/**
 * Rows of a small CSV data file of the project, header excluded, in file order.
 * @throws PlanError CONFIGURATION when a column asked for is missing.
 */
export function readCsvFile(path: string, columns: readonly string[]): CsvRow[] {
  const rows: Record<string, string>[] = parse(readFileSync(projectFile(path)), { columns: true, bom: true });
  const missing = columns.filter((column) => rows[0]?.[column] === undefined);
  if (missing.length === 0) return rows;
  throw new PlanError('CONFIGURATION', `Tệp ${path} thiếu cột: ${missing.join(', ')}.`, { path, missing });
}

/** The cell of a column; empty text when the row has no such cell. */
export function cell(row: CsvRow, column: string): string {
  return row[column] ?? '';
}

/** The cell, null when it is empty. */
export function cellOrNull(row: CsvRow, column: string): string | null {
  return cell(row, column) || null;
}

/** The cell as one of an enum's stored texts. @throws PlanError CONFIGURATION naming column and value otherwise. */
export function enumCell<T extends string>(row: CsvRow, column: string, members: Readonly<Record<string, T>>): T {
  const value = cell(row, column);
  const member = Object.values(members).find((text) => text === value);
  if (member !== undefined) return member;
  throw new PlanError('CONFIGURATION', `Cột ${column}: «${value}» không thuộc ${Object.values(members).join(', ')}.`);
}
