import { randomBytes } from 'node:crypto';
import {
  accessSync,
  constants,
  existsSync,
  linkSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join, resolve } from 'node:path';
import { PlanError, toError } from '../../schema/base/index.js';
import { canEnter, chooseOsUser, type OsUser } from './os-user.js';
import { makeOpenFolder, sharedPlaces } from './shared-place.js';

/** Where a cluster lives and who runs it. */
export interface PostgresHome {
  /** Folder that holds (or will hold) `cluster/`; the requested one, or one elsewhere that it points to. */
  folder: string;
  /** Account PostgreSQL runs under; null = the account of this process. */
  user: OsUser | null;
}

interface Pointer {
  /** The folder that pointed here when the pointer was written: tells a copied checkout from a moved one. */
  requested: string;
  folder: string;
}

const pointerName = 'location.json';

/** Folder of PostgreSQL's own files inside a home. */
export function dataFolder(home: string): string {
  return join(home, 'cluster', 'data');
}

/**
 * The home for the data directory asked for: that folder itself, unless PostgreSQL has to run under an account
 * that cannot enter it (root in /root or in a private temporary folder). Then a folder elsewhere, which
 * `location.json` in the folder asked for names, so that the next start finds it.
 * @throws PlanError CONFIGURATION when the folder cannot be made, or its data cannot be reached any more.
 */
export function choosePostgresHome(dataDirectory: string, log: (line: string) => void): PostgresHome {
  const requested = makeRequested(dataDirectory);
  const user = chooseOsUser(dataFolder(requested));
  if (!user) return { folder: ownFolder(requested), user };
  if (canEnter(user, requested)) return { folder: requested, user };
  if (existsSync(dataFolder(requested))) throw unreachable(requested, user);
  const folder = pointedFolder(requested) ?? newFolder(requested, user);
  log(`Dữ liệu PostgreSQL nằm ở ${folder}, vì tài khoản "${user.name}" không vào được ${requested}.`);
  return { folder, user: chooseOsUser(dataFolder(folder)) };
}

/** The home that belongs to `dataDirectory`, null when it never had one. Creates nothing. */
export function findPostgresHome(dataDirectory: string): string | null {
  if (!existsSync(dataDirectory)) return null;
  const requested = realpathSync(dataDirectory);
  const pointer = readPointer(requested);
  if (!pointer) return requested;
  return pointer.requested === requested && existsSync(pointer.folder) ? pointer.folder : null;
}

function makeRequested(dataDirectory: string): string {
  try {
    mkdirSync(dataDirectory, { recursive: true });
    return realpathSync(dataDirectory);
  } catch (error) {
    throw new PlanError(
      'CONFIGURATION',
      `Không tạo được thư mục dữ liệu ${resolve(dataDirectory)}: ${toError(error).message}. Hãy đổi EMBEDDED_DATABASE_DIRECTORY.`,
    );
  }
}

/** For an account that needs no other one: always the folder asked for. */
function ownFolder(requested: string): string {
  if (canWrite(requested) && !existsSync(join(requested, pointerName))) return requested;
  throw new PlanError(
    'CONFIGURATION',
    `Thư mục dữ liệu ${requested} do tài khoản khác tạo hoặc không ghi được. ` +
      'Hãy chạy bằng tài khoản đó, hoặc đặt EMBEDDED_DATABASE_DIRECTORY là một thư mục khác.',
  );
}

function canWrite(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

function pointedFolder(requested: string): string | null {
  const pointer = readPointer(requested);
  if (!pointer || isCopied(pointer, requested)) return null;
  if (!existsSync(pointer.folder)) {
    throw new PlanError(
      'CONFIGURATION',
      `Không còn dữ liệu PostgreSQL ở ${pointer.folder}. Hãy khôi phục thư mục đó, hoặc xóa ${join(requested, pointerName)} để bắt đầu lại từ đầu.`,
    );
  }
  if (pointer.requested !== requested) writePointer({ ...pointer, requested });
  return pointer.folder;
}

/** A copied checkout gets a cluster of its own, a moved one keeps its cluster. */
function isCopied(pointer: Pointer, requested: string): boolean {
  return pointer.requested !== requested && existsSync(join(pointer.requested, pointerName));
}

function newFolder(requested: string, user: OsUser): string {
  const place = sharedPlaces(user)[0];
  if (!place) throw unreachable(requested, user);
  // Never the folder of an earlier pointer: who deleted that one expects to start from nothing.
  const folder = join(place, 'data', randomBytes(8).toString('hex'));
  makeOpenFolder(join(place, 'data'));
  makeOpenFolder(folder);
  const winner = writePointer({ requested, folder });
  if (winner !== folder) rmSync(folder, { recursive: true });
  return winner;
}

function readPointer(requested: string): Pointer | null {
  const file = join(requested, pointerName);
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Pointer) : null;
}

/** Writes the pointer and returns the folder it names: another one when a process starting now was faster. */
function writePointer(pointer: Pointer): string {
  const file = join(pointer.requested, pointerName);
  const unfinished = `${file}.${process.pid}`;
  writeFileSync(unfinished, `${JSON.stringify(pointer, null, 2)}\n`);
  const current = readPointer(pointer.requested);
  if (current && current.requested !== pointer.requested) {
    renameSync(unfinished, file);
    return pointer.folder;
  }
  try {
    linkSync(unfinished, file); // unlike a rename it fails when the file exists
  } catch (error) {
    const written = readPointer(pointer.requested);
    if (!written) throw error;
    return written.folder;
  } finally {
    rmSync(unfinished);
  }
  return pointer.folder;
}

function unreachable(folder: string, user: OsUser): PlanError {
  return new PlanError(
    'CONFIGURATION',
    `Tài khoản "${user.name}" (PostgreSQL không chạy bằng root) không vào được ${folder}. ` +
      'Hãy đặt EMBEDDED_DATABASE_DIRECTORY là thư mục mọi tài khoản vào được, chạy bằng tài khoản thường, hoặc đặt DATABASE_URL.',
  );
}
