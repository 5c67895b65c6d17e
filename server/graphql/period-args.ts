import { ArgsType, Field } from 'type-graphql';
import { PeriodScheme, periodOf, type Period } from '../../schema/calendar/index.js';

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

/** Period and codes of indicators. */
@ArgsType()
export class IndicatorArgs extends PeriodArgs {
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

/** Key of a period for loaders. */
export function periodKey({ id, scheme }: Period): string {
  return `${scheme} ${id}`;
}
