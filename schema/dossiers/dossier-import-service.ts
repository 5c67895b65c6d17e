import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Client } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import type { CivilDate } from '../base/index.js';
import { dossierCodePattern } from './cell-rules.js';
import { lockMerge, mergeIncoming, replaceRollups } from './dossier-merge.js';
import { raiseDataVersion, recordImport, type ImportCounts } from './import-record.js';
import { CREATE_INCOMING, setFindingsAside, surveyIncoming } from './import-staging.js';
import { inImportTransaction } from './import-transaction.js';
import { COPY_COLUMNS, RowReader } from './row-reader.js';
import type { KnownProcedure, RowFault, RowLookups } from './dossier-row.js';

/** What to import, from whom, into which database. */
export interface ImportOptions {
  /** PostgreSQL to write to; the import opens a connection of its own. */
  readonly url: string;
  /** The file, UTF-8 CSV; read once, never held whole. */
  readonly source: Readable;
  /** Name the user knows the file by. */
  readonly fileName: string;
  /** E-mail of the account, or name of the command. */
  readonly actor: string;
  /** Civil day of the import: nothing may have happened after it. */
  readonly today: CivilDate;
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
  const { source, fileName, actor, today } = options;
  const reader = new RowReader(await readLookups(client, today));
  await client.query(CREATE_INCOMING);
  await pipeline(reader.copyText(source), client.query(copyFrom(`copy incoming (${COPY_COLUMNS}) from stdin`)));
  const staged = await surveyIncoming(client);
  await setFindingsAside(client, staged);
  await lockMerge(client);
  const merged = await mergeIncoming(client, staged.years);
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

async function readLookups(client: Client, today: CivilDate): Promise<RowLookups> {
  const provinces = await client.query<{ prefix: string }>('select dossier_prefix as prefix from province');
  const units = await client.query<{ code: string; id: string }>('select code, id from unit order by code');
  const procedures = await client.query<KnownProcedure & { code: string }>(
    `select code.code, code.procedure_id as id, (
       select jsonb_agg(jsonb_build_object('validFrom', valid_from, 'validTo', valid_to,
         'serviceLevel', service_level, 'eligible', eligible) order by valid_from nulls first)
       from procedure_version version where version.procedure_id = code.procedure_id) as offers
     from procedure_code code`,
  );
  return {
    codePattern: dossierCodePattern(provinces.rows.map(({ prefix }) => prefix)),
    units: new Map(units.rows.map(({ code, id }) => [code, id])),
    procedures: new Map(procedures.rows.map(({ code, ...facts }) => [code, facts])),
    today,
  };
}
