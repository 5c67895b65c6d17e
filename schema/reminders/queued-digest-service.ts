import type { EntityManager } from '@mikro-orm/postgresql';
import { sql } from 'kysely';
import { rowsOf, type CivilDate } from '../base/index.js';
import { CalendarService } from '../calendar/index.js';
import { StatisticsService } from '../dossiers/index.js';
import type { PostKind } from '../organisation/index.js';
import { renderDigest, type DigestItem } from './digest-rules.js';
import { rungLabel, toneOf } from './ladder-rules.js';
import { MessageState } from './message.js';

/** Something that a queued mail tells of. */
interface ToldItem extends Omit<DigestItem, 'rungLabel'> {
  readonly messageId: string;
  readonly unitName: string;
  readonly postKind: PostKind;
  readonly rung: string;
  readonly urgedBefore: number;
}

/** Keeps mails true that are decided but not yet sent. */
export class QueuedDigestService {
  constructor(private readonly em: EntityManager) {}

  /**
   * Writes queued digests anew that tell of deadlines whose due day moved; recipient, Message-ID and what is told of
   * stay, what was done meanwhile is left out. A mail that is being sent right now goes out as it is. Runs in the
   * caller's transaction.
   *
   * @param day day on which the new text is written.
   * @returns number of mails written anew.
   */
  async rewrite(deadlineIds: readonly string[], day: CivilDate, publicUrl: string): Promise<number> {
    const digests = Map.groupBy(await this.told(deadlineIds), ({ messageId }) => messageId);
    if (digests.size === 0) return 0;
    const calendar = await new CalendarService(this.em).workingCalendar();
    const synthetic = await new StatisticsService(this.em).hasSyntheticDossiers();
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
        })),
      });
      await rowsOf(
        this.em,
        sql`update message set subject = ${mail.subject}, text_body = ${mail.text}, html_body = ${mail.html}
          where id = ${messageId}`,
      );
    }
    return digests.size;
  }

  /** What the queued mails that tell of the deadlines tell of and is still open. */
  private told(deadlineIds: readonly string[]): Promise<ToldItem[]> {
    return rowsOf(
      this.em,
      sql<ToldItem>`with queued as (
          select id from message where state = ${MessageState.Queued} and exists (select from reminder
            where message_id = message.id and deadline_id = any(${[...deadlineIds]}::uuid[]))
          order by id for update skip locked)
        select queued.id as "messageId", unit.name as "unitName", post.kind as "postKind", reminder.rung,
          deadline.id as "deadlineId", deadline.title, deadline.kind, plan.number as "planNumber",
          clause.code as "clauseCode", deadline.quote, deadline.due_on::text as "dueOn",
          (select count(*)::int from reminder earlier where earlier.deadline_id = deadline.id
            and earlier.post_id = post.id and earlier.rung like 'AFTER%' and earlier.message_id <> queued.id)
            as "urgedBefore"
        from queued
        join reminder on reminder.message_id = queued.id
        join deadline on deadline.id = reminder.deadline_id and deadline.fulfilled_at is null
        join post on post.id = reminder.post_id
        join unit on unit.id = deadline.unit_id
        join plan on plan.id = deadline.plan_id
        join clause on clause.id = deadline.clause_id
        order by queued.id, deadline.due_on, deadline.title`,
    );
  }
}
