import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { projectFile } from '../../schema/base/index.js';
import { builtInProfiles } from '../../schema/dossiers/intake/built-in.js';
import { openDossierDatabase, type DossierDatabase } from '../support/dossier-database.js';
import { csvOf } from '../support/dossier-rows.js';

let database: DossierDatabase;
let folder: string;

beforeAll(async () => {
  database = await openDossierDatabase();
  folder = mkdtempSync(join(tmpdir(), 'import-'));
});
afterAll(async () => {
  rmSync(folder, { recursive: true });
  await database?.close();
});

interface Ended {
  stdout: string;
  stderr: string;
  code?: number;
}

function run(command: string, ...args: string[]): Promise<Ended> {
  const env = { ...process.env, NODE_OPTIONS: '', DATABASE_URL: database.url, LOG_LEVEL: 'silent' };
  return promisify(execFile)(process.execPath, [projectFile(`dist/server/commands/${command}.js`), ...args], {
    env,
  }).then(
    (ended) => ({ ...ended, code: 0 }),
    (ended: unknown) => ended as Ended,
  );
}

function write(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

const own = (builtInProfiles()[0]?.yaml ?? '').replace('name: standard', 'name: so-tu-phap');

it('loads a profile, tells its version, and imports by it', async () => {
  const loaded = await run('profile-load', write('mau.yaml', own.replace('header: code', 'header: Mã hồ sơ')));
  expect(loaded).toMatchObject({ code: 0, stderr: '' });
  expect(loaded.stdout).toContain('«so-tu-phap»');
  expect(loaded.stdout).toContain('phiên bản 1');
  const file = write('ho-so.csv', csvOf([{}]).replace('code,', 'MA HO SO,'));
  expect((await run('import-dossiers', file, '--profile', 'so-tu-phap')).stdout).toContain('Đã đọc 1 dòng: 1 mới');
  const refused = await run('import-dossiers', file);
  expect(refused).toMatchObject({ code: 1 });
  expect(refused.stderr).toContain('thiếu cột code');
});

it('tells file, line and reason of a wrong profile, and stores nothing of it', async () => {
  const wrong = own.replace('so-tu-phap', 'sai').replace('format: ISO', 'format: MM/dd');
  const refused = await run('profile-load', write('sai.yaml', wrong));
  expect(refused).toMatchObject({ code: 1, stdout: '' });
  expect(refused.stderr).toMatch(/sai\.yaml:\d+: «format»: «MM\/dd» không thuộc/);
  expect(await database.query(`select name from import_profile where name = 'sai'`)).toEqual([]);
});
