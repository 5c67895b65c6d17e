import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';
import { z } from 'zod';
import { PlanError } from '../../base/index.js';

const Manifest = z.object({
  year: z.number().int(),
  rows: z.number().int(),
  /** Of the compressed file. */
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
});

/** What stands beside an archive file, as JSON: the year, how many dossiers, and the hash of the compressed file. */
export type ArchiveManifest = z.infer<typeof Manifest>;

/** Name of the file that says what the archive file holds. */
export function manifestOf(file: string): string {
  return `${file}.json`;
}

/**
 * Writes lines as a compressed file, reads it again from the disk and answers its hash; `rows` must be the number of
 * lines without the header. A file that could not be verified is taken away.
 * @throws Error when what is on the disk is not what was written.
 */
export async function writeArchive(file: string, lines: Readable, rowsWritten: () => number): Promise<string> {
  const partial = `${file}.partial`;
  const written = createHash('sha256');
  try {
    await pipeline(lines, tap(written), createGzip(), createWriteStream(partial, { flush: true }));
    const stored = await readArchive(partial);
    if (stored.contentHash !== written.digest('hex') || stored.rows !== rowsWritten()) {
      throw new Error(`The archive file holds ${stored.rows} of ${rowsWritten()} rows or other content`);
    }
    await rename(partial, file);
    return stored.sha256;
  } finally {
    await rm(partial, { force: true });
  }
}

/** Hash of the file, hash of its content and lines of it without the header. */
async function readArchive(file: string): Promise<{ sha256: string; contentHash: string; rows: number }> {
  const compressed = createHash('sha256');
  const content = createHash('sha256');
  let lines = 0;
  await pipeline(
    createReadStream(file),
    tap(compressed),
    createGunzip(),
    tap(content),
    async (chunks: AsyncIterable<Buffer>) => {
      for await (const chunk of chunks) for (const byte of chunk) if (byte === LINE_FEED) lines += 1;
    },
  );
  return { sha256: compressed.digest('hex'), contentHash: content.digest('hex'), rows: lines - 1 };
}

const LINE_FEED = 10;

function tap(hash: { update(chunk: Buffer): unknown }) {
  return async function* (chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    for await (const chunk of chunks) {
      hash.update(chunk);
      yield chunk;
    }
  };
}

/** Writes the manifest of an archive file. */
export async function writeManifest(file: string, manifest: ArchiveManifest): Promise<void> {
  await writeFile(manifestOf(file), `${JSON.stringify(manifest, null, 2)}\n`, { flush: true });
}

/**
 * What an archive file says it holds, after the file was read and found whole.
 * @throws PlanError NOT_FOUND when file or manifest is missing, INVALID_INPUT when the file is damaged or another one.
 */
export async function verifiedManifest(file: string): Promise<ArchiveManifest> {
  const text = await readFile(manifestOf(file), 'utf8').catch(() => null);
  if (text === null) throw new PlanError('NOT_FOUND', `Không có tệp ${manifestOf(file)} đi kèm tệp lưu trữ.`);
  const manifest = manifestIn(text);
  const stored = await readArchive(file).catch(() => null);
  if (manifest === null || stored?.sha256 !== manifest.sha256 || stored.rows !== manifest.rows) {
    throw new PlanError('INVALID_INPUT', 'Tệp lưu trữ bị hỏng hoặc không khớp mã SHA-256 và số dòng đi kèm.');
  }
  return manifest;
}

function manifestIn(text: string): ArchiveManifest | null {
  try {
    return Manifest.parse(JSON.parse(text));
  } catch {
    return null; // told together with every other damage
  }
}

/** The content of an archive file. */
export function openArchive(file: string): Readable {
  return createReadStream(file).pipe(createGunzip());
}
