import { Arg, Args, ArgsType, Ctx, Field, FieldResolver, Int, Mutation, Query, Resolver, Root } from 'type-graphql';
import { Certainty, DateScalar, daysBetween, PlanError, readBy, type CivilDate } from '../../schema/base/index.js';
import { addWorkingDays, CalendarDay, CalendarService, WorkingDay } from '../../schema/calendar/index.js';
import { Unit } from '../../schema/organisation/index.js';
import {
  CalendarChangeService,
  Deadline,
  type CalendarChange,
  type CalendarChangeAct,
} from '../../schema/plan/index.js';
import type { RequestContext } from '../context.js';
import { CalendarChangePayload, MovedDeadline } from '../graphql/calendar-change.js';
import { unitOf } from '../graphql/figures.js';
import { rewriteQueuedMails } from '../graphql/queued-mails.js';
import { mutate, resultUnion } from '../graphql/user-errors.js';

/** Longest range of days that is listed: ten years. */
const LONGEST_RANGE_DAYS = 3_660;
/** Most working days that are counted off in one question: four years. */
const MOST_WORKING_DAYS = 1_000;

/** A day of the calendar as it should be. */
@ArgsType()
class SaveCalendarDayArgs {
  @Field(() => DateScalar, { description: 'Ngày (day).' })
  day!: CivilDate;

  @Field(() => Boolean, {
    description: 'Đúng: thứ Bảy hoặc Chủ nhật làm bù; sai: ngày nghỉ rơi vào thứ Hai – thứ Sáu (working).',
  })
  working!: boolean;

  @Field(() => String, { description: 'Tên ngày nghỉ hoặc ngày làm bù (name).' })
  name!: string;

  @Field(() => String, { description: 'Văn bản làm căn cứ (source).' })
  source!: string;

  @Field(() => Certainty, { description: 'Mức chắc chắn (certainty).' })
  certainty!: Certainty;
}

/** Why the calendar is changed, and whether it really is. */
@ArgsType()
class CalendarActArgs {
  @Field(() => String, { description: 'Lý do thay đổi, được ghi vào nhật ký (reason).' })
  reason!: string;

  @Field(() => Boolean, {
    defaultValue: false,
    description: 'Đúng: chỉ cho biết thời hạn nào sẽ đổi, không thay đổi gì (dry run).',
  })
  dryRun!: boolean;
}

const CalendarChangeResult = resultUnion(
  'CalendarChangeResult',
  CalendarChangePayload,
  'Kết quả sửa lịch làm việc (result).',
);

/** Reads the working calendar. */
@Resolver()
export class CalendarQueries {
  @Query(() => [CalendarDay], {
    description:
      'Các ngày nghỉ và ngày làm bù đã ghi, từ ngày đến ngày, tính cả hai đầu; không quá mười năm (calendar days).',
  })
  calendarDays(
    @Arg('from', () => DateScalar, { description: 'Từ ngày (from).' }) from: CivilDate,
    @Arg('to', () => DateScalar, { description: 'Đến ngày, tính cả ngày này (to).' }) to: CivilDate,
    @Ctx() { em }: RequestContext,
  ): Promise<CalendarDay[]> {
    if (to < from || daysBetween(from, to) > LONGEST_RANGE_DAYS) {
      throw new PlanError('INVALID_INPUT', 'Khoảng ngày phải đi từ trước đến sau và không dài quá mười năm.', {
        field: 'to',
      });
    }
    return new CalendarService(em).days(from, to);
  }

  @Query(() => WorkingDay, { description: 'Một ngày có phải ngày làm việc không, và vì sao (working day).' })
  workingDay(
    @Arg('day', () => DateScalar, { description: 'Ngày (day).' }) day: CivilDate,
    @Ctx() { em }: RequestContext,
  ): Promise<WorkingDay> {
    return new CalendarService(em).workingDay(day);
  }

  @Query(() => WorkingDay, {
    description:
      'Ngày làm việc thứ n sau một ngày; n âm: trước ngày đó; 0: chính ngày đó (n-th working day after a day).',
  })
  async addWorkingDays(
    @Arg('day', () => DateScalar, { description: 'Tính từ ngày này, không kể ngày này (day).' }) day: CivilDate,
    @Arg('count', () => Int, {
      description: `Số ngày làm việc, từ −${MOST_WORKING_DAYS} đến ${MOST_WORKING_DAYS} (count).`,
    })
    count: number,
    @Ctx() { em }: RequestContext,
  ): Promise<WorkingDay> {
    if (Math.abs(count) > MOST_WORKING_DAYS) {
      throw new PlanError('INVALID_INPUT', `Chỉ tính trong khoảng ${MOST_WORKING_DAYS} ngày làm việc.`, {
        field: 'count',
      });
    }
    const calendar = new CalendarService(em);
    return calendar.workingDay(addWorkingDays(day, count, await calendar.workingCalendar()));
  }
}

/** Changes the working calendar, and with it the deadlines that are not yet due. */
@Resolver()
export class CalendarMutations {
  @Mutation(() => CalendarChangeResult, {
    description:
      'Ghi một ngày nghỉ hoặc ngày làm bù; các việc chưa xong, chưa đến hạn được tính lại hạn (save a calendar day).',
  })
  saveCalendarDay(
    @Args(() => SaveCalendarDayArgs) facts: SaveCalendarDayArgs,
    @Args(() => CalendarActArgs) act: CalendarActArgs,
    @Ctx() context: RequestContext,
  ): Promise<typeof CalendarChangeResult> {
    return change(context, act, (service, full) => service.save({ ...facts }, full));
  }

  @Mutation(() => CalendarChangeResult, {
    description:
      'Xóa một ngày khỏi lịch để ngày đó theo tuần làm việc bình thường; tính lại hạn như khi ghi (remove a calendar day).',
  })
  removeCalendarDay(
    @Arg('day', () => DateScalar, { description: 'Ngày (day).' }) day: CivilDate,
    @Args(() => CalendarActArgs) act: CalendarActArgs,
    @Ctx() context: RequestContext,
  ): Promise<typeof CalendarChangeResult> {
    return change(context, act, (service, full) => service.remove(day, full));
  }
}

/** Fields of a moved deadline. */
@Resolver(() => MovedDeadline)
export class MovedDeadlineFields {
  @FieldResolver(() => Unit, { description: 'Đơn vị phải làm (unit).' })
  unit(@Root() { unitId }: MovedDeadline, @Ctx() context: RequestContext): Promise<Unit> {
    return unitOf(context, unitId);
  }

  @FieldResolver(() => Deadline, { description: 'Việc, như đang được lưu (deadline as stored).' })
  async deadline(@Root() { deadlineId }: MovedDeadline, @Ctx() { em, loaders }: RequestContext): Promise<Deadline> {
    const deadline = await loaders.load('deadline by id', deadlineId, (ids) => readBy(em, Deadline, 'id', ids));
    if (!deadline) throw new Error(`Deadline ${deadlineId} moved but is not stored`);
    return deadline;
  }
}

function change(
  context: RequestContext,
  { reason, dryRun }: CalendarActArgs,
  work: (service: CalendarChangeService, act: CalendarChangeAct) => Promise<CalendarChange>,
): Promise<typeof CalendarChangeResult> {
  return mutate(context, async (em) => {
    const act = { actor: context.viewer.email, today: context.day, reason, dryRun };
    const done = await work(new CalendarChangeService(em), act);
    if (!dryRun) await rewriteQueuedMails(context, em, done);
    return new CalendarChangePayload(done, dryRun);
  });
}
