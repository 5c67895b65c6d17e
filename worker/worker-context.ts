import type { CivilDate, Log } from '../schema/base/index.js';
import type { Database } from '../schema/database.js';
import type { DigestSettings, SendMail } from '../schema/reminders/index.js';
import type { Job } from './job.js';
import type { WorkQueue } from './queue.js';

/** What every part of the worker works with. */
export interface WorkerContext {
  readonly database: Database;
  readonly queue: WorkQueue;
  readonly send: SendMail;
  readonly log: Log;
  /** In the order in which they run when several are due. */
  readonly jobs: readonly Job[];
  readonly settings: DigestSettings;
  /** Wished first civil day of watching; without it the day of the first start. */
  readonly goLiveOn?: CivilDate;
  /** Folder that files of dossiers are taken from; null when none is watched. */
  readonly importFolder: string | null;
  /** Aborted when nothing more may begin. */
  readonly stopping?: AbortSignal;
}

/** Tells the instant that work is done at; the database's clock, or a fixed one. */
export type Clock = () => Promise<Date>;
