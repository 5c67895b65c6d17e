import { parentPort, workerData } from 'node:worker_threads';
import { FileRefusal } from './file-refusal.js';
import type { RawTable } from './table-file.js';
import { parseXlsx } from './xlsx-parse.js';

/** What the thread answers: the cells, or why it refuses the file. */
export type WorkerAnswer = { readonly table: RawTable } | { readonly refusal: string };

async function answer(): Promise<WorkerAnswer> {
  try {
    return { table: await parseXlsx(Buffer.from(workerData as Uint8Array)) };
  } catch (error) {
    if (error instanceof FileRefusal) return { refusal: error.message };
    throw error;
  }
}

// A thread's port has no origin, a window's has.
// oxlint-disable-next-line unicorn/require-post-message-target-origin
parentPort?.postMessage(await answer());
