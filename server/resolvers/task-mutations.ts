import { Args, ArgsType, Ctx, Field, ID, Int, Mutation, ObjectType, Resolver } from 'type-graphql';
import type { EntityManager } from '@mikro-orm/postgresql';
import { assertAllowed } from '../../schema/access/index.js';
import { fromGlobalId, PlanError, readBy } from '../../schema/base/index.js';
import { Unit } from '../../schema/organisation/index.js';
import { Task, TaskProgress, TaskService, TaskStatus, type TaskAct } from '../../schema/plan/index.js';
import type { RequestContext } from '../context.js';
import { mutate, resultUnion } from '../graphql/user-errors.js';

/** What a unit reports of a task. */
@ArgsType()
class RecordTaskProgressArgs {
  @Field(() => ID, { description: 'Mã nhiệm vụ (task id).' })
  task!: string;

  @Field(() => String, { description: 'Mã đơn vị chủ trì (unit code).' })
  unit!: string;

  @Field(() => TaskStatus, { description: 'Tình trạng (status).' })
  status!: TaskStatus;

  @Field(() => Int, { nullable: true, description: 'Phần trăm hoàn thành, 0–100 (percent).' })
  percent?: number | null;

  @Field(() => String, { nullable: true, description: 'Kết quả, vướng mắc; bắt buộc khi có vướng mắc (note).' })
  note?: string | null;

  @Field(() => String, { nullable: true, description: 'Liên kết minh chứng, http hoặc https (evidence link).' })
  evidence?: string | null;
}

/** Who leads a task from today. */
@ArgsType()
class AssignTaskArgs {
  @Field(() => ID, { description: 'Mã nhiệm vụ (task id).' })
  task!: string;

  @Field(() => [String], { description: 'Mã các đơn vị chủ trì (unit codes).' })
  units!: string[];

  @Field(() => String, { description: 'Số, ký hiệu văn bản phân công (document number).' })
  documentNumber!: string;
}

/** The progress as recorded. */
@ObjectType('RecordTaskProgressPayload', { description: 'Tiến độ đã ghi (payload).' })
class RecordTaskProgressPayload {
  @Field(() => TaskProgress, { description: 'Tiến độ (progress).' })
  progress!: TaskProgress;
}

/** The task as assigned. */
@ObjectType('AssignTaskPayload', { description: 'Nhiệm vụ đã phân công (payload).' })
class AssignTaskPayload {
  @Field(() => Task, { description: 'Nhiệm vụ (task).' })
  task!: Task;
}

const RecordTaskProgressResult = resultUnion(
  'RecordTaskProgressResult',
  RecordTaskProgressPayload,
  'Kết quả ghi tiến độ (result).',
);
const AssignTaskResult = resultUnion('AssignTaskResult', AssignTaskPayload, 'Kết quả phân công (result).');

/** Records progress of tasks, and assigns the tasks that the plan gives to nobody. */
@Resolver()
export class TaskMutations {
  @Mutation(() => RecordTaskProgressResult, {
    description: 'Ghi tiến độ nhiệm vụ của một đơn vị chủ trì; các lần ghi trước vẫn giữ (record task progress).',
  })
  recordTaskProgress(
    @Args(() => RecordTaskProgressArgs) { task, unit, status, percent, note, evidence }: RecordTaskProgressArgs,
    @Ctx() context: RequestContext,
  ): Promise<typeof RecordTaskProgressResult> {
    return mutate(context, async (em) => {
      assertAllowed(context.viewer, 'RECORD_TASK_PROGRESS', await unitId(em, unit));
      const facts = { status, percent: percent ?? null, note: note ?? null, evidence: evidence ?? null };
      const progress = await new TaskService(em).record(taskId(task), unit, facts, actOf(context));
      return Object.assign(new RecordTaskProgressPayload(), { progress });
    });
  }

  @Mutation(() => AssignTaskResult, {
    description:
      'Phân công một nhiệm vụ mà kế hoạch chưa giao cho ai, từ hôm nay; các lần trước vẫn giữ (assign a task).',
  })
  assignTask(
    @Args(() => AssignTaskArgs) { task, units, documentNumber }: AssignTaskArgs,
    @Ctx() context: RequestContext,
  ): Promise<typeof AssignTaskResult> {
    return mutate(context, async (em) => {
      const assigned = await new TaskService(em).assign(taskId(task), units, documentNumber, actOf(context));
      return Object.assign(new AssignTaskPayload(), { task: assigned });
    });
  }
}

function actOf({ viewer, now, day }: RequestContext): TaskAct {
  return { actor: viewer.email, at: now, day };
}

function taskId(id: string): string {
  const { type, key } = fromGlobalId(id);
  if (type === 'Task') return key;
  throw new PlanError('NOT_FOUND', 'Không có nhiệm vụ này.', { field: 'task' });
}

async function unitId(em: EntityManager, code: string): Promise<string> {
  const unit = (await readBy(em, Unit, 'code', [code])).get(code);
  if (unit) return unit.id;
  throw new PlanError('NOT_FOUND', `Không có đơn vị «${code}».`, { field: 'unit' });
}
