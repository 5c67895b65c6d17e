import type { EntityManager } from '@mikro-orm/postgresql';
import { sql } from 'kysely';
import { schedule as scheduleTick } from 'node-cron';
import { civilDateAt, rowsOf, toError } from '../schema/base/index.js';
import type { Database } from '../schema/database.js';
import { OutboxService } from '../schema/reminders/index.js';
import { SlotService, type SlotKey } from '../schema/slots/index.js';
import { takeRequests } from './requests.js';
import type { Clock, WorkerContext } from './worker-context.js';

/** Work that nobody touched for this long has lost its place in the queue and gets a new one. */
const LOST_AFTER_MS = 10 * 60_000;

/** The database's clock: the same for all workers, however wrong their own are. */
export function databaseClock(database: Database): Clock {
  return async () => {
    const [row] = await rowsOf(
      database.em.fork() as EntityManager,
      sql<{ ms: number }>`select (extract(epoch from clock_timestamp()) * 1000)::float8 as ms`,
    );
    return new Date(row?.ms ?? Number.NaN);
  };
}

/** How due runs are claimed. */
export interface ClaimOptions {
  /** True when a person asked for a day before watching began: that day alone is then looked at. */
  readonly evenBeforeGoLive?: boolean;
}

/**
 * Writes down every run that is due at `now` and queues those that are to happen, in one transaction; any number of
 * workers may do so at once.
 * @returns the slots this call claimed.
 */
export async function claimDue(
  { database, queue, jobs, goLiveOn }: WorkerContext,
  now: Date,
  { evenBeforeGoLive = false }: ClaimOptions = {},
): Promise<SlotKey[]> {
  return database.em.fork().transactional(async (em) => {
    const slots = new SlotService(em);
    const watchedFrom = await slots.goLiveOn(now, goLiveOn);
    const today = civilDateAt(now);
    const historyFrom = evenBeforeGoLive && today < watchedFrom ? today : watchedFrom;
    const claimed: SlotKey[] = [];
    for (const { schedule } of jobs) claimed.push(...(await slots.claim(schedule, now, historyFrom)));
    for (const slot of claimed) await queue.enqueueSlot(em, slot);
    return claimed;
  });
}

/** Queues again what waits in ledger or outbox although it should long have been tried. */
export async function requeueLost({ database, queue }: WorkerContext, now: Date): Promise<void> {
  const lostBefore = new Date(now.getTime() - LOST_AFTER_MS);
  await database.em.fork().transactional(async (em) => {
    for (const slot of await new SlotService(em).waiting(lostBefore)) await queue.enqueueSlot(em, slot);
    await queue.enqueueMessages(em, await new OutboxService(em).waiting(lostBefore));
  });
}

/** A running heartbeat. */
export interface Heartbeat {
  /** No further tick begins; resolves when the running one has ended. */
  stop(): Promise<void>;
}

/**
 * Asks the database at every tick what is due. A tick may be late, lost or doubled: the next one finds the same. One that
 * fails (no database) is logged, and the next tries again.
 */
export function startHeartbeat(context: WorkerContext, cron: string, clock: Clock): Heartbeat {
  let running: Promise<void> | null = null;
  const tick = async () => {
    try {
      const now = await clock();
      await claimDue(context, now);
      await requeueLost(context, now);
      await takeRequests(context, now);
    } catch (thrown) {
      context.log.warn({ error: toError(thrown) }, 'heartbeat failed, the next one tries again');
    }
  };
  const beat = () => {
    running ??= tick().finally(() => (running = null));
    return running;
  };
  const task = scheduleTick(cron, beat, { suppressMissedWarning: true });
  void beat();
  return {
    stop: async () => {
      await task.destroy();
      await running;
    },
  };
}
