import type { EntityManager } from '@mikro-orm/postgresql';
import { fromKysely, PgBoss, type Job as QueuedJob } from 'pg-boss';
import type { Log } from '../schema/base/index.js';
import type { SlotKey } from '../schema/slots/index.js';

const RUN_SLOT = 'run-slot';
const SEND_MESSAGE = 'send-message';

/** A worker that shows no sign of life for this long has lost its job to the others. */
const HEARTBEAT_SECONDS = 15;
const MONITOR_SECONDS = 10;
/** How often faults outside our own retries (a lost database, a killed worker) may repeat a job. */
const RETRIES = 1000;
const MESSAGES_AT_ONCE = 10;

/** What is done with what the queue hands out. */
export interface QueueHandlers {
  runSlot(slot: SlotKey): Promise<void>;
  sendMessage(id: string): Promise<void>;
}

interface SlotData {
  readonly schedule: string;
  readonly dueAt: string;
}

/**
 * The queue (pg-boss) that hands work to one of the running workers. It delivers at least once and knows no times of its
 * own: ledger and outbox decide whether there is still something to do.
 */
export class WorkQueue {
  private readonly boss: PgBoss;

  constructor(url: string, log: Log) {
    this.boss = new PgBoss({
      connectionString: url,
      application_name: 'ke-hoach-457 queue',
      max: 4,
      schedule: false,
      superviseIntervalSeconds: MONITOR_SECONDS,
      monitorIntervalSeconds: MONITOR_SECONDS,
    });
    this.boss.on('error', (error) => log.warn({ error }, 'queue fault'));
    this.boss.on('warning', (warning) => log.debug({ warning }, 'queue warning'));
  }

  /** Opens the queue and makes its tables when they are missing. */
  async start(): Promise<void> {
    await this.boss.start();
    for (const name of [RUN_SLOT, SEND_MESSAGE]) {
      await this.boss.createQueue(name, {
        policy: 'short',
        retryLimit: RETRIES,
        retryDelay: 5,
        heartbeatSeconds: HEARTBEAT_SECONDS,
        expireInSeconds: 3600,
        deleteAfterSeconds: 24 * 3600,
      });
    }
  }

  /** Hands out work to this process until `stop`. */
  async work({ runSlot, sendMessage }: QueueHandlers): Promise<void> {
    await this.boss.work(RUN_SLOT, { pollingIntervalSeconds: 1 }, async (jobs: QueuedJob<SlotData>[]) => {
      for (const { data } of jobs) await runSlot({ schedule: data.schedule, dueAt: new Date(data.dueAt) });
    });
    const options = { pollingIntervalSeconds: 1, batchSize: MESSAGES_AT_ONCE, burstWhenBatchFull: true };
    await this.boss.work(SEND_MESSAGE, options, async (jobs: QueuedJob<{ id: string }>[]) => {
      for (const { data, signal } of jobs) {
        if (signal.aborted) return;
        await sendMessage(data.id);
      }
    });
  }

  /** Queues a run in the entity manager's transaction; a run that already waits is not queued again. */
  async enqueueSlot(em: EntityManager, { schedule, dueAt }: SlotKey, startAfterSeconds = 0): Promise<void> {
    const at = dueAt.toISOString();
    await this.boss.send(
      RUN_SLOT,
      { schedule, dueAt: at },
      { db: fromKysely(em.getKysely()), singletonKey: `${schedule} ${at}`, startAfter: startAfterSeconds },
    );
  }

  /** Queues the sending of messages in the entity manager's transaction. */
  async enqueueMessages(em: EntityManager, ids: readonly string[], startAfterSeconds = 0): Promise<void> {
    const db = fromKysely(em.getKysely());
    const jobs = ids.map((id) => ({ data: { id }, singletonKey: id, startAfter: startAfterSeconds }));
    if (jobs.length > 0) await this.boss.insert(SEND_MESSAGE, jobs, { db });
  }

  /** Waits for running work, at most that long, and closes. Work cut short is handed out again. */
  async stop(timeoutMs: number): Promise<void> {
    await this.boss.stop({ graceful: true, timeout: timeoutMs });
  }
}
