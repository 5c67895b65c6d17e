import { Field, Int, ObjectType } from 'type-graphql';
import { DateScalar, SafeIntScalar, type CivilDate } from '../../schema/base/index.js';

/** A value beside the one of the period. */
@ObjectType('ReportedValue', { description: 'Giá trị của một khoảng khác để so sánh (reported value).' })
export class ReportedValue {
  @Field(() => SafeIntScalar, { description: 'Tử số, hoặc chính số đếm được (numerator).' })
  readonly numerator!: number;

  @Field(() => SafeIntScalar, {
    nullable: true,
    description: 'Mẫu số; trống khi giá trị là chính tử số (denominator).',
  })
  readonly denominator!: number | null;
}

/** How many of the units expected reported. */
@ObjectType('ReportedCoverage', { description: 'Số đơn vị đã có số liệu trên số đơn vị phải có (reported coverage).' })
export class ReportedCoverage {
  @Field(() => Int, { description: 'Số đơn vị đã có số liệu (reported).' })
  readonly reported!: number;

  @Field(() => Int, { description: 'Số đơn vị phải có số liệu (expected).' })
  readonly expected!: number;
}

/** A target as it stands in a compiled report. */
@ObjectType('ReportedTarget', {
  description: 'Chỉ tiêu giao cho đơn vị như đã ghi trong báo cáo, dù đo từ nguồn nào (reported target).',
})
export class ReportedTarget {
  @Field(() => String, { description: 'Mã chỉ tiêu (code).' })
  readonly code!: string;

  @Field(() => String, { description: 'Điểm của kế hoạch (clause).' })
  readonly clause!: string;

  @Field(() => String, { description: 'Trích nguyên văn (quote).' })
  readonly quote!: string;

  @Field(() => String, { nullable: true, description: 'Tên chỉ số đo chỉ tiêu; trống khi chưa có gì đo (indicator).' })
  readonly indicator!: string | null;

  @Field(() => String, { description: 'Mức phải đạt, ví dụ «≥ 70 %» (target).' })
  readonly target!: string;

  @Field(() => SafeIntScalar, { nullable: true, description: 'Tử số; trống khi chưa có số liệu (numerator).' })
  readonly numerator!: number | null;

  @Field(() => SafeIntScalar, { nullable: true, description: 'Mẫu số; trống khi chưa có số liệu (denominator).' })
  readonly denominator!: number | null;

  @Field(() => String, {
    nullable: true,
    description: 'Phần trăm, cắt không làm tròn; trống khi không phải tỷ lệ (percent).',
  })
  readonly percent!: string | null;

  @Field(() => String, { nullable: true, description: 'Phần trăm của kỳ liền trước (previous percent).' })
  readonly previousPercent!: string | null;

  @Field(() => String, { nullable: true, description: 'Phần trăm của cùng kỳ năm trước (last year percent).' })
  readonly lastYearPercent!: string | null;

  @Field(() => String, { nullable: true, description: 'Phần trăm lũy kế từ đầu năm báo cáo (year to date percent).' })
  readonly yearToDatePercent!: string | null;

  @Field(() => ReportedValue, {
    nullable: true,
    description: 'Giá trị của kỳ liền trước; trống khi không có (previous).',
  })
  readonly previous?: ReportedValue | null;

  @Field(() => ReportedValue, {
    nullable: true,
    description: 'Giá trị của cùng kỳ năm trước; trống khi không có (last year).',
  })
  readonly lastYear?: ReportedValue | null;

  @Field(() => ReportedValue, {
    nullable: true,
    description: 'Giá trị lũy kế từ đầu năm báo cáo; trống khi không có (year to date).',
  })
  readonly yearToDate?: ReportedValue | null;

  @Field(() => String, { description: 'MET, NOT_MET, INSUFFICIENT, NO_DATA hoặc NOT_APPLICABLE (status).' })
  readonly status!: string;

  @Field(() => SafeIntScalar, {
    nullable: true,
    description: 'Còn thiếu ở tử số để đạt; 0 khi đã đạt (gap to target).',
  })
  readonly gapToTarget!: number | null;

  @Field(() => ReportedCoverage, { description: 'Mức đầy đủ của số liệu theo đơn vị (coverage).' })
  readonly coverage!: ReportedCoverage;
}

/** How many of the units that lead a task are done. */
@ObjectType('ReportedTaskUnits', { description: 'Số đơn vị chủ trì đã xong (units of a task).' })
export class ReportedTaskUnits {
  @Field(() => Int, { description: 'Số đơn vị đã hoàn thành (done).' })
  readonly done!: number;

  @Field(() => Int, { description: 'Số đơn vị chủ trì (leading).' })
  readonly leading!: number;
}

/** A task as it stands in a compiled report. */
@ObjectType('ReportedTask', {
  description: 'Nhiệm vụ đơn vị chủ trì, với tiến độ mới nhất trước lúc tổng hợp (reported task).',
})
export class ReportedTask {
  @Field(() => String, { description: 'Mã nhiệm vụ (code).' })
  readonly code!: string;

  @Field(() => String, { description: 'Điểm của kế hoạch (clause).' })
  readonly clause!: string;

  @Field(() => String, { description: 'Tên nhiệm vụ (name).' })
  readonly name!: string;

  @Field(() => String, { description: 'NOT_STARTED, IN_PROGRESS, DONE hoặc BLOCKED (status).' })
  readonly status!: string;

  @Field(() => String, { description: 'Tình trạng bằng lời (status in words).' })
  readonly statusName!: string;

  @Field(() => Int, { nullable: true, description: 'Phần trăm hoàn thành; trống khi không nêu (percent).' })
  readonly percent!: number | null;

  @Field(() => String, { nullable: true, description: 'Kết quả, khó khăn, vướng mắc đơn vị đã ghi (note).' })
  readonly note!: string | null;

  @Field(() => DateScalar, { nullable: true, description: 'Ngày ghi tiến độ; trống khi chưa ghi (recorded on).' })
  readonly recordedOn!: CivilDate | null;

  @Field(() => ReportedTaskUnits, {
    nullable: true,
    description: 'Ở báo cáo của tỉnh: bao nhiêu đơn vị chủ trì đã xong; trống ở báo cáo của đơn vị (units).',
  })
  readonly units?: ReportedTaskUnits;
}

/** A deadline as a report lists it. */
@ObjectType('ReportedDeadline', { description: 'Việc có thời hạn như báo cáo liệt kê (reported deadline).' })
export class ReportedDeadline {
  @Field(() => String, { description: 'Tên việc (title).' })
  readonly title!: string;

  @Field(() => String, { description: 'Điểm của kế hoạch (clause).' })
  readonly clause!: string;

  @Field(() => String, { nullable: true, description: 'Mã đơn vị; trống ở báo cáo của chính đơn vị (unit code).' })
  readonly unitCode!: string | null;

  @Field(() => String, { nullable: true, description: 'Tên đơn vị; trống ở báo cáo của chính đơn vị (unit name).' })
  readonly unitName!: string | null;

  @Field(() => DateScalar, { description: 'Ngày đến hạn (due on).' })
  readonly dueOn!: CivilDate;

  @Field(() => DateScalar, {
    nullable: true,
    description: 'Ngày hoàn thành; trống khi chưa xong lúc tổng hợp (done on).',
  })
  readonly doneOn!: CivilDate | null;

  @Field(() => String, { description: 'MET: đúng hạn; LATE: xong muộn; OPEN: chưa xong lúc tổng hợp (outcome).' })
  readonly outcome!: string;
}

/** What imports warn of. */
@ObjectType('ReportedWarning', {
  description: 'Cảnh báo chất lượng dữ liệu trên hồ sơ tiếp nhận hoặc giải quyết trong kỳ (reported warning).',
})
export class ReportedWarning {
  @Field(() => String, { description: 'Mã quy tắc (rule).' })
  readonly rule!: string;

  @Field(() => String, { description: 'Lời báo của quy tắc (message).' })
  readonly message!: string;

  @Field(() => Int, { description: 'Số hồ sơ (dossiers).' })
  readonly dossiers!: number;
}
