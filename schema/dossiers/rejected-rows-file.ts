import type { EntityManager } from '@mikro-orm/postgresql';
import { stringify } from 'csv-stringify/sync';
import { sql } from 'kysely';
import { PlanError, rowsOf } from '../base/index.js';
import { guardFormula } from '../exchange/index.js';
import { REASON_COLUMN } from './intake/header-rules.js';
import { ROW_COLUMNS } from './row-columns.js';

const BATCH = 1000; // rows read and written at once

interface RejectedRow {
  readonly row: number;
  readonly cells: readonly string[] | null;
  readonly reasons: string;
}

/**
 * The rejected rows of an import as a CSV file to mend and import again, in chunks of text: the header of the file, each
 * row with its cells as they were, and `REASON_COLUMN`. In file order; memory does not grow with the number of rows.
 *
 * UTF-8 with byte order mark, CRLF. A cell that a spreadsheet would run as a formula has an apostrophe in front, which
 * reading a file with that last column takes away again.
 * @throws PlanError NOT_FOUND when there is no such import.
 */
export async function* rejectedRowsFile(em: EntityManager, importId: string): AsyncGenerator<string> {
  yield `\uFEFF${csvLines([[...(await headerOf(em, importId)), REASON_COLUMN]])}`;
  let rows: RejectedRow[] = [];
  do {
    rows = await rejectedRows(em, importId, rows.at(-1)?.row ?? 0);
    if (rows.length > 0)
      yield csvLines(rows.map(({ row, cells, reasons }) => [...(cells ?? []), `dòng ${row}: ${reasons}`]));
  } while (rows.length === BATCH);
}

async function headerOf(em: EntityManager, importId: string): Promise<readonly string[]> {
  const [found] = await rowsOf(
    em,
    sql<{ header: string[] | null }>`select header from dossier_import where id::text = ${importId}`,
  );
  if (!found) throw new PlanError('NOT_FOUND', 'Không có lần nạp này.', { field: 'id' });
  return found.header ?? ROW_COLUMNS.map(({ name }) => name);
}

function rejectedRows(em: EntityManager, importId: string, after: number): Promise<RejectedRow[]> {
  return rowsOf(
    em,
    sql<RejectedRow>`select rejected."row", rejected.cells, (
        select string_agg(finding."column" || ': ' || finding.message, ' ' order by finding.id)
        from import_finding finding
        where finding.dossier_import_id = rejected.dossier_import_id and finding."row" = rejected."row"
          and finding.severity = 'BLOCK') as reasons
      from import_row rejected
      where rejected.dossier_import_id = ${importId}::uuid and rejected.rejected and rejected."row" > ${after}
      order by rejected."row" limit ${BATCH}`,
  );
}

function csvLines(rows: readonly (readonly string[])[]): string {
  return stringify(
    rows.map((cells) => cells.map(guardFormula)),
    { record_delimiter: 'windows' },
  );
}
