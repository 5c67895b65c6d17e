import { Field, Float, Int, ObjectType } from 'type-graphql';
import { addDays, DateScalar, type CivilDate, type DayRange } from '../../base/index.js';
import { isPeriod, PeriodType } from '../../calendar/index.js';
import { Channel, type ChannelTime } from '../../dossiers/index.js';
import { Target } from '../../plan/index.js';
import { TargetStatus } from '../values/indicator.js';
import { shortenedTime, type ShortenedTime } from './processing-time-rules.js';

/** Time that the dossiers of a channel took. */
@ObjectType('ChannelProcessingTime', {
  description: 'Thời gian giải quyết của hồ sơ qua một kênh tiếp nhận (processing time of a channel).',
})
export class ChannelProcessingTime {
  @Field(() => Channel, { description: 'Kênh tiếp nhận (channel).' })
  readonly channel!: Channel;

  @Field(() => Int, { description: 'Số hồ sơ đã giải quyết (resolved).' })
  readonly resolved!: number;

  @Field(() => Int, { description: 'Tổng số ngày làm việc đã dùng, không tính ngày tiếp nhận (working days).' })
  readonly workingDays!: number;

  @Field(() => Float, { description: 'Trung vị số ngày làm việc; có thể lẻ nửa ngày (median).' })
  readonly medianDays!: number;
}

/** What processing times are told of. */
export interface ProcessingTimeParts {
  readonly range: DayRange;
  readonly times: readonly ChannelTime[];
  readonly target: Target | null;
  readonly synthetic: boolean;
}

/** Time taken by dossiers resolved in a range, and that of online ones against the in-person limit. */
@ObjectType('ProcessingTime', {
  description:
    'Thời gian giải quyết hồ sơ theo kênh và mức rút ngắn của hồ sơ trực tuyến so với thời hạn nộp trực tiếp (processing time).',
})
export class ProcessingTime implements ShortenedTime {
  @Field(() => PeriodType, { nullable: true, description: 'Kỳ; trống khi hỏi theo khoảng ngày (period).' })
  readonly period: PeriodType | null;

  @Field(() => DateScalar, { description: 'Ngày đầu (first day).' })
  readonly from: CivilDate;

  @Field(() => DateScalar, { description: 'Ngày cuối, có tính ngày đó (last day, included).' })
  readonly to: CivilDate;

  @Field(() => [ChannelProcessingTime], { description: 'Các kênh có hồ sơ đã giải quyết (channels).' })
  readonly channels: readonly ChannelTime[];

  @Field(() => Int, {
    description: 'Số hồ sơ trực tuyến được so: biết thời hạn trực tiếp vào ngày tiếp nhận (compared).',
  })
  readonly compared!: number;

  @Field(() => Int, { description: 'Số hồ sơ trực tuyến chưa rõ thời hạn trực tiếp (without a known limit).' })
  readonly withoutLimit!: number;

  @Field(() => Int, { description: 'Tổng thời hạn trực tiếp, giờ làm việc, 8 giờ là 1 ngày (limit hours).' })
  readonly limitHours!: number;

  @Field(() => Int, { description: 'Tổng thời gian đã dùng, giờ làm việc (used hours).' })
  readonly usedHours!: number;

  @Field(() => Int, { description: 'Tổng giờ rút ngắn; âm khi dùng quá thời hạn trực tiếp (saved hours).' })
  readonly savedHours!: number;

  @Field(() => String, {
    nullable: true,
    description: 'Phần trăm rút ngắn, cắt ở hai chữ số thập phân; trống khi chưa rõ thời hạn nào (percent).',
  })
  readonly percent!: string | null;

  @Field(() => TargetStatus, {
    description:
      'So với chỉ tiêu, bằng số nguyên; NO_DATA khi còn hồ sơ trực tuyến chưa rõ thời hạn, chưa đủ căn cứ (status).',
  })
  readonly status!: TargetStatus;

  @Field(() => Target, {
    nullable: true,
    description: 'Chỉ tiêu chung của kế hoạch vào ngày cuối, dùng để so ở mọi cấp; trống khi không có (target).',
  })
  readonly target: Target | null;

  @Field(() => Boolean, {
    description: 'Trong cơ sở dữ liệu có hồ sơ mô phỏng, không phải hồ sơ thật (contains synthetic dossiers).',
  })
  readonly synthetic: boolean;

  constructor({ range, times, target, synthetic }: ProcessingTimeParts) {
    Object.assign(this, shortenedTime(times, target));
    this.period = isPeriod(range) ? new PeriodType(range) : null;
    this.from = range.from;
    this.to = addDays(range.to, -1);
    this.channels = times;
    this.target = target;
    this.synthetic = synthetic;
  }
}
