import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = findRoot(dirname(fileURLToPath(import.meta.url)));

/** Absolute path of a file of the project that is read at run time (data, migrations), wherever the code was compiled to. */
export function projectFile(path: string): string {
  return join(root, path);
}

function findRoot(from: string): string {
  if (existsSync(join(from, 'package.json'))) return from;
  return findRoot(dirname(from));
}
