import 'reflect-metadata';
import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { createWriteStream, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { Client } from 'pg';
import { projectFile } from '../../schema/base/index.js';
import { rebuildRollups } from '../../schema/dossiers/index.js';
import { openDossierDatabase, type DossierDatabase } from '../support/dossier-database.js';
import { csvOf, type RowCells } from '../support/dossier-rows.js';
import { until } from '../support/until.js';

let database: DossierDatabase;
let folder: string;

beforeAll(async () => {
  database = await openDossierDatabase();
  folder = mkdtempSync(join(tmpdir(), 'import-faults-'));
});
beforeEach(() =>
  database.query('truncate dossier, procedure_rollup, unit_rollup, dossier_import, import_row, import_finding'),
);
afterAll(async () => {
  rmSync(folder, { recursive: true });
  await database.close();
});

/** Dossiers, and everything in the rollups that counts anything. */
function figures(): Promise<object[]> {
  return database.query(`select 'dossier' as kind, to_jsonb(d) as row from dossier d
    union all select 'procedure', to_jsonb(r) from procedure_rollup r where to_jsonb(r)::text ~ '": [1-9]'
    union all select 'unit', to_jsonb(r) from unit_rollup r where to_jsonb(r)::text ~ '": [1-9]'
    order by kind, row`);
}

describe('imports at once and in any order', () => {
  it('takes the same file once when twenty import it at once', async () => {
    const rows = Array.from({ length: 200 }, (_, place) => ({ code: `H27.14-251103-${1000 + place}` }));
    const done = await Promise.all(Array.from({ length: 20 }, () => database.importRows(rows)));
    expect(done.map(({ created }) => created).toSorted((left, right) => right - left)).toEqual([
      200,
      ...Array.from({ length: 19 }, () => 0),
    ]);
    expect(done.every(({ unchanged, created }) => unchanged + created === 200)).toBe(true);
    const merged = await figures();
    await rebuildRollups(database.url);
    expect(await figures()).toEqual(merged);
  }, 120_000);

  it('comes to the same dossiers and rollups in 60 orders of rows and files', async () => {
    const versions = ['18073', '18100', 'STP'].flatMap((resolving_unit, place) =>
      [1, 2, 3, 4].map((number): Partial<RowCells> => ({
        code: `H27.14-25110${number}-000${number}`,
        resolving_unit,
        rating: place === 1 ? '' : 'SATISFIED',
        updated_at: `2025-11-05T1${place}:0${number}:00+07:00`,
      })),
    );
    const orders = fc.sample(
      fc.record({
        rows: fc.shuffledSubarray(versions, { minLength: versions.length }),
        cut: fc.integer({ min: 0, max: versions.length }),
      }),
      { seed: 457, numRuns: 60 },
    );
    await database.importRows(versions);
    const expected = await figures();
    for (const { rows, cut } of orders) {
      await database.query('truncate dossier, procedure_rollup, unit_rollup');
      await database.importRows(rows.slice(0, cut));
      await database.importRows(rows.slice(cut));
      expect(await figures()).toEqual(expected);
    }
  }, 240_000);
});

const ROWS = Array.from({ length: 9000 }, (_, place) => ({
  code: `H27.14-${place % 2 === 0 ? '251103' : '230103'}-${10_000 + place}`,
  received_on: place % 2 === 0 ? '2025-11-03' : '2023-11-03',
  rating: place % 1000 === 7 ? 'tốt' : 'SATISFIED',
}));
const STORED = ROWS.filter((_, place) => place % 10 === 0).map((row) => ({
  ...row,
  status: '9',
  updated_at: '2025-11-04T01:00:00+07:00',
}));

const lockOf = (table: string) => `lock table ${table} in access exclusive mode`;

/** Starts the command on a file. */
function start(file: string): ChildProcess {
  return spawn(process.execPath, [projectFile('dist/server/commands/import-dossiers.js'), file], {
    env: { ...process.env, DATABASE_URL: database.url, NODE_OPTIONS: '' },
    stdio: 'ignore',
  });
}

async function kill(child: ChildProcess): Promise<void> {
  const gone = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGKILL');
  await gone;
}

const importers = async () =>
  (
    await database.query<{ waits: boolean }>(
      `select wait_event_type = 'Lock' as waits from pg_stat_activity
       where application_name = 'ke-hoach-457 import' and datname = current_database()`,
    )
  ).map(({ waits }) => waits);

async function expectAllOrNothing(before: object[]): Promise<void> {
  await until(async () => (await importers()).length === 0);
  expect(await figures()).toEqual(before);
  expect(await database.query('select count(*)::int as n from dossier_import')).toEqual([{ n: 1 }]);
}

describe('an importing process that is killed', () => {
  let other: Client;

  beforeEach(async () => {
    await database.importRows(STORED);
    other = new Client({ connectionString: database.url });
    await other.connect();
  });
  afterEach(() => other.end());

  it('leaves nothing behind at nine points of reading, and the next import takes everything', async () => {
    const before = await figures();
    const lines = csvOf(ROWS).split('\n');
    for (let part = 1; part <= 9; part += 1) {
      const pipe = join(folder, `rows-${part}.csv`);
      execFileSync('mkfifo', [pipe]);
      const child = start(pipe);
      const source = createWriteStream(pipe);
      source.on('error', () => undefined); // its reader is killed
      source.write(lines.slice(0, part * 950).join('\n'));
      const copied = Math.max(1, (part - 1) * 950);
      await until(async () => {
        const [row] = await database.query<{ n: number }>(
          `select coalesce(max(tuples_processed), 0)::int as n from pg_stat_progress_copy`,
        );
        return (row?.n ?? 0) >= copied || (part === 1 && (await importers()).length > 0);
      });
      await kill(child);
      source.destroy();
      await expectAllOrNothing(before);
    }
    await database.importRows(ROWS);
    expect(await database.query('select count(*)::int as n from dossier')).toEqual([{ n: 8991 }]);
  }, 240_000);

  it('leaves nothing behind at eleven points of merging, and the next import takes everything', async () => {
    const before = await figures();
    const file = join(folder, 'rows.csv');
    writeFileSync(file, csvOf(ROWS));
    const points = [
      'select pg_advisory_xact_lock(457002)',
      ...[
        'dossier_archive',
        'processing_baseline',
        'dossier_2025',
        'procedure_rollup',
        'unit_rollup',
        'installation',
      ].map(lockOf),
      ...['dossier_import', 'import_row', 'import_finding', 'audit_entry'].map(lockOf),
    ];
    for (const point of points) {
      await other.query('begin');
      await other.query(point);
      const child = start(file);
      await until(async () => (await importers()).includes(true));
      await kill(child);
      await other.query('rollback');
      await expectAllOrNothing(before);
    }
    const { created, changed, rejected } = await database.importRows(ROWS);
    expect([created, changed, rejected]).toEqual([8091, 900, 9]);
    const merged = await figures();
    await rebuildRollups(database.url);
    expect(await figures()).toEqual(merged);
  }, 240_000);
});
