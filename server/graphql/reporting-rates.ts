import { Field, Int, ObjectType, registerEnumType } from 'type-graphql';
import { DateScalar, DateTimeScalar, type CivilDate } from '../../schema/base/index.js';
import { PeriodType } from '../../schema/calendar/index.js';
import { ReportingCount, Timeliness, type JudgedUnit, type ReportingRates } from '../../schema/reports/index.js';

registerEnumType(ReportingCount, {
  name: 'ReportingCount',
  description: 'Các con số về tình hình gửi báo cáo (reporting count).',
  valuesConfig: {
    Expected: { description: 'Phải gửi (expected).' },
    Sent: { description: 'Đã gửi (sent).' },
    OnTime: { description: 'Gửi đúng hạn (on time).' },
    Late: { description: 'Gửi trễ (late).' },
    Missing: { description: 'Quá hạn, chưa gửi (missing).' },
    NotDue: { description: 'Chưa gửi, chưa đến hạn (not due).' },
  },
});

/** A unit and how it reported. */
@ObjectType('ReportingUnit', { description: 'Một đơn vị và việc gửi báo cáo của đơn vị (reporting unit).' })
export class ReportingUnit {
  /** Read by field resolvers. */
  unitId!: string;
  reportId!: string | null;

  @Field(() => Timeliness, { description: 'So với hạn nộp (timeliness).' })
  timeliness!: Timeliness;

  @Field(() => Int, { description: 'Số ngày trễ, tính đến khi gửi hoặc đến nay; 0 khi không trễ (days late).' })
  daysLate!: number;

  @Field(() => DateScalar, { description: 'Ngày cuối còn đúng hạn (due on).' })
  dueOn!: CivilDate;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Thời điểm gửi lần đầu (first sent at).' })
  firstSentAt!: Date | null;
}

/** How units report. */
@ObjectType('ReportingRates', { description: 'Tình hình gửi báo cáo của một kỳ, đếm theo đơn vị (reporting rates).' })
export class ReportingRatesType {
  /** Of all units expected; `units` chooses among them. */
  judged!: readonly JudgedUnit[];

  @Field(() => PeriodType, { description: 'Kỳ báo cáo (period).' })
  period!: PeriodType;

  @Field(() => Int, { description: 'Số đơn vị phải gửi (expected).' })
  expected!: number;

  @Field(() => Int, { description: 'Số đơn vị đã gửi (sent).' })
  sent!: number;

  @Field(() => Int, { description: 'Số đơn vị gửi đúng hạn (on time).' })
  onTime!: number;

  @Field(() => Int, { description: 'Số đơn vị gửi trễ (late).' })
  late!: number;

  @Field(() => Int, { description: 'Số đơn vị quá hạn, chưa gửi (missing).' })
  missing!: number;

  @Field(() => Int, { description: 'Số đơn vị chưa gửi, chưa đến hạn (not due).' })
  notDue!: number;

  @Field(() => String, { nullable: true, description: 'Tỷ lệ đã gửi, cắt không làm tròn (sent percent).' })
  sentPercent!: string | null;

  @Field(() => String, { nullable: true, description: 'Tỷ lệ đúng hạn, cắt không làm tròn (on-time percent).' })
  onTimePercent!: string | null;
}

/** Rates as the API tells them. */
export function reportingRatesOf({ units, ...numbers }: ReportingRates, period: PeriodType): ReportingRatesType {
  return Object.assign(new ReportingRatesType(), { ...numbers, period, judged: units });
}

/** Units as the API tells them. */
export function reportingUnits(units: readonly JudgedUnit[]): ReportingUnit[] {
  return units.map(({ unitId, reportId, timeliness, daysLate, dueOn, firstSentAt }) =>
    Object.assign(new ReportingUnit(), { unitId, reportId, timeliness, daysLate, dueOn, firstSentAt }),
  );
}
