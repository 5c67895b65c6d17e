import { spawn, type ChildProcess } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { createLog, projectFile } from '../../schema/base/index.js';
import { openDatabase } from '../../schema/database.js';
import type { SendMail } from '../../schema/reminders/index.js';
import type { Job } from '../../worker/job.js';
import { WorkQueue } from '../../worker/queue.js';
import type { WorkerContext } from '../../worker/worker-context.js';

/** A worker process and what came of it. */
export interface WorkerProcess {
  readonly child: ChildProcess;
  /** Ends with the process: exit code (null when killed), both outputs. */
  readonly ended: Promise<{ code: number | null; output: string; errors: string }>;
}

/** Starts the worker as its users do, on a database and a mail server. */
export function spawnWorker(databaseUrl: string, smtpUrl: string, args: readonly string[]): WorkerProcess {
  const child = spawn(process.execPath, [projectFile('dist/worker/main.js'), ...args], {
    env: { ...process.env, DATABASE_URL: databaseUrl, SMTP_URL: smtpUrl, NODE_OPTIONS: '', LOG_LEVEL: 'info' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const code = new Promise<number | null>((resolve) => child.once('close', resolve));
  const ended = Promise.all([code, text(child.stdout), text(child.stderr)]).then(([exit, output, errors]) => ({
    code: exit,
    output,
    errors,
  }));
  return { child, ended };
}

/** The parts of a worker inside this process, with jobs of the test's own. */
export interface WorkerParts {
  readonly context: WorkerContext;
  close(): Promise<void>;
}

/** Opens a worker's parts; nothing runs by itself. */
export async function openWorker(databaseUrl: string, jobs: readonly Job[], send?: SendMail): Promise<WorkerParts> {
  const log = createLog('test', 'silent');
  const database = await openDatabase({ url: databaseUrl });
  const queue = new WorkQueue(databaseUrl, log);
  await queue.start();
  return {
    context: {
      database,
      queue,
      jobs,
      log,
      importFolder: null,
      send: send ?? (() => Promise.resolve()),
      settings: { publicUrl: 'https://kh457.example.vn', mailDomain: 'kh457.example.vn' },
    },
    close: async () => {
      await queue.stop(1000);
      await database.close();
    },
  };
}
