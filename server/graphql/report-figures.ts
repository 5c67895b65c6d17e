import { Field, Int, ObjectType } from 'type-graphql';
import { addDays } from '../../schema/base/index.js';
import { periodOf } from '../../schema/calendar/index.js';
import { DossierStatistics } from '../../schema/dossiers/index.js';
import type {
  Report,
  ReportContent,
  ReportedIndicator as ReportedIndicatorContent,
  ReportedRange,
} from '../../schema/reports/index.js';
import {
  ReportedMerger,
  ReportedProcedures,
  ReportedTime,
  ReportedTrend,
  ReportedUnitValues,
} from './reported-dossiers.js';
import { ReportedDeadline, ReportedTarget, ReportedTask, ReportedWarning } from './reported-work.js';

/** A place among the units of a kind. */
@ObjectType('ReportedRank', { description: 'Thứ hạng trong các đơn vị cùng loại (reported rank).' })
export class ReportedRank {
  @Field(() => Int, { description: 'Thứ hạng, bằng nhau thì cùng hạng (place).' })
  readonly place!: number;

  @Field(() => Int, { description: 'Số đơn vị có hạng (of).' })
  readonly of!: number;
}

/** An indicator as it stands in a compiled report. */
@ObjectType('ReportedIndicator', { description: 'Chỉ số như đã ghi trong báo cáo (reported indicator).' })
export class ReportedIndicator implements ReportedIndicatorContent {
  @Field(() => String, { description: 'Mã chỉ số (code).' })
  readonly code!: string;

  @Field(() => String, { description: 'Tên chỉ số (name).' })
  readonly name!: string;

  @Field(() => Int, { nullable: true, description: 'Tử số; trống khi chưa có số liệu (numerator).' })
  readonly numerator!: number | null;

  @Field(() => Int, { nullable: true, description: 'Mẫu số; trống khi chưa có số liệu (denominator).' })
  readonly denominator!: number | null;

  @Field(() => String, { nullable: true, description: 'Phần trăm, cắt không làm tròn (percent).' })
  readonly percent!: string | null;

  @Field(() => String, { nullable: true, description: 'Phần trăm của kỳ liền trước (previous percent).' })
  readonly previousPercent!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Phần trăm của cùng kỳ năm trước; trống khi không có (last year percent).',
  })
  readonly lastYearPercent?: string | null;

  @Field(() => String, { nullable: true, description: 'Phần trăm lũy kế từ đầu năm báo cáo (year to date percent).' })
  readonly yearToDatePercent?: string | null;

  @Field(() => ReportedRank, {
    nullable: true,
    description: 'Thứ hạng của đơn vị; trống khi không có giá trị, và ở báo cáo của tỉnh (rank).',
  })
  readonly rank?: ReportedRank | null;

  @Field(() => String, { description: 'MET, NOT_MET, INSUFFICIENT, NO_DATA hoặc NOT_APPLICABLE (status).' })
  readonly status!: string;

  @Field(() => String, { nullable: true, description: 'Chỉ tiêu, ví dụ «≥ 70 %»; trống khi không giao (target).' })
  readonly target!: string | null;

  @Field(() => String, { nullable: true, description: 'Điểm của kế hoạch (clause).' })
  readonly clause!: string | null;

  @Field(() => String, { nullable: true, description: 'Trích nguyên văn (quote).' })
  readonly quote!: string | null;

  @Field(() => Int, { nullable: true, description: 'Số hồ sơ còn thiếu để đạt (gap to target).' })
  readonly gapToTarget!: number | null;
}

/** Deadlines as a report counts them. */
@ObjectType('ReportedDeadlines', { description: 'Việc có thời hạn như báo cáo đếm (reported deadlines).' })
export class ReportedDeadlines {
  @Field(() => Int, { description: 'Đến hạn trong kỳ, xong đúng hạn (met).' })
  readonly met!: number;

  @Field(() => Int, { description: 'Đến hạn trong kỳ, không xong đúng hạn (missed).' })
  readonly missed!: number;

  @Field(() => Int, { description: 'Đã đến hạn mà chưa xong khi tổng hợp (open).' })
  readonly open!: number;
}

/** The figures of a report, as compiled; parts that it was compiled without are null. */
@ObjectType('ReportFigures', {
  description:
    'Số liệu của báo cáo, giữ nguyên như lúc tổng hợp; phần mà bản tổng hợp cũ không có thì trống (report figures).',
})
export class ReportFigures {
  @Field(() => String, { description: 'Tên đơn vị hoặc tỉnh (scope).' })
  readonly scope!: string;

  @Field(() => Boolean, { description: 'Có hồ sơ mô phỏng trong số liệu (contains synthetic dossiers).' })
  readonly synthetic!: boolean;

  @Field(() => Int, { description: 'Phiên bản dữ liệu lúc tổng hợp (data version).' })
  readonly dataVersion!: number;

  @Field(() => DossierStatistics, { description: 'Số liệu trong kỳ (statistics).' })
  readonly statistics!: DossierStatistics;

  @Field(() => DossierStatistics, { description: 'Số liệu kỳ liền trước (previous period).' })
  readonly previous!: DossierStatistics;

  @Field(() => DossierStatistics, {
    nullable: true,
    description: 'Số liệu cùng kỳ năm trước; trống khi không có hồ sơ nào (same period last year).',
  })
  readonly lastYear!: DossierStatistics | null;

  @Field(() => DossierStatistics, {
    nullable: true,
    description: 'Lũy kế từ đầu năm báo cáo đến hết kỳ (year to date).',
  })
  readonly yearToDate!: DossierStatistics | null;

  @Field(() => [ReportedIndicator], { description: 'Các chỉ số (indicators).' })
  readonly indicators!: readonly ReportedIndicatorContent[];

  @Field(() => [ReportedTarget], {
    nullable: true,
    description: 'Mọi chỉ tiêu giao cho đơn vị, theo thứ tự của kế hoạch (target values).',
  })
  readonly targetValues?: ReportContent['targetValues'];

  @Field(() => [ReportedTask], {
    nullable: true,
    description: 'Nhiệm vụ đơn vị chủ trì; ở báo cáo của tỉnh là mọi nhiệm vụ (tasks).',
  })
  readonly tasks?: ReportContent['tasks'];

  @Field(() => ReportedDeadlines, { description: 'Việc có thời hạn, bằng số (deadlines).' })
  readonly deadlines!: ReportedDeadlines;

  @Field(() => [ReportedDeadline], {
    nullable: true,
    description:
      'Việc đến hạn trong kỳ hoặc quá hạn từ trước; ở báo cáo của tỉnh chỉ gồm việc không đúng hạn (deadline list).',
  })
  readonly deadlineList!: readonly ReportedDeadline[] | null;

  @Field(() => Int, {
    nullable: true,
    description: 'Số việc không liệt kê hết ở báo cáo của tỉnh (deadlines left out).',
  })
  readonly deadlinesLeftOut!: number | null;

  @Field(() => [ReportedWarning], {
    nullable: true,
    description: 'Cảnh báo chất lượng dữ liệu; trống khi hồ sơ của kỳ đã lưu trữ (warnings).',
  })
  readonly warnings?: ReportContent['warnings'];

  @Field(() => ReportedProcedures, {
    nullable: true,
    description: 'Thủ tục cao nhất và thấp nhất theo tỷ lệ toàn trình (procedures).',
  })
  readonly procedures?: ReportContent['procedures'];

  @Field(() => ReportedTime, {
    nullable: true,
    description: 'Thời gian giải quyết; trống khi hồ sơ của kỳ đã lưu trữ (processing time).',
  })
  readonly processingTime?: ReportContent['processingTime'];

  @Field(() => [ReportedMerger], {
    nullable: true,
    description: 'Đơn vị nhập vào giữa kỳ, hồ sơ tính ở đây (merged units).',
  })
  readonly merged?: ReportContent['merged'];

  @Field(() => [String], {
    nullable: true,
    description: 'Phần số liệu của đơn vị bị chia, để nguyên ở nơi đã báo cáo (not restated).',
  })
  readonly notRestated?: ReportContent['notRestated'];

  @Field(() => [ReportedTrend], { nullable: true, description: 'Các chỉ số chính qua các kỳ (trend).' })
  readonly trend?: ReportContent['trend'];

  @Field(() => [ReportedUnitValues], {
    nullable: true,
    description: 'Mọi đơn vị theo các chỉ số chính; chỉ có ở báo cáo của tỉnh (unit values).',
  })
  readonly unitValues?: ReportContent['unitValues'];
}

/** The figures of a compiled report as a client reads them. */
export function figuresOf(content: ReportContent, { scheme }: Pick<Report, 'scheme'>): ReportFigures {
  const { scope, synthetic, statistics, previous, period, lastYear, yearToDate, deadlineList, ...rest } = content;
  const inPeriod = (id: string, counts: ReportedRange['statistics']) =>
    new DossierStatistics(counts, periodOf(id, scheme), { synthetic });
  return {
    ...rest,
    scope: scope.name,
    synthetic,
    statistics: inPeriod(period.id, statistics),
    previous: inPeriod(previous.period.id, previous.statistics),
    lastYear: lastYear ? inPeriod(lastYear.period.id, lastYear.statistics) : null,
    yearToDate: yearToDate ? inDays(yearToDate, synthetic) : null,
    deadlineList: deadlineList?.map(lineOf) ?? null,
    deadlinesLeftOut: rest.deadlinesLeftOut ?? null,
  };
}

function inDays({ period: { from, lastDay }, statistics }: ReportedRange, synthetic: boolean): DossierStatistics {
  return new DossierStatistics(statistics, { from, to: addDays(lastDay, 1) }, { synthetic });
}

/** The unit is told by code and name: a member `unit` would say whose the line is, which the report has answered. */
function lineOf({ unit, ...line }: NonNullable<ReportContent['deadlineList']>[number]): ReportedDeadline {
  return { ...line, unitCode: unit?.code ?? null, unitName: unit?.name ?? null };
}
