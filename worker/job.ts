import type { EntityManager } from '@mikro-orm/postgresql';
import type { CivilDate, Log } from '../schema/base/index.js';
import type { DigestSettings } from '../schema/reminders/index.js';
import type { Schedule } from '../schema/slots/index.js';

/** What a run is given. Everything it writes commits together with the end of its slot. */
export interface JobContext {
  /** Bound to the run's transaction. */
  readonly em: EntityManager;
  /** The civil day of the slot, which the job is a function of. */
  readonly day: CivilDate;
  /** The instant that the run writes down as its own. */
  readonly now: Date;
  readonly settings: DigestSettings;
  readonly log: Log;
  /** Queues the sending of messages that this run wrote; nothing is queued when the run fails. */
  enqueueMessages(ids: readonly string[]): Promise<void>;
}

/** Something the worker does by itself: when, after which others, and what. Safe to run twice. */
export interface Job {
  readonly schedule: Schedule;
  /** Names of schedules that must have ended first when both are due. */
  readonly after: readonly string[];
  /** Does the work and tells what it did, in counts. */
  run(context: JobContext): Promise<Record<string, number>>;
}
