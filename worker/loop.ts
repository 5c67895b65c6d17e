import { databaseClock, startHeartbeat } from './heartbeat.js';
import { watchFolder } from './folder/folder-watch.js';
import { sendMessage } from './mail/send-message.js';
import { runSlot } from './runner.js';
import type { Clock, WorkerContext } from './worker-context.js';

/** How long running work may take to end when the worker is asked to stop, in milliseconds. */
const STOP_WITHIN_MS = 8_000;

/** A running worker. */
export interface Loop {
  /** Begins nothing new, waits for running work up to 8 s, and closes the queue. */
  stop(): Promise<void>;
}

/** Starts to take work from the queue and to look for due runs. */
export async function startLoop(
  context: WorkerContext,
  heartbeatCron: string,
  clock: Clock = databaseClock(context.database),
): Promise<Loop> {
  await context.queue.work({
    runSlot: async (slot) => {
      await runSlot(context, slot, await clock());
    },
    sendMessage: async (id) => {
      await sendMessage(context, id, await clock());
    },
  });
  const heartbeat = startHeartbeat(context, heartbeatCron, clock);
  const { importFolder } = context;
  const watch = importFolder === null ? null : watchFolder(context, importFolder, heartbeatCron, clock);
  return {
    stop: async () => {
      await Promise.all([heartbeat.stop(), watch?.stop()]);
      await context.queue.stop(STOP_WITHIN_MS);
    },
  };
}
