import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { projectFile } from '../../schema/base/index.js';

interface LockedPackage {
  readonly version?: string;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

const lock = JSON.parse(readFileSync(projectFile('package-lock.json'), 'utf8')) as {
  readonly packages: Readonly<Record<string, LockedPackage>>;
};

/** Where node would find a package that the package at `from` asks for; undefined when the lock does not hold it. */
function locked(from: string, name: string): LockedPackage | undefined {
  const here = lock.packages[`${from === '' ? '' : `${from}/`}node_modules/${name}`];
  if (here || from === '') return here;
  const parent = from.lastIndexOf('/node_modules/');
  return locked(parent < 0 ? '' : from.slice(0, parent), name);
}

describe('package-lock.json', () => {
  it('holds the optional packages of every platform, without which npm ci refuses to install', () => {
    const missing = Object.entries(lock.packages).flatMap(([from, { optionalDependencies }]) =>
      Object.keys(optionalDependencies ?? {}).filter((name) => !locked(from, name)?.version),
    );
    expect(missing).toEqual([]);
  });
});
