import 'reflect-metadata';
import { Readable } from 'node:stream';
import { PlanError } from '../../schema/base/index.js';
import { formatOf } from '../../schema/dossiers/intake/file-format.js';
import { HOSTILE_FILES, type HostileFile } from './hostile-files.js';
import { seedReader } from './seed-reader.js';

/** What reading a file came to. */
export interface Reading {
  readonly name: string;
  readonly message: string | null;
  readonly code: string | null;
  readonly taken: number;
  readonly rejected: number;
  readonly rules: readonly string[];
  /** Lines of COPY text; as many as rows were read. */
  readonly lines: number;
  readonly seconds: number;
  /** Most memory that the whole process has held so far, in MiB. */
  readonly peakMiB: number;
}

/** Reads one. */
export async function readHostile({ name, fileName, chunks }: HostileFile): Promise<Reading> {
  const started = performance.now();
  let reader: ReturnType<typeof seedReader> | null = null;
  let refusal: PlanError | null = null;
  let lines = 0;
  try {
    reader = seedReader({ format: formatOf(fileName) });
    for await (const batch of reader.copyText(Readable.from(chunks()))) lines += linesIn(batch);
  } catch (error) {
    if (!(error instanceof PlanError)) throw error;
    refusal = error;
  }
  const { rowsRead = 0, rejected = 0, faults = [] } = reader ?? {};
  return {
    name,
    message: refusal?.message ?? null,
    code: refusal?.code ?? null,
    taken: rowsRead - rejected,
    rejected,
    rules: faults.slice(0, 5).map(({ rule }) => rule),
    lines,
    seconds: (performance.now() - started) / 1000,
    peakMiB: Math.round(process.resourceUsage().maxRSS / 1024),
  };
}

function linesIn(bytes: Buffer): number {
  let lines = 0;
  for (let at = bytes.indexOf(10); at !== -1; at = bytes.indexOf(10, at + 1)) lines += 1;
  return lines;
}

// Started as a process of its own: reads the files named, all when none is, and prints one line of JSON for each.
if (process.argv[1]?.endsWith('read-hostile.js')) {
  const names = process.argv.slice(2);
  for (const hostile of HOSTILE_FILES) {
    if (names.length === 0 || names.includes(hostile.name)) console.log(JSON.stringify(await readHostile(hostile)));
  }
}
