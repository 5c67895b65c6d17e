import { createHash, type Hash } from 'node:crypto';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { isDeepStrictEqual } from 'node:util';
import type { Client } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { PlanError, type CivilDate } from '../../base/index.js';
import { lockMerge, mergeIncoming, replaceRollups } from '../store/dossier-merge.js';
import { rejectArchived } from '../archive/archived-years.js';
import type { RowLookups } from './dossier-row.js';
import { isKnownFile, raiseDataVersion, readDataVersion, recordAct, recordImport } from './import-record.js';
import { CREATE_INCOMING, setFindingsAside, summariseNoted, surveyIncoming } from './import-staging.js';
import type { DossierImportSummary } from './import-summary.js';
import { inImportTransaction } from './import-transaction.js';
import { readLookups } from '../intake/lookups.js';
import { openRowReader } from '../intake/open-reader.js';
import type { FileFormat } from '../intake/profile-shape.js';
import { warnOfOutliers } from '../processing/processing-baseline-service.js';
import { JUDGE_INCOMING } from '../integrity/recount-sql.js';
import { COPY_COLUMNS } from './row-reader.js';

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
  /** Does everything, tells what came out, and takes it back: nothing is stored. */
  readonly dryRun?: boolean;
  /** Data version that a dry run was based on; the import is refused when it is another one by now. */
  readonly expectedDataVersion?: number | null;
  /** Name of the profile that the file is read by; the standard one when left out. */
  readonly profile?: string | null;
  /** How the file is laid out; by its name when left out. */
  readonly format?: FileFormat | null;
}

/**
 * Takes a file of dossiers in, in one transaction with both rollups, data version, record of the import and audit.
 *
 * Idempotent by dossier code: the newer `updated_at` wins, in the file and against what is stored. Rows with faults are
 * left out and kept with their cells, the rest is taken. Imports at the same time read side by side and merge one after
 * the other. A dry run does the same work and rolls it back, so that it cannot tell anything else than the import does.
 * @throws PlanError INVALID_INPUT when the file cannot be read to its end; CONFLICT when another import does not end
 * within ten minutes, or when the data version is not the expected one. Nothing is changed then.
 */
export async function importDossiers(options: ImportOptions): Promise<DossierImportSummary> {
  const { source, url, dryRun = false } = options;
  source.on('error', () => undefined); // it may break before it is read; the reader then tells
  try {
    return await inImportTransaction(url, (client) => importWith(client, options), dryRun ? 'ROLLBACK' : 'COMMIT');
  } finally {
    source.destroy();
  }
}

async function importWith(client: Client, options: ImportOptions): Promise<DossierImportSummary> {
  const { fileName, actor, dryRun: isDryRun = false, expectedDataVersion } = options;
  const { rowsRead, header, profile, sha256, lookups, mayRepeat } = await readIn(client, options);
  const staged = await surveyIncoming(client);
  await lockMerge(client);
  await judgeAnew(client, lookups);
  const years = await rejectArchived(client, staged.years, header);
  const warned = await warnOfOutliers(client);
  await setFindingsAside(client, staged.hasFindings || warned > 0 || years.length < staged.years.length);
  const baseDataVersion = await readDataVersion(client);
  if ((expectedDataVersion ?? baseDataVersion) !== baseDataVersion) throw movedOn(baseDataVersion);
  const isAlreadyImported = await isKnownFile(client, sha256);
  const merged = await mergeIncoming(client, { years, mayRepeat });
  const noted = await summariseNoted(client);
  const unchanged = rowsRead - noted.rejected - merged.created - merged.changed;
  const file = { fileName, sha256, rowsRead, unchanged, rejected: noted.rejected, ...merged };
  const hasChanges = merged.created + merged.changed > 0;
  const dataVersion = isDryRun ? baseDataVersion : await raiseDataVersion(client, hasChanges ? 1 : 0);
  const id = isDryRun ? null : await recordImport(client, actor, { ...file, profile, header, dataVersion });
  return { id, isDryRun, isAlreadyImported, baseDataVersion, dataVersion, ...file, ...noted };
}

/** A correction of the catalogue that was stored while the file was read found none of its dossiers to recount. */
async function judgeAnew(client: Client, { procedures, today }: RowLookups): Promise<void> {
  const now = await readLookups(client, today);
  if (!isDeepStrictEqual(now.procedures, procedures)) await client.query(JUDGE_INCOMING);
}

/** Copies the file into `incoming`. */
async function readIn(client: Client, options: ImportOptions) {
  const reader = await openRowReader(client, options);
  const hash = createHash('sha256');
  await client.query(CREATE_INCOMING);
  const rows = reader.copyText(Readable.from(hashed(options.source, hash), { objectMode: false }));
  await pipeline(rows, client.query(copyFrom(`copy incoming (${COPY_COLUMNS}) from stdin`)));
  const { rowsRead, header, lookups, profile, mayRepeat } = reader;
  return { rowsRead, header, lookups, mayRepeat, profile: profile.name, sha256: hash.digest('hex') };
}

async function* hashed(source: Readable, hash: Hash): AsyncGenerator<Buffer | string> {
  for await (const chunk of source as AsyncIterable<Buffer | string>) {
    hash.update(chunk);
    yield chunk;
  }
}

function movedOn(dataVersion: number): PlanError {
  return new PlanError(
    'CONFLICT',
    `Dữ liệu đã thay đổi từ lần xem trước (phiên bản hiện nay là ${dataVersion}); hãy xem trước lại rồi nạp.`,
    { dataVersion },
  );
}

/**
 * Adds both rollups up anew from the stored dossiers and the archived years, audited. For repair, and to check what
 * imports keep up to date.
 */
export async function rebuildRollups(url: string, actor = 'command dossiers:repair'): Promise<void> {
  await inImportTransaction(url, async (client) => {
    await lockMerge(client);
    await replaceRollups(client);
    const dataVersion = await raiseDataVersion(client, 1);
    await recordAct(client, actor, {
      action: 'ROLLUPS_REBUILT',
      type: 'Installation',
      id: '1',
      details: { dataVersion },
    });
  });
}
