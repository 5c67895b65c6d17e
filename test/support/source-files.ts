import { readdirSync, readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { projectFile } from '../../schema/base/index.js';

/** Paths (from the project's top, with `/`) of the TypeScript sources below the given folders. */
export function sourceFiles(folders: readonly string[]): string[] {
  return folders.flatMap((folder) =>
    readdirSync(projectFile(folder), { recursive: true, encoding: 'utf8' })
      .map((name) => posix.join(folder, name.replaceAll('\\', '/')))
      .filter((path) => /\.tsx?$/.test(path)),
  );
}

/** Code of a source without its comments. */
export function sourceText(file: string): string {
  const text = readFileSync(projectFile(file), 'utf8');
  return text.replaceAll(/\/\*[\s\S]*?\*\//g, '').replaceAll(/^\s*\/\/.*$|\s\/\/ .*$/gm, '');
}

/** What a source imports or re-exports: paths of sources of the project, and names of packages. */
export function importsOf(file: string): string[] {
  const pattern =
    /(?:^|\n)\s*(?:import|export)\b[^'";]*?from\s*'([^']+)'|(?:^|\n)\s*import\s*'([^']+)'|\bimport\(\s*'([^']+)'/g;
  const names = [...sourceText(file).matchAll(pattern)].flatMap(
    ([, from, bare, dynamic]) => from ?? bare ?? dynamic ?? [],
  );
  return names.map((name) => (name.startsWith('.') ? resolveSource(file, name) : name));
}

function resolveSource(file: string, name: string): string {
  const path = posix.join(posix.dirname(file), name);
  if (!path.endsWith('.js')) return path;
  const isBrowserCode = path.startsWith('server/playground/client/');
  const sources = isBrowserCode ? sourceFiles([posix.dirname(path)]) : [];
  const tsx = path.replace(/\.js$/, '.tsx');
  return sources.includes(tsx) ? tsx : path.replace(/\.js$/, '.ts');
}
