import { ArgsType, Field } from 'type-graphql';
import { DateScalar, PlanError, type CivilDate, type DayRange } from '../../schema/base/index.js';
import { dayRangeOf, isPeriod, PeriodScheme, periodOf, type Period } from '../../schema/calendar/index.js';

/** What `restated` says wherever it is an argument. */
const RESTATED_DESCRIPTION =
  'Đúng: số liệu của đơn vị đã nhập được tính ở đơn vị kế tiếp hiện nay; sai: tính ở đơn vị đã báo cáo. Hai cách có cùng tổng toàn tỉnh (restated).';

/** A period scheme. */
@ArgsType()
export class SchemeArgs {
  @Field(() => PeriodScheme, { defaultValue: PeriodScheme.Nd09, description: 'Cách chia kỳ (scheme).' })
  scheme!: PeriodScheme;
}

/** A period by id and scheme. */
@ArgsType()
export class PeriodArgs extends SchemeArgs {
  @Field(() => String, { description: 'Mã kỳ: 2025-12, 2025-Q4, 2025-H2 hoặc 2025 (period id).' })
  period!: string;
}

/** A period, and at which units its figures stand. */
@ArgsType()
export class FigureArgs extends PeriodArgs {
  @Field(() => Boolean, { defaultValue: false, description: RESTATED_DESCRIPTION })
  restated!: boolean;
}

/** Days as a period by id and scheme, or as two days; exactly one of the two. */
@ArgsType()
export class RangeArgs extends SchemeArgs {
  @Field(() => String, {
    nullable: true,
    description: 'Mã kỳ: 2025-12, 2025-Q4, 2025-H2 hoặc 2025; hoặc dùng `from` và `to` (period id).',
  })
  period?: string | null;

  @Field(() => DateScalar, { nullable: true, description: 'Ngày đầu, thay cho `period` (first day).' })
  from?: CivilDate | null;

  @Field(() => DateScalar, {
    nullable: true,
    description: 'Ngày cuối, có tính ngày đó, nhiều nhất 10 năm kể từ ngày đầu (last day, included).',
  })
  to?: CivilDate | null;
}

/** Days, and at which units their figures stand. */
@ArgsType()
export class RestatedRangeArgs extends RangeArgs {
  @Field(() => Boolean, { defaultValue: false, description: RESTATED_DESCRIPTION })
  restated!: boolean;
}

/** Days and codes of indicators. */
@ArgsType()
export class IndicatorArgs extends RangeArgs {
  @Field(() => [String], { nullable: true, description: 'Mã các chỉ số; trống: mọi chỉ số (indicator codes).' })
  codes?: string[] | null;
}

/** The same, and at which units the figures stand. */
@ArgsType()
export class RestatedIndicatorArgs extends IndicatorArgs {
  @Field(() => Boolean, { defaultValue: false, description: RESTATED_DESCRIPTION })
  restated!: boolean;
}

/** The period that the arguments name. @throws PlanError INVALID_INPUT when there is none. */
export function periodOfArgs({ period, scheme }: PeriodArgs): Period {
  return periodOf(period, scheme);
}

/**
 * The days that the arguments name: a `Period` when named by its id.
 * @throws PlanError INVALID_INPUT unless there is exactly one of period and two days, and they are ones.
 */
export function rangeOfArgs({ period, scheme, from, to }: RangeArgs): DayRange {
  const hasPeriod = (period ?? null) !== null;
  if (hasPeriod && !from && !to) return periodOf(period ?? '', scheme);
  if (!hasPeriod && from && to) return dayRangeOf(from, to);
  throw new PlanError('INVALID_INPUT', 'Cần đúng một trong hai: `period`, hoặc cả `from` và `to`.', {
    period,
    from,
    to,
  });
}

/** Key of days for loaders. */
export function rangeKey(range: DayRange): string {
  return isPeriod(range) ? `${range.scheme} ${range.id}` : `${range.from}/${range.to}`;
}
