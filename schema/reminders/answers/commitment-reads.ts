import type { EntityManager } from '@mikro-orm/postgresql';
import { sql } from 'kysely';
import { DeadlineCommitment } from './deadline-commitment.js';
import type { Commitment } from '../planning/plan-rules.js';

/** The latest commitment of a `deadline` row in its present round, as the planner takes it; null without one. */
export const latestCommitment = sql<Commitment | null>`(select jsonb_build_object('committedOn', committed_on, 'madeOn', made_on)
  from deadline_commitment where deadline_id = deadline.id and deadline_commitment.round = deadline.reminder_round
  order by made_at desc, deadline_commitment.id desc limit 1)`;

/** The commitments of deadlines by deadline id, of each the newest first; one without any is missing. */
export async function commitmentsOf(
  em: EntityManager,
  deadlineIds: readonly string[],
): Promise<ReadonlyMap<string, DeadlineCommitment[]>> {
  const found = await em.find(
    DeadlineCommitment,
    { deadline: { $in: [...deadlineIds] } },
    { orderBy: { madeAt: 'desc', id: 'desc' } },
  );
  return Map.groupBy(found, ({ deadline }) => deadline.id);
}
