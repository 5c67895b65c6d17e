import type { EntityManager } from '@mikro-orm/postgresql';
import { sql } from 'kysely';
import { rowsOf, startOfDay, type DayRange } from '../../base/index.js';
import type { DeadlineFact } from './deadline-content-rules.js';

type Row = Omit<DeadlineFact, 'dueAt' | 'fulfilledAt'> & {
  readonly dueAt: string;
  readonly fulfilledAt: string | null;
};

/**
 * Deadlines of a plan that were due in a period, or before it and not done when it began, by due day, title and unit.
 * What was fulfilled or withdrawn at `asOf` or later counts as open. One statement.
 */
export async function readDeadlines(
  em: EntityManager,
  planId: string,
  { from, to }: DayRange,
  asOf: Date,
): Promise<DeadlineFact[]> {
  const instant = sql`${asOf.toISOString()}::timestamptz`;
  const rows = await rowsOf(
    em,
    sql<Row>`select unit.id as "unitId", unit.code as "unitCode", unit.name as "unitName", title, clause.code as clause,
        due_on::text as "dueOn", due_at as "dueAt",
        case when fulfilled_at < ${instant} then fulfilled_at end as "fulfilledAt"
      from deadline join unit on unit.id = deadline.unit_id join clause on clause.id = deadline.clause_id
      where deadline.plan_id = ${planId} and due_on < ${to}::date
        and (withdrawn_at is null or withdrawn_at >= ${instant})
        and (due_on >= ${from}::date or fulfilled_at is null
          or fulfilled_at >= ${startOfDay(from).toISOString()}::timestamptz)
      order by due_on, title collate "C", unit.code collate "C", deadline.source_code collate "C"`,
  );
  return rows.map(({ dueAt, fulfilledAt, ...row }) => ({
    ...row,
    dueAt: new Date(dueAt),
    fulfilledAt: fulfilledAt === null ? null : new Date(fulfilledAt),
  }));
}
