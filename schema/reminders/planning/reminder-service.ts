import type { EntityManager } from '@mikro-orm/postgresql';
import { sql } from 'kysely';
import { rowsOf, type CivilDate } from '../../base/index.js';
import { CalendarService, type WorkingCalendar } from '../../calendar/index.js';
import { StatisticsService } from '../../dossiers/index.js';
import type { PostKind } from '../../organisation/index.js';
import { isOpenDeadline, type DeadlineKind } from '../../plan/index.js';
import { renderDigest } from '../digest/digest-rules.js';
import { ladderHorizon, OVERDUE_AT_GO_LIVE, rungFor, rungLabel, type Rung } from '../ladder/ladder-rules.js';
import { MessageState } from '../outbox/message.js';
import { isSingleAddress, oneLine } from '../digest/text-rules.js';

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

/** One thing to tell one post. */
interface Candidate {
  readonly post_id: string;
  readonly post_kind: PostKind;
  readonly post_title: string;
  readonly email: string;
  readonly unit_id: string;
  readonly unit_name: string;
  readonly deadline_id: string;
  readonly title: string;
  readonly kind: DeadlineKind;
  readonly quote: string;
  readonly due_on: CivilDate;
  readonly plan_number: string;
  readonly clause_code: string;
  readonly rung: string;
  readonly round: number;
  readonly urged_before: number;
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
    const calendar = await new CalendarService(this.em).workingCalendar();
    const rungs = await this.rungsByDueDay(day, calendar);
    const candidates = (await this.candidates(day, rungs)).filter(({ email }) => isSingleAddress(email));
    const unitsWithoutRecipient = await this.countUnitsWithoutRecipient(day, rungs);
    const synthetic = candidates.length > 0 && (await new StatisticsService(this.em).hasSyntheticDossiers());
    const digests = [...groupByPost(candidates).values()].map((group) => ({
      group,
      mail: renderDigest({
        unitName: group[0].unit_name,
        postKind: group[0].post_kind,
        day,
        calendar,
        publicUrl: this.settings.publicUrl,
        synthetic,
        items: group.map((candidate) => ({
          deadlineId: candidate.deadline_id,
          title: candidate.title,
          kind: candidate.kind,
          planNumber: candidate.plan_number,
          clauseCode: candidate.clause_code,
          quote: candidate.quote,
          dueOn: candidate.due_on,
          rungLabel: labelOf(rungs.get(candidate.due_on), candidate.urged_before),
        })),
      }),
    }));
    const messageIds: string[] = [];
    let reminders = 0;
    for (let start = 0; start < digests.length; start += CHUNK) {
      const chunk = digests.slice(start, start + CHUNK);
      const written = await this.insertMessages(chunk, day, now);
      reminders += await this.insertReminders(chunk, written, day);
      messageIds.push(...written.values());
    }
    return { messageIds, reminders, unitsWithoutRecipient };
  }

  /** The rung of every day on which something open is or was due; days without a rung are left out. */
  private async rungsByDueDay(day: CivilDate, calendar: WorkingCalendar): Promise<Map<CivilDate, Rung>> {
    const rows = await rowsOf(
      this.em,
      sql<{ due_on: CivilDate; before_go_live: boolean }>`
        select distinct due_on::text as due_on,
          -- A day before watching began is only ever run on purpose: nothing is history then.
          due_on < least((select go_live_on from installation), ${day}::date) as before_go_live
        from deadline where ${isOpenDeadline()} and due_on <= ${ladderHorizon(day, calendar)}`,
    );
    const rungs = new Map<CivilDate, Rung>();
    for (const { due_on: dueOn, before_go_live } of rows) {
      const rung = before_go_live ? OVERDUE_AT_GO_LIVE : rungFor({ dueOn, day, calendar });
      if (rung) rungs.set(dueOn, rung);
    }
    return rungs;
  }

  private candidates(day: CivilDate, rungs: ReadonlyMap<CivilDate, Rung>): Promise<Candidate[]> {
    return rowsOf(
      this.em,
      sql<Candidate>`select post.id as post_id, post.kind as post_kind, post.title as post_title, post.email,
          unit.id as unit_id, unit.name as unit_name, deadline.id as deadline_id, deadline.title, deadline.kind,
          deadline.quote, deadline.due_on::text as due_on, plan.number as plan_number, clause.code as clause_code,
          rung.code as rung, deadline.reminder_round as round, (select count(*)::int from reminder
            where deadline_id = deadline.id and post_id = post.id and reminder.round = deadline.reminder_round
              and reminder.rung like 'AFTER%') as urged_before
        from ${rungTable(rungs)}
        join deadline on deadline.due_on = rung.due_on and ${isOpenDeadline()}
        join unit on unit.id = deadline.unit_id
        join plan on plan.id = deadline.plan_id
        join clause on clause.id = deadline.clause_id
        join post on post.unit_id = unit.id and post.kind = any(string_to_array(rung.posts, ',')) and ${validOn(day)}
        where not exists (select from reminder
            where deadline_id = deadline.id and reminder.rung = rung.code and post_id = post.id
              and reminder.round = deadline.reminder_round)
          and not exists (select from message where dedupe_key = 'digest:' || post.id || ${`:${day}`})
        order by post.id, deadline.due_on, deadline.title`,
    );
  }

  private async countUnitsWithoutRecipient(day: CivilDate, rungs: ReadonlyMap<CivilDate, Rung>): Promise<number> {
    const rows = await rowsOf(
      this.em,
      sql<{
        emails: string[] | null;
      }>`select array_agg(distinct post.email) filter (where post.id is not null) as emails
        from ${rungTable(rungs)}
        join deadline on deadline.due_on = rung.due_on and ${isOpenDeadline()}
        left join post on post.unit_id = deadline.unit_id and post.kind = any(string_to_array(rung.posts, ','))
          and ${validOn(day)}
        group by deadline.unit_id`,
    );
    return rows.filter(({ emails }) => !emails?.some(isSingleAddress)).length;
  }

  /** Ids of the new messages by post; a post whose digest of the day another transaction wrote is not among them. */
  private async insertMessages(digests: readonly Digest[], day: CivilDate, now: Date): Promise<Map<string, string>> {
    const column = (pick: (digest: Digest) => string) => digests.map(pick);
    const rows = await rowsOf(
      this.em,
      sql<{ id: string; post_id: string }>`with digest as (
          select uuidv7() as id, * from unnest(
            ${column(({ group }) => group[0].post_id)}::uuid[],
            ${column(({ group }) => oneLine(`${group[0].post_title}, ${group[0].unit_name}`))}::text[],
            ${column(({ group }) => group[0].email)}::text[], ${column(({ mail }) => mail.subject)}::text[],
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
    const told = digests.flatMap(({ group }) => group).filter(({ post_id }) => messageOfPost.has(post_id));
    const rows = await rowsOf(
      this.em,
      sql`insert into reminder (deadline_id, rung, round, post_id, decided_on, message_id)
        select deadline_id, rung, round, post_id, ${day}::date, message_id from unnest(
          ${told.map(({ deadline_id }) => deadline_id)}::uuid[], ${told.map(({ rung }) => rung)}::text[],
          ${told.map(({ round }) => round)}::int[], ${told.map(({ post_id }) => post_id)}::uuid[],
          ${told.map(({ post_id }) => messageOfPost.get(post_id) ?? null)}::uuid[]
        ) as t (deadline_id, rung, round, post_id, message_id)
        on conflict do nothing returning 1`,
    );
    return rows.length;
  }
}

function labelOf(rung: Rung | undefined, urgedBefore: number): string {
  return rung ? rungLabel(rung, urgedBefore) : '';
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
    const group = groups.get(candidate.post_id);
    if (group) group.push(candidate);
    else groups.set(candidate.post_id, [candidate]);
  }
  return groups;
}

/** Due days with their rung's code and posts, as a table `rung (due_on, code, posts)`. */
function rungTable(rungs: ReadonlyMap<CivilDate, Rung>) {
  const entries = [...rungs];
  return sql`unnest(${entries.map(([dueOn]) => dueOn)}::date[], ${entries.map(([, { code }]) => code)}::text[],
    ${entries.map(([, { posts }]) => posts.join(','))}::text[]) as rung (due_on, code, posts)`;
}

function validOn(day: CivilDate) {
  return sql`post.valid_from <= ${day}::date and (post.valid_to is null or post.valid_to > ${day}::date)`;
}
