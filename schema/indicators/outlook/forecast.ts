import { Field, Int, ObjectType, registerEnumType } from 'type-graphql';
import { addDays, DateScalar, formatVietnameseDate, type CivilDate } from '../../base/index.js';
import { formatPercent } from '../evaluation/evaluation-rules.js';
import { exactRatio, ExactRatio } from '../evaluation/exact-ratio.js';
import {
  ForecastBasis,
  ForecastOutcome,
  type ForecastRate,
  type ForecastResult,
  type PeriodDays,
} from './forecast-rules.js';

registerEnumType(ForecastBasis, {
  name: 'ForecastBasis',
  description: 'Nhịp tăng lấy từ đâu (basis of a forecast).',
  valuesConfig: {
    PeriodSoFar: { description: 'Từ những ngày đã qua của kỳ (period so far).' },
    SamePeriodLastYear: { description: 'Từ cùng kỳ năm trước, khi kỳ này chưa có gì (same period last year).' },
  },
});
registerEnumType(ForecastOutcome, {
  name: 'ForecastOutcome',
  description: 'Khả năng đạt chỉ tiêu đến hết kỳ, theo giả định đã nêu (forecast outcome).',
  valuesConfig: {
    Certain: { description: 'Chắc chắn đạt, dù không thêm hồ sơ nào ở tử số (certain).' },
    Feasible: { description: 'Còn đạt được (feasible).' },
    Impossible: { description: 'Không còn đạt được, dù mọi hồ sơ tới đây đều tính (impossible).' },
    Insufficient: { description: 'Chưa đủ căn cứ để dự báo (insufficient ground).' },
  },
});

/** What a forecast takes for granted. */
@ObjectType('ForecastAssumption', { description: 'Giả định của dự báo, bằng lời và bằng số (assumption).' })
export class ForecastAssumption {
  @Field(() => ForecastBasis, { description: 'Nhịp lấy từ đâu (basis).' })
  readonly basis: ForecastBasis;

  @Field(() => String, { description: 'Giả định bằng lời (in words).' })
  readonly text: string;

  @Field(() => DateScalar, { description: 'Ngày đầu của khoảng lấy nhịp (first day).' })
  readonly from: CivilDate;

  @Field(() => DateScalar, { description: 'Ngày cuối của khoảng lấy nhịp, thuộc khoảng (last day, included).' })
  readonly to: CivilDate;

  @Field(() => Int, { description: 'Số ngày của khoảng lấy nhịp (days).' })
  readonly days: number;

  @Field(() => Int, { description: 'Tử số trong khoảng lấy nhịp (numerator).' })
  readonly numerator: number;

  @Field(() => Int, { description: 'Mẫu số trong khoảng lấy nhịp (denominator).' })
  readonly denominator: number;

  constructor({ basis, range, days, numerator, denominator }: ForecastRate, remaining: number, daysLeft: number) {
    this.basis = basis;
    this.from = range.from;
    this.to = addDays(range.to, -1);
    this.days = days;
    this.numerator = numerator;
    this.denominator = denominator;
    this.text = this.inWords(remaining, daysLeft);
  }

  private inWords(remaining: number, daysLeft: number): string {
    const lead =
      this.basis === ForecastBasis.PeriodSoFar
        ? 'Mẫu số tiếp tục tăng theo nhịp của kỳ đến nay'
        : 'Kỳ này chưa có gì để tính nhịp, mẫu số tăng theo nhịp cùng kỳ năm trước';
    const span = `${formatVietnameseDate(this.from)}–${formatVietnameseDate(this.to)}`;
    return `${lead} (${span}: ${this.denominator} trong ${this.days} ngày); ${daysLeft} ngày còn lại thêm ${remaining}, phần lẻ bỏ đi.`;
  }
}

/** What a forecast is shown with, besides its result. */
export interface ForecastParts {
  readonly asOf: CivilDate;
  readonly days: PeriodDays;
  readonly workingDaysLeft: number;
  readonly gap: number | null;
  readonly result: ForecastResult;
}

/** What it takes to meet the target by the end of the period. */
@ObjectType('IndicatorForecast', { description: 'Dự báo đến hết kỳ so với chỉ tiêu (forecast).' })
export class IndicatorForecast {
  @Field(() => DateScalar, { description: 'Ngày dự báo; ngày này còn tính là ngày còn lại (as of).' })
  readonly asOf: CivilDate;

  @Field(() => Int, { description: 'Số ngày của kỳ đã qua (days gone).' })
  readonly daysGone: number;

  @Field(() => Int, { description: 'Số ngày còn lại của kỳ, kể cả hôm nay (days left).' })
  readonly daysLeft: number;

  @Field(() => Int, { description: 'Số ngày làm việc còn lại theo lịch làm việc (working days left).' })
  readonly workingDaysLeft: number;

  @Field(() => Int, {
    nullable: true,
    description: 'Số còn thiếu ở tử số nếu kỳ kết thúc ngay; trống khi chưa có số liệu (gap now).',
  })
  readonly gap: number | null;

  @Field(() => ForecastOutcome, { description: 'Khả năng đạt (outcome).' })
  readonly outcome: ForecastOutcome;

  @Field(() => Boolean, { nullable: true, description: 'Còn đạt được; trống khi chưa đủ căn cứ (feasible).' })
  readonly feasible: boolean | null;

  @Field(() => ForecastAssumption, { nullable: true, description: 'Giả định; trống khi chưa đủ căn cứ (assumption).' })
  readonly assumption: ForecastAssumption | null;

  @Field(() => Int, { nullable: true, description: 'Mẫu số dự kiến tăng thêm đến hết kỳ (remaining denominator).' })
  readonly remaining: number | null;

  @Field(() => Int, { nullable: true, description: 'Tử số cuối kỳ nếu giữ nhịp và tỷ lệ (expected numerator).' })
  readonly expectedNumerator: number | null;

  @Field(() => Int, { nullable: true, description: 'Mẫu số cuối kỳ nếu giữ nhịp (expected denominator).' })
  readonly expectedDenominator: number | null;

  @Field(() => String, {
    nullable: true,
    description: 'Tỷ lệ cuối kỳ nếu giữ nhịp và tỷ lệ, cắt ở hai chữ số (expected percent).',
  })
  readonly expectedPercent: string | null;

  @Field(() => Int, {
    nullable: true,
    description:
      'Số phải thêm ở tử số từ nay đến hết kỳ để đạt; trống khi chưa đủ căn cứ hoặc không số nào vừa đúng chỉ tiêu (needed).',
  })
  readonly needed: number | null;

  @Field(() => ExactRatio, { nullable: true, description: 'Số phải thêm mỗi ngày còn lại (needed per day).' })
  readonly perDay: ExactRatio | null;

  @Field(() => ExactRatio, {
    nullable: true,
    description: 'Số phải thêm mỗi ngày làm việc còn lại; trống khi không còn ngày nào (needed per working day).',
  })
  readonly perWorkingDay: ExactRatio | null;

  @Field(() => ExactRatio, {
    nullable: true,
    description: 'Phần của mẫu số sẽ tăng thêm phải tính vào tử số; trên 1 là không thể (needed share of the rest).',
  })
  readonly shareOfRemaining: ExactRatio | null;

  @Field(() => String, { nullable: true, description: 'Phần đó theo phần trăm, cắt ở hai chữ số (share in percent).' })
  readonly sharePercent: string | null;

  @Field(() => DateScalar, {
    nullable: true,
    description:
      'Ngày cuối cùng mà nếu từ đó mọi hồ sơ đều tính thì vẫn đạt, trước đó giữ tỷ lệ như giả định; trống khi chắc chắn đạt hoặc không thể (last feasible day).',
  })
  readonly lastFeasibleDay: CivilDate | null;

  constructor({ asOf, days, workingDaysLeft, gap, result }: ForecastParts) {
    const { outcome, rate, remaining, expected, needed } = result;
    this.asOf = asOf;
    this.daysGone = days.gone;
    this.daysLeft = days.left;
    this.workingDaysLeft = workingDaysLeft;
    this.gap = gap;
    this.outcome = outcome;
    this.feasible = outcome === ForecastOutcome.Insufficient ? null : outcome !== ForecastOutcome.Impossible;
    this.assumption = rate && new ForecastAssumption(rate, remaining ?? 0, days.left);
    this.remaining = remaining;
    this.expectedNumerator = expected?.numerator ?? null;
    this.expectedDenominator = expected?.denominator ?? null;
    this.expectedPercent = expected && formatPercent(expected.numerator, expected.denominator);
    this.needed = needed;
    this.perDay = exactRatio(needed, days.left);
    this.perWorkingDay = exactRatio(needed, workingDaysLeft);
    this.shareOfRemaining = exactRatio(needed, remaining);
    this.sharePercent = needed !== null && remaining ? formatPercent(needed, remaining) : null;
    this.lastFeasibleDay = result.lastFeasibleDay;
  }
}
