import { Field, Int, ObjectType } from 'type-graphql';
import { addDays, DateScalar, type CivilDate, type DayRange } from '../../base/index.js';
import { isPeriod, PeriodType } from '../../calendar/index.js';
import type { StatisticsOrigin } from './counted-dossier-list.js';
import { receivedOf, resolvedOf, type StatisticsCounts } from './statistics.js';

/** What goes with counts. */
export interface StatisticsNotes {
  readonly synthetic: boolean;
  readonly notRestated?: readonly string[];
  readonly origin?: StatisticsOrigin;
}

/**
 * Form 06/VPCP/KSTT and the plan's counts as a client reads them; all are numbers of dossiers. The identities hold:
 * received + carried over = resolved + in progress, and each total is the sum of its parts.
 */
@ObjectType('DossierStatistics', {
  description:
    'Số liệu hồ sơ theo Biểu số 06/VPCP/KSTT và theo chỉ tiêu của kế hoạch, đơn vị: hồ sơ (dossier statistics).',
})
export class DossierStatistics {
  @Field(() => Int, {
    description: 'Tổng số tiếp nhận trong kỳ, không gồm kỳ trước chuyển sang (received in the period).',
  })
  readonly received: number;

  @Field(() => Int, { description: 'Tiếp nhận trực tuyến; cột 4 (received online).' })
  readonly receivedOnline: number;

  @Field(() => Int, { description: 'Tiếp nhận trực tiếp (received in person).' })
  readonly receivedInPerson: number;

  @Field(() => Int, { description: 'Tiếp nhận qua bưu chính công ích (received by post).' })
  readonly receivedPostal: number;

  @Field(() => Int, { description: 'Từ kỳ trước chuyển sang; cột 6 (carried over).' })
  readonly carriedOver: number;

  @Field(() => Int, { description: 'Đã giải quyết; cột 7 (resolved).' })
  readonly resolved: number;

  @Field(() => Int, { description: 'Giải quyết trước hạn; cột 8 (resolved early).' })
  readonly resolvedEarly: number;

  @Field(() => Int, { description: 'Giải quyết đúng hạn; cột 9 (resolved on time).' })
  readonly resolvedOnTime: number;

  @Field(() => Int, { description: 'Giải quyết quá hạn; cột 10 (resolved late).' })
  readonly resolvedLate: number;

  @Field(() => Int, { description: 'Đang giải quyết ở cuối kỳ; cột 11 (in progress).' })
  readonly inProgress: number;

  @Field(() => Int, { description: 'Đang giải quyết, trong hạn; cột 12 (in progress, in time).' })
  readonly inProgressOnTime: number;

  @Field(() => Int, { description: 'Đang giải quyết, quá hạn; cột 13 (in progress, overdue).' })
  readonly inProgressLate: number;

  @Field(() => Int, { description: 'Hồ sơ trực tuyến toàn trình đã giải quyết (full-process dossiers).' })
  readonly fullProcess: number;

  @Field(() => Int, { description: 'Hồ sơ đã giải quyết của TTHC đủ điều kiện toàn trình (eligible).' })
  readonly eligible: number;

  @Field(() => Int, { description: 'Hồ sơ đã giải quyết có kết quả điện tử (electronic result).' })
  readonly electronicResult: number;

  @Field(() => Int, { description: 'Hồ sơ đã giải quyết có nghĩa vụ tài chính (payable).' })
  readonly payable: number;

  @Field(() => Int, { description: 'Hồ sơ đã thanh toán trực tuyến (paid online).' })
  readonly paidOnline: number;

  @Field(() => Int, { description: 'Lượt đánh giá (rated).' })
  readonly rated: number;

  @Field(() => Int, { description: 'Lượt đánh giá hài lòng và rất hài lòng (satisfied).' })
  readonly satisfied: number;

  @Field(() => Boolean, {
    description: 'Trong cơ sở dữ liệu có hồ sơ mô phỏng, không phải hồ sơ thật (contains synthetic dossiers).',
  })
  readonly synthetic: boolean;

  @Field(() => [String], {
    description:
      'Phần không quy đổi được về đơn vị hiện nay và vì sao; trống khi không hỏi quy đổi hoặc đã quy đổi hết (not restated).',
  })
  readonly notRestated: readonly string[];

  @Field(() => PeriodType, {
    nullable: true,
    description: 'Kỳ của số liệu; trống khi hỏi theo khoảng ngày (period).',
  })
  readonly period: PeriodType | null;

  @Field(() => DateScalar, { description: 'Ngày đầu của số liệu (first day).' })
  readonly from: CivilDate;

  @Field(() => DateScalar, { description: 'Ngày cuối của số liệu, có tính ngày đó (last day, included).' })
  readonly to: CivilDate;

  /** Whose dossiers are counted; null for figures as they were kept in a report. */
  readonly origin: StatisticsOrigin | null;

  constructor(counts: StatisticsCounts, range: DayRange, { synthetic, notRestated, origin }: StatisticsNotes) {
    this.synthetic = synthetic;
    this.notRestated = notRestated ?? [];
    this.origin = origin ?? null;
    this.period = isPeriod(range) ? new PeriodType(range) : null;
    this.from = range.from;
    this.to = addDays(range.to, -1);
    this.received = receivedOf(counts);
    this.receivedOnline = counts.receivedOnline;
    this.receivedInPerson = counts.receivedInPerson;
    this.receivedPostal = counts.receivedPostal;
    this.carriedOver = counts.carriedOver;
    this.resolved = resolvedOf(counts);
    this.resolvedEarly = counts.resolvedEarly;
    this.resolvedOnTime = counts.resolvedOnTime;
    this.resolvedLate = counts.resolvedLate;
    this.inProgress = counts.inProgress;
    this.inProgressOnTime = counts.inProgress - counts.inProgressLate;
    this.inProgressLate = counts.inProgressLate;
    this.fullProcess = counts.fullProcess;
    this.eligible = counts.eligible;
    this.electronicResult = counts.electronicResult;
    this.payable = counts.payable;
    this.paidOnline = counts.paidOnline;
    this.rated = counts.rated;
    this.satisfied = counts.satisfied;
  }
}
