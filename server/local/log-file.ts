import { createWriteStream, existsSync, mkdirSync, renameSync, type WriteStream } from 'node:fs';
import { join } from 'node:path';

/** Logs of earlier starts that are kept beside the present one. */
const KEPT = 4;

/** Opens `<folder>/<name>.log` anew; those of earlier starts become `.1` (the newest) to `.4`. */
export function openLogFile(folder: string, name: string): WriteStream {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const file = join(folder, `${name}.log`);
  for (let age = KEPT - 1; age >= 0; age -= 1) {
    const present = age === 0 ? file : `${file}.${age}`;
    if (existsSync(present)) renameSync(present, `${file}.${age + 1}`);
  }
  return createWriteStream(file, { mode: 0o600 });
}
