import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import type { ProfileDefinition } from './profile-shape.js';
import { plainText } from './sheet-cell.js';
import type { SheetBatch, SheetRow, SheetTask, ThreadMessage } from './sheet-message.js';
import { UnreadableFile } from './unreadable-file.js';

const LARGEST_FILE = 200 * 1024 * 1024; // bytes, packed
const MEMORY_MIB = 128;
const LONGEST_SILENCE_MS = 60_000;

/**
 * The rows of a spreadsheet in batches, in the order of the sheet. The file is laid down in a temporary folder, because
 * its directory stands at its end, and read in a thread of its own with a cap on memory.
 * @throws UnreadableFile when it is no spreadsheet, is broken, or asks for more than a sheet may.
 */
export async function* sheetRows(
  chunks: AsyncIterable<Buffer>,
  { sheet, headerRow }: Pick<ProfileDefinition, 'sheet' | 'headerRow'>,
): AsyncGenerator<SheetBatch> {
  const folder = await mkdtemp(join(tmpdir(), 'dossiers-'));
  try {
    const path = join(folder, 'sheet.xlsx');
    await pipeline(limited(chunks), createWriteStream(path));
    yield* readInThread({ path, sheet, headerRow });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function* limited(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let size = 0;
  for await (const chunk of chunks) {
    size += chunk.length;
    if (size > LARGEST_FILE) throw new UnreadableFile('tệp XLSX lớn quá 200 MB; hãy lưu dạng «CSV UTF-8»');
    yield chunk;
  }
}

async function* readInThread(task: SheetTask): AsyncGenerator<SheetBatch> {
  const worker = new Worker(fileURLToPath(new URL('sheet-thread.js', import.meta.url)), {
    workerData: task,
    resourceLimits: { maxOldGenerationSizeMb: MEMORY_MIB, maxYoungGenerationSizeMb: 16 },
  });
  try {
    for (;;) {
      const message = await nextMessage(worker);
      if ('refusal' in message) throw new UnreadableFile(message.refusal);
      if ('end' in message) return;
      yield message;
      // A thread's port has no origin, a window's has.
      // oxlint-disable-next-line unicorn/require-post-message-target-origin
      worker.postMessage('next');
    }
  } finally {
    await worker.terminate();
  }
}

async function nextMessage(worker: Worker): Promise<ThreadMessage> {
  const stop = AbortSignal.timeout(LONGEST_SILENCE_MS);
  try {
    const [message] = (await once(worker, 'message', { signal: stop })) as [ThreadMessage];
    return message;
  } catch (error) {
    if (stop.aborted) throw new UnreadableFile('tệp XLSX cần quá nhiều thời gian để đọc');
    if (!isOutOfMemory(error)) throw error;
    throw new UnreadableFile('tệp XLSX cần quá nhiều bộ nhớ để đọc; hãy lưu dạng «CSV UTF-8»');
  }
}

function isOutOfMemory(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY';
}

/** The texts of rows that hold other letters than ASCII, with blanks between. */
export function lettersOf(rows: readonly SheetRow[]): string {
  const texts = rows.flatMap(({ cells }) => cells.map(plainText).filter((text) => /[\u0080-\uffff]/.test(text)));
  return texts.join(' ');
}
