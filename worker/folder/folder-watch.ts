import { mkdir, readdir, stat } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { schedule as scheduleTick } from 'node-cron';
import { toError } from '../../schema/base/index.js';
import type { Clock, WorkerContext } from '../worker-context.js';
import { filesToTake, type FoundFile } from './folder-rules.js';
import { takeFile, type FileOutcome } from './take-file.js';

/** A running watch. */
export interface FolderWatch {
  /** Begins no further file; resolves when the running one has ended. */
  stop(): Promise<void>;
}

/**
 * Takes in what lies in the folder, one file after the other; a file that cannot be taken in does not hold up the next.
 * @returns how many files ended how.
 */
export async function takeFolder(
  context: WorkerContext,
  folder: string,
  now: Date,
): Promise<Record<FileOutcome, number>> {
  const outcomes = { DONE: 0, REFUSED: 0, BUSY: 0, FAILED: 0 };
  for (const { path } of filesToTake(await filesIn(folder), now)) {
    if (context.stopping?.aborted) break;
    outcomes[await takeFile(context, folder, path, now)] += 1;
  }
  return outcomes;
}

/** Looks into the folder at every tick; a tick that fails is logged, and the next tries again. */
export function watchFolder(context: WorkerContext, folder: string, cron: string, clock: Clock): FolderWatch {
  const stopping = new AbortController();
  const own = { ...context, stopping: stopping.signal };
  let running: Promise<void> | null = null;
  const look = async () => {
    try {
      await takeFolder(own, folder, await clock());
    } catch (thrown) {
      context.log.error({ error: toError(thrown), folder }, 'watched folder cannot be read');
    }
  };
  const beat = () => {
    running ??= look().finally(() => (running = null));
    return running;
  };
  const task = scheduleTick(cron, beat, { suppressMissedWarning: true });
  void beat();
  return {
    stop: async () => {
      stopping.abort();
      await task.destroy();
      await running;
    },
  };
}

async function filesIn(folder: string): Promise<FoundFile[]> {
  await mkdir(folder, { recursive: true });
  const entries = await readdir(folder, { withFileTypes: true, recursive: true });
  const files: FoundFile[] = [];
  for (const entry of entries) {
    if (!entry.isFile()) continue; // a link may lead anywhere
    const place = join(entry.parentPath, entry.name);
    const found = await stat(place).catch(() => null); // another worker may have moved it
    if (found) files.push({ path: relative(folder, place), size: found.size, modifiedAt: found.mtime });
  }
  return files;
}
