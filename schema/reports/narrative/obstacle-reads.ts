import type { EntityManager } from '@mikro-orm/postgresql';
import { sql, type RawBuilder } from 'kysely';
import { readModelOf, rowsOf, type CivilDate, type ListQuery } from '../../base/index.js';
import { ObstacleAnswer } from './obstacle-answer.js';
import type { ObstacleCategory } from './obstacle-category.js';
import { ObstacleVersion } from './obstacle-version.js';
import { Obstacle, OBSTACLE_OWNERS, ObstacleStatus } from './obstacle.js';

type Row = Readonly<Record<string, unknown>>;

/** Which obstacles; all conditions must hold. */
export interface ObstacleFilter {
  /** Code of the unit that has it. */
  readonly unit?: string | null;
  readonly category?: readonly ObstacleCategory[] | null;
  readonly status?: readonly ObstacleStatus[] | null;
  /** Code of the unit that is asked. */
  readonly addressee?: string | null;
  /** Open ones whose day of answer has gone by (true), or all others (false). */
  readonly answerOverdue?: boolean | null;
  /** Id of the period in whose report it was told first. */
  readonly period?: string | null;
}

/** Whose obstacles: those of the parent unit or of all; narrowed to what one unit may read (null: everything). */
export interface ObstacleScope {
  readonly ofParentUnit: boolean;
  readonly onlyUnitId: string | null;
}

/** Obstacles, newest first. */
export function obstacleList(
  em: EntityManager,
  filter: ObstacleFilter,
  { ofParentUnit, onlyUnitId }: ObstacleScope,
  today: CivilDate,
): ListQuery {
  return {
    columns: readModelOf(em, Obstacle).columns('obstacle'),
    from: sql`obstacle`,
    where: [
      ...(ofParentUnit ? [sql`obstacle.unit_id = parent.id::uuid`] : []),
      ...(onlyUnitId === null ? [] : [isOwnedBy(onlyUnitId)]),
      ...conditions(filter, today),
    ],
    order: [
      { expression: sql`obstacle.raised_at`, type: 'timestamptz' },
      { expression: sql`obstacle.id`, type: 'uuid' },
    ],
    descending: true,
  };
}

/** Answers by obstacle id, oldest first. One statement. */
export async function answersOf(em: EntityManager, ids: readonly string[]): Promise<Map<string, ObstacleAnswer[]>> {
  const model = readModelOf(em, ObstacleAnswer);
  const rows = await rowsOf(
    em,
    sql<Row>`select ${model.columns('answer')} from obstacle_answer answer
      where obstacle_id = any(${[...ids]}::uuid[]) order by at, id`,
  );
  return Map.groupBy(
    rows.map((row) => model.read(row)),
    ({ obstacle }) => obstacle.id,
  );
}

/** All versions by obstacle id, newest first. One statement. */
export async function versionsOf(em: EntityManager, ids: readonly string[]): Promise<Map<string, ObstacleVersion[]>> {
  const model = readModelOf(em, ObstacleVersion);
  const rows = await rowsOf(
    em,
    sql<Row>`select ${model.columns('version')} from obstacle_version version
      where obstacle_id = any(${[...ids]}::uuid[]) order by revision desc`,
  );
  return Map.groupBy(
    rows.map((row) => model.read(row)),
    ({ obstacle }) => obstacle.id,
  );
}

/** Whether an answer should have come by now. */
export function isAnswerOverdue(
  { status, answerBy }: Pick<Obstacle, 'status' | 'answerBy'>,
  today: CivilDate,
): boolean {
  return status === ObstacleStatus.Open && answerBy !== null && answerBy < today;
}

/** The same relations as `Obstacle.ownerUnitIds`, by which single objects are guarded. */
function isOwnedBy(unitId: string): RawBuilder<unknown> {
  const owners = OBSTACLE_OWNERS.map((relation) => sql.ref(`obstacle.${relation}_id`));
  return sql`${unitId}::uuid in (${sql.join(owners)})`;
}

function conditions(filter: ObstacleFilter, today: CivilDate): RawBuilder<unknown>[] {
  const { unit, category, status, addressee, answerOverdue, period } = filter;
  const overdue = sql`(obstacle.status = ${ObstacleStatus.Open} and coalesce(obstacle.answer_by < ${today}::date, false))`;
  return [
    ...(unit ? [sql`obstacle.unit_id = (select id from unit where code = ${unit})`] : []),
    ...(category ? [sql`obstacle.category = any(${[...category]}::text[])`] : []),
    ...(status ? [sql`obstacle.status = any(${[...status]}::text[])`] : []),
    ...(addressee ? [sql`obstacle.addressee_id = (select id from unit where code = ${addressee})`] : []),
    ...(typeof answerOverdue === 'boolean' ? [sql`${overdue} = ${answerOverdue}`] : []),
    ...(period ? [sql`obstacle.period_id = ${period}`] : []),
  ];
}
