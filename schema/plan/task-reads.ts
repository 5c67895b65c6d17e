import type { EntityManager } from '@mikro-orm/postgresql';
import { sql } from 'kysely';
import { readModelOf, rowsOf, type CivilDate, type ListQuery } from '../base/index.js';
import type { BindableUnit } from './deadline-rules.js';
import { TaskAssignment } from './task-assignment.js';
import { TaskProgress } from './task-progress.js';

type Row = Readonly<Record<string, unknown>>;

/** Key under which what belongs to a task is read, whatever version of it. */
export function taskKey({ plan, code }: { readonly plan: { readonly id: string }; readonly code: string }): string {
  return `${plan.id}/${code}`;
}

/** Assignments of tasks, newest first, keyed by task key. One statement. */
export async function taskAssignments(
  em: EntityManager,
  keys: readonly string[],
): Promise<Map<string, TaskAssignment[]>> {
  const model = readModelOf(em, TaskAssignment);
  const rows = await rowsOf(
    em,
    sql<Row>`select ${model.columns('a')} from task_assignment a
      where a.plan_id || '/' || a.task_code = any(${[...keys]}::text[]) order by a.assigned_at desc, a.id desc`,
  );
  return Map.groupBy(
    rows.map((row) => model.read(row)),
    ({ plan, taskCode }) => taskKey({ plan, code: taskCode }),
  );
}

/**
 * The newest progress of every unit that recorded any, keyed by task key; with `before`, of what was recorded before that
 * instant. One statement.
 */
export async function currentProgress(
  em: EntityManager,
  keys: readonly string[],
  before: Date | null = null,
): Promise<Map<string, TaskProgress[]>> {
  const model = readModelOf(em, TaskProgress);
  const rows = await rowsOf(
    em,
    sql<Row>`select distinct on (p.plan_id, p.task_code, p.unit_id) ${model.columns('p')} from task_progress p
      where p.plan_id || '/' || p.task_code = any(${[...keys]}::text[])
        ${before ? sql`and p.recorded_at < ${before.toISOString()}::timestamptz` : sql``}
      order by p.plan_id, p.task_code, p.unit_id, p.recorded_at desc, p.id desc`,
  );
  return Map.groupBy(
    rows.map((row) => model.read(row)),
    ({ plan, taskCode }) => taskKey({ plan, code: taskCode }),
  );
}

/** Whose history: of one unit, or of all. */
export interface ProgressScope {
  /** Code of the unit asked for; null for all. */
  readonly unit: string | null;
  /** Unit that the viewer is bound to; null without bound. */
  readonly onlyUnitId: string | null;
}

/** Everything recorded of a task (the parent is its key), newest first. */
export function progressHistory(em: EntityManager, { unit, onlyUnitId }: ProgressScope): ListQuery {
  return {
    columns: readModelOf(em, TaskProgress).columns('p'),
    from: sql`task_progress p`,
    where: [
      sql`p.plan_id = split_part(parent.id, '/', 1)::uuid and p.task_code = split_part(parent.id, '/', 2)`,
      ...(unit === null ? [] : [sql`p.unit_id = (select id from unit where code = ${unit})`]),
      ...(onlyUnitId === null ? [] : [sql`p.unit_id = ${onlyUnitId}::uuid`]),
    ],
    order: [
      { expression: sql`p.recorded_at`, type: 'timestamptz' },
      { expression: sql`p.id`, type: 'uuid' },
    ],
    descending: true,
  };
}

/** What an assignment is looked up in: units of provinces, keyed by province id, in code order. One statement. */
export async function bindableUnits(
  em: EntityManager,
  provinceIds: readonly string[],
): Promise<Map<string, BindableUnit[]>> {
  const rows = await rowsOf(
    em,
    sql<BindableUnit & { provinceId: string }>`select id, code, kind, valid_from::text as "validFrom",
        valid_to::text as "validTo", province_id as "provinceId"
      from unit where province_id = any(${[...provinceIds]}::uuid[]) order by code`,
  );
  return Map.groupBy(rows, ({ provinceId }) => provinceId);
}

/** Codes whom the newest assignment in force on a day names; null when there is none. */
export function assignedOn(assignments: readonly TaskAssignment[], day: CivilDate): readonly string[] | null {
  return assignments.find(({ fromDay }) => fromDay <= day)?.unitCodes ?? null;
}
