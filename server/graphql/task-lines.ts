import { unitFilter } from '../../schema/access/index.js';
import { readBy, type CivilDate } from '../../schema/base/index.js';
import type { Unit } from '../../schema/organisation/index.js';
import {
  assignedOn,
  bindableUnits,
  currentProgress,
  leadUnits,
  Plan,
  plansOfProvinces,
  Task,
  taskAssignments,
  taskKey,
  TaskProgress,
  TaskStatus,
  type BindableUnit,
  type TaskAssignment,
} from '../../schema/plan/index.js';
import type { RequestContext } from '../context.js';
import { daySeen, partsOf } from './plan-parts.js';

/** A task as one of its lead units sees it. */
export interface TaskOfUnit extends Task {
  /** Code of the unit; unset when the task was not reached from a unit. */
  readonly ofUnit?: string;
}

/** Assignments of a task, newest first, through the request's batch. */
export async function assignmentsOf({ em, loaders }: RequestContext, task: Task): Promise<TaskAssignment[]> {
  const read = (keys: readonly string[]) => taskAssignments(em, keys);
  return (await loaders.load('task assignments', taskKey(task), read)) ?? [];
}

/** Units that lead a task on the day on which it is seen, in code order. */
export async function leadsOf(context: RequestContext, task: Task): Promise<BindableUnit[]> {
  const { em, loaders } = context;
  const day = daySeen(context, task);
  const plan = await loaders.load('plan by id', task.plan.id, (ids) => readBy(em, Plan, 'id', ids));
  const [units, assignments] = await Promise.all([
    loaders.load('bindable units', plan?.province.id ?? '', (ids) => bindableUnits(em, ids)),
    assignmentsOf(context, task),
  ]);
  return leadUnits(task, assignedOn(assignments, day), units ?? [], day);
}

/**
 * How far each lead unit is, one line each in code order; of one unit only when its code is given, and only of what the
 * viewer may see.
 * @throws PlanError UNAUTHENTICATED, FORBIDDEN when the viewer may see no progress at all.
 */
export async function progressLines(
  context: RequestContext,
  task: Task,
  unitCode: string | null,
): Promise<TaskProgress[]> {
  const { em, loaders, viewer } = context;
  const only = unitFilter(viewer, 'READ_TASK_PROGRESS')?.unitId ?? null;
  const leads = (await leadsOf(context, task)).filter(
    ({ id, code }) => (only === null || id === only) && (unitCode === null || code === unitCode),
  );
  const read = (keys: readonly string[]) => currentProgress(em, keys);
  const recorded = (await loaders.load('task progress', taskKey(task), read)) ?? [];
  return leads.map(({ id }) => recorded.find(({ unit }) => unit.id === id) ?? notStarted(id));
}

/** The tasks that a unit leads on a day, of every plan of its province, each as that unit sees it. */
export async function tasksOfUnit(context: RequestContext, unit: Unit, day: CivilDate): Promise<TaskOfUnit[]> {
  const { em, loaders } = context;
  const read = (ids: readonly string[]) => plansOfProvinces(em, ids);
  const plans = (await loaders.load('plans of province', unit.province.id, read)) ?? [];
  const tasks = (await Promise.all(plans.map(({ id }) => partsOf(context, Task, id, day)))).flat();
  const leads = await Promise.all(tasks.map((task) => leadsOf(context, task)));
  return tasks
    .filter((_, index) => leads[index]?.some(({ id }) => id === unit.id))
    .map((task) => Object.assign(Object.create(task) as Task, { ofUnit: unit.code }));
}

/** What nobody has recorded yet. */
function notStarted(unitId: string): TaskProgress {
  return Object.assign(Object.create(TaskProgress.prototype) as TaskProgress, {
    unit: { id: unitId },
    status: TaskStatus.NotStarted,
    percent: null,
    note: null,
    evidence: null,
    recordedBy: null,
    recordedAt: null,
  });
}
