import type { EntityManager } from '@mikro-orm/postgresql';
import type { CivilDate, TableFormat } from '../base/index.js';
import { readCsv, writeCsv } from './csv-file.js';
import { TableFileForm, type CsvSeparator, type RawTable, type TableFile } from './table-file.js';
import { readXlsx, writeXlsx } from './xlsx-file.js';

/**
 * The cells of a file. Its form and separator are declared, never guessed.
 * @throws PlanError INVALID_INPUT when the file cannot be read.
 */
export async function readTableFile({ content, form, separator }: TableFile): Promise<RawTable> {
  return form === TableFileForm.Csv ? readCsv(content, separator) : readXlsx(content);
}

/** A file of all rows of a table as they hold on a day; taking it back in changes nothing. */
export async function writeTableFile(
  em: EntityManager,
  format: TableFormat,
  day: CivilDate,
  form: TableFileForm,
  separator?: CsvSeparator,
): Promise<Buffer> {
  const rows = await format.rows(em, day);
  if (form === TableFileForm.Xlsx) return writeXlsx(format.columns, rows);
  return writeCsv([format.columns.map(({ name }) => name), ...rows], separator);
}
