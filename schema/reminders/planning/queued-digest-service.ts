import type { EntityManager } from '@mikro-orm/postgresql';
import { sql } from 'kysely';
import { addDays, rowsOf, type CivilDate } from '../../base/index.js';
import { CalendarService } from '../../calendar/index.js';
import { StatisticsService } from '../../dossiers/index.js';
import type { PostKind } from '../../organisation/index.js';
import { isOpenDeadline } from '../../plan/index.js';
import { ANSWER_LINK_DAYS, signAnswerLink } from '../answers/answer-link-rules.js';
import { answerKey } from '../answers/answer-service.js';
import { renderDigest, type DigestItem } from '../digest/digest-rules.js';
import { rungLabel, toneOf } from '../ladder/ladder-rules.js';
import { MessageState } from '../outbox/message.js';

/** Something that a queued mail tells of. */
interface ToldItem extends Omit<DigestItem, 'rungLabel' | 'answerToken'> {
  readonly messageId: string;
  readonly unitName: string;
  readonly postKind: PostKind;
  readonly postId: string;
  readonly round: number;
  readonly rung: string;
  readonly urgedBefore: number;
}

/** How many waiting mails were written anew, and how many will not be sent. */
export interface RewrittenDigests {
  readonly rewritten: number;
  readonly cancelled: number;
}

/** Keeps mails true that are decided but not yet sent. */
export class QueuedDigestService {
  constructor(private readonly em: EntityManager) {}

  /**
   * Writes queued digests anew that tell of deadlines which changed; recipient, Message-ID and what is told of stay, what
   * was done, withdrawn or put off meanwhile is left out. A digest that has nothing left to tell is cancelled. A mail that
   * is being sent right now goes out as it is. Runs in the caller's transaction.
   *
   * @param day day on which the new text is written.
   */
  async rewrite(deadlineIds: readonly string[], day: CivilDate, publicUrl: string): Promise<RewrittenDigests> {
    const queued = deadlineIds.length === 0 ? [] : await this.queued(deadlineIds);
    if (queued.length === 0) return { rewritten: 0, cancelled: 0 };
    const digests = Map.groupBy(await this.told(queued), ({ messageId }) => messageId);
    const cancelled = queued.filter((id) => !digests.has(id));
    await rowsOf(
      this.em,
      sql`update message set state = ${MessageState.Cancelled}, next_attempt_at = null
        where id = any(${cancelled}::uuid[])`,
    );
    await this.render(digests, day, publicUrl);
    return { rewritten: digests.size, cancelled: cancelled.length };
  }

  private async render(digests: ReadonlyMap<string, ToldItem[]>, day: CivilDate, publicUrl: string): Promise<void> {
    if (digests.size === 0) return;
    const calendar = await new CalendarService(this.em).workingCalendar();
    const synthetic = await new StatisticsService(this.em).hasSyntheticDossiers();
    const key = await answerKey(this.em);
    const expiresOn = addDays(day, ANSWER_LINK_DAYS);
    for (const [messageId, items] of digests) {
      const [{ unitName, postKind }] = items as [ToldItem];
      const mail = renderDigest({
        unitName,
        postKind,
        day,
        calendar,
        publicUrl,
        synthetic,
        items: items.map((item) => ({
          ...item,
          rungLabel: rungLabel({ code: item.rung, tone: toneOf(item.rung) }, item.urgedBefore),
          answerToken: signAnswerLink({ ...item, expiresOn }, key),
        })),
      });
      await rowsOf(
        this.em,
        sql`update message set subject = ${mail.subject}, text_body = ${mail.text}, html_body = ${mail.html}
          where id = ${messageId}`,
      );
    }
  }

  /** Ids of the queued mails that tell of the deadlines, each locked. */
  private async queued(deadlineIds: readonly string[]): Promise<string[]> {
    const rows = await rowsOf(
      this.em,
      sql<{ id: string }>`select id from message where state = ${MessageState.Queued} and exists (select from reminder
          where message_id = message.id and deadline_id = any(${[...deadlineIds]}::uuid[]))
        order by id for update skip locked`,
    );
    return rows.map(({ id }) => id);
  }

  /** What mails tell of and is still true. */
  private told(messageIds: readonly string[]): Promise<ToldItem[]> {
    return rowsOf(
      this.em,
      sql<ToldItem>`select reminder.message_id as "messageId", unit.name as "unitName", post.kind as "postKind",
          post.id as "postId", reminder.round, reminder.rung,
          deadline.id as "deadlineId", deadline.title, deadline.kind, plan.number as "planNumber",
          clause.code as "clauseCode", deadline.quote, deadline.due_on::text as "dueOn",
          (select count(*)::int from reminder earlier where earlier.deadline_id = deadline.id
            and earlier.post_id = post.id and earlier.round = reminder.round and earlier.rung like 'AFTER%'
            and earlier.message_id <> reminder.message_id) as "urgedBefore"
        from reminder
        join deadline on deadline.id = reminder.deadline_id and ${isOpenDeadline()}
          and reminder.round = deadline.reminder_round
        join post on post.id = reminder.post_id
        join unit on unit.id = deadline.unit_id
        join plan on plan.id = deadline.plan_id
        join clause on clause.id = deadline.clause_id
        where reminder.message_id = any(${[...messageIds]}::uuid[])
        order by reminder.message_id, deadline.due_on, deadline.title`,
    );
  }
}
