import { LockMode } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';
import { sql } from 'kysely';
import { assertAllowed, type Viewer } from '../../access/index.js';
import { AuditService } from '../../audit/index.js';
import { addDays, formatVietnameseInstant, PlanError, rowsOf, type CivilDate } from '../../base/index.js';
import { CalendarService } from '../../calendar/index.js';
import { StatisticsService } from '../../dossiers/index.js';
import { PostKind, type Unit } from '../../organisation/index.js';
import type { Deadline } from '../../plan/index.js';
import { Report, ReportConflict, ReportEvent } from '../../reports/index.js';
import { ANSWER_LINK_DAYS, signAnswerLink } from '../answers/answer-link-rules.js';
import { answerKey } from '../answers/answer-service.js';
import { renderDigest, type RenderedMail } from '../digest/digest-rules.js';
import { byHandRung, rungLabel, toneOf } from '../ladder/ladder-rules.js';
import { MessageState } from '../outbox/message.js';
import type { DigestSettings } from './reminder-service.js';
import { isSingleAddress, oneLine } from '../digest/text-rules.js';

/** Who reminds, when. */
export interface RemindingAct {
  readonly viewer: Viewer;
  readonly now: Date;
  readonly day: CivilDate;
}

/** Whom the mail goes to: the post that follows the work, else the next higher one. */
const RESPONSIBLE = [PostKind.FocalPoint, PostKind.Deputy, PostKind.Head] as const;

interface Recipient {
  readonly id: string;
  readonly kind: PostKind;
  readonly title: string;
  readonly email: string;
}

/** Writes to units about single reports, when a coordinator asks for it; the ladder of the worker goes on as it does. */
export class ReportReminderService {
  constructor(
    private readonly em: EntityManager,
    private readonly settings: DigestSettings,
  ) {}

  /**
   * Queues one mail about a report that was never sent, to the responsible post of its unit. A report is reminded of
   * once a day. Must run in a transaction.
   *
   * @returns the report, as it was.
   * @throws PlanError UNAUTHENTICATED, FORBIDDEN by the policy; NOT_FOUND; ReportConflict (CONFLICT) when it was sent,
   *   is not owed, was reminded of today, or nobody of the unit can be written to.
   */
  async remind(reportId: string, { viewer, now, day }: RemindingAct): Promise<Report> {
    assertAllowed(viewer, 'REMIND_UNIT');
    const lock = { lockMode: LockMode.PESSIMISTIC_WRITE, refresh: true } as const;
    const report = await this.em.findOne(Report, { id: reportId }, lock);
    if (!report) throw new PlanError('NOT_FOUND', 'Không có báo cáo này.', { reportId, field: 'id' });
    const deadline = await this.openDeadline(report);
    const unit = await deadline.unit.loadOrFail();
    const post = await this.recipient(unit.id, day);
    if (!post) throw new ReportConflict(`${unit.name} chưa có đầu mối nào nhận được thư.`, reportId);
    const messageId = await this.queue(await this.mail(deadline, unit, post, day), { deadline, unit, post, day, now });
    if (!messageId) throw new ReportConflict('Hôm nay đã nhắc đơn vị về báo cáo này rồi.', reportId);
    await this.record(report, { viewer, now, day }, { deadline, post, messageId });
    return report;
  }

  /** The deadline while nothing was sent. @throws ReportConflict when there is nothing to remind of. */
  private async openDeadline(report: Report): Promise<Deadline> {
    const deadline = await report.deadline?.loadOrFail({ refresh: true });
    if (!deadline) throw new ReportConflict('Báo cáo của tỉnh không có đơn vị nào để nhắc.', report.id);
    const { fulfilledAt, withdrawnReason } = deadline;
    if (withdrawnReason !== null) {
      throw new ReportConflict(`Báo cáo không còn phải nộp: ${withdrawnReason}.`, report.id);
    }
    if (!fulfilledAt) return deadline;
    throw new ReportConflict(`Đơn vị đã gửi báo cáo lúc ${formatVietnameseInstant(fulfilledAt)}.`, report.id);
  }

  private async recipient(unitId: string, day: CivilDate): Promise<Recipient | undefined> {
    const posts = await rowsOf(
      this.em,
      sql<Recipient>`select id, kind, title, email from post where unit_id = ${unitId}::uuid
        and valid_from <= ${day}::date and (valid_to is null or valid_to > ${day}::date)
        order by array_position(${[...RESPONSIBLE]}::text[], kind), id`,
    );
    return posts.find(({ email }) => isSingleAddress(email));
  }

  private async mail(deadline: Deadline, unit: Unit, post: Recipient, day: CivilDate): Promise<RenderedMail> {
    const plan = await deadline.plan.loadOrFail();
    const clause = await deadline.clause.loadOrFail();
    const code = byHandRung(day);
    const { id: deadlineId, title, kind, quote, dueOn } = deadline;
    const label = rungLabel({ code, tone: toneOf(code) }, 0);
    const expiresOn = addDays(day, ANSWER_LINK_DAYS);
    const link = { deadlineId, postId: post.id, round: deadline.reminderRound, expiresOn };
    const answerToken = signAnswerLink(link, await answerKey(this.em));
    const item = { answerToken, planNumber: plan.number, clauseCode: clause.code, rungLabel: label };
    return renderDigest({
      unitName: unit.name,
      postKind: post.kind,
      day,
      calendar: await new CalendarService(this.em).workingCalendar(),
      publicUrl: this.settings.publicUrl,
      synthetic: await new StatisticsService(this.em).hasSyntheticDossiers(),
      items: [{ deadlineId, title, kind, quote, dueOn, ...item }],
    });
  }

  /** Id of the message; undefined when the report was reminded of on that day. */
  private async queue(
    { subject, text, html }: RenderedMail,
    { deadline, unit, post, day, now }: Queued,
  ): Promise<string | undefined> {
    const [message] = await rowsOf(
      this.em,
      sql<{ id: string }>`with item as (select uuidv7() as id)
        insert into message (id, dedupe_key, post_id, to_name, to_address, subject, text_body, html_body, message_id,
          state, queued_at)
        select id, ${`remind:${deadline.id}:${day}`}, ${post.id}::uuid, ${oneLine(`${post.title}, ${unit.name}`)},
          ${post.email}, ${subject}, ${text}, ${html}, '<' || id || ${`@${this.settings.mailDomain}>`},
          ${MessageState.Queued}, ${now.toISOString()}::timestamptz
        from item on conflict (dedupe_key) do nothing returning id`,
    );
    if (!message) return undefined;
    // The outbox sends a message for as long as a reminder row still needs it.
    await rowsOf(
      this.em,
      sql`insert into reminder (deadline_id, rung, round, post_id, decided_on, message_id)
        values (${deadline.id}::uuid, ${byHandRung(day)}, ${deadline.reminderRound}, ${post.id}::uuid, ${day}::date,
          ${message.id}::uuid)`,
    );
    return message.id;
  }

  private async record(
    { id, revision, state, periodId, scopeKey }: Report,
    { viewer, now }: RemindingAct,
    { deadline, post, messageId }: { deadline: Deadline; post: Recipient; messageId: string },
  ): Promise<void> {
    const step = { report: id, revision, action: 'REMIND', fromState: state, toState: state };
    await this.em.insert(ReportEvent, { ...step, actor: viewer.email, reason: null, at: now });
    await new AuditService(this.em).record({
      actor: viewer.email,
      action: 'REPORT_REMINDED',
      subjectType: 'Report',
      subjectId: id,
      details: { period: periodId, scope: scopeKey, deadlineId: deadline.id, post: post.kind, messageId },
    });
  }
}

interface Queued {
  readonly deadline: Deadline;
  readonly unit: Unit;
  readonly post: Recipient;
  readonly day: CivilDate;
  readonly now: Date;
}
