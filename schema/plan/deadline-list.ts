import type { EntityManager } from '@mikro-orm/postgresql';
import { sql, type RawBuilder } from 'kysely';
import { readModelOf, type CivilDate, type ListQuery } from '../base/index.js';
import { hasDeadlineStatus, type StatusDay } from './deadline-status-rules.js';
import type { DeadlineStatus } from './deadline-status.js';
import { Deadline, type DeadlineKind } from './deadline.js';

/** Which deadlines. */
export interface DeadlineFilter {
  readonly status?: readonly DeadlineStatus[] | null;
  readonly kind?: readonly DeadlineKind[] | null;
  readonly period?: string | null;
  readonly dueFrom?: CivilDate | null;
  /** Last due day, included. */
  readonly dueTo?: CivilDate | null;
}

/** Whose deadlines: those of the parent unit, of one unit, or of all. */
export interface DeadlineScope {
  readonly ofParentUnit: boolean;
  /** Unit that the viewer is bound to; null without bound. */
  readonly onlyUnitId: string | null;
}

/** Deadlines, nearest due day first. */
export function deadlineList(
  em: EntityManager,
  filter: DeadlineFilter,
  scope: DeadlineScope,
  today: StatusDay,
): ListQuery {
  return {
    columns: readModelOf(em, Deadline).columns('deadline'),
    from: sql`deadline`,
    where: [
      ...(scope.ofParentUnit ? [sql`deadline.unit_id = parent.id::uuid`] : []),
      ...(scope.onlyUnitId ? [sql`deadline.unit_id = ${scope.onlyUnitId}::uuid`] : []),
      ...conditions(filter, today),
    ],
    order: [
      { expression: sql`deadline.due_on`, type: 'date' },
      { expression: sql`deadline.id`, type: 'uuid' },
    ],
  };
}

function conditions(filter: DeadlineFilter, today: StatusDay): RawBuilder<unknown>[] {
  const { status, kind, period, dueFrom, dueTo } = filter;
  return [
    ...(status ? [anyOf(status.map((one) => hasDeadlineStatus(one, today)))] : []),
    ...(kind ? [sql`deadline.kind = any(${[...kind]}::text[])`] : []),
    ...(period ? [sql`deadline.period_id = ${period}`] : []),
    ...(dueFrom ? [sql`deadline.due_on >= ${dueFrom}`] : []),
    ...(dueTo ? [sql`deadline.due_on <= ${dueTo}`] : []),
  ];
}

function anyOf(alternatives: readonly RawBuilder<unknown>[]): RawBuilder<unknown> {
  return alternatives.length === 0 ? sql`false` : sql`(${sql.join([...alternatives], sql` or `)})`;
}
