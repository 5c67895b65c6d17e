import type { Client } from 'pg';
import { NOTED_FINDINGS } from './import-staging.js';

/** What is written down about an import. */
export interface ImportRecord {
  readonly fileName: string;
  /** Name of the profile that it was read by. */
  readonly profile: string;
  readonly sha256: string;
  /** Header of the file, cell by cell. */
  readonly header: readonly string[];
  readonly rowsRead: number;
  readonly created: number;
  readonly changed: number;
  readonly unchanged: number;
  readonly rejected: number;
  readonly dataVersion: number;
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

/** The installation's data version; 0 before anything was stored. */
export async function readDataVersion(client: Client): Promise<number> {
  const { rows } = await client.query<{ version: string }>('select data_version as version from installation');
  return Number(rows[0]?.version ?? 0);
}

/** Whether exactly this file was taken in before. */
export async function isKnownFile(client: Client, sha256: string): Promise<boolean> {
  const { rowCount } = await client.query('select from dossier_import where sha256 = $1 limit 1', [sha256]);
  return rowCount === 1;
}

/** Writes the import, what table `noted` holds of its rows, and the audit; the key of the import. */
export async function recordImport(client: Client, actor: string, record: ImportRecord): Promise<string> {
  const { fileName, profile, sha256, header, rowsRead, created, changed, unchanged, rejected, dataVersion } = record;
  const counts = { rowsRead, created, changed, unchanged, rejected, dataVersion };
  const { rows } = await client.query<{ id: string }>(
    `insert into dossier_import
       (file_name, profile, actor, sha256, header, rows_read, created, changed, unchanged, rejected, data_version)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) returning id`,
    [storable(fileName), profile, actor, sha256, JSON.stringify(header.map(storable)), ...Object.values(counts)],
  );
  const id = rows[0]?.id ?? '';
  await recordFindings(client, id);
  const details = { fileName: storable(fileName), profile, sha256, ...counts };
  await recordAct(client, actor, { action: 'DOSSIERS_IMPORTED', type: 'DossierImport', id, details });
  return id;
}

/** What was done to what. */
export interface Act {
  readonly action: string;
  readonly type: string;
  readonly id: string;
  readonly details: Readonly<Record<string, unknown>>;
}

/** Writes the audit of an act in its own transaction. */
export async function recordAct(client: Client, actor: string, { action, type, id, details }: Act): Promise<void> {
  await client.query(
    'insert into audit_entry (actor, action, subject_type, subject_id, details) values ($1, $2, $3, $4, $5)',
    [actor, action, type, id, details],
  );
}

async function recordFindings(client: Client, id: string): Promise<void> {
  await client.query(
    `insert into import_row (dossier_import_id, "row", rejected, cells, opened_on, code, updated_at)
     select $1, row_number, rejected, raw, opened_on, code, updated_at from noted order by row_number`,
    [id],
  );
  await client.query(
    `insert into import_finding (dossier_import_id, "row", "column", severity, rule, value, message)
     select $1, row_number, "column", severity, rule, coalesce(value, ''), message from ${NOTED_FINDINGS}
     order by row_number, place`,
    [id],
  );
}

/** PostgreSQL's text holds no zero character. */
function storable(text: string): string {
  return text.replaceAll('\0', '\uFFFD');
}
