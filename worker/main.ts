import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { createLog, parseInstant, PlanError, readEnvironment, toError, type Log } from '../schema/base/index.js';
import { openDatabase, type Database } from '../schema/database.js';
import { prepareInstallation } from '../schema/install.js';
import { databaseClock } from './heartbeat.js';
import { startLoop } from './loop.js';
import { openMailer, type Mailer } from './mail/transport.js';
import { runOnce } from './once.js';
import { WorkQueue } from './queue.js';
import { jobs } from './schedule.js';
import { workerSettings, type WorkerSettings } from './settings.js';
import type { WorkerContext } from './worker-context.js';

/** Longest wait between two tries to reach the database at start, in milliseconds. */
const LONGEST_START_WAIT_MS = 10_000;
/** A supervisor waits 10 s before it kills: be gone by then whatever still runs. */
const EXIT_AFTER_MS = 9_500;

interface Parts {
  readonly context: WorkerContext;
  readonly database: Database;
  readonly mailer: Mailer;
}

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { once: { type: 'boolean' }, now: { type: 'string' } } });
  if (values.now && !values.once) throw new PlanError('INVALID_INPUT', '--now chỉ dùng cùng --once.');
  const env = readEnvironment();
  const settings = workerSettings(env);
  const log = createLog('worker', env.LOG_LEVEL);
  if (values.once) await once(settings, log, values.now ? parseInstant(values.now) : null);
  else await loop(settings, log);
}

async function once(settings: WorkerSettings, log: Log, wished: Date | null): Promise<void> {
  const { context, database, mailer } = await open(settings, log);
  const now = wished ?? (await databaseClock(database)());
  const summary = await runOnce(context, now, wished !== null);
  await context.queue.stop(1000);
  mailer.close();
  await database.close();
  process.stdout.write(
    `Đến ${now.toISOString()}: ${summary.claimed} lượt mới, ${summary.done} lượt chạy xong, ${summary.notDone} lượt chưa xong; ` +
      `${summary.sent} thư đã gửi, ${summary.cancelled} thư thôi gửi, ${summary.notSent} thư chưa gửi được; ` +
      `${summary.filesTaken} tệp hồ sơ đã nạp, ${summary.filesNotTaken} tệp chưa nạp được.\n`,
  );
  process.exitCode = summary.notDone + summary.notSent + summary.filesNotTaken > 0 ? 1 : 0;
}

async function loop(settings: WorkerSettings, log: Log): Promise<void> {
  const stopAsked = new AbortController();
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.once(signal, () => {
      log.info({ signal }, 'stopping');
      stopAsked.abort();
      setTimeout(() => process.exit(0), EXIT_AFTER_MS).unref();
    });
  }
  const parts = await openPatiently(settings, log, stopAsked.signal);
  if (!parts) return;
  const { context, database, mailer } = parts;
  const running = await startLoop(context, settings.heartbeatCron);
  log.info({ heartbeat: settings.heartbeatCron, jobs: jobs.map(({ schedule }) => schedule.name) }, 'started');
  await untilAborted(stopAsked.signal);
  await running.stop();
  mailer.close();
  await database.close();
  log.info('stopped');
}

/** Opens everything, trying again for as long as the database is away; null when asked to stop meanwhile. */
async function openPatiently(settings: WorkerSettings, log: Log, stopAsked: AbortSignal): Promise<Parts | null> {
  for (let wait = 1000; !stopAsked.aborted; wait = Math.min(wait * 2, LONGEST_START_WAIT_MS)) {
    try {
      return await open(settings, log);
    } catch (thrown) {
      const error = toError(thrown);
      if (error instanceof PlanError) throw error;
      log.warn({ error }, 'cannot start yet, trying again');
      await sleep(wait, undefined, { signal: stopAsked }).catch(() => undefined);
    }
  }
  return null;
}

async function open(settings: WorkerSettings, log: Log): Promise<Parts> {
  const database = await openDatabase({ url: settings.databaseUrl, poolSize: settings.poolSize });
  const queue = new WorkQueue(settings.databaseUrl, log);
  try {
    await prepareInstallation(settings.databaseUrl, database, log);
    await queue.start();
  } catch (error) {
    await queue.stop(1000).catch(() => undefined);
    await database.close(true);
    throw error;
  }
  const mailer = openMailer(settings.mailer);
  const { digest, goLiveOn, importFolder } = settings;
  const context: WorkerContext = {
    database,
    queue,
    send: mailer.send,
    log,
    jobs,
    settings: digest,
    importFolder,
    ...(goLiveOn && { goLiveOn }),
  };
  return { context, database, mailer };
}

function untilAborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener('abort', () => resolve(), { once: true });
    // Timers of the parts may all rest at some moment; the process must not end then.
    const keepAlive = setInterval(() => undefined, 60_000);
    signal.addEventListener('abort', () => clearInterval(keepAlive), { once: true });
  });
}

try {
  await main();
} catch (thrown) {
  const error = toError(thrown);
  process.stderr.write(`${error instanceof PlanError ? error.message : error.stack}\n`);
  process.exit(1);
}
