import { chmodSync, mkdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { canEnter, type OsUser } from './os-user.js';

// /var/lib first: the others may be emptied by the system's cleaning.
const parents = ['/var/lib', '/var/tmp', '/tmp'];
const folderName = 'ke-hoach-457';

/**
 * Folders outside the checkout that belong to root and that `user` can enter, best first; created when missing.
 * Empty when the machine has none.
 */
export function sharedPlaces(user: OsUser): string[] {
  return parents.map((parent) => join(parent, folderName)).filter((place) => isSafe(place) && canEnter(user, place));
}

/** Makes a folder everyone may enter, whatever the umask says. */
export function makeOpenFolder(folder: string): void {
  mkdirSync(folder, { recursive: true });
  chmodSync(folder, 0o755);
}

function isSafe(place: string): boolean {
  try {
    mkdirSync(place);
    chmodSync(place, 0o755);
  } catch {
    // It exists already, or cannot be made: the next lines tell.
  }
  const stats = statSync(place, { throwIfNoEntry: false });
  // In a world-writable parent somebody else may have made the folder first, with other contents.
  return stats?.isDirectory() === true && stats.uid === 0;
}
