import type { EntityManager } from '@mikro-orm/postgresql';
import { sql } from 'kysely';
import { addDays, rowsOf, type CivilDate } from '../../base/index.js';
import { StatisticsService } from '../../dossiers/index.js';
import type { DeadlineKind } from '../../plan/index.js';
import { ANSWER_LINK_DAYS, signAnswerLink } from '../answers/answer-link-rules.js';
import { answerKey } from '../answers/answer-service.js';
import { renderDigest } from '../digest/digest-rules.js';
import { oneLine } from '../digest/text-rules.js';
import { rungLabel } from '../ladder/ladder-rules.js';
import { MessageState } from '../outbox/message.js';
import { readDayFacts } from './day-facts.js';
import { planDay, type DayFacts, type TellDecision } from './plan-rules.js';

/** What the mails need to know about the installation. */
export interface DigestSettings {
  /** Where users open the system, without a slash at the end. */
  readonly publicUrl: string;
  /** Right-hand side of every Message-ID. */
  readonly mailDomain: string;
}

/** What one run queued. */
export interface QueuedReminders {
  /** Ids of the new messages, to be sent once the transaction has committed. */
  readonly messageIds: readonly string[];
  /** Deadlines × posts that the messages speak of. */
  readonly reminders: number;
  /** Units that owe something of which nobody could be told. */
  readonly unitsWithoutRecipient: number;
}

/** What a mail says of one deadline and one post, beside the decision. */
interface Wording {
  readonly deadline_id: string;
  readonly title: string;
  readonly kind: DeadlineKind;
  readonly quote: string;
  readonly plan_number: string;
  readonly clause_code: string;
  readonly unit_name: string;
}

/** One thing to tell one post. */
interface Candidate extends Wording {
  readonly decision: TellDecision;
  readonly post_title: string;
}

/** Messages written by one statement; keeps a statement at a few megabytes. */
const CHUNK = 500;

/** Decides who is written to about what. Runs in the caller's transaction; running a day again queues nothing. */
export class ReminderService {
  constructor(
    private readonly em: EntityManager,
    private readonly settings: DigestSettings,
  ) {}

  /**
   * Queues one digest for every post that has something new to be told on a day: an open deadline on a rung not yet
   * told in the deadline's round of reminders. A post gets one digest a day at most; what comes up later that day waits for the next.
   */
  async queueDue(day: CivilDate, now: Date): Promise<QueuedReminders> {
    const facts = await readDayFacts(this.em, day);
    const { tell, unitsWithoutRecipient } = planDay(facts);
    const digests = await this.render(await this.candidates(tell), facts);
    const messageIds: string[] = [];
    let reminders = 0;
    for (let start = 0; start < digests.length; start += CHUNK) {
      const chunk = digests.slice(start, start + CHUNK);
      const written = await this.insertMessages(chunk, day, now);
      reminders += await this.insertReminders(chunk, written, day);
      messageIds.push(...written.values());
    }
    return { messageIds, reminders, unitsWithoutRecipient: unitsWithoutRecipient.size };
  }

  /** One mail a post. */
  private async render(candidates: readonly Candidate[], { day, calendar }: DayFacts): Promise<Digest[]> {
    if (candidates.length === 0) return [];
    const synthetic = await new StatisticsService(this.em).hasSyntheticDossiers();
    const key = await answerKey(this.em);
    const { publicUrl } = this.settings;
    return [...groupByPost(candidates).values()].map((group) => ({
      group,
      mail: renderDigest({
        unitName: group[0].unit_name,
        postKind: group[0].decision.post.kind,
        day,
        calendar,
        publicUrl,
        synthetic,
        items: group.map(({ decision: { deadline, rung, urgedBefore }, ...wording }) => ({
          deadlineId: deadline.id,
          title: wording.title,
          kind: wording.kind,
          planNumber: wording.plan_number,
          clauseCode: wording.clause_code,
          quote: wording.quote,
          dueOn: deadline.dueOn,
          rungLabel: rungLabel(rung, urgedBefore),
          answerToken: signAnswerLink(
            {
              deadlineId: deadline.id,
              postId: group[0].decision.post.id,
              round: deadline.round,
              expiresOn: addDays(day, ANSWER_LINK_DAYS),
            },
            key,
          ),
        })),
      }),
    }));
  }

  /** The decisions with their words, in their order. */
  private async candidates(tell: readonly TellDecision[]): Promise<Candidate[]> {
    const ids = [...new Set(tell.map(({ deadline }) => deadline.id))];
    const wordings = await rowsOf(
      this.em,
      sql<Wording>`select deadline.id as deadline_id, deadline.title, deadline.kind, deadline.quote,
          plan.number as plan_number, clause.code as clause_code,
          unit.name as unit_name
        from deadline
        join unit on unit.id = deadline.unit_id
        join plan on plan.id = deadline.plan_id
        join clause on clause.id = deadline.clause_id
        where deadline.id = any(${ids}::uuid[])`,
    );
    const titles = await rowsOf(
      this.em,
      sql<{ id: string; title: string }>`select id, title from post
        where id = any(${[...new Set(tell.map(({ post }) => post.id))]}::uuid[])`,
    );
    const wordingOf = new Map(wordings.map((wording) => [wording.deadline_id, wording]));
    const titleOf = new Map(titles.map(({ id, title }) => [id, title]));
    return tell.flatMap((decision) => {
      const wording = wordingOf.get(decision.deadline.id);
      return wording ? [{ ...wording, decision, post_title: titleOf.get(decision.post.id) ?? '' }] : [];
    });
  }

  /** Ids of the new messages by post; a post whose digest of the day another transaction wrote is not among them. */
  private async insertMessages(digests: readonly Digest[], day: CivilDate, now: Date): Promise<Map<string, string>> {
    const column = (pick: (digest: Digest) => string) => digests.map(pick);
    const rows = await rowsOf(
      this.em,
      sql<{ id: string; post_id: string }>`with digest as (
          select uuidv7() as id, * from unnest(
            ${column(({ group }) => group[0].decision.post.id)}::uuid[],
            ${column(({ group }) => oneLine(`${group[0].post_title}, ${group[0].unit_name}`))}::text[],
            ${column(({ group }) => group[0].decision.post.email)}::text[], ${column(({ mail }) => mail.subject)}::text[],
            ${column(({ mail }) => mail.text)}::text[], ${column(({ mail }) => mail.html)}::text[]
          ) as t (post_id, to_name, to_address, subject, text_body, html_body))
        insert into message (id, dedupe_key, post_id, to_name, to_address, subject, text_body, html_body, message_id,
          state, queued_at)
        select id, 'digest:' || post_id || ${`:${day}`}, post_id, to_name, to_address, subject, text_body, html_body,
          '<' || id || ${`@${this.settings.mailDomain}>`}, ${MessageState.Queued}, ${now.toISOString()}::timestamptz
        from digest order by post_id
        on conflict do nothing
        returning id, post_id`,
    );
    return new Map(rows.map((row) => [row.post_id, row.id]));
  }

  private async insertReminders(
    digests: readonly Digest[],
    messageOfPost: ReadonlyMap<string, string>,
    day: CivilDate,
  ): Promise<number> {
    const told = digests
      .flatMap(({ group }) => group)
      .filter(({ decision: { post } }) => messageOfPost.has(post.id))
      .map(({ decision: { deadline, post, rung } }) => ({ ...deadline, post: post.id, rung }));
    const rows = await rowsOf(
      this.em,
      sql`insert into reminder (deadline_id, rung, round, post_id, decided_on, message_id)
        select deadline_id, rung, round, post_id, ${day}::date, message_id from unnest(
          ${told.map(({ id }) => id)}::uuid[], ${told.map(({ rung }) => rung.code)}::text[],
          ${told.map(({ round }) => round)}::int[], ${told.map(({ post }) => post)}::uuid[],
          ${told.map(({ post }) => messageOfPost.get(post) ?? null)}::uuid[]
        ) as t (deadline_id, rung, round, post_id, message_id)
        on conflict do nothing returning 1`,
    );
    return rows.length;
  }
}

interface Digest {
  readonly group: Group;
  readonly mail: { readonly subject: string; readonly text: string; readonly html: string };
}

/** Everything one post is told; never empty. */
type Group = [Candidate, ...Candidate[]];

function groupByPost(candidates: readonly Candidate[]): Map<string, Group> {
  const groups = new Map<string, Group>();
  for (const candidate of candidates) {
    const { id } = candidate.decision.post;
    const group = groups.get(id);
    if (group) group.push(candidate);
    else groups.set(id, [candidate]);
  }
  return groups;
}
