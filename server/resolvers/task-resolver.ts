import { Arg, Args, ArgsType, Ctx, Field, FieldResolver, Resolver, Root } from 'type-graphql';
import { unitFilter } from '../../schema/access/index.js';
import { readModelOf } from '../../schema/base/index.js';
import { Unit } from '../../schema/organisation/index.js';
import { Clause, progressHistory, Task, TaskAssignment, TaskProgress, taskKey } from '../../schema/plan/index.js';
import type { RequestContext } from '../context.js';
import { AssignmentType, assignmentOf, unitsOfCodes } from '../graphql/assignment.js';
import type { Connection } from '../graphql/connection.js';
import { TaskProgressConnection } from '../graphql/connections.js';
import { unitOf } from '../graphql/figures.js';
import { loadList } from '../graphql/list-loader.js';
import { PageArgs } from '../graphql/page-args.js';
import { allVersions, clauseOf, PlanDayArgs } from '../graphql/plan-parts.js';
import { assignmentsOf, leadsOf, progressLines, tasksOfUnit, type TaskOfUnit } from '../graphql/task-lines.js';

/** A page of what was recorded, of one unit or of all. */
@ArgsType()
class HistoryArgs extends PageArgs {
  @Field(() => String, { nullable: true, description: 'Mã đơn vị; trống: mọi đơn vị chủ trì (unit code).' })
  unit?: string | null;
}

/** Fields of a task. */
@Resolver(() => Task)
export class TaskFields {
  @FieldResolver(() => Clause, { description: 'Điểm của kế hoạch giao nhiệm vụ (clause).' })
  clause(@Root() task: Task, @Ctx() context: RequestContext): Promise<Clause> {
    return clauseOf(context, task);
  }

  @FieldResolver(() => AssignmentType, {
    nullable: true,
    description: 'Chủ trì theo kế hoạch; trống khi kế hoạch chưa giao cho ai (lead).',
  })
  lead(@Root() task: Task, @Ctx() context: RequestContext): Promise<AssignmentType> | null {
    return task.lead && assignmentOf(context, task.lead);
  }

  @FieldResolver(() => AssignmentType, { description: 'Phối hợp (cooperating).' })
  cooperating(@Root() task: Task, @Ctx() context: RequestContext): Promise<AssignmentType> {
    return assignmentOf(context, task.cooperating);
  }

  @FieldResolver(() => Boolean, {
    description: 'Đã có đơn vị chủ trì: kế hoạch giao, hoặc được phân công sau (is assigned).',
  })
  async isAssigned(@Root() task: Task, @Ctx() context: RequestContext): Promise<boolean> {
    return (await leadsOf(context, task)).length > 0;
  }

  @FieldResolver(() => [TaskAssignment], {
    description: 'Các lần phân công khi kế hoạch chưa giao cho ai, mới trước (assignments).',
  })
  assignments(@Root() task: Task, @Ctx() context: RequestContext): Promise<TaskAssignment[]> {
    return assignmentsOf(context, task);
  }

  @FieldResolver(() => [Unit], { description: 'Các đơn vị chủ trì, mỗi đơn vị một dòng (lead units).' })
  async units(@Root() task: Task, @Ctx() context: RequestContext): Promise<Unit[]> {
    const leads = await leadsOf(context, task);
    return Promise.all(leads.map(({ id }) => unitOf(context, id)));
  }

  @FieldResolver(() => [TaskProgress], {
    description:
      'Tiến độ hiện tại, mỗi đơn vị chủ trì một dòng; trong Unit.tasks chỉ của đơn vị đó; cần đăng nhập, người của ' +
      'đơn vị chỉ thấy đơn vị mình (progress).',
  })
  progress(
    @Root() task: TaskOfUnit,
    @Arg('unit', () => String, { nullable: true, description: 'Mã đơn vị; trống: mọi đơn vị chủ trì (unit code).' })
    unit: string | null,
    @Ctx() context: RequestContext,
  ): Promise<TaskProgress[]> {
    return progressLines(context, task, unit ?? task.ofUnit ?? null);
  }

  @FieldResolver(() => TaskProgressConnection, {
    description: 'Mọi lần ghi tiến độ, mới trước; cần đăng nhập (history).',
  })
  history(
    @Root() task: TaskOfUnit,
    @Args(() => HistoryArgs) { unit, ...page }: HistoryArgs,
    @Ctx() context: RequestContext,
  ): Promise<Connection<TaskProgress>> {
    const { em } = context;
    const scope = {
      unit: unit ?? task.ofUnit ?? null,
      onlyUnitId: unitFilter(context.viewer, 'READ_TASK_PROGRESS')?.unitId ?? null,
    };
    return loadList(context, TaskProgressConnection, {
      name: `progress ${JSON.stringify(scope)}`,
      parent: taskKey(task),
      page,
      query: () => progressHistory(em, scope),
      read: (row) => readModelOf(em, TaskProgress).read(row),
    });
  }

  @FieldResolver(() => [Task], { description: 'Mọi phiên bản của nhiệm vụ này, cũ trước (versions).' })
  versions(@Root() task: Task, @Ctx() context: RequestContext): Promise<Task[]> {
    return allVersions(context, Task, task);
  }
}

/** Fields of recorded progress. */
@Resolver(() => TaskProgress)
export class TaskProgressFields {
  @FieldResolver(() => Unit, { description: 'Đơn vị chủ trì (unit).' })
  unit(@Root() progress: TaskProgress, @Ctx() context: RequestContext): Promise<Unit> {
    return unitOf(context, progress.unit.id);
  }
}

/** Fields of an assignment of a task. */
@Resolver(() => TaskAssignment)
export class TaskAssignmentFields {
  @FieldResolver(() => [Unit], { description: 'Các đơn vị được phân công chủ trì (units).' })
  units(@Root() assignment: TaskAssignment, @Ctx() context: RequestContext): Promise<Unit[]> {
    return unitsOfCodes(context, assignment.unitCodes);
  }
}

/** The tasks of a unit. */
@Resolver(() => Unit)
export class UnitTaskFields {
  @FieldResolver(() => [Task], { description: 'Các nhiệm vụ đơn vị chủ trì, theo thứ tự văn bản (tasks).' })
  tasks(
    @Root() unit: Unit,
    @Args(() => PlanDayArgs) { asOf }: PlanDayArgs,
    @Ctx() context: RequestContext,
  ): Promise<Task[]> {
    return tasksOfUnit(context, unit, asOf ?? context.day);
  }
}
