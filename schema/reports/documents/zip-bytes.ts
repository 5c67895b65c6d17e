import { unzipSync, zipSync, type Zippable } from 'fflate';

/** A part of an Office file: its path and its bytes. */
export type ZipPart = readonly [path: string, bytes: Uint8Array];

/** The parts of a file that the libraries wrote. */
export function partsOfZip(zip: Uint8Array): ZipPart[] {
  return Object.entries(unzipSync(zip));
}

/**
 * Packs parts so that the same parts give the same bytes: in the order of their paths, all with the time `at` in UTC, which
 * ZIP keeps to two seconds and without a zone.
 */
export function zipOf(parts: Iterable<ZipPart>, at: Date): Uint8Array {
  const mtime = localNamesake(at);
  const ordered = [...parts].toSorted(([one], [other]) => (one < other ? -1 : 1));
  const zippable: Zippable = Object.fromEntries(ordered.map(([path, bytes]) => [path, [bytes, { mtime }]]));
  return zipSync(zippable, { level: 6 });
}

/** The instant whose local clock shows what the UTC clock shows at `at`: the library writes local time. */
function localNamesake(at: Date): Date {
  const fields = [at.getUTCDate(), at.getUTCHours(), at.getUTCMinutes(), at.getUTCSeconds()] as const;
  return new Date(at.getUTCFullYear(), at.getUTCMonth(), ...fields);
}
