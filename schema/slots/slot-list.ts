import type { EntityManager } from '@mikro-orm/postgresql';
import { sql } from 'kysely';
import { readModelOf, rowsOf, type ListQuery } from '../base/index.js';
import { expectedSlots, type ExpectedSlot } from './slot-forecast-rules.js';
import type { Schedule } from './slot-rules.js';
import { Slot, type SlotState } from './slot.js';

/** Which slots; all conditions must hold. */
export interface SlotFilter {
  readonly schedule?: string | null;
  readonly state?: readonly SlotState[] | null;
  /** Due instants in `[dueFrom, dueTo)`. */
  readonly dueFrom?: Date | null;
  readonly dueTo?: Date | null;
}

/** Slots of the ledger, latest due instant first. */
export function slotList(em: EntityManager, { schedule, state, dueFrom, dueTo }: SlotFilter): ListQuery {
  return {
    columns: readModelOf(em, Slot).columns('slot'),
    from: sql`slot`,
    where: [
      ...(schedule ? [sql`slot.schedule = ${schedule}`] : []),
      ...(state ? [sql`slot.state = any(${[...state]}::text[])`] : []),
      ...(dueFrom ? [sql`slot.due_at >= ${dueFrom.toISOString()}::timestamptz`] : []),
      ...(dueTo ? [sql`slot.due_at < ${dueTo.toISOString()}::timestamptz`] : []),
    ],
    order: [
      { expression: sql`slot.due_at`, type: 'timestamptz' },
      { expression: sql`slot.schedule`, type: 'text' },
    ],
    descending: true,
  };
}

/**
 * Due instants in `[from, to)` that the ledger does not account for, earliest first; empty when nothing was skipped in
 * silence. One statement.
 * @throws PlanError INVALID_INPUT as `expectedSlots`.
 */
export async function slotGaps<T extends Schedule>(
  em: EntityManager,
  schedules: readonly T[],
  from: Date,
  to: Date,
): Promise<ExpectedSlot<T>[]> {
  const expected = expectedSlots(schedules, from, to);
  const rows = await rowsOf(
    em,
    sql<{ place: number }>`select place::int from unnest(${expected.map(({ schedule }) => schedule.name)}::text[],
        ${expected.map(({ dueAt }) => dueAt.toISOString())}::timestamptz[]) with ordinality as one (name, at, place)
      where not exists (select from slot where schedule = name and due_at = at) order by place`,
  );
  return rows.flatMap(({ place }) => expected[place - 1] ?? []);
}
