import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { projectFile } from '../../schema/base/index.js';
import { importsOf, sourceFiles, sourceText } from '../support/source-files.js';

/** Modules of schema/ from left to right; a module imports only modules to its left. */
const moduleOrder = [
  'base',
  'audit',
  'calendar',
  'slots',
  'organisation',
  'access',
  'catalogue',
  'exchange',
  'plan',
  'observations',
  'dossiers',
  'indicators',
  'reports',
  'reminders',
  'operations',
];

/** The files of schema/ that see every module, and may be imported from outside. */
const schemaEntryFiles = /^schema\/[a-z-]+\.ts$/;

/** Packages that belong to a server or to a worker. */
const outerPackages = /^(express|@apollo\/|@as-integrations\/|node-cron|nodemailer|maildev|pg-boss|node:https?$)/;

interface Packages {
  dependencies: Record<string, string>;
  devDependencies: Record<string, string>;
}

/** Only what is started as a process of its own reads the clock. */
const clockReaders = [
  /^server\/(main|context)\.ts$/,
  /^server\/(local|commands)\//,
  /^worker\/(main|heartbeat)\.ts$/,
  /^test\//,
];
const environmentReaders = [/^schema\/base\/env\.ts$/, /^test\//];

const files = sourceFiles(['schema', 'server', 'worker', 'test']);
const imports = files.flatMap((from) => importsOf(from).map((to) => ({ from, to })));

/** The faulty imports, as `from -> to`, so that a failure names them. */
function faulty(isWrong: (from: string, to: string) => boolean): string[] {
  return imports.filter(({ from, to }) => isWrong(from, to)).map(({ from, to }) => `${from} -> ${to}`);
}

function partOf(file: string): string {
  return file.split('/')[0] ?? '';
}

/** The module of a file of schema/; null for the files right in schema/ and for migrations. */
function moduleOf(file: string): string | null {
  const [, name] = /^schema\/([a-z-]+)\//.exec(file) ?? [];
  return !name || name === 'migrations' ? null : name;
}

function goesRight(from: string, to: string): boolean {
  const [own, other] = [moduleOf(from), moduleOf(to)];
  return own !== null && other !== null && moduleOrder.indexOf(other) > moduleOrder.indexOf(own);
}

function goesRoundIndex(from: string, to: string): boolean {
  const other = moduleOf(to);
  return other !== null && other !== moduleOf(from) && partOf(from) !== 'test' && to !== `schema/${other}/index.ts`;
}

describe('imports', () => {
  it('are found at all', () => {
    expect(imports.length).toBeGreaterThan(200);
  });

  it('name a file that exists', () => {
    expect(faulty((_from, to) => /^(schema|server|worker|test)\/.*\.tsx?$/.test(to) && !files.includes(to))).toEqual(
      [],
    );
  });

  it('go between modules of the domain from right to left only', () => {
    expect(faulty(goesRight)).toEqual([]);
    expect(files.filter((file) => !moduleOrder.includes(moduleOf(file) ?? 'base'))).toEqual([]);
  });

  it('enter a module through its index only', () => {
    expect(faulty(goesRoundIndex)).toEqual([]);
  });

  it('never lead from a module to what gathers all modules', () => {
    expect(faulty((from, to) => moduleOf(from) !== null && schemaEntryFiles.test(to))).toEqual([]);
  });

  it('never lead from the domain to the server or the worker, nor between those two', () => {
    const allowed: Record<string, string[]> = {
      schema: ['schema'],
      server: ['schema', 'server'],
      worker: ['schema', 'worker'],
    };
    const isWrong = (from: string, to: string) => {
      const parts = allowed[partOf(from)];
      return (
        parts !== undefined &&
        ['schema', 'server', 'worker', 'test'].includes(partOf(to)) &&
        !parts.includes(partOf(to))
      );
    };
    expect(faulty(isWrong)).toEqual([]);
  });

  it('name only packages that package.json asks for, so that none is there by chance', () => {
    const { dependencies, devDependencies } = JSON.parse(readFileSync(projectFile('package.json'), 'utf8')) as Packages;
    const isWrong = (from: string, to: string) => {
      if (/^(schema|server|worker|test)\/|^node:/.test(to)) return false;
      const name = to.split('/', to.startsWith('@') ? 2 : 1).join('/');
      return !(name in dependencies || (partOf(from) === 'test' && name in devDependencies));
    };
    expect(faulty(isWrong)).toEqual([]);
  });

  it('keep HTTP, cron and SMTP out of the domain', () => {
    expect(faulty((from, to) => partOf(from) === 'schema' && outerPackages.test(to))).toEqual([]);
  });
});

describe('the surroundings', () => {
  it('are read by the environment module only', () => {
    expect(usersOf(/\bprocess\.env\b/, environmentReaders)).toEqual([]);
  });

  it('tell the time to entry points only', () => {
    expect(usersOf(/\bnew Date\(\s*\)|\bDate\.now\(/, clockReaders)).toEqual([]);
  });
});

function usersOf(pattern: RegExp, allowed: readonly RegExp[]): string[] {
  return files.filter((file) => pattern.test(sourceText(file)) && !allowed.some((place) => place.test(file)));
}
