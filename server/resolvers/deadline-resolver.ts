import {
  Arg,
  Args,
  ArgsType,
  Ctx,
  Field,
  FieldResolver,
  ID,
  Int,
  Mutation,
  ObjectType,
  Query,
  Resolver,
  Root,
} from 'type-graphql';
import { assertAllowed, unitFilter } from '../../schema/access/index.js';
import { fromGlobalId, PlanError, readBy, readModelOf, ROOT } from '../../schema/base/index.js';
import { Unit } from '../../schema/organisation/index.js';
import {
  Clause,
  Deadline,
  deadlineList,
  DeadlineService,
  deadlineStatus,
  DeadlineStatus,
  statusDay,
  workingDaysLeft,
} from '../../schema/plan/index.js';
import type { RequestContext } from '../context.js';
import type { Connection } from '../graphql/connection.js';
import { DeadlineConnection } from '../graphql/connections.js';
import { unitOf } from '../graphql/figures.js';
import { DeadlineFilter } from '../graphql/filters.js';
import { loadList } from '../graphql/list-loader.js';
import { PageArgs } from '../graphql/page-args.js';
import { mutate, resultUnion } from '../graphql/user-errors.js';
import { calendarOf } from '../graphql/working-calendar.js';
import { clauseById } from '../graphql/plan-parts.js';

/** A filtered page of deadlines. */
@ArgsType()
class DeadlineListArgs extends PageArgs {
  @Field(() => DeadlineFilter, { nullable: true, description: 'Điều kiện lọc (filter).' })
  filter?: DeadlineFilter | null;
}

/** A page of a unit's deadlines. */
@ArgsType()
class UnitDeadlineArgs extends PageArgs {
  @Field(() => [DeadlineStatus], { nullable: true, description: 'Tình trạng, một trong các giá trị (status).' })
  status?: DeadlineStatus[] | null;
}

/** The deadline that was recorded as done. */
@ObjectType('CompleteDeadlinePayload', { description: 'Việc đã ghi nhận hoàn thành (payload).' })
class CompleteDeadlinePayload {
  @Field(() => Deadline, { description: 'Việc (deadline).' })
  deadline!: Deadline;
}

const CompleteDeadlineResult = resultUnion(
  'CompleteDeadlineResult',
  CompleteDeadlinePayload,
  'Kết quả ghi nhận hoàn thành (result).',
);

/** Lists deadlines, and records that something was done. */
@Resolver()
export class DeadlineQueries {
  @Query(() => DeadlineConnection, {
    description: 'Các việc có thời hạn mà người xem được thấy, gần hạn trước (deadlines).',
  })
  deadlines(
    @Args(() => DeadlineListArgs) { filter, ...page }: DeadlineListArgs,
    @Ctx() context: RequestContext,
  ): Promise<Connection<Deadline>> {
    return loadDeadlines(context, null, filter ?? {}, page);
  }

  @Mutation(() => CompleteDeadlineResult, {
    description: 'Ghi nhận một việc có thời hạn đã xong; báo cáo thì gửi bằng sendReport (complete a deadline).',
  })
  completeDeadline(
    @Arg('id', () => ID, { description: 'Mã việc (deadline id).' }) id: string,
    @Arg('evidence', () => String, { description: 'Số văn bản hoặc liên kết minh chứng (evidence).' }) evidence: string,
    @Ctx() context: RequestContext,
  ): Promise<typeof CompleteDeadlineResult> {
    return mutate(context, async (em) => {
      const { type, key } = fromGlobalId(id);
      const stored = type === 'Deadline' ? (await readBy(em, Deadline, 'id', [key])).get(key) : undefined;
      if (!stored) throw new PlanError('NOT_FOUND', 'Không có việc này.', { field: 'id' });
      assertAllowed(context.viewer, 'COMPLETE_DEADLINE', stored.unit.id);
      const deadline = await new DeadlineService(em).complete(key, context.now, evidence, context.viewer.email);
      return Object.assign(new CompleteDeadlinePayload(), { deadline });
    });
  }
}

/** The deadlines of a unit. */
@Resolver(() => Unit)
export class UnitDeadlineFields {
  @FieldResolver(() => DeadlineConnection, {
    description: 'Các việc có thời hạn của đơn vị, gần hạn trước; cần đăng nhập (deadlines).',
  })
  deadlines(
    @Root() unit: Unit,
    @Args(() => UnitDeadlineArgs) { status, ...page }: UnitDeadlineArgs,
    @Ctx() context: RequestContext,
  ): Promise<Connection<Deadline>> {
    return loadDeadlines(context, unit, { status }, page);
  }
}

/** Fields of a deadline. */
@Resolver(() => Deadline)
export class DeadlineFields {
  @FieldResolver(() => Unit, { description: 'Đơn vị phải làm (unit).' })
  unit(@Root() deadline: Deadline, @Ctx() context: RequestContext): Promise<Unit> {
    return unitOf(context, deadline.unit.id);
  }

  @FieldResolver(() => Clause, { description: 'Điểm của kế hoạch (clause).' })
  clause(@Root() deadline: Deadline, @Ctx() context: RequestContext): Promise<Clause> {
    return clauseById(context, deadline.clause.id);
  }

  @FieldResolver(() => DeadlineStatus, { description: 'Tình trạng hôm nay (status today).' })
  async status(@Root() deadline: Deadline, @Ctx() context: RequestContext): Promise<DeadlineStatus> {
    return deadlineStatus(deadline, statusDay(context.day, await calendarOf(context)));
  }

  @FieldResolver(() => Int, {
    description: 'Số ngày làm việc còn lại kể từ hôm nay; 0 vào ngày đến hạn, âm khi quá hạn (working days left).',
  })
  async workingDaysLeft(@Root() deadline: Deadline, @Ctx() context: RequestContext): Promise<number> {
    return workingDaysLeft(deadline.dueOn, context.day, await calendarOf(context));
  }
}

/** A page of the deadlines of a unit, or of all, that the viewer may see. */
async function loadDeadlines(
  context: RequestContext,
  unit: Unit | null,
  filter: DeadlineFilter,
  page: PageArgs,
): Promise<Connection<Deadline>> {
  const { em } = context;
  const onlyUnitId = unitFilter(context.viewer, 'READ_DEADLINES')?.unitId ?? null;
  const today = statusDay(context.day, await calendarOf(context));
  return loadList(context, DeadlineConnection, {
    name: `deadlines ${unit ? 'of unit' : ''} ${JSON.stringify(filter)}`,
    parent: unit?.id ?? ROOT,
    page,
    query: () => deadlineList(em, filter, { ofParentUnit: unit !== null, onlyUnitId }, today),
    read: (row) => readModelOf(em, Deadline).read(row),
  });
}
