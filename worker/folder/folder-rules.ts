import { join, sep } from 'node:path';

/** Where files go that were taken in, and such that could not be. */
export const DONE_FOLDER = 'da-nap';
export const REFUSED_FOLDER = 'khong-nap-duoc';

/** A file that nobody has written to for this long has arrived whole. */
const SETTLED_AFTER_MS = 60_000;

/** Names of files still being written, by the programs that copy them, and such that belong to the system. */
const UNFINISHED = /(^[.~])|(\.(part|partial|tmp|temp|crdownload|filepart|swp)$)/i;

/** A file in the watched folder. */
export interface FoundFile {
  /** Path from the watched folder, `mot-cua/ho-so.csv` or `ho-so.csv`. */
  readonly path: string;
  readonly size: number;
  readonly modifiedAt: Date;
}

/**
 * The files to take in, in the order of their arrival, then by path: what lies in the folder itself or in a folder in it
 * (whose name is the import profile), is not empty, has no name of an unfinished copy and has not changed for a minute.
 */
export function filesToTake(files: readonly FoundFile[], now: Date): FoundFile[] {
  return files
    .filter(({ path, size, modifiedAt }) => {
      const parts = path.split(sep);
      if (parts.length > 2 || parts[0] === DONE_FOLDER || parts[0] === REFUSED_FOLDER) return false;
      const isSettled = now.getTime() - modifiedAt.getTime() >= SETTLED_AFTER_MS;
      return size > 0 && isSettled && parts.every((part) => !UNFINISHED.test(part));
    })
    .toSorted((a, b) => a.modifiedAt.getTime() - b.modifiedAt.getTime() || (a.path < b.path ? -1 : 1));
}

/** Import profile of a file: the folder it lies in; null, the standard one, for the watched folder itself. */
export function profileOf(path: string): string | null {
  const [folder, file] = path.split(sep);
  return file === undefined ? null : (folder ?? null);
}

/**
 * Where a file lies afterwards, from the watched folder: `da-nap/2025-12/20251216-080000-ho-so.csv`; months keep the
 * folders small, the instant (UTC) keeps files of one name apart.
 */
export function placeAfter(path: string, outcome: 'DONE' | 'REFUSED', now: Date): string {
  const stamp = now.toISOString().slice(0, 19).replaceAll(/[-:]/g, '').replace('T', '-');
  const folder = outcome === 'DONE' ? DONE_FOLDER : REFUSED_FOLDER;
  return join(folder, now.toISOString().slice(0, 7), `${stamp}-${path.split(sep).join('-')}`);
}
