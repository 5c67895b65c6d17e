import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Client } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import type { CivilDate } from '../base/index.js';
import { CREATE_INCOMING, lockMerge, mergeIncoming, replaceRollups } from './dossier-merge.js';
import { raiseDataVersion, recordImport, type ImportCounts } from './import-record.js';
import { inImportTransaction } from './import-transaction.js';
import { openRowReader } from './intake/open-reader.js';
import type { FileFormat } from './intake/profile-shape.js';
import { COPY_COLUMNS } from './row-reader.js';
import type { RowFault } from './dossier-row.js';

/** What to import, from whom, into which database. */
export interface ImportOptions {
  /** PostgreSQL to write to; the import opens a connection of its own. */
  readonly url: string;
  /** The file: CSV, XLSX or JSONL; read once, never held whole in memory. */
  readonly source: Readable;
  /** Name the user knows the file by. */
  readonly fileName: string;
  /** E-mail of the account, or name of the command. */
  readonly actor: string;
  /** Civil day of the import: nothing may have happened after it. */
  readonly today: CivilDate;
  /** Name of the profile that the file is read by; the standard one when left out. */
  readonly profile?: string | null;
  /** How the file is laid out; by its name when left out. */
  readonly format?: FileFormat | null;
}

/**
 * What became of a file. `rowsRead` = `created` + `changed` + `unchanged` + `rejected`; an earlier version of a
 * dossier in the same file counts as unchanged.
 */
export interface DossierImportSummary extends ImportCounts {
  /** Key of the `dossier_import` row. */
  readonly id: string;
  readonly fileName: string;
  /** Data version that this import made; the present one when nothing changed. */
  readonly dataVersion: number;
  /** The first 1,000 faults, in file order; `rejected` counts every rejected row. */
  readonly rejections: readonly RowFault[];
}

/**
 * Takes a file of dossiers in, in one transaction with both rollups, data version, record of the import and audit.
 *
 * Idempotent by dossier code: the newer `updated_at` wins, in the file and against what is stored. Rows with faults are
 * left out and reported, the rest is taken. Imports at the same time read side by side and merge one after the other.
 * @throws PlanError INVALID_INPUT when the file cannot be read to its end, CONFLICT when another import does not end
 * within ten minutes; nothing is changed then.
 */
export async function importDossiers(options: ImportOptions): Promise<DossierImportSummary> {
  const { source } = options;
  source.on('error', () => undefined); // it may break before it is read; the reader then tells
  try {
    return await inImportTransaction(options.url, (client) => importWith(client, options));
  } finally {
    source.destroy();
  }
}

async function importWith(client: Client, options: ImportOptions): Promise<DossierImportSummary> {
  const { source, fileName, actor } = options;
  const reader = await openRowReader(client, options);
  await client.query(CREATE_INCOMING);
  await pipeline(reader.copyText(source), client.query(copyFrom(`copy incoming (${COPY_COLUMNS}) from stdin`)));
  await lockMerge(client);
  const merged = await mergeIncoming(client);
  const hasChanges = merged.created + merged.changed > 0;
  const dataVersion = await raiseDataVersion(client, hasChanges ? 1 : 0);
  const { rowsRead, rejected, faults: rejections } = reader;
  const unchanged = rowsRead - rejected - merged.created - merged.changed;
  const summary = { fileName, ...merged, rowsRead, rejected, unchanged, dataVersion, rejections };
  return { id: await recordImport(client, actor, summary), ...summary };
}

/** Adds both rollups up anew from the stored dossiers. For repair, and to check what imports keep up to date. */
export async function rebuildRollups(url: string): Promise<void> {
  await inImportTransaction(url, async (client) => {
    await lockMerge(client);
    await replaceRollups(client);
    await raiseDataVersion(client, 1);
  });
}
