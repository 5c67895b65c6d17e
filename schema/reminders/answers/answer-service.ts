import type { EntityManager } from '@mikro-orm/postgresql';
import { sql } from 'kysely';
import { hashSecret, newSecret } from '../../access/index.js';
import { AuditService } from '../../audit/index.js';
import {
  addDays,
  civilDateAt,
  formatVietnameseDate,
  isCivilDate,
  PlanError,
  rowsOf,
  type CivilDate,
} from '../../base/index.js';
import { oneLine } from '../digest/text-rules.js';
import { readAnswerLink, type AnswerLink } from './answer-link-rules.js';

/** Days ahead that can be committed to; planning looks further than that. */
export const LONGEST_COMMITMENT_DAYS = 60;
const LONGEST_NOTE = 500;

/** What a link is good for: `OPEN` takes an answer, `USED` has one, the others never will. */
export type AnswerState = 'OPEN' | 'USED' | 'EXPIRED' | 'DONE' | 'WITHDRAWN' | 'MOVED' | 'POST_ENDED';

/** The deadline of a link, as its bearer may see it. */
export interface AnswerView {
  readonly state: AnswerState;
  readonly title: string;
  readonly unitName: string;
  readonly postTitle: string;
  readonly dueOn: CivilDate;
  readonly quote: string;
  /** The day committed to with this link; null while it is not used. */
  readonly committedOn: CivilDate | null;
  /** Days that can be committed to, both included. */
  readonly firstDay: CivilDate;
  readonly lastDay: CivilDate;
}

/** What the bearer of a link sends. */
export interface Answer {
  readonly committedOn: string;
  readonly note: string;
}

interface StoredSubject {
  readonly title: string;
  readonly unitName: string;
  readonly unitId: string;
  readonly postTitle: string;
  readonly dueOn: CivilDate;
  readonly quote: string;
  readonly round: number;
  readonly isDone: boolean;
  readonly isWithdrawn: boolean;
  readonly isPostValid: boolean;
  readonly committedOn: CivilDate | null;
}

/** The key that signs links; made at its first use and kept in the database. */
export async function answerKey(em: EntityManager): Promise<string> {
  const read = sql<{ key: string | null }>`select answer_key as key from installation`;
  const [stored] = await rowsOf(em, read);
  if (stored?.key) return stored.key;
  const [made] = await rowsOf(
    em,
    sql<{ key: string }>`update installation set answer_key = coalesce(answer_key, ${newSecret()})
      returning answer_key as key`,
  );
  if (!made) throw new PlanError('CONFIGURATION', 'Cơ sở dữ liệu chưa được cài đặt.', {});
  return made.key;
}

/** Takes answers of posts that come by the signed link of a mail, without signing in. */
export class AnswerService {
  constructor(private readonly em: EntityManager) {}

  /** What a link is about and good for on the day of `now`; null for a text that is no link of this installation. */
  async view(token: string, now: Date): Promise<AnswerView | null> {
    const link = readAnswerLink(token, await answerKey(this.em));
    const subject = link && (await this.subject(link, token, civilDateAt(now), false));
    return link && subject ? viewOf(link, subject, civilDateAt(now)) : null;
  }

  /**
   * Records the day that a post commits to; the same answer sent again changes nothing. Must run in a transaction.
   *
   * @throws PlanError NOT_FOUND for no link; CONFLICT when it takes no answer any more; INVALID_INPUT for a day that
   *   cannot be committed to or too long a note.
   */
  async commit(token: string, answer: Answer, now: Date): Promise<AnswerView> {
    const day = civilDateAt(now);
    const link = readAnswerLink(token, await answerKey(this.em));
    const subject = link && (await this.subject(link, token, day, true));
    if (!link || !subject) throw new PlanError('NOT_FOUND', 'Liên kết không đúng.', {});
    const view = viewOf(link, subject, day);
    if (view.state === 'USED' && view.committedOn === answer.committedOn) return view;
    if (view.state !== 'OPEN')
      throw new PlanError('CONFLICT', 'Liên kết không nhận trả lời nữa.', { state: view.state });
    const committedOn = committedDay(answer.committedOn, view);
    const note = noteOf(answer.note);
    await rowsOf(
      this.em,
      sql`insert into deadline_commitment (deadline_id, round, committed_on, made_at, made_on, made_by, post_id, note,
          link_hash)
        values (${link.deadlineId}, ${link.round}, ${committedOn}::date, ${now.toISOString()}::timestamptz,
          ${day}::date, ${subject.postTitle}, ${link.postId}, ${note}, ${hashSecret(token)})`,
    );
    await new AuditService(this.em).record({
      actor: `post ${link.postId}`,
      action: 'DEADLINE_COMMITTED',
      subjectType: 'Deadline',
      subjectId: link.deadlineId,
      details: { committedOn, note, post: subject.postTitle },
    });
    return { ...view, state: 'USED', committedOn };
  }

  private async subject(
    { deadlineId, postId }: AnswerLink,
    token: string,
    day: CivilDate,
    hold: boolean,
  ): Promise<StoredSubject | null> {
    if (hold) await rowsOf(this.em, sql`select 1 from deadline where id = ${deadlineId} for update`);
    const [row] = await rowsOf(
      this.em,
      sql<StoredSubject>`select deadline.title, unit.name as "unitName", unit.id as "unitId", post.title as "postTitle",
          due_on::text as "dueOn", quote, reminder_round as round, fulfilled_at is not null as "isDone",
          withdrawn_at is not null as "isWithdrawn",
          post.valid_from <= ${day}::date and (post.valid_to is null or post.valid_to > ${day}::date) as "isPostValid",
          (select committed_on::text from deadline_commitment where link_hash = ${hashSecret(token)}) as "committedOn"
        from deadline join unit on unit.id = deadline.unit_id join post on post.id = ${postId}
        where deadline.id = ${deadlineId} and post.unit_id = deadline.unit_id`,
    );
    return row ?? null;
  }
}

function viewOf(link: AnswerLink, subject: StoredSubject, day: CivilDate): AnswerView {
  const { title, unitName, postTitle, dueOn, quote, committedOn } = subject;
  return {
    title,
    unitName,
    postTitle,
    dueOn,
    quote,
    committedOn,
    state: stateOf(link, subject, day),
    firstDay: day,
    lastDay: addDays(day, LONGEST_COMMITMENT_DAYS),
  };
}

function stateOf({ round, expiresOn }: AnswerLink, subject: StoredSubject, day: CivilDate): AnswerState {
  if (subject.isDone) return 'DONE';
  if (subject.isWithdrawn) return 'WITHDRAWN';
  if (subject.committedOn !== null) return 'USED';
  if (!subject.isPostValid) return 'POST_ENDED';
  if (subject.round !== round) return 'MOVED';
  return expiresOn < day ? 'EXPIRED' : 'OPEN';
}

function committedDay(text: string, { firstDay, lastDay }: AnswerView): CivilDate {
  if (isCivilDate(text) && text >= firstDay && text <= lastDay) return text;
  const [first, last] = [formatVietnameseDate(firstDay), formatVietnameseDate(lastDay)];
  throw new PlanError('INVALID_INPUT', `Ngày hẹn phải từ ${first} đến ${last}.`, { field: 'committedOn' });
}

function noteOf(text: string): string | null {
  const note = oneLine(text);
  if (note.length <= LONGEST_NOTE) return note === '' ? null : note;
  throw new PlanError('INVALID_INPUT', `Lời nhắn không quá ${LONGEST_NOTE} ký tự.`, { field: 'note' });
}
