import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { PlanError } from '../../schema/base/index.js';
import { runAs, type OsUser } from './os-user.js';
import type { PostgresBinaries } from './postgres-binaries.js';
import { dataFolder, type PostgresHome } from './postgres-home.js';

// The character classes of trigrams and label paths come from libc, not from ICU: with plain C they know no Vietnamese letter.
const libcLocales = ['C.UTF-8', 'en_US.UTF-8', 'vi_VN.UTF-8', 'C'];
const unfinishedPrefix = 'cluster.new-';
const abandonedAfterMs = 10 * 60_000;

/**
 * Makes the cluster of `home` unless there is one, and returns the password of its superuser `postgres`.
 *
 * The cluster is built beside its place and then renamed: a half-built one is never taken for a whole one,
 * and of several processes starting at once one wins.
 * @throws PlanError CONFIGURATION when the data belongs to another major version or to another account.
 */
export async function ensureCluster(home: PostgresHome, binaries: PostgresBinaries): Promise<string> {
  if (!existsSync(join(home.folder, 'cluster'))) await createCluster(home, binaries);
  assertVersion(dataFolder(home.folder), binaries.major);
  return readOwn(join(home.folder, 'cluster', 'password')).trim();
}

async function createCluster({ folder, user }: PostgresHome, binaries: PostgresBinaries): Promise<void> {
  removeAbandoned(folder);
  const unfinished = join(folder, unfinishedPrefix + randomBytes(6).toString('hex'));
  mkdirSync(unfinished);
  chmodSync(unfinished, user ? 0o711 : 0o700);
  writeFileSync(join(unfinished, 'password'), `${randomBytes(24).toString('hex')}\n`, { mode: 0o600 });
  await initialise(unfinished, user, binaries.initdb);
  try {
    renameSync(unfinished, join(folder, 'cluster'));
  } catch (error) {
    rmSync(unfinished, { recursive: true });
    if (!existsSync(join(folder, 'cluster'))) throw error;
  }
}

async function initialise(unfinished: string, user: OsUser | null, initdb: string): Promise<void> {
  const data = join(unfinished, 'data');
  const passwordFile = join(unfinished, 'password.initdb');
  copyFileSync(join(unfinished, 'password'), passwordFile);
  if (user) chownSync(passwordFile, user.uid, user.gid); // that account may not read the file it is a copy of
  let output = '';
  for (const locale of libcLocales) {
    rmSync(data, { recursive: true, force: true });
    mkdirSync(data, { mode: 0o700 });
    if (user) chownSync(data, user.uid, user.gid);
    const result = await runInitdb(initdb, user, { data, locale, passwordFile });
    if (result.exitCode === 0) return rmSync(passwordFile);
    output = result.output;
    if (!/invalid locale|locale name|failed to restore/i.test(output)) break;
  }
  rmSync(unfinished, { recursive: true });
  throw new PlanError('CONFIGURATION', `Không khởi tạo được PostgreSQL nhúng ở ${unfinished}: ${output.trim()}`);
}

function runInitdb(
  initdb: string,
  user: OsUser | null,
  { data, locale, passwordFile }: { data: string; locale: string; passwordFile: string },
): Promise<{ exitCode: number | null; output: string }> {
  const parameters = [
    `--pgdata=${data}`,
    '--username=postgres',
    '--encoding=UTF8',
    '--locale-provider=icu',
    '--icu-locale=vi-VN',
    `--locale=${locale}`,
    '--lc-messages=C',
    '--auth=scram-sha-256',
    `--pwfile=${passwordFile}`,
    '--no-instructions',
  ];
  return new Promise((resolve, reject) => {
    const child = spawn(initdb, parameters, { ...runAs(user), stdio: ['ignore', 'ignore', 'pipe'] });
    let output = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => (output += text));
    child.on('error', reject);
    child.on('close', (exitCode) => resolve({ exitCode, output }));
  });
}

function assertVersion(data: string, major: number): void {
  const found = readOwn(join(data, 'PG_VERSION')).trim();
  if (found === String(major)) return;
  throw new PlanError(
    'CONFIGURATION',
    `Dữ liệu ở ${data} thuộc PostgreSQL ${found}, bản đi kèm là ${major}; không có gì bị xóa. ` +
      'Hãy chuyển dữ liệu bằng pg_dump của bản cũ, hoặc đặt EMBEDDED_DATABASE_DIRECTORY là một thư mục khác.',
    { found, major },
  );
}

function readOwn(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    throw new PlanError(
      'CONFIGURATION',
      `Không đọc được ${file}: dữ liệu thuộc tài khoản khác hoặc không đầy đủ. ` +
        'Hãy chạy bằng tài khoản đã tạo ra nó, hoặc đặt EMBEDDED_DATABASE_DIRECTORY là một thư mục khác.',
    );
  }
}

function removeAbandoned(folder: string): void {
  for (const name of readdirSync(folder).filter((entry) => entry.startsWith(unfinishedPrefix))) {
    const path = join(folder, name);
    const age = Date.now() - (statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? Date.now());
    if (age > abandonedAfterMs) rmSync(path, { recursive: true, force: true });
  }
}
