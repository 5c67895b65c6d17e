import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { projectFile } from '../../schema/base/index.js';

const topLevel = [
  'README.md',
  'docker-compose.yml',
  'package-lock.json',
  'package.json',
  'schema',
  'server',
  'test',
  'tsconfig.json',
  'worker',
];
const unversioned = ['dist', 'node_modules'];
const readmeLimit = 40;

/** The folders of the first and second level that hold the code; what lies deeper is explained there. */
const folders = ['schema', 'server', 'worker', 'test'].flatMap((folder) => [
  folder,
  ...readdirSync(projectFile(folder))
    .map((name) => `${folder}/${name}`)
    .filter((path) => statSync(projectFile(path)).isDirectory()),
]);

describe('layout', () => {
  it('has at the top what the design names and nothing else, besides dot files', () => {
    const found = readdirSync(projectFile('.')).filter((name) => !name.startsWith('.') && !unversioned.includes(name));
    expect(found.toSorted()).toEqual(topLevel);
  });

  it.each(folders)('explains %s in a short README', (folder) => {
    const readme = projectFile(join(folder, 'README.md'));
    expect(existsSync(readme)).toBe(true);
    expect(readFileSync(readme, 'utf8').trimEnd().split('\n').length).toBeLessThanOrEqual(readmeLimit);
  });
});
