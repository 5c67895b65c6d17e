import { Field, Float, Int, ObjectType } from 'type-graphql';
import { DateScalar, SafeIntScalar, type CivilDate } from '../../schema/base/index.js';

/** A procedure among the best or the worst. */
@ObjectType('ReportedProcedure', {
  description: 'Thủ tục có tỷ lệ hồ sơ toàn trình cao hoặc thấp nhất của đơn vị (reported procedure).',
})
export class ReportedProcedure {
  @Field(() => String, { description: 'Mã thủ tục (code).' })
  readonly code!: string;

  @Field(() => String, { description: 'Tên thủ tục (name).' })
  readonly name!: string;

  @Field(() => Int, { description: 'Số hồ sơ đã giải quyết trong kỳ (resolved).' })
  readonly resolved!: number;

  @Field(() => Int, { description: 'Trong đó hồ sơ trực tuyến toàn trình (full process).' })
  readonly fullProcess!: number;

  @Field(() => String, { description: 'Phần trăm, cắt không làm tròn (percent).' })
  readonly percent!: string;
}

/** The best and the worst procedures. */
@ObjectType('ReportedProcedures', {
  description:
    'Các thủ tục cao nhất và thấp nhất, mỗi loại không quá năm, trong các thủ tục có đủ hồ sơ (reported procedures).',
})
export class ReportedProcedures {
  @Field(() => [ReportedProcedure], { description: 'Cao nhất trước (best).' })
  readonly best!: readonly ReportedProcedure[];

  @Field(() => [ReportedProcedure], { description: 'Thấp nhất trước (worst).' })
  readonly worst!: readonly ReportedProcedure[];
}

/** Time that dossiers of a channel took. */
@ObjectType('ReportedChannelTime', { description: 'Thời gian giải quyết qua một kênh (time of a channel).' })
export class ReportedChannelTime {
  @Field(() => String, { description: 'ONLINE, IN_PERSON hoặc POSTAL (channel).' })
  readonly channel!: string;

  @Field(() => Int, { description: 'Số hồ sơ đã giải quyết (resolved).' })
  readonly resolved!: number;

  @Field(() => Float, {
    nullable: true,
    description: 'Trung vị số ngày làm việc; trống ở báo cáo của tỉnh (median days).',
  })
  readonly medianDays!: number | null;
}

/** Time that online dossiers took. */
@ObjectType('ReportedTime', {
  description: 'Thời gian giải quyết hồ sơ trực tuyến so với thời hạn nộp trực tiếp, giờ làm việc (reported time).',
})
export class ReportedTime {
  @Field(() => Int, { description: 'Số hồ sơ trực tuyến so được (compared).' })
  readonly compared!: number;

  @Field(() => Int, { description: 'Số hồ sơ trực tuyến chưa rõ thời hạn trực tiếp (without a known limit).' })
  readonly withoutLimit!: number;

  @Field(() => SafeIntScalar, { description: 'Tổng thời hạn trực tiếp (limit hours).' })
  readonly limitHours!: number;

  @Field(() => SafeIntScalar, { description: 'Tổng thời gian đã dùng (used hours).' })
  readonly usedHours!: number;

  @Field(() => SafeIntScalar, { description: 'Tổng giờ rút ngắn; âm khi dùng quá (saved hours).' })
  readonly savedHours!: number;

  @Field(() => String, { nullable: true, description: 'Phần trăm rút ngắn; trống khi chưa rõ thời hạn (percent).' })
  readonly percent!: string | null;

  @Field(() => String, { nullable: true, description: 'Phần trăm của kỳ liền trước (previous percent).' })
  readonly previousPercent!: string | null;

  @Field(() => String, { nullable: true, description: 'Phần trăm của cùng kỳ năm trước (last year percent).' })
  readonly lastYearPercent!: string | null;

  @Field(() => [ReportedChannelTime], { description: 'Theo kênh (channels).' })
  readonly channels!: readonly ReportedChannelTime[];
}

/** A unit that went into this one. */
@ObjectType('ReportedMerger', {
  description: 'Đơn vị nhập vào đơn vị này giữa kỳ; hồ sơ của nó tính ở đây (reported merger).',
})
export class ReportedMerger {
  @Field(() => String, { description: 'Mã đơn vị đã nhập (code).' })
  readonly code!: string;

  @Field(() => String, { description: 'Tên đơn vị đã nhập (name).' })
  readonly name!: string;

  @Field(() => DateScalar, { description: 'Ngày nhập (on).' })
  readonly on!: CivilDate;
}

/** A point of a trend. */
@ObjectType('ReportedPoint', { description: 'Một điểm của xu hướng (point).' })
export class ReportedPoint {
  @Field(() => String, { description: 'Mã kỳ (period id).' })
  readonly periodId!: string;

  @Field(() => Int, { nullable: true, description: 'Tử số; trống khi chưa có số liệu (numerator).' })
  readonly numerator!: number | null;

  @Field(() => Int, { nullable: true, description: 'Mẫu số; trống khi chưa có số liệu (denominator).' })
  readonly denominator!: number | null;
}

/** An indicator over periods. */
@ObjectType('ReportedTrend', { description: 'Một chỉ số qua các kỳ, cũ trước, kỳ báo cáo sau cùng (reported trend).' })
export class ReportedTrend {
  @Field(() => String, { description: 'Mã chỉ số (indicator).' })
  readonly indicator!: string;

  @Field(() => [ReportedPoint], { description: 'Các điểm (points).' })
  readonly points!: readonly ReportedPoint[];
}

/** A unit beside the others. */
@ObjectType('ReportedUnitValue', { description: 'Giá trị của một đơn vị bên cạnh các đơn vị khác (unit value).' })
export class ReportedUnitValue {
  @Field(() => String, { description: 'Mã đơn vị (code).' })
  readonly code!: string;

  @Field(() => String, { description: 'Tên đơn vị (name).' })
  readonly name!: string;

  @Field(() => String, { description: 'DEPARTMENT, COMMUNE hoặc AGENCY (kind).' })
  readonly kind!: string;

  @Field(() => Int, { nullable: true, description: 'Tử số; trống khi chưa có số liệu (numerator).' })
  readonly numerator!: number | null;

  @Field(() => Int, { nullable: true, description: 'Mẫu số; trống khi chưa có số liệu (denominator).' })
  readonly denominator!: number | null;

  @Field(() => String, { nullable: true, description: 'Phần trăm (percent).' })
  readonly percent!: string | null;

  @Field(() => String, { description: 'So với chỉ tiêu của đơn vị (status).' })
  readonly status!: string;

  @Field(() => Int, {
    nullable: true,
    description: 'Thứ hạng trong các đơn vị cùng loại; trống khi không có giá trị (place).',
  })
  readonly place!: number | null;
}

/** Every unit by an indicator. */
@ObjectType('ReportedUnitValues', {
  description: 'Mọi đơn vị theo một chỉ số; chỉ có ở báo cáo của tỉnh (unit values).',
})
export class ReportedUnitValues {
  @Field(() => String, { description: 'Mã chỉ số (indicator).' })
  readonly indicator!: string;

  @Field(() => [ReportedUnitValue], { description: 'Các đơn vị, theo mã (units).' })
  readonly units!: readonly ReportedUnitValue[];
}
