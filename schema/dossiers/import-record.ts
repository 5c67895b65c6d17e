import type { Client } from 'pg';
import type { RowFault } from './dossier-row.js';

/** Counts of an import, in rows of the file. */
export interface ImportCounts {
  readonly rowsRead: number;
  readonly created: number;
  readonly changed: number;
  readonly unchanged: number;
  readonly rejected: number;
}

/** What is written down about an import. */
export interface ImportRecord extends ImportCounts {
  readonly fileName: string;
  readonly dataVersion: number;
  readonly rejections: readonly RowFault[];
}

/** Adds `by` to the installation's data version and returns it; last in a transaction, as others wait for the row. */
export async function raiseDataVersion(client: Client, by: 0 | 1): Promise<number> {
  const { rows } = await client.query<{ version: string }>(
    `insert into installation as i (id, data_version) values (1, $1)
     on conflict (id) do update set data_version = i.data_version + excluded.data_version
     returning data_version as version`,
    [by],
  );
  return Number(rows[0]?.version);
}

/** Writes the import, its rejections and the audit; the key of the import. */
export async function recordImport(client: Client, actor: string, record: ImportRecord): Promise<string> {
  const { fileName, rowsRead, created, changed, unchanged, rejected, dataVersion } = record;
  const counts = { rowsRead, created, changed, unchanged, rejected, dataVersion };
  const { rows } = await client.query<{ id: string }>(
    `insert into dossier_import (file_name, actor, rows_read, created, changed, unchanged, rejected, data_version)
     values ($1, $2, $3, $4, $5, $6, $7, $8) returning id`,
    [storable(fileName), actor, ...Object.values(counts)],
  );
  const id = rows[0]?.id ?? '';
  await recordRejections(client, id, record.rejections);
  await client.query(
    `insert into audit_entry (actor, action, subject_type, subject_id, details)
     values ($1, 'DOSSIERS_IMPORTED', 'DossierImport', $2, $3)`,
    [actor, id, { fileName: storable(fileName), ...counts }],
  );
  return id;
}

async function recordRejections(client: Client, id: string, faults: readonly RowFault[]): Promise<void> {
  await client.query(
    `insert into row_rejection (dossier_import_id, "row", "column", value, rule, message)
     select $1, fault.* from unnest($2::int[], $3::text[], $4::text[], $5::text[], $6::text[]) fault`,
    [
      id,
      faults.map(({ row }) => row),
      faults.map(({ column }) => column),
      faults.map(({ value }) => storable(value)),
      faults.map(({ rule }) => rule),
      faults.map(({ message }) => storable(message)),
    ],
  );
}

/** PostgreSQL's text holds no zero character. */
function storable(text: string): string {
  return text.replaceAll('\0', '\uFFFD');
}
