import { rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { Client } from 'pg';
import { from as copyFrom, to as copyTo } from 'pg-copy-streams';
import { partsOf, PlanError, type CivilDate } from '../../base/index.js';
import {
  manifestOf,
  openArchive,
  verifiedManifest,
  writeArchive,
  writeManifest,
  type ArchiveManifest,
} from './archive-file.js';
import { attachYear, dossierYears, dropYear, fillYear, partitionOf } from '../store/dossier-partition.js';
import { lockMerge } from '../store/dossier-merge.js';
import { raiseDataVersion, recordAct } from '../imports/import-record.js';
import { inImportTransaction } from '../imports/import-transaction.js';
import { archiveFlows, cellsOf, DOSSIER_COLUMNS, dossierColumns, FLOWS, flowSelect } from '../store/rollup-sql.js';

/** What to archive, and where to. */
export interface ArchiveOptions {
  readonly url: string;
  /** Year in the codes of the dossiers. */
  readonly year: number;
  /** An existing folder for the file. */
  readonly folder: string;
  readonly actor: string;
  readonly today: CivilDate;
}

/** A year that was archived or restored. */
export interface ArchivedYear extends ArchiveManifest {
  /** Path of the compressed CSV file. */
  readonly file: string;
}

const NAMED_OPEN = 5; // open dossiers that a refusal names

/**
 * Writes the dossiers of a year to `ho-so-<year>.csv.gz` with a manifest beside it, verifies the file, keeps the year's
 * flows in `archived_rollup` and takes the partition away, in one transaction with the audit. Both rollups stay as they
 * are. Columns are those of table `dossier`, with the codes of procedure and units after them for whoever reads it.
 * @throws PlanError CONFLICT when the year is archived already, not over for a whole year, or has open dossiers (their
 * number and some codes are named); NOT_FOUND when there are none of that year.
 */
export async function archiveYear(options: ArchiveOptions): Promise<ArchivedYear> {
  const { url, year, folder, actor, today } = options;
  const file = join(folder, `ho-so-${year}.csv.gz`);
  if (partsOf(today).year < year + 2) {
    throw new PlanError('CONFLICT', `Năm ${year} chưa qua trọn một năm; lưu trữ được từ ngày 01/01/${year + 2}.`, {
      year,
    });
  }
  try {
    return await inImportTransaction(url, async (client) => {
      await lockMerge(client);
      await refuseUnlessClosed(client, year);
      const manifest = await writeYear(client, year, file);
      await client.query(archiveFlows(partitionOf(year), year));
      await client.query(
        `insert into dossier_archive (year, file_name, sha256, rows, has_synthetic, actor)
         select $1, $2, $3, $4, exists (select from ${partitionOf(year)} where synthetic), $5`,
        [year, basename(file), manifest.sha256, manifest.rows, actor],
      );
      await dropYear(client, year);
      await recordChange(client, actor, 'DOSSIERS_ARCHIVED', manifest);
      return { file, ...manifest };
    });
  } catch (error) {
    if (!(error instanceof PlanError))
      await Promise.all([file, manifestOf(file)].map((path) => rm(path, { force: true })));
    throw error;
  }
}

async function refuseUnlessClosed(client: Client, year: number): Promise<void> {
  const archived = await client.query('select from dossier_archive where year = $1', [year]);
  if (archived.rowCount !== 0) throw new PlanError('CONFLICT', `Hồ sơ năm ${year} đã được lưu trữ.`, { year });
  const [stored] = await dossierYears(client, [year]);
  if (stored?.partition !== 'FILLED') throw new PlanError('NOT_FOUND', `Không có hồ sơ nào của năm ${year}.`, { year });
  const { rows } = await client.query<{ count: number; examples: string[] | null }>(
    `select count(*)::int as count, (array_agg(code order by code))[1:${NAMED_OPEN}] as examples
     from ${partitionOf(year)} where finished_on is null and status <> 3`,
  );
  const { count = 0, examples } = rows[0] ?? {};
  if (count === 0) return;
  throw new PlanError('CONFLICT', `Năm ${year} còn ${count} hồ sơ chưa kết thúc, ví dụ ${examples?.join(', ')}.`, {
    year,
    count,
    examples,
  });
}

const READERS_COLUMNS = 'procedure_code, receiving_unit_code, resolving_unit_code';

async function writeYear(client: Client, year: number, file: string): Promise<ArchiveManifest> {
  const lines = client.query(
    copyTo(`copy (select ${dossierColumns('d')}, p.code as procedure_code, receiving.code as receiving_unit_code,
        resolving.code as resolving_unit_code
      from ${partitionOf(year)} d left join procedure p on p.id = d.procedure_id
        left join unit receiving on receiving.id = d.receiving_unit_id
        left join unit resolving on resolving.id = d.resolving_unit_id
      order by opened_on, d.code) to stdout with (format csv, header)`),
  );
  const sha256 = await writeArchive(file, lines, () => lines.rowCount);
  const manifest = { year, rows: lines.rowCount, sha256 };
  await writeManifest(file, manifest);
  return manifest;
}

/**
 * Brings an archived year back from its file, exactly as it was, in one transaction with the audit; both rollups stay.
 * @throws PlanError NOT_FOUND, INVALID_INPUT when the file is missing, damaged or does not hold what the figures hold;
 * CONFLICT when the year is not archived, or as another file.
 */
export async function restoreYear(
  options: Pick<ArchiveOptions, 'url' | 'actor'> & { readonly file: string },
): Promise<ArchivedYear> {
  const { url, file, actor } = options;
  const manifest = await verifiedManifest(file);
  const { year, sha256 } = manifest;
  return inImportTransaction(url, async (client) => {
    await lockMerge(client);
    const known = await client.query('select from dossier_archive where year = $1 and sha256 = $2', [year, sha256]);
    if (known.rowCount === 0) {
      throw new PlanError('CONFLICT', `Năm ${year} không được lưu trữ bằng đúng tệp này; không khôi phục.`, { year });
    }
    await readYear(client, file, manifest);
    await client.query('delete from archived_rollup where year = $1', [year]);
    await client.query('delete from dossier_archive where year = $1', [year]);
    await recordChange(client, actor, 'DOSSIERS_RESTORED', manifest);
    return { file, ...manifest };
  });
}

async function readYear(client: Client, file: string, { year, rows }: ArchiveManifest): Promise<void> {
  await client.query(`create temp table incoming (like dossier, procedure_code text, receiving_unit_code text,
    resolving_unit_code text) on commit drop`);
  const columns = `${DOSSIER_COLUMNS.join(', ')}, ${READERS_COLUMNS}`;
  await pipeline(
    openArchive(file),
    client.query(copyFrom(`copy incoming (${columns}) from stdin with (format csv, header match)`)),
  );
  const stored = await fillYear(client, year);
  const [place] = await dossierYears(client, [year]);
  await attachYear(client, place ?? { year, partition: null });
  const flows = `select unit_id, procedure_id, bucket, ${FLOWS.join(', ')}`;
  const { rows: differing } = await client.query(
    `(${flows} from archived_rollup where year = ${year} except ${flows} from (${cellsOf([flowSelect(`${partitionOf(year)} d`, 1)])}) c)
     limit 1`,
  );
  if (stored !== rows || differing.length > 0) {
    throw new PlanError('INVALID_INPUT', `Tệp lưu trữ không cộng lại đúng số liệu đang giữ của năm ${year}.`, { year });
  }
}

async function recordChange(client: Client, actor: string, action: string, manifest: ArchiveManifest): Promise<void> {
  const dataVersion = await raiseDataVersion(client, 1);
  const details = { ...manifest, dataVersion };
  await recordAct(client, actor, { action, type: 'DossierArchive', id: String(manifest.year), details });
}
