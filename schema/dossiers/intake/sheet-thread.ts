import { once } from 'node:events';
import { parentPort, workerData } from 'node:worker_threads';
import type { SheetTask, ThreadMessage } from './sheet-message.js';
import { readSheet } from './sheet-file.js';
import { UnreadableFile } from './unreadable-file.js';

const task = workerData as SheetTask;

async function run(): Promise<void> {
  try {
    for await (const batch of readSheet(task)) {
      tell(batch);
      if (parentPort) await once(parentPort, 'message'); // so that at most one batch waits
    }
    tell({ end: true });
  } catch (error) {
    if (!(error instanceof UnreadableFile)) throw error;
    tell({ refusal: error.message });
  }
}

function tell(message: ThreadMessage): void {
  // A thread's port has no origin, a window's has.
  // oxlint-disable-next-line unicorn/require-post-message-target-origin
  parentPort?.postMessage(message);
}

await run();
parentPort?.unref();
