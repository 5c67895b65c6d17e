import { ArgsType, Field } from 'type-graphql';
import { PeriodScheme, periodOf, type Period } from '../../schema/calendar/index.js';

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

/** The period that the arguments name. @throws PlanError INVALID_INPUT when there is none. */
export function periodOfArgs({ period, scheme }: PeriodArgs): Period {
  return periodOf(period, scheme);
}

/** Key of a period for loaders. */
export function periodKey({ id, scheme }: Period): string {
  return `${scheme} ${id}`;
}
