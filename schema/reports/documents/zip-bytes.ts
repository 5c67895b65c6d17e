import { unzipSync, zipSync, type Zippable } from 'fflate';

/** What a part becomes; null leaves it out. */
export type ChangePart = (name: string, bytes: Uint8Array) => Uint8Array | null;

/**
 * An Office file packed anew, so that the same parts give the same bytes: parts in the order of their names, all with the
 * time `at` in UTC, which ZIP keeps to two seconds and without a zone.
 *
 * @param added parts that it has not yet, by their names.
 */
export function sameBytes(
  zip: Uint8Array,
  at: Date,
  change: ChangePart = (_name, bytes) => bytes,
  added: Readonly<Record<string, Uint8Array>> = {},
): Uint8Array {
  const parts = Object.entries({ ...unzipSync(zip), ...added }).toSorted(([a], [b]) => (a < b ? -1 : 1));
  const mtime = localNamesake(at);
  const kept: Zippable = {};
  for (const [name, bytes] of parts) {
    const changed = change(name, bytes);
    if (changed) kept[name] = [changed, { mtime, level: 6 }];
  }
  return zipSync(kept);
}

/** The instant whose local clock shows what the UTC clock shows at `at`: ZIP libraries write local time. */
function localNamesake(at: Date): Date {
  return new Date(
    at.getUTCFullYear(),
    at.getUTCMonth(),
    at.getUTCDate(),
    at.getUTCHours(),
    at.getUTCMinutes(),
    at.getUTCSeconds(),
  );
}
