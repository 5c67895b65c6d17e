import type { EntityManager } from '@mikro-orm/postgresql';
import { sql } from 'kysely';
import { civilDateAt, rowsOf, startOfDay, type CivilDate } from '../base/index.js';
import { SlotState } from './slot.js';
import { decideSlots, dueInstants, isOnTime, type Schedule } from './slot-rules.js';

/** Which slot: a schedule's name and one of its due instants. */
export interface SlotKey {
  readonly schedule: string;
  readonly dueAt: Date;
}

/** A slot that this transaction holds locked. */
export interface HeldSlot extends SlotKey {
  /** Failed tries so far. */
  readonly attempts: number;
}

/** How a run ended. */
export interface SlotEnd {
  readonly state: SlotState.Done | SlotState.CaughtUp | SlotState.Failed;
  readonly reason: string | null;
  readonly effects: Readonly<Record<string, number>> | null;
}

interface SlotRow {
  readonly schedule: string;
  readonly due_at: string;
  readonly attempts: number;
}

/** Keeps the ledger of expected runs. The unique key decides who claims a slot: any number of workers may try. */
export class SlotService {
  constructor(private readonly em: EntityManager) {}

  /** First civil day that is watched; set to `wished`, else to the day of `now`, when nobody has set it yet. */
  async goLiveOn(now: Date, wished?: CivilDate): Promise<CivilDate> {
    const [known] = await rowsOf(
      this.em,
      sql<{ day: CivilDate }>`select go_live_on::text as day from installation where go_live_on is not null`,
    );
    if (known) return known.day; // a heartbeat that finds nothing due writes nothing
    const day = wished ?? civilDateAt(now);
    const [row] = await rowsOf(
      this.em,
      sql<{ day: CivilDate }>`insert into installation (id, go_live_on) values (1, ${day})
        on conflict (id) do update set go_live_on = coalesce(installation.go_live_on, excluded.go_live_on)
        returning go_live_on::text as day`,
    );
    return row?.day ?? day;
  }

  /**
   * Writes a row for every due instant of a schedule up to `now` that has none yet.
   *
   * Instants before `historyFrom` are nobody's duty. Gaps cannot arise: the missing ones begin after the newest slot
   * up to `now`.
   * @returns the slots this call claimed to be run, earliest first; those that another worker claimed are not among them.
   */
  async claim(schedule: Schedule, now: Date, historyFrom: CivilDate): Promise<SlotKey[]> {
    const after = (await this.newestUpTo(schedule, now)) ?? new Date(startOfDay(historyFrom).getTime() - 1);
    const decisions = decideSlots(schedule, dueInstants(schedule, after, now), now);
    if (decisions.length === 0) return [];
    const rows = await rowsOf(
      this.em,
      sql<SlotRow>`insert into slot (schedule, due_at, state, reason, claimed_at, ended_at)
        select ${schedule.name}, due_at,
          case when reason is null then ${SlotState.Queued} else ${SlotState.Skipped} end, reason,
          ${now.toISOString()}::timestamptz, case when reason is null then null else ${now.toISOString()}::timestamptz end
        from unnest(${decisions.map(({ dueAt }) => dueAt.toISOString())}::timestamptz[],
          ${decisions.map(({ reason }) => reason)}::text[]) as decision (due_at, reason)
        order by due_at
        on conflict do nothing
        returning schedule, ${instantText('due_at')} as due_at, attempts, state`,
    );
    const claimed = new Set(rows.map((row) => new Date(row.due_at).getTime()));
    return decisions
      .filter(({ dueAt, reason }) => reason === null && claimed.has(dueAt.getTime()))
      .map(({ dueAt }) => ({ schedule: schedule.name, dueAt }));
  }

  /**
   * Locks a slot for this transaction.
   * @returns null when it has already ended, `BUSY` when another worker runs it at this moment.
   */
  async hold({ schedule, dueAt }: SlotKey): Promise<HeldSlot | 'BUSY' | null> {
    const at = dueAt.toISOString();
    const [row] = await rowsOf(
      this.em,
      sql<SlotRow>`select schedule, ${instantText('due_at')} as due_at, attempts from slot
        where schedule = ${schedule} and due_at = ${at}::timestamptz and state = ${SlotState.Queued}
        for update skip locked`,
    );
    if (row) return { schedule, dueAt, attempts: row.attempts };
    const queued = await rowsOf(
      this.em,
      sql`select 1 from slot
        where schedule = ${schedule} and due_at = ${at}::timestamptz and state = ${SlotState.Queued}`,
    );
    return queued.length > 0 ? 'BUSY' : null;
  }

  /** Whether a slot of one of these schedules, due at `dueAt` or before, still waits or runs. */
  async isAnyQueued(schedules: readonly string[], dueAt: Date): Promise<boolean> {
    const rows = await rowsOf(
      this.em,
      sql`select 1 from slot where schedule = any(${[...schedules]}::text[])
        and due_at <= ${dueAt.toISOString()}::timestamptz and state = ${SlotState.Queued} limit 1`,
    );
    return rows.length > 0;
  }

  /** Slots that wait and that nobody runs at this moment, claimed at `claimedUpTo` or before, earliest first. */
  async waiting(claimedUpTo: Date): Promise<SlotKey[]> {
    const rows = await rowsOf(
      this.em,
      sql<SlotRow>`select schedule, ${instantText('due_at')} as due_at, attempts from slot
        where state = ${SlotState.Queued} and claimed_at <= ${claimedUpTo.toISOString()}::timestamptz
        order by slot.due_at for update skip locked`,
    );
    return rows.map((row) => ({ schedule: row.schedule, dueAt: new Date(row.due_at) }));
  }

  /** Ends a slot that this transaction holds. */
  async finish(slot: HeldSlot, now: Date, effects: Readonly<Record<string, number>>): Promise<void> {
    const state = isOnTime(slot.dueAt, now) ? SlotState.Done : SlotState.CaughtUp;
    await this.end(slot, now, { state, reason: null, effects });
  }

  /** Counts one failed try of a slot that this transaction holds; the last one ends it as FAILED. */
  async fail(slot: HeldSlot, now: Date, reason: string, isLast: boolean): Promise<void> {
    await rowsOf(
      this.em,
      sql`update slot set attempts = attempts + 1, reason = ${reason}
        where schedule = ${slot.schedule} and due_at = ${slot.dueAt.toISOString()}::timestamptz`,
    );
    if (isLast) await this.end(slot, now, { state: SlotState.Failed, reason, effects: null });
  }

  private async end(slot: HeldSlot, now: Date, { state, reason, effects }: SlotEnd): Promise<void> {
    await rowsOf(
      this.em,
      sql`update slot set state = ${state}, reason = ${reason}, ended_at = ${now.toISOString()}::timestamptz,
          effects = ${effects && JSON.stringify(effects)}::jsonb
        where schedule = ${slot.schedule} and due_at = ${slot.dueAt.toISOString()}::timestamptz`,
    );
  }

  private async newestUpTo(schedule: Schedule, now: Date): Promise<Date | null> {
    const [row] = await rowsOf(
      this.em,
      sql<{ newest: string | null }>`select ${instantText('max(due_at)')} as newest from slot
        where schedule = ${schedule.name} and due_at <= ${now.toISOString()}::timestamptz`,
    );
    return row?.newest ? new Date(row.newest) : null;
  }
}

/** An instant as ISO 8601 in UTC, so that no driver setting decides its type. */
function instantText(expression: string) {
  return sql.raw(`to_char(${expression} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`);
}
