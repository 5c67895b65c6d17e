import { Field, Int, ObjectType } from 'type-graphql';
import { DateScalar, type CivilDate } from '../../schema/base/index.js';
import { CalendarDay } from '../../schema/calendar/index.js';
import type { CalendarChange, DeadlineMove } from '../../schema/plan/index.js';

/** Most moved deadlines that an answer lists. */
const MOST_LISTED = 200;

/** A deadline that got another due day; its unit and deadline are field resolvers. */
@ObjectType('MovedDeadline', { description: 'Một việc được tính lại hạn (moved deadline).' })
export class MovedDeadline implements DeadlineMove {
  readonly deadlineId!: string;
  readonly unitId!: string;

  @Field(() => String, { description: 'Tên việc (title).' })
  readonly title!: string;

  @Field(() => DateScalar, { description: 'Ngày đến hạn trước khi thay đổi (due day before).' })
  readonly dueOnBefore!: CivilDate;

  @Field(() => DateScalar, { description: 'Ngày đến hạn mới (new due day).' })
  readonly dueOn!: CivilDate;

  constructor(move: DeadlineMove) {
    Object.assign(this, move);
  }
}

/** What a change moved; the answers of changes extend it. */
@ObjectType('MovedDeadlines', { description: 'Các việc được tính lại hạn (moved deadlines).' })
export class MovedDeadlines {
  @Field(() => Int, { description: 'Số việc được tính lại hạn (count of moved deadlines).' })
  readonly movedCount: number;

  @Field(() => [MovedDeadline], {
    description: `Các việc được tính lại hạn, gần hạn trước, nhiều nhất ${MOST_LISTED} việc (moved deadlines).`,
  })
  readonly moved: MovedDeadline[];

  constructor(moved: readonly DeadlineMove[]) {
    this.movedCount = moved.length;
    this.moved = moved.slice(0, MOST_LISTED).map((move) => new MovedDeadline(move));
  }
}

/** What a change of the calendar did, or would do. */
@ObjectType('CalendarChangePayload', {
  description: 'Lịch trước và sau khi sửa, và các việc được tính lại hạn (payload).',
})
export class CalendarChangePayload extends MovedDeadlines {
  @Field(() => Boolean, { description: 'Đúng: chỉ là tính thử, không có gì thay đổi (dry run).' })
  readonly dryRun: boolean;

  @Field(() => CalendarDay, {
    nullable: true,
    description: 'Lịch ghi về ngày này trước khi sửa; trống khi chưa ghi gì (before).',
  })
  readonly before: CalendarDay | null;

  @Field(() => CalendarDay, {
    nullable: true,
    description: 'Lịch ghi về ngày này sau khi sửa; trống khi đã xóa (after).',
  })
  readonly after: CalendarDay | null;

  constructor({ before, after, moved }: CalendarChange, dryRun: boolean) {
    super(moved);
    this.dryRun = dryRun;
    this.before = before;
    this.after = after;
  }
}
