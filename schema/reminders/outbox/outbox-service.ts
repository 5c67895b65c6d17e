import type { EntityManager } from '@mikro-orm/postgresql';
import { sql } from 'kysely';
import { formatVietnameseInstant, rowsOf, toError } from '../../base/index.js';
import { isOpenDeadline } from '../../plan/index.js';
import { deliveryFaultOf, nextAttemptAt, replyCodeOf, type DeliveryFault } from './delivery-rules.js';
import { MessageEventKind } from './message-event.js';
import { MessageState } from './message.js';

/** A mail ready for the mailer. */
export interface OutgoingMail {
  readonly to: { readonly name: string; readonly address: string };
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  /** The same on every try, with angle brackets. */
  readonly messageId: string;
}

/** Hands a mail to the mail server; rejects with the mailer's error. */
export type SendMail = (mail: OutgoingMail) => Promise<void>;

/** Reply of a server that takes a mail. Source: RFC 5321, 4.2.3. */
const TAKEN = 250;

/**
 * What became of one try. `NONE`: there was nothing to do (decided before, or too early); `BUSY`: another worker is at it.
 * `RETRY` and `BLOCKED` (the server refuses us) leave the message queued until `nextAt`; `FAILED` is a dead letter and
 * `BOUNCED` too: its mailbox takes no mail.
 */
export type Delivery =
  | { readonly outcome: 'SENT' | 'CANCELLED' | 'NONE' | 'BUSY' }
  | { readonly outcome: 'FAILED' | 'BOUNCED'; readonly error: Error }
  | { readonly outcome: 'RETRY' | 'BLOCKED'; readonly error: Error; readonly nextAt: Date };

/** How a try is made. */
export interface DeliveryOptions {
  readonly now: Date;
  readonly send: SendMail;
  /** True: also before the time of the next try. */
  readonly early?: boolean;
}

interface MessageRow {
  readonly to_name: string;
  readonly to_address: string;
  readonly subject: string;
  readonly text_body: string;
  readonly html_body: string;
  readonly message_id: string;
  readonly attempts: number;
  readonly queued_ms: number;
  readonly is_due: boolean;
}

/** Longest a connection may wait for the mail server inside the transaction; longer than the mailer's own limits. */
const SENDING_TIMEOUT = '180s';

/** Sends what the deciding transactions queued. Each call wants a transaction of its own, which keeps the lock. */
export class OutboxService {
  constructor(private readonly em: EntityManager) {}

  /**
   * Tries to send one message, unless everything it speaks of was done, withdrawn or put off meanwhile: then it is
   * cancelled.
   *
   * A crash after the server took the mail and before the commit repeats it under the same Message-ID: mail is at
   * least once.
   */
  async deliver(id: string, { now, send, early = false }: DeliveryOptions): Promise<Delivery> {
    await rowsOf(this.em, sql`select set_config('idle_in_transaction_session_timeout', ${SENDING_TIMEOUT}, true)`);
    const message = await this.hold(id, now);
    if (message === null) return { outcome: 'NONE' };
    if (message === 'BUSY') return { outcome: 'BUSY' };
    if (!message.is_due && !early) return { outcome: 'NONE' };
    if (!(await this.isStillNeeded(id))) {
      await this.end(id, MessageState.Cancelled, null);
      await this.tell(id, now, [{ kind: MessageEventKind.Cancelled, detail: 'Việc đã xong, đã rút hoặc đã dời hạn.' }]);
      return { outcome: 'CANCELLED' };
    }
    try {
      await send({
        to: { name: message.to_name, address: message.to_address },
        subject: message.subject,
        text: message.text_body,
        html: message.html_body,
        messageId: message.message_id,
      });
    } catch (thrown) {
      return this.recordFault(id, message, now, toError(thrown));
    }
    const attempt = message.attempts + 1;
    await rowsOf(
      this.em,
      sql`update message set state = ${MessageState.Sent}, attempts = attempts + 1, last_error = null,
        next_attempt_at = null, sent_at = ${now.toISOString()}::timestamptz where id = ${id}`,
    );
    await this.tell(id, now, [
      { kind: MessageEventKind.Tried, attempt },
      { kind: MessageEventKind.Answered, attempt, replyCode: TAKEN },
      { kind: MessageEventKind.Sent, attempt },
    ]);
    return { outcome: 'SENT' };
  }

  /** Ids of queued messages whose next try was due at `dueUpTo` or before, oldest first. */
  async waiting(dueUpTo: Date): Promise<string[]> {
    const rows = await rowsOf(
      this.em,
      sql<{ id: string }>`select id from message
        where state = ${MessageState.Queued} and coalesce(next_attempt_at, queued_at) <= ${dueUpTo.toISOString()}::timestamptz
        order by queued_at, id`,
    );
    return rows.map(({ id }) => id);
  }

  /** How many messages are still to be sent. */
  async queuedCount(): Promise<number> {
    const [row] = await rowsOf(
      this.em,
      sql<{ count: number }>`select count(*)::int as count from message where state = ${MessageState.Queued}`,
    );
    return row?.count ?? 0;
  }

  private async hold(id: string, now: Date): Promise<MessageRow | 'BUSY' | null> {
    const [row] = await rowsOf(
      this.em,
      sql<MessageRow>`select to_name, to_address, subject, text_body, html_body, message_id, attempts,
          (extract(epoch from queued_at) * 1000)::float8 as queued_ms,
          coalesce(next_attempt_at <= ${now.toISOString()}::timestamptz, true) as is_due
        from message where id = ${id} and state = ${MessageState.Queued} for update skip locked`,
    );
    if (row) return row;
    const queued = await rowsOf(
      this.em,
      sql`select 1 from message where id = ${id} and state = ${MessageState.Queued}`,
    );
    return queued.length > 0 ? 'BUSY' : null;
  }

  private async isStillNeeded(id: string): Promise<boolean> {
    const open = await rowsOf(
      this.em,
      sql`select 1 from reminder join deadline on deadline.id = reminder.deadline_id
        where reminder.message_id = ${id} and ${isOpenDeadline()}
          and reminder.round = deadline.reminder_round limit 1`,
    );
    return open.length > 0;
  }

  private async recordFault(id: string, message: MessageRow, now: Date, error: Error): Promise<Delivery> {
    const fault = deliveryFaultOf(error);
    // A server that refuses us says nothing about this mail: it burns no try.
    const attempts = fault === 'CONFIGURATION' ? message.attempts : message.attempts + 1;
    const isFinal = fault === 'PERMANENT' || fault === 'BOUNCED';
    const nextAt = isFinal ? null : nextAttemptAt(Math.max(attempts, 1), new Date(message.queued_ms), now);
    await rowsOf(
      this.em,
      sql`update message set attempts = ${attempts}, last_error = ${error.message},
        next_attempt_at = ${nextAt && nextAt.toISOString()}::timestamptz where id = ${id}`,
    );
    await this.tell(id, now, eventsOfFault(error, message.attempts + 1, fault, nextAt));
    if (nextAt) return { outcome: fault === 'CONFIGURATION' ? 'BLOCKED' : 'RETRY', error, nextAt };
    await this.end(id, MessageState.Failed, error.message);
    return { outcome: fault === 'BOUNCED' ? 'BOUNCED' : 'FAILED', error };
  }

  private async tell(id: string, at: Date, events: readonly NewEvent[]): Promise<void> {
    await rowsOf(
      this.em,
      sql`insert into message_event (message_id, at, kind, attempt, reply_code, fault, detail)
        select ${id}::uuid, ${at.toISOString()}::timestamptz, one.* from unnest(
          ${events.map(({ kind }) => kind)}::text[], ${events.map(({ attempt }) => attempt ?? null)}::int[],
          ${events.map(({ replyCode }) => replyCode ?? null)}::int[], ${events.map(({ fault }) => fault ?? null)}::text[],
          ${events.map(({ detail }) => detail ?? null)}::text[]) as one`,
    );
  }

  private async end(id: string, state: MessageState, error: string | null): Promise<void> {
    await rowsOf(
      this.em,
      sql`update message set state = ${state}, last_error = ${error}, next_attempt_at = null where id = ${id}`,
    );
  }
}

interface NewEvent {
  readonly kind: MessageEventKind;
  readonly attempt?: number;
  readonly replyCode?: number | null;
  readonly fault?: DeliveryFault;
  readonly detail?: string;
}

/** What a failed try adds to the timeline: the try, the answer when there was one, and what follows from it. */
function eventsOfFault(error: Error, attempt: number, fault: DeliveryFault, nextAt: Date | null): NewEvent[] {
  const replyCode = replyCodeOf(error);
  const answer = { attempt, replyCode, fault };
  const next = nextAt ? `Thử lại từ ${formatVietnameseInstant(nextAt)}.` : undefined;
  return [
    { kind: MessageEventKind.Tried, attempt },
    ...(replyCode === null ? [] : [{ kind: MessageEventKind.Answered, ...answer }]),
    ...(fault === 'BOUNCED' ? [{ kind: MessageEventKind.Bounced, ...answer }] : []),
    next ? { kind: MessageEventKind.Deferred, ...answer, detail: next } : { kind: MessageEventKind.Dead, ...answer },
  ];
}
