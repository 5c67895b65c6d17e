import { spawnSync } from 'node:child_process';
import { createReadStream, createWriteStream, mkdtempSync, rmSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { Client } from 'pg';
import { from as copyFrom, to as copyTo } from 'pg-copy-streams';
import { createLog, parseCivilDate } from '../../schema/base/index.js';
import { readCalendarDays, workingCalendarOf } from '../../schema/calendar/index.js';
import { CatalogueService } from '../../schema/catalogue/index.js';
import { openDatabase } from '../../schema/database.js';
import { generateDossiers } from '../../schema/dossiers/index.js';
import { prepareInstallation } from '../../schema/install.js';
import { HA_TINH, readUnits } from '../../schema/organisation/index.js';
import { startThrowAwayPostgres } from '../support/postgres.js';
import type { ImportMeasure } from './import-once.js';
import { procedureCatalogue } from './synthetic-procedures.js';

const { values } = parseArgs({
  options: {
    rows: { type: 'string', default: '3000000' },
    procedures: { type: 'string', default: '0' },
    growth: { type: 'boolean', default: false },
  },
});
const ROWS = Number(values.rows);
const catalogue = procedureCatalogue(Number(values.procedures));
const DAILY_ROWS = 5000;
const importOnce = fileURLToPath(new URL('import-once.js', import.meta.url));

const folder = mkdtempSync(join(tmpdir(), 'import-bench-'));
const { postgres, discard } = await startThrowAwayPostgres();
const client = new Client({ connectionString: postgres.url });
try {
  await client.connect();
  const database = await openDatabase({ url: postgres.url });
  await prepareInstallation(postgres.url, database, createLog('bench', 'silent'));
  await database.em.fork().transactional((em) => new CatalogueService(em).load(catalogue));
  await database.close();
  const load = loadavg().map((value) => value.toFixed(1));
  console.log(`${ROWS} hồ sơ, ${catalogue.length} thủ tục; tải của máy ${load.join(', ')}.`);
  await measureBase();
  await measureDaily();
  if (values.growth) await measureGrowth();
} finally {
  await client.end();
  await discard();
  rmSync(folder, { recursive: true });
}

/** The whole store imported at once, beside bare COPY of the same rows into a table without indexes. */
async function measureBase(): Promise<void> {
  const file = await generate('base', ROWS, '2024-01-01', '2026-10-31', 1);
  const imported = importFile(file);
  const copied = [await bareCopy(), await bareCopy(), await bareCopy()];
  const middle = medianOf(copied);
  console.log(`COPY trần vào bảng không chỉ mục: ${copied.map((seconds) => seconds.toFixed(2)).join(', ')} s`);
  report('nạp trọn vẹn vào kho rỗng', imported, ROWS);
  console.log(`tỷ lệ nạp / COPY trần: ${(middle / imported.seconds).toFixed(3)}`);
  report('nạp lại đúng tệp đó', importFile(file), ROWS);
}

/** A day's file, mostly new dossiers, into the full store; three different ones, the median. */
async function measureDaily(): Promise<void> {
  const times: number[] = [];
  for (const seed of [11, 12, 13]) {
    const day = `2026-11-${seed}`;
    times.push(importFile(await generate(`daily-${seed}`, DAILY_ROWS, day, day, seed)).seconds);
  }
  const each = times.map((seconds) => seconds.toFixed(2)).join(', ');
  console.log(`tệp ngày ${DAILY_ROWS} dòng vào kho ${ROWS}: ${each}; trung vị ${medianOf(times).toFixed(2)} s`);
}

/** Stores that stand 1, 2 and 4 times as full, each filled at once: seconds a million rows. */
async function measureGrowth(): Promise<void> {
  for (const factor of [1, 2, 4]) {
    const rows = Math.round((ROWS / 4) * factor);
    await client.query('truncate dossier, procedure_rollup, unit_rollup');
    const file = await generate(`growth-${factor}`, rows, '2024-01-01', '2026-10-31', 100 + factor);
    report(`${factor} × ${Math.round(ROWS / 4)} dòng vào kho rỗng`, importFile(file), rows);
  }
}

async function generate(name: string, dossiers: number, from: string, to: string, seed: number): Promise<string> {
  const file = join(folder, `${name}.csv`);
  const options = {
    seed,
    dossiers,
    from: parseCivilDate(from),
    to: parseCivilDate(to),
    units: readUnits(),
    procedures: catalogue,
    calendar: workingCalendarOf(readCalendarDays()),
    dossierPrefix: HA_TINH.dossierPrefix,
  };
  await pipeline(Readable.from(generateDossiers(options)), createWriteStream(file));
  return file;
}

/** Imports in a process of its own, so that its memory is that of importing alone. */
function importFile(file: string): ImportMeasure {
  const { stdout, stderr, status } = spawnSync(process.execPath, [importOnce, postgres.url, file], {
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`The import failed: ${stderr}`);
  return JSON.parse(stdout) as ImportMeasure;
}

/** Seconds of COPY of the stored dossiers, from a file, into an unindexed table. */
async function bareCopy(): Promise<number> {
  const file = join(folder, 'copy.txt');
  await pipeline(client.query(copyTo('copy (select * from dossier) to stdout')), createWriteStream(file));
  await client.query('drop table if exists bare');
  await client.query('create table bare (like dossier)');
  const started = performance.now();
  await pipeline(createReadStream(file, { highWaterMark: 262_144 }), client.query(copyFrom('copy bare from stdin')));
  return (performance.now() - started) / 1000;
}

function medianOf(measured: readonly number[]): number {
  return measured.toSorted((left, right) => left - right)[Math.floor(measured.length / 2)] ?? 0;
}

function report(what: string, { seconds, peakMiB }: ImportMeasure, rows: number): void {
  const perMillion = ((seconds / rows) * 1e6).toFixed(2);
  console.log(`${what}: ${seconds.toFixed(2)} s, ${perMillion} s một triệu dòng; bộ nhớ cao nhất ${peakMiB} MiB`);
}
