import { civilDateAt, toError } from '../schema/base/index.js';
import { SlotService, type SlotKey } from '../schema/slots/index.js';
import type { Job } from './job.js';
import type { WorkerContext } from './worker-context.js';

/** Failed tries after which a slot is given up. */
const MOST_ATTEMPTS = 5;
/** Seconds until the second try; doubles with each. */
const FIRST_RETRY_SECONDS = 30;
/** Seconds until a slot is looked at again that another worker runs, or that waits for another schedule. */
const LOOK_AGAIN_SECONDS = 5;

/**
 * How one try went. `NONE`: it had ended before; `WAITING`: another worker runs it, or a schedule it comes after has not
 * ended; `RETRY`: it failed and is tried again; `FAILED`: it failed for the last time.
 */
export type RunOutcome = 'DONE' | 'NONE' | 'WAITING' | 'RETRY' | 'FAILED';

/**
 * Runs a slot, whoever claimed it. Its lock, its work and its end are one transaction: a worker that dies in between
 * leaves nothing behind, and the slot is handed out again.
 * @throws Error only when the failure itself cannot be recorded (the database is gone).
 */
export async function runSlot(context: WorkerContext, key: SlotKey, now: Date): Promise<RunOutcome> {
  const job = context.jobs.find(({ schedule }) => schedule.name === key.schedule);
  const log = context.log.child({ job: key.schedule, dueAt: key.dueAt.toISOString() });
  if (!job) {
    log.warn('no job of that name in this version');
    return 'NONE';
  }
  const startedAt = performance.now();
  try {
    const result = await tryRun(context, job, key, now);
    if (typeof result === 'string') return result;
    log.info({ effects: result, ms: Math.round(performance.now() - startedAt) }, 'job done');
    return 'DONE';
  } catch (thrown) {
    const error = toError(thrown);
    const outcome = await recordFailure(context, key, now, error);
    if (outcome === 'FAILED') log.error({ error }, 'job failed for the last time');
    else log.warn({ error }, 'job failed, to be tried again');
    return outcome;
  }
}

async function tryRun(
  { database, queue, settings, log }: WorkerContext,
  job: Job,
  key: SlotKey,
  now: Date,
): Promise<Record<string, number> | 'NONE' | 'WAITING'> {
  return database.em.fork().transactional(async (em) => {
    const slots = new SlotService(em);
    const slot = await slots.hold(key);
    if (slot === null) return 'NONE';
    if (slot === 'BUSY' || (await slots.isAnyQueued(job.after, key.dueAt))) {
      await queue.enqueueSlot(em, key, LOOK_AGAIN_SECONDS);
      return 'WAITING';
    }
    const effects = await job.run({
      em,
      day: civilDateAt(key.dueAt),
      now,
      settings,
      log: log.child({ job: key.schedule }),
      enqueueMessages: (ids) => queue.enqueueMessages(em, ids),
    });
    await slots.finish(slot, now, effects);
    return effects;
  });
}

async function recordFailure(
  { database, queue }: WorkerContext,
  key: SlotKey,
  now: Date,
  error: Error,
): Promise<'RETRY' | 'FAILED'> {
  return database.em.fork().transactional(async (em) => {
    const slots = new SlotService(em);
    const slot = await slots.hold(key);
    if (slot === null || slot === 'BUSY') return 'RETRY';
    const isLast = slot.attempts + 1 >= MOST_ATTEMPTS;
    await slots.fail(slot, now, error.message, isLast);
    if (!isLast) await queue.enqueueSlot(em, key, FIRST_RETRY_SECONDS * 2 ** slot.attempts);
    return isLast ? 'FAILED' : 'RETRY';
  });
}
