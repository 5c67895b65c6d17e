import { Arg, Args, ArgsType, Ctx, Field, ID, InputType, Mutation, ObjectType, Query, Resolver } from 'type-graphql';
import { DateScalar, DateTimeScalar, readModelOf, ROOT, type CivilDate } from '../../schema/base/index.js';
import { JobRequest, JobRequestService } from '../../schema/operations/index.js';
import {
  allSchedules,
  expectedSlots,
  Slot,
  slotGaps,
  slotList,
  SlotState,
  type SlotFilter as SlotConditions,
} from '../../schema/slots/index.js';
import type { RequestContext } from '../context.js';
import { connectionType, edgeType, type Connection } from '../graphql/connection.js';
import { loadList } from '../graphql/list-loader.js';
import { ForecastSlot, opsStatusOf, OpsStatus } from '../graphql/operations.js';
import { PageArgs } from '../graphql/page-args.js';
import { mutate, resultUnion } from '../graphql/user-errors.js';

const JobSlotConnection = connectionType(Slot, edgeType(Slot, 'JobSlot'), 'JobSlot');

/** Which slots. */
@InputType('JobSlotFilter', { description: 'Điều kiện lọc lượt chạy; các điều kiện cùng phải đúng (job slot filter).' })
class SlotFilter implements SlotConditions {
  @Field(() => String, { nullable: true, description: 'Đúng lịch này (schedule).' })
  schedule?: string | null;

  @Field(() => [SlotState], { nullable: true, description: 'Một trong các kết cục này (state).' })
  state?: SlotState[] | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Giờ chạy từ, tính cả lúc này (due from).' })
  dueFrom?: Date | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Giờ chạy trước lúc này (due to, excluded).' })
  dueTo?: Date | null;
}

/** A filtered page of slots. */
@ArgsType()
class SlotListArgs extends PageArgs {
  @Field(() => SlotFilter, { nullable: true, description: 'Điều kiện lọc (filter).' })
  filter?: SlotFilter | null;
}

/** A range of instants. */
@ArgsType()
class InstantRangeArgs {
  @Field(() => DateTimeScalar, { description: 'Từ lúc, tính cả lúc này (from).' })
  from!: Date;

  @Field(() => DateTimeScalar, { description: 'Đến trước lúc, cách from nhiều nhất 366 ngày (to, excluded).' })
  to!: Date;
}

/** What to run. */
@ArgsType()
class RunJobArgs {
  @Field(() => String, { description: 'Tên lịch, ví dụ compile-reports (schedule).' })
  schedule!: string;

  @Field(() => Boolean, { defaultValue: true, description: 'Chạy thử: làm rồi rút lại, không gửi thư (dry run).' })
  dryRun!: boolean;

  @Field(() => DateScalar, { nullable: true, description: 'Ngày mà việc được chạy cho; trống: hôm nay (day).' })
  day?: CivilDate | null;
}

/** The wish as written down. */
@ObjectType('RunJobPayload', { description: 'Yêu cầu vừa ghi; worker nhận ở nhịp kế tiếp (payload).' })
class RunJobPayload {
  @Field(() => JobRequest, { description: 'Yêu cầu; hỏi lại bằng jobRequest(id) để xem kết quả (request).' })
  request!: JobRequest;
}

const RunJobResult = resultUnion('RunJobResult', RunJobPayload, 'Kết quả yêu cầu chạy (result).');

/** Whether everything runs, what will, and runs that people wish. */
@Resolver()
export class OperationsQueries {
  @Query(() => OpsStatus, { description: 'Tình trạng vận hành lúc này, như /readyz nhưng đầy đủ (operations status).' })
  opsStatus(@Ctx() { em, now }: RequestContext): Promise<OpsStatus> {
    const [asked, answered] = [now.getTime(), performance.now()];
    return opsStatusOf(em, () => new Date(asked + (performance.now() - answered)));
  }

  @Query(() => JobSlotConnection, { description: 'Sổ các lượt chạy, giờ muộn trước (job slots).' })
  jobSlots(
    @Args(() => SlotListArgs) { filter, ...page }: SlotListArgs,
    @Ctx() context: RequestContext,
  ): Promise<Connection<Slot>> {
    const { em } = context;
    return loadList(context, JobSlotConnection, {
      name: `job slots ${JSON.stringify(filter ?? {})}`,
      parent: ROOT,
      page,
      query: () => slotList(em, filter ?? {}),
      read: (row) => readModelOf(em, Slot).read(row),
    });
  }

  @Query(() => [ForecastSlot], {
    description: 'Các lượt lẽ ra phải có mà sổ không ghi; trống là không sót lượt nào (job slot gaps).',
  })
  async jobSlotGaps(
    @Args(() => InstantRangeArgs) { from, to }: InstantRangeArgs,
    @Ctx() { em, now }: RequestContext,
  ): Promise<ForecastSlot[]> {
    const gaps = await slotGaps(em, allSchedules, from, to < now ? to : now);
    return gaps.map((slot) => new ForecastSlot(slot));
  }

  @Query(() => [ForecastSlot], { description: 'Các lượt sẽ chạy trong khoảng, sớm trước (schedule forecast).' })
  scheduleForecast(@Args(() => InstantRangeArgs) { from, to }: InstantRangeArgs): ForecastSlot[] {
    return expectedSlots(allSchedules, from, to).map((slot) => new ForecastSlot(slot));
  }

  @Query(() => JobRequest, { description: 'Một yêu cầu chạy và kết quả của nó (job request).' })
  jobRequest(
    @Arg('id', () => ID, { description: 'Mã yêu cầu (id).' }) id: string,
    @Ctx() { em }: RequestContext,
  ): Promise<JobRequest> {
    return new JobRequestService(em).find(id);
  }

  @Mutation(() => RunJobResult, {
    description: 'Nhờ worker chạy một việc ngoài lịch; mặc định chạy thử, không lưu và không gửi thư (run a job).',
  })
  runJob(
    @Args(() => RunJobArgs) { schedule, dryRun, day }: RunJobArgs,
    @Ctx() context: RequestContext,
  ): Promise<typeof RunJobResult> {
    return mutate(context, async (em) => {
      const { viewer, now, day: today } = context;
      const wished = { schedule, dryRun, day: day ?? today };
      const request = await new JobRequestService(em).request(wished, viewer, now);
      return Object.assign(new RunJobPayload(), { request });
    });
  }
}
