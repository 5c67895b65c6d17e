import type { EntityManager } from '@mikro-orm/postgresql';
import { AuditService } from '../audit/index.js';
import { PlanError, type CivilDate } from '../base/index.js';
import { Plan } from './plan.js';
import { TaskAssignment } from './task-assignment.js';
import { checkedProgress, leadUnits, type ProgressFacts } from './task-progress-rules.js';
import { TaskProgress } from './task-progress.js';
import { assignedOn, bindableUnits, currentProgress, taskAssignments, taskKey } from './task-reads.js';
import { Task } from './task.js';
import { inForceOn } from './version-rules.js';

/** Who acts on a task, when, and on which day. */
export interface TaskAct {
  /** E-mail of the account. */
  readonly actor: string;
  readonly at: Date;
  readonly day: CivilDate;
}

/** Longest document number, in characters. */
const LONGEST_NUMBER = 200;

/** Records how far units are with tasks, and who was given the tasks that the plan gives to nobody. */
export class TaskService {
  constructor(private readonly em: EntityManager) {}

  /**
   * Records progress of a unit that leads the task on the day; what was recorded before stays as history. Must run in a
   * transaction.
   *
   * @param taskId any version of the task.
   * @throws PlanError NOT_FOUND when the task does not hold on the day; INVALID_INPUT when the unit does not lead it, or
   *   as `checkedProgress`.
   */
  async record(taskId: string, unitCode: string, facts: ProgressFacts, act: TaskAct): Promise<TaskProgress> {
    const task = await this.taskOn(taskId, act.day);
    const unit = (await this.leads(task, act.day)).find(({ code }) => code === unitCode);
    if (!unit) {
      throw new PlanError('INVALID_INPUT', `Đơn vị «${unitCode}» không chủ trì nhiệm vụ ${task.code}.`, {
        field: 'unit',
      });
    }
    const checked = checkedProgress(facts);
    const key = taskKey(task);
    const before = (await currentProgress(this.em, [key])).get(key)?.find((one) => one.unit.id === unit.id);
    const progress = this.em.create(TaskProgress, {
      plan: task.plan,
      taskCode: task.code,
      unit: unit.id,
      ...checked,
      recordedBy: act.actor,
      recordedAt: act.at,
    });
    await this.em.flush();
    await new AuditService(this.em).recordChange({
      actor: act.actor,
      action: 'TASK_PROGRESS_RECORDED',
      subjectType: 'Task',
      subjectId: task.id,
      before: before ? { unit: unitCode, ...factsOf(before) } : null,
      after: { unit: unitCode, ...checked },
      reason: checked.note,
    });
    return progress;
  }

  /**
   * Gives a task that the plan gives to nobody to units, from a day on; earlier assignments stay as history. Must run in
   * a transaction.
   *
   * @throws PlanError NOT_FOUND when the task does not hold on the day; CONFLICT when the plan itself names who leads;
   *   INVALID_INPUT without document number, without units, or for units that do not exist on the day.
   */
  async assign(taskId: string, unitCodes: readonly string[], documentNumber: string, act: TaskAct): Promise<Task> {
    const task = await this.taskOn(taskId, act.day);
    if (task.lead) {
      throw new PlanError('CONFLICT', `Kế hoạch đã giao nhiệm vụ ${task.code}; chỉ văn bản sửa đổi thay được.`, {
        field: 'task',
      });
    }
    const number = documentNumber.trim().normalize('NFC');
    if (number === '' || number.length > LONGEST_NUMBER) {
      throw new PlanError('INVALID_INPUT', `Cần số, ký hiệu văn bản phân công, không quá ${LONGEST_NUMBER} ký tự.`, {
        field: 'documentNumber',
      });
    }
    const codes = [...new Set(unitCodes)];
    const known = new Set((await this.leads(task, act.day, codes)).map(codeOf));
    const unknown = codes.filter((code) => !known.has(code));
    if (codes.length === 0 || unknown.length > 0) {
      const why = codes.length === 0 ? 'Cần ít nhất một đơn vị.' : `Không có đơn vị ${unknown.join(', ')}.`;
      throw new PlanError('INVALID_INPUT', why, { field: 'units' });
    }
    const before = await this.assigned(task, act.day);
    this.em.create(TaskAssignment, {
      plan: task.plan,
      taskCode: task.code,
      unitCodes: codes,
      documentNumber: number,
      fromDay: act.day,
      assignedBy: act.actor,
      assignedAt: act.at,
    });
    await this.em.flush();
    await new AuditService(this.em).recordChange({
      actor: act.actor,
      action: 'TASK_ASSIGNED',
      subjectType: 'Task',
      subjectId: task.id,
      before: before && { units: before },
      after: { units: codes },
      reason: number,
    });
    return task;
  }

  private async taskOn(taskId: string, day: CivilDate): Promise<Task> {
    const named = await this.em.findOne(Task, { id: taskId });
    const versions = named ? await this.em.find(Task, { plan: named.plan.id, code: named.code }) : [];
    const [task] = inForceOn(versions, day);
    if (task) return task;
    throw new PlanError('NOT_FOUND', 'Không có nhiệm vụ này đang có hiệu lực.', { field: 'task' });
  }

  private async leads(
    task: Pick<Task, 'plan' | 'code' | 'lead' | 'exceptUnits'>,
    day: CivilDate,
    assigned?: readonly string[],
  ) {
    const { province } = await this.em.findOneOrFail(Plan, task.plan.id);
    const units = (await bindableUnits(this.em, [province.id])).get(province.id) ?? [];
    return leadUnits(task, assigned ?? (await this.assigned(task, day)), units, day);
  }

  private async assigned(task: Pick<Task, 'plan' | 'code'>, day: CivilDate): Promise<readonly string[] | null> {
    const key = taskKey(task);
    return assignedOn((await taskAssignments(this.em, [key])).get(key) ?? [], day);
  }
}

function codeOf({ code }: { readonly code: string }): string {
  return code;
}

function factsOf({ status, percent, note, evidence }: ProgressFacts): ProgressFacts {
  return { status, percent, note, evidence };
}
