import { Arg, Ctx, Field, FieldResolver, Int, ObjectType, Resolver, Root } from 'type-graphql';
import { DateScalar, type CivilDate } from '../../schema/base/index.js';
import { PeriodType } from '../../schema/calendar/index.js';
import { duePreview, Duty, type DuePreviewEntry } from '../../schema/plan/index.js';
import type { RequestContext } from '../context.js';
import { calendarOf } from '../graphql/working-calendar.js';

/** When a period of a duty closes and is due. */
@ObjectType('DuePreview', { description: 'Ngày chốt số liệu và hạn của một kỳ (due preview).' })
class DuePreviewType {
  @Field(() => PeriodType, { description: 'Kỳ (period).' })
  readonly period: PeriodType;

  @Field(() => DateScalar, { description: 'Ngày chốt số liệu, là ngày cuối kỳ (cut-off day).' })
  readonly cutOffOn: CivilDate;

  @Field(() => DateScalar, { description: 'Ngày cuối còn đúng hạn (due day).' })
  readonly dueOn: CivilDate;

  @Field(() => Int, {
    description:
      'Số ngày làm việc từ sau ngày chốt số liệu đến hết ngày đến hạn; âm khi hạn trước ngày chốt (working days).',
  })
  readonly workingDays: number;

  @Field(() => String, {
    nullable: true,
    description:
      'Cảnh báo khi báo cáo không còn ngày làm việc nào giữa ngày chốt và hạn, theo Nghị định 09/2019/NĐ-CP, Điều 8 khoản 5 điểm b (warning).',
  })
  readonly warning: string | null;

  constructor({ period, ...entry }: DuePreviewEntry) {
    this.period = new PeriodType(period);
    this.cutOffOn = entry.cutOffOn;
    this.dueOn = entry.dueOn;
    this.workingDays = entry.workingDays;
    this.warning = entry.warning;
  }
}

/** The due days of a duty. */
@Resolver(() => Duty)
export class DutyPreviewFields {
  @FieldResolver(() => [DuePreviewType], {
    description:
      'Ngày chốt và hạn của các kỳ có ngày cuối từ ngày đến ngày, tính cả hai đầu, theo lịch hiện nay; không quá ba năm (due preview).',
  })
  async duePreview(
    @Root() duty: Duty,
    @Arg('from', () => DateScalar, { description: 'Từ ngày (from).' }) from: CivilDate,
    @Arg('to', () => DateScalar, { description: 'Đến ngày, tính cả ngày này (to).' }) to: CivilDate,
    @Ctx() context: RequestContext,
  ): Promise<DuePreviewType[]> {
    const entries = duePreview(duty, from, to, await calendarOf(context));
    return entries.map((entry) => new DuePreviewType(entry));
  }
}
