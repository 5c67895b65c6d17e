import { OutboxService } from '../schema/reminders/index.js';
import { SlotService, type SlotKey } from '../schema/slots/index.js';
import { takeFolder } from './folder/folder-watch.js';
import { claimDue } from './heartbeat.js';
import { sendMessage } from './mail/send-message.js';
import { takeRequests } from './requests.js';
import { runSlot, type RunOutcome } from './runner.js';
import type { WorkerContext } from './worker-context.js';

/** What one pass did, in counts. */
export interface OnceSummary {
  /** Runs claimed by this pass. */
  claimed: number;
  done: number;
  /** Runs that failed, or that had to wait for one that failed. */
  notDone: number;
  sent: number;
  cancelled: number;
  /** Messages that the mail server did not take, for now or for good. */
  notSent: number;
  /** Files of the watched folder that were taken in. */
  filesTaken: number;
  /** Files that could not be: refused, busy or failed. */
  filesNotTaken: number;
}

/**
 * Does everything due at `now`, mails included, one after the other, each once: also what a killed worker left behind
 * and what waits for its next try.
 */
export async function runOnce(context: WorkerContext, now: Date, onPurpose: boolean): Promise<OnceSummary> {
  // First, so that what is compiled now counts them.
  const { importFolder } = context;
  const files = importFolder === null ? null : await takeFolder(context, importFolder, now);
  const filesTaken = files?.DONE ?? 0;
  const filesNotTaken = files ? files.REFUSED + files.BUSY + files.FAILED : 0;
  const claimed = await claimDue(context, now, { evenBeforeGoLive: onPurpose });
  const summary: OnceSummary = {
    claimed: claimed.length,
    done: 0,
    notDone: 0,
    sent: 0,
    cancelled: 0,
    notSent: 0,
    filesTaken,
    filesNotTaken,
  };
  for (const slot of await waitingSlots(context, now)) countRun(summary, await runSlot(context, slot, now));
  await takeRequests(context, now);
  const messages = await new OutboxService(context.database.em.fork()).waiting(END_OF_TIME);
  for (const id of messages) {
    const { outcome } = await sendMessage(context, id, now, true);
    if (outcome === 'SENT') summary.sent += 1;
    else if (outcome === 'CANCELLED') summary.cancelled += 1;
    else if (outcome !== 'NONE' && outcome !== 'BUSY') summary.notSent += 1;
  }
  return summary;
}

/** Later than any instant that PostgreSQL is asked about here. */
const END_OF_TIME = new Date('9999-12-31T00:00:00Z');

/** Slots that wait, in the order of the jobs, so that what others build on comes first. */
async function waitingSlots({ database, jobs }: WorkerContext, now: Date): Promise<SlotKey[]> {
  const waiting = await database.em.fork().transactional((em) => new SlotService(em).waiting(now));
  return jobs.flatMap(({ schedule }) => waiting.filter((slot) => slot.schedule === schedule.name));
}

function countRun(summary: OnceSummary, outcome: RunOutcome): void {
  if (outcome === 'DONE') summary.done += 1;
  else if (outcome !== 'NONE') summary.notDone += 1;
}
