import type { EntityManager } from '@mikro-orm/postgresql';
import { sql } from 'kysely';
import { assertAllowed, type Viewer } from '../../access/index.js';
import { AuditService } from '../../audit/index.js';
import { civilDateAt, PlanError, rowsOf, type CivilDate } from '../../base/index.js';
import type { Post } from '../../organisation/index.js';
import { oneLine } from '../digest/text-rules.js';
import { replyCodeOf } from '../outbox/delivery-rules.js';
import { MessageEventKind } from '../outbox/message-event.js';
import { MessageState } from '../outbox/message.js';
import type { DigestSettings } from '../planning/reminder-service.js';
import { MailAddressMark } from './address-mark.js';
import { recipientsOf } from './recipient-rules.js';

/** A post of the unit that a returned mail was for. */
interface UnitPost extends Pick<Post, 'id' | 'kind' | 'email' | 'title'> {
  readonly unitName: string;
  readonly isRecipient: boolean;
}

/** Longest part of a server's reply that is kept, in characters. */
const LONGEST_REPLY = 500;

/** What follows from a mail that its mailbox refused. Every method wants to run in a transaction. */
export class BounceService {
  constructor(private readonly em: EntityManager) {}

  /**
   * Marks the address of a returned mail and queues the same mail for the next post of its unit that can be reached and
   * was not told of the same.
   * @returns id of the new message; null when there is nobody else, or nobody who does not know yet.
   */
  async redirect(messageId: string, error: Error, now: Date, { mailDomain }: DigestSettings): Promise<string | null> {
    const address = await this.mark(messageId, error, now);
    const posts = await this.postsOfUnit(messageId, civilDateAt(now));
    const bounced = posts.find(({ isRecipient }) => isRecipient);
    if (!address || !bounced) return null;
    const marked = await this.marked(posts.map(({ email }) => email));
    const [next] = recipientsOf(posts, [bounced.kind], marked).posts;
    if (!next) return null;
    const copy = await this.copy(messageId, next, now, mailDomain);
    if (copy) await this.tellRedirected(messageId, next, now);
    return copy;
  }

  /** Those of the addresses that are marked, in lower case. */
  async marked(addresses: readonly string[]): Promise<Set<string>> {
    const rows = await rowsOf(
      this.em,
      sql<{ address: string }>`select address from mail_address_mark
        where lifted_at is null and address = any(${addresses.map((address) => address.toLowerCase())}::text[])`,
    );
    return new Set(rows.map(({ address }) => address));
  }

  /**
   * Releases an address: mail goes to it again. Audited.
   * @throws PlanError UNAUTHENTICATED, FORBIDDEN; NOT_FOUND when it is not marked; INVALID_INPUT without a reason.
   */
  async lift(address: string, reason: string, viewer: Viewer, now: Date): Promise<MailAddressMark> {
    assertAllowed(viewer, 'MANAGE_MAIL');
    if (reason.trim() === '') throw new PlanError('INVALID_INPUT', 'Hãy ghi lý do.', { field: 'reason' });
    const mark = await this.em.findOne(MailAddressMark, { address: address.toLowerCase(), liftedAt: null });
    if (!mark) throw new PlanError('NOT_FOUND', 'Địa chỉ này không bị đánh dấu.', { field: 'address' });
    this.em.assign(mark, { liftedAt: now, liftedBy: viewer.email });
    await this.em.flush();
    await new AuditService(this.em).recordChange({
      actor: viewer.email,
      action: 'MAIL_ADDRESS_RELEASED',
      subjectType: 'MailAddressMark',
      subjectId: mark.address,
      before: { liftedAt: null },
      after: { liftedAt: now.toISOString() },
      reason: reason.trim(),
    });
    return mark;
  }

  private async mark(messageId: string, error: Error, now: Date): Promise<string | null> {
    const [row] = await rowsOf(
      this.em,
      sql<{ address: string }>`insert into mail_address_mark (address, reply_code, reply, marked_at, message_id)
        select lower(to_address), ${replyCodeOf(error)}::int, ${error.message.slice(0, LONGEST_REPLY)},
          ${now.toISOString()}::timestamptz, id from message where id = ${messageId}::uuid
        on conflict (address) do update set reply_code = excluded.reply_code, reply = excluded.reply,
          marked_at = excluded.marked_at, message_id = excluded.message_id, lifted_at = null, lifted_by = null
        returning address`,
    );
    if (!row) return null;
    await new AuditService(this.em).record({
      actor: 'worker',
      action: 'MAIL_ADDRESS_MARKED',
      subjectType: 'MailAddressMark',
      subjectId: row.address,
      details: { messageId, replyCode: replyCodeOf(error) },
    });
    return row.address;
  }

  private postsOfUnit(messageId: string, day: CivilDate): Promise<UnitPost[]> {
    return rowsOf(
      this.em,
      sql<UnitPost>`select post.id, post.kind, post.email, post.title, unit.name as "unitName",
          post.id = recipient.id as "isRecipient"
        from message join post recipient on recipient.id = message.post_id
        join post on post.unit_id = recipient.unit_id and (post.id = recipient.id
          or post.valid_from <= ${day}::date and coalesce(post.valid_to > ${day}::date, true))
        join unit on unit.id = post.unit_id
        where message.id = ${messageId}::uuid order by post.valid_from desc, post.id`,
    );
  }

  /** The same mail for another post, with what of it that post was not told; null when it was told of everything. */
  private async copy(messageId: string, post: UnitPost, now: Date, mailDomain: string): Promise<string | null> {
    const [row] = await rowsOf(
      this.em,
      sql<{ id: string }>`with untold as (select told.* from reminder told where told.message_id = ${messageId}::uuid
            and not exists (select from reminder known where known.deadline_id = told.deadline_id
              and known.rung = told.rung and known.round = told.round and known.post_id = ${post.id}::uuid)),
        copied as (insert into message (id, dedupe_key, post_id, to_name, to_address, subject, text_body, html_body,
            message_id, state, queued_at)
          select fresh.id, ${`bounced:${messageId}:${post.id}`}, ${post.id}::uuid, ${oneLine(`${post.title}, ${post.unitName}`)},
            ${post.email}, subject, text_body, html_body, '<' || fresh.id || ${`@${mailDomain}>`},
            ${MessageState.Queued}, ${now.toISOString()}::timestamptz
          from message, (select uuidv7() as id) as fresh
          where message.id = ${messageId}::uuid and exists (select from untold)
          on conflict (dedupe_key) do nothing returning id)
        insert into reminder (deadline_id, rung, round, post_id, decided_on, message_id)
          select deadline_id, rung, round, ${post.id}::uuid, decided_on, copied.id from untold, copied
          on conflict do nothing returning message_id as id`,
    );
    return row?.id ?? null;
  }

  private async tellRedirected(messageId: string, { title, unitName }: UnitPost, now: Date): Promise<void> {
    await rowsOf(
      this.em,
      sql`insert into message_event (message_id, kind, at, detail) values (${messageId}::uuid,
        ${MessageEventKind.Redirected}, ${now.toISOString()}::timestamptz, ${`Chuyển cho ${title}, ${unitName}.`})`,
    );
  }
}
