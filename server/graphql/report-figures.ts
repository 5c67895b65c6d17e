import { Field, Int, ObjectType } from 'type-graphql';
import { periodOf, type PeriodScheme } from '../../schema/calendar/index.js';
import { DossierStatistics } from '../../schema/dossiers/index.js';
import type { ReportContent, ReportedIndicator as ReportedIndicatorContent } from '../../schema/reports/index.js';

/** An indicator as it stands in a compiled report. */
@ObjectType('ReportedIndicator', { description: 'Chỉ số như đã ghi trong báo cáo (reported indicator).' })
class ReportedIndicator implements ReportedIndicatorContent {
  @Field(() => String, { description: 'Mã chỉ số (code).' })
  code!: string;

  @Field(() => String, { description: 'Tên chỉ số (name).' })
  name!: string;

  @Field(() => Int, { nullable: true, description: 'Tử số; trống khi chưa có số liệu (numerator).' })
  numerator!: number | null;

  @Field(() => Int, { nullable: true, description: 'Mẫu số; trống khi chưa có số liệu (denominator).' })
  denominator!: number | null;

  @Field(() => String, { nullable: true, description: 'Phần trăm, cắt không làm tròn (percent).' })
  percent!: string | null;

  @Field(() => String, { nullable: true, description: 'Phần trăm của kỳ liền trước (previous percent).' })
  previousPercent!: string | null;

  @Field(() => String, { description: 'MET, NOT_MET, NO_DATA hoặc NOT_APPLICABLE (status).' })
  status!: string;

  @Field(() => String, { nullable: true, description: 'Chỉ tiêu, ví dụ «≥ 70 %»; trống khi không giao (target).' })
  target!: string | null;

  @Field(() => String, { nullable: true, description: 'Điểm của kế hoạch (clause).' })
  clause!: string | null;

  @Field(() => String, { nullable: true, description: 'Trích nguyên văn (quote).' })
  quote!: string | null;

  @Field(() => Int, { nullable: true, description: 'Số hồ sơ còn thiếu để đạt (gap to target).' })
  gapToTarget!: number | null;
}

/** Deadlines as a report counts them. */
@ObjectType('ReportedDeadlines', { description: 'Việc có thời hạn như báo cáo đếm (reported deadlines).' })
class ReportedDeadlines {
  @Field(() => Int, { description: 'Đến hạn trong kỳ, xong đúng hạn (met).' })
  met!: number;

  @Field(() => Int, { description: 'Đến hạn trong kỳ, không xong đúng hạn (missed).' })
  missed!: number;

  @Field(() => Int, { description: 'Đã đến hạn mà chưa xong khi tổng hợp (open).' })
  open!: number;
}

/** The figures of a report, as compiled. */
@ObjectType('ReportFigures', { description: 'Số liệu của báo cáo, giữ nguyên như lúc tổng hợp (report figures).' })
export class ReportFigures {
  @Field(() => String, { description: 'Tên đơn vị hoặc tỉnh (scope).' })
  scope!: string;

  @Field(() => Boolean, { description: 'Có hồ sơ mô phỏng trong số liệu (contains synthetic dossiers).' })
  synthetic!: boolean;

  @Field(() => Int, { description: 'Phiên bản dữ liệu lúc tổng hợp (data version).' })
  dataVersion!: number;

  @Field(() => DossierStatistics, { description: 'Số liệu trong kỳ (statistics).' })
  statistics!: DossierStatistics;

  @Field(() => DossierStatistics, { description: 'Số liệu kỳ liền trước (previous period).' })
  previous!: DossierStatistics;

  @Field(() => [ReportedIndicator], { description: 'Các chỉ số (indicators).' })
  indicators!: readonly ReportedIndicatorContent[];

  @Field(() => ReportedDeadlines, { description: 'Việc có thời hạn (deadlines).' })
  deadlines!: ReportedDeadlines;
}

/** The figures of a revision, as clients read them. */
export function figuresOf(content: ReportContent, scheme: PeriodScheme): ReportFigures {
  const { scope, synthetic, dataVersion, indicators, deadlines, statistics, previous, period } = content;
  return {
    scope: scope.name,
    synthetic,
    dataVersion,
    indicators,
    deadlines,
    statistics: new DossierStatistics(statistics, periodOf(period.id, scheme), { synthetic }),
    previous: new DossierStatistics(previous.statistics, periodOf(previous.period.id, scheme), { synthetic }),
  };
}
