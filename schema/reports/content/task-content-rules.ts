import { civilDateAt, type CivilDate } from '../../base/index.js';
import {
  assignedOn,
  leadUnits,
  taskKey,
  TaskStatus,
  type BindableUnit,
  type Task,
  type TaskAssignment,
  type TaskProgress,
} from '../../plan/index.js';
import type { ReportedTask } from '../report-content.js';

/** What is known of the tasks of a plan. */
export interface TaskFacts {
  /** In the version of the day, in document order. */
  readonly tasks: readonly Task[];
  /** By task key, newest first. */
  readonly assignments: ReadonlyMap<string, readonly TaskAssignment[]>;
  /** Newest of each unit, by task key. */
  readonly progress: ReadonlyMap<string, readonly TaskProgress[]>;
  readonly units: readonly BindableUnit[];
  /** Clause codes by clause id. */
  readonly clauseCodes: ReadonlyMap<string, string>;
  readonly day: CivilDate;
}

/** Tasks as reports list them. */
export interface ReportedTasks {
  /** By unit id, of the units that lead any. */
  readonly byUnit: ReadonlyMap<string, readonly ReportedTask[]>;
  readonly ofProvince: readonly ReportedTask[];
}

const STATUS_NAMES: Record<TaskStatus, string> = {
  [TaskStatus.NotStarted]: 'Chưa thực hiện',
  [TaskStatus.InProgress]: 'Đang thực hiện',
  [TaskStatus.Done]: 'Đã hoàn thành',
  [TaskStatus.Blocked]: 'Vướng mắc',
};

/** The tasks that each unit leads with its newest progress, and of the province all tasks with how many are done. */
export function reportedTasks(facts: TaskFacts): ReportedTasks {
  const byUnit = new Map<string, ReportedTask[]>();
  const ofProvince = facts.tasks.map((task) => {
    const leading = leadsOf(task, facts);
    const progress = new Map((facts.progress.get(taskKey(task)) ?? []).map((one) => [one.unit.id, one]));
    for (const { id } of leading) {
      const lines = byUnit.get(id) ?? [];
      lines.push({ ...headOf(task, facts), ...standOf(progress.get(id)) });
      byUnit.set(id, lines);
    }
    return { ...headOf(task, facts), ...standOfAll(leading.map(({ id }) => progress.get(id))) };
  });
  return { byUnit, ofProvince };
}

function leadsOf(task: Task, { assignments, units, day }: TaskFacts): BindableUnit[] {
  return leadUnits(task, assignedOn([...(assignments.get(taskKey(task)) ?? [])], day), units, day);
}

function headOf({ code, name, clause }: Task, { clauseCodes }: TaskFacts) {
  return { code, name, clause: clauseCodes.get(clause.id) ?? code };
}

type Stand = Omit<ReportedTask, 'code' | 'name' | 'clause'>;

function standOf(progress: TaskProgress | undefined): Stand {
  const status = progress?.status ?? TaskStatus.NotStarted;
  return {
    status,
    statusName: STATUS_NAMES[status],
    percent: progress?.percent ?? null,
    note: progress?.note ?? null,
    recordedOn: progress ? civilDateAt(progress.recordedAt) : null,
  };
}

/** Done when all are done, blocked when any is, not started when none has begun. */
function standOfAll(all: readonly (TaskProgress | undefined)[]): Stand {
  const statuses = all.map((progress) => progress?.status ?? TaskStatus.NotStarted);
  const done = statuses.filter((status) => status === TaskStatus.Done).length;
  const recorded = all.flatMap((progress) => (progress ? [civilDateAt(progress.recordedAt)] : []));
  const status = overall(statuses, done);
  return {
    status,
    statusName: STATUS_NAMES[status],
    percent: null,
    note: null,
    recordedOn: recorded.toSorted().at(-1) ?? null,
    units: { done, leading: all.length },
  };
}

function overall(statuses: readonly TaskStatus[], done: number): TaskStatus {
  if (statuses.length > 0 && done === statuses.length) return TaskStatus.Done;
  if (statuses.includes(TaskStatus.Blocked)) return TaskStatus.Blocked;
  return statuses.every((status) => status === TaskStatus.NotStarted) ? TaskStatus.NotStarted : TaskStatus.InProgress;
}
