import type { EntityManager } from '@mikro-orm/postgresql';
import { sql } from 'kysely';
import { PlanError, rowsOf, type CivilDate } from '../../base/index.js';
import { CalendarService } from '../../calendar/index.js';
import type { PostKind } from '../../organisation/index.js';
import { OVERDUE_AT_GO_LIVE, rungFor } from '../ladder/ladder-rules.js';
import { BounceService } from '../recipients/bounce-service.js';
import type { RecipientPost } from '../recipients/recipient-rules.js';
import type { MessageState } from './message.js';
import { whyNotSent, type NotSentReason, type ToldMail } from './not-sent-rules.js';

interface DeadlineRow {
  readonly due_on: CivilDate;
  readonly before_go_live: boolean;
  readonly fulfilled_ms: number | null;
  readonly withdrawn_reason: string | null;
  readonly unit_id: string;
}

/** Tells why a post has no mail about a deadline. */
export class NotSentService {
  constructor(private readonly em: EntityManager) {}

  /**
   * The reasons that hold on a day; never empty.
   * @throws PlanError NOT_FOUND for an unknown deadline.
   */
  async reasons(deadlineId: string, kind: PostKind, day: CivilDate): Promise<NotSentReason[]> {
    const deadline = await this.deadline(deadlineId, day);
    const calendar = await new CalendarService(this.em).workingCalendar();
    const dueOn = deadline.due_on;
    const rung = deadline.before_go_live ? OVERDUE_AT_GO_LIVE : rungFor({ dueOn, day, calendar });
    const posts = await this.posts(deadline.unit_id, kind, day);
    return whyNotSent({
      fulfilledAt: instantOf(deadline.fulfilled_ms),
      withdrawnReason: deadline.withdrawn_reason,
      rungPosts: rung?.posts ?? null,
      dueOn,
      posts,
      marked: await new BounceService(this.em).marked(posts.map(({ email }) => email)),
      mail: await this.newestMail(deadlineId, kind),
      kind,
    });
  }

  private async deadline(id: string, day: CivilDate): Promise<DeadlineRow> {
    const [row] = await rowsOf(
      this.em,
      sql<DeadlineRow>`select due_on::text as due_on, withdrawn_reason, unit_id,
          (extract(epoch from fulfilled_at) * 1000)::float8 as fulfilled_ms,
          due_on < least((select go_live_on from installation), ${day}::date) as before_go_live
        from deadline where id = ${id}::uuid`,
    );
    if (!row) throw new PlanError('NOT_FOUND', 'Không có thời hạn này.', { field: 'deadline' });
    return row;
  }

  private posts(unitId: string, kind: PostKind, day: CivilDate): Promise<RecipientPost[]> {
    return rowsOf(
      this.em,
      sql<RecipientPost>`select id, kind, email from post where unit_id = ${unitId}::uuid and kind = ${kind}
        and valid_from <= ${day}::date and coalesce(valid_to > ${day}::date, true) order by id`,
    );
  }

  private async newestMail(deadlineId: string, kind: PostKind): Promise<ToldMail | null> {
    const [row] = await rowsOf(
      this.em,
      sql<{ state: MessageState; queued: number; next: number | null; sent: number | null }>`select message.state,
          (extract(epoch from message.queued_at) * 1000)::float8 as queued,
          (extract(epoch from message.next_attempt_at) * 1000)::float8 as next,
          (extract(epoch from message.sent_at) * 1000)::float8 as sent
        from reminder join message on message.id = reminder.message_id
        join deadline on deadline.id = reminder.deadline_id and reminder.round = deadline.reminder_round
        join post on post.id = reminder.post_id and post.kind = ${kind}
        where deadline.id = ${deadlineId}::uuid order by message.queued_at desc, message.id desc limit 1`,
    );
    if (!row) return null;
    return {
      state: row.state,
      queuedAt: new Date(row.queued),
      nextAttemptAt: instantOf(row.next),
      sentAt: instantOf(row.sent),
    };
  }
}

function instantOf(ms: number | null): Date | null {
  return ms === null ? null : new Date(ms);
}
