import { BounceService, OutboxService, type Delivery } from '../../schema/reminders/index.js';
import type { WorkerContext } from '../worker-context.js';

/** Seconds until a message is looked at again that another worker is sending. */
const LOOK_AGAIN_SECONDS = 30;

/**
 * Tries to send one message of the outbox and queues the next try when there is to be one.
 *
 * `early`: also before the time of its next try (a person asked for everything to be done now).
 */
export async function sendMessage(
  { database, queue, send, log, settings }: WorkerContext,
  id: string,
  now: Date,
  early = false,
): Promise<Delivery> {
  const delivery = await database.em.fork().transactional(async (em) => {
    const result = await new OutboxService(em).deliver(id, { now, send, early });
    if (result.outcome === 'BUSY') await queue.enqueueMessages(em, [id], LOOK_AGAIN_SECONDS);
    if ('nextAt' in result) await queue.enqueueMessages(em, [id], secondsBetween(now, result.nextAt));
    if (result.outcome === 'BOUNCED') {
      const copy = await new BounceService(em).redirect(id, result.error, now, settings);
      if (copy) await queue.enqueueMessages(em, [copy]);
      else log.error({ messageId: id }, 'nobody else of the unit can be written to');
    }
    return result;
  });
  report(delivery, log.child({ messageId: id }));
  return delivery;
}

function report(delivery: Delivery, log: WorkerContext['log']): void {
  switch (delivery.outcome) {
    case 'SENT':
    case 'CANCELLED':
      return log.info({ outcome: delivery.outcome }, 'mail');
    case 'RETRY':
      return log.warn({ ...faultCodes(delivery.error), nextAt: delivery.nextAt }, 'mail server did not take the mail');
    case 'BOUNCED':
      return log.error(faultCodes(delivery.error), 'mailbox takes no mail, address marked');
    case 'FAILED':
      return log.error(faultCodes(delivery.error), 'mail given up');
    case 'BLOCKED':
      return log.error({ ...faultCodes(delivery.error), nextAt: delivery.nextAt }, 'mail server refuses us');
    default:
      return undefined;
  }
}

/** The mailer's codes; its text names the recipient and stays in the outbox. */
function faultCodes(error: Error & { code?: unknown; responseCode?: unknown }) {
  return { code: error.code, responseCode: error.responseCode };
}

function secondsBetween(from: Date, to: Date): number {
  return Math.max(1, Math.ceil((to.getTime() - from.getTime()) / 1000));
}
