import type { EntityManager } from '@mikro-orm/postgresql';
import { stringify } from 'csv-stringify/sync';
import { sql } from 'kysely';
import { PlanError, rowsOf } from '../../base/index.js';
import { guardFormula } from '../../exchange/index.js';
import { REASON_COLUMN } from '../intake/header-rules.js';
import { ProfileService } from '../intake/profile-service.js';
import { ROW_COLUMNS } from '../store/row-columns.js';

const BATCH = 1000; // rows read and written at once

interface RejectedRow {
  readonly row: number;
  readonly cells: readonly string[] | null;
  readonly reasons: string;
}

/** A file that is written while it is read. */
export interface WrittenFile {
  /** `loi-ho-so.csv` for rejected rows of `ho-so.xlsx`. */
  readonly fileName: string;
  /** Name under which the import was recorded as done. */
  readonly actor: string;
  readonly chunks: AsyncGenerator<string>;
}

/**
 * The rejected rows of an import as a CSV file to mend and import again by the same profile: the header of the file,
 * each row with its cells as they were, and `REASON_COLUMN`. In file order; memory does not grow with the number of rows.
 *
 * UTF-8 with byte order mark, CRLF, separated as the profile's files are. A cell that a spreadsheet would run as a
 * formula has an apostrophe in front, which reading a file with that last column takes away again.
 * @throws PlanError NOT_FOUND when there is no such import.
 */
export async function rejectedRowsFile(em: EntityManager, importId: string): Promise<WrittenFile> {
  const [found] = await rowsOf(
    em,
    sql<Found>`select file_name as "fileName", actor, profile, header from dossier_import where id::text = ${importId}`,
  );
  if (!found) throw new PlanError('NOT_FOUND', 'Không có lần nạp này.', { field: 'id' });
  const { fileName, actor, header } = found;
  const profile = await new ProfileService(em).definitionOf(found.profile);
  const form = { delimiter: profile?.delimiter ?? ',', headerRow: profile?.headerRow ?? 1 };
  const names = header ?? ROW_COLUMNS.map(({ name }) => name);
  return { fileName: `loi-${fileName.replace(/\.\w+$/, '')}.csv`, actor, chunks: chunksOf(em, importId, names, form) };
}

interface Found {
  readonly fileName: string;
  readonly actor: string;
  readonly profile: string;
  readonly header: readonly string[] | null;
}

interface Form {
  readonly delimiter: string;
  readonly headerRow: number;
}

async function* chunksOf(
  em: EntityManager,
  importId: string,
  header: readonly string[],
  form: Form,
): AsyncGenerator<string> {
  const above = '\r\n'.repeat(form.headerRow - 1);
  yield `\uFEFF${above}${csvLines([[...header, REASON_COLUMN]], form)}`;
  let rows: RejectedRow[] = [];
  do {
    rows = await rejectedRows(em, importId, rows.at(-1)?.row ?? 0);
    const lines = rows.map(({ row, cells, reasons }) => [...(cells ?? []), `dòng ${row}: ${reasons}`]);
    if (lines.length > 0) yield csvLines(lines, form);
  } while (rows.length === BATCH);
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

function csvLines(rows: readonly (readonly string[])[], { delimiter }: Form): string {
  return stringify(
    rows.map((cells) => cells.map(guardFormula)),
    { delimiter, record_delimiter: 'windows' },
  );
}
