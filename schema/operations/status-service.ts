import type { EntityManager } from '@mikro-orm/postgresql';
import { sql } from 'kysely';
import { civilDateAt, rowsOf, startOfDay, type CivilDate } from '../base/index.js';
import { MessageState } from '../reminders/index.js';
import { dueInstants, schedules, SlotState, type NamedSchedule } from '../slots/index.js';
import {
  SLOT_GRACE_MINUTES,
  type OperationsFacts,
  type OutboxFacts,
  type RecipientFacts,
  type ScheduleFacts,
} from './status-rules.js';

/** Longer than any schedule rests, in days: the latest due instant lies within. */
const LOOK_BACK_DAYS = 40;

interface LedgerRow {
  readonly schedule: string;
  readonly is_written_down: boolean;
  readonly waiting_ms: number | null;
  readonly last_state: SlotState | null;
}

/** Reads what `operationsChecks` looks at; four statements, whatever is stored. */
export class StatusService {
  constructor(private readonly em: EntityManager) {}

  /**
   * Facts as of the database's own instant, and that instant. `clock` tells the server's; it is read while the database
   * answers, so the skew is exact to the time of that answer.
   */
  async facts(
    watched: readonly NamedSchedule[],
    clock: () => Date,
  ): Promise<{ readonly facts: OperationsFacts; readonly now: Date; readonly goLiveOn: CivilDate | null }> {
    const before = clock();
    const [row] = await rowsOf(
      this.em,
      sql<{
        ms: number;
        go_live_on: CivilDate | null;
      }>`select (extract(epoch from clock_timestamp()) * 1000)::float8 as ms,
        (select go_live_on::text from installation) as go_live_on`,
    );
    const middle = (before.getTime() + clock().getTime()) / 2;
    const now = new Date(row?.ms ?? middle);
    const goLiveOn = row?.go_live_on ?? null;
    const facts = {
      schedules: await this.scheduleFacts(watched, goLiveOn, now),
      outbox: await this.outboxFacts(now),
      recipients: await this.recipientFacts(civilDateAt(now)),
      clockSkewMs: Math.round(middle - now.getTime()),
    };
    return { facts, now, goLiveOn };
  }

  private async scheduleFacts(
    watched: readonly NamedSchedule[],
    goLiveOn: CivilDate | null,
    now: Date,
  ): Promise<ScheduleFacts[]> {
    const limit = new Date(now.getTime() - SLOT_GRACE_MINUTES * 60_000);
    const due = watched.map((schedule) => latestDue(schedule, goLiveOn, limit));
    const rows = await rowsOf(
      this.em,
      sql<LedgerRow>`select name as schedule,
          exists (select from slot where schedule = name and due_at = at) as is_written_down,
          (select extract(epoch from min(due_at)) * 1000 from slot where schedule = name
            and state = ${SlotState.Queued} and due_at <= ${limit.toISOString()}::timestamptz)::float8 as waiting_ms,
          (select state from slot where schedule = name and ended_at is not null and state <> ${SlotState.Skipped}
            order by due_at desc limit 1) as last_state
        from unnest(${watched.map(({ name }) => name)}::text[],
          ${due.map((at) => at && at.toISOString())}::timestamptz[]) with ordinality as one (name, at, place)
        order by place`,
    );
    return watched.map((schedule, index) => {
      const row = rows[index];
      return {
        schedule,
        dueAt: due[index] ?? null,
        isWrittenDown: row?.is_written_down ?? false,
        waitingSince: row?.waiting_ms ? new Date(row.waiting_ms) : null,
        hasFailed: row?.last_state === SlotState.Failed,
      };
    });
  }

  private async recipientFacts(day: CivilDate): Promise<RecipientFacts> {
    const [row] = await rowsOf(
      this.em,
      sql<{ marked: number; unreachable: number | null }>`select (select count(*)::int from mail_address_mark
            where lifted_at is null and exists (select from post where lower(post.email) = mail_address_mark.address
              and post.valid_from <= ${day}::date and coalesce(post.valid_to > ${day}::date, true))) as marked,
          (select (effects ->> 'unitsWithoutRecipient')::int from slot where schedule = ${schedules.checkDeadlines.name}
            and effects is not null order by due_at desc limit 1) as unreachable`,
    );
    return { marked: row?.marked ?? 0, unreachableUnits: row?.unreachable ?? 0 };
  }

  private async outboxFacts(now: Date): Promise<OutboxFacts> {
    const [row] = await rowsOf(
      this.em,
      sql<{ queued: number; retrying: number; due_ms: number | null; failing_ms: number | null }>`
        with queued as (select * from message where state = ${MessageState.Queued}),
          oldest as (select min(queued_at) as at from queued where last_error is not null)
        select (select count(*)::int from queued) as queued,
          (select count(*)::int from queued where last_error is not null) as retrying,
          (select extract(epoch from min(coalesce(next_attempt_at, queued_at))) * 1000 from queued
            where coalesce(next_attempt_at, queued_at) <= ${now.toISOString()}::timestamptz)::float8 as due_ms,
          (select extract(epoch from at) * 1000 from oldest
            where not exists (select from message where sent_at >= oldest.at))::float8 as failing_ms`,
    );
    return {
      queued: row?.queued ?? 0,
      retrying: row?.retrying ?? 0,
      dueSince: row?.due_ms ? new Date(row.due_ms) : null,
      failingSince: row?.failing_ms ? new Date(row.failing_ms) : null,
    };
  }
}

/** Latest due instant up to `limit` since watching began; null when nothing is watched yet. */
function latestDue(schedule: NamedSchedule, goLiveOn: CivilDate | null, limit: Date): Date | null {
  if (goLiveOn === null) return null;
  const lookBack = limit.getTime() - LOOK_BACK_DAYS * 86_400_000;
  const after = new Date(Math.max(startOfDay(goLiveOn).getTime() - 1, lookBack));
  return after < limit ? (dueInstants(schedule, after, limit).at(-1) ?? null) : null;
}
