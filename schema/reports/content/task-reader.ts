import type { EntityManager } from '@mikro-orm/postgresql';
import type { CivilDate } from '../../base/index.js';
import { bindableUnits, currentProgress, partsOfPlans, Task, taskAssignments, taskKey } from '../../plan/index.js';
import { reportedTasks, type ReportedTasks } from './task-content-rules.js';

/** Which tasks, and what of them counts. */
export interface TaskQuestion {
  readonly planId: string;
  readonly provinceId: string;
  readonly day: CivilDate;
  /** What was recorded or assigned at this instant or later does not count. */
  readonly asOf: Date;
  readonly clauseCodes: ReadonlyMap<string, string>;
}

/** The tasks of a plan as they stood on a day. Four statements. */
export async function readTasks(em: EntityManager, question: TaskQuestion): Promise<ReportedTasks> {
  const { planId, provinceId, day, asOf, clauseCodes } = question;
  const tasks = (await partsOfPlans(em, Task, [planId], day)).get(planId) ?? [];
  const keys = tasks.map(taskKey);
  const assigned = await taskAssignments(em, keys);
  const assignments = new Map(
    [...assigned].map(([key, all]) => [key, all.filter(({ assignedAt }) => assignedAt < asOf)]),
  );
  const progress = await currentProgress(em, keys, asOf);
  const units = (await bindableUnits(em, [provinceId])).get(provinceId) ?? [];
  return reportedTasks({ tasks, assignments, progress, units, clauseCodes, day });
}
