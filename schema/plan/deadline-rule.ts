import { type Opt, type Ref } from '@mikro-orm/core';
import { Entity, Enum, ManyToOne, PrimaryKey, Property, Unique } from '@mikro-orm/decorators/legacy';
import { Field, ObjectType, registerEnumType } from 'type-graphql';
import type { CivilDate } from '../base/index.js';
import { Clause } from './clause.js';
import { PlanVersion } from './plan-version.js';
import { Plan } from './plan.js';
import { Target } from './target.js';
import type { Assignment } from './task.js';

/** How exactly the plan names a date. */
export enum DatePrecision {
  Day = 'DAY',
  Month = 'MONTH',
  Quarter = 'QUARTER',
  Year = 'YEAR',
}

registerEnumType(DatePrecision, {
  name: 'DatePrecision',
  description: 'Độ chính xác của thời hạn nêu trong kế hoạch (precision of a date).',
  valuesConfig: {
    Day: { description: 'Ngày (day).' },
    Month: { description: 'Tháng (month).' },
    Quarter: { description: 'Quý (quarter).' },
    Year: { description: 'Năm (year).' },
  },
});

/** A date that the plan sets once, for one unit or for every unit of a kind. */
@ObjectType('DeadlineRule', {
  implements: PlanVersion,
  description: 'Thời hạn kế hoạch đặt ra một lần (deadline rule).',
})
@Entity({ tableName: 'deadline_rule' })
@Unique({ properties: ['plan', 'code', 'validFrom'] })
export class DeadlineRule extends PlanVersion {
  @PrimaryKey({ type: 'uuid', defaultRaw: 'uuidv7()' })
  id!: string & Opt;

  @ManyToOne(() => Plan, { ref: true })
  plan!: Ref<Plan>;

  @ManyToOne(() => Clause, { ref: true })
  clause!: Ref<Clause>;

  @ManyToOne(() => Target, { ref: true, nullable: true })
  target!: Ref<Target> | null;

  @Field(() => String, { description: 'Ký hiệu thời hạn (code).' })
  @Property({ type: 'text' })
  code!: string;

  @Field(() => String, { description: 'Việc phải xong (name).' })
  @Property({ type: 'text' })
  name!: string;

  @Field(() => DatePrecision, { description: 'Độ chính xác của thời hạn trong kế hoạch (precision).' })
  @Enum({ items: () => DatePrecision, columnType: 'text' })
  precision!: DatePrecision;

  /** First day after the month, quarter or year that the plan names. */
  @Property({ type: 'date' })
  spanEnd!: CivilDate;

  /** True: due at the end of the last working day of the span; false: of its last calendar day. */
  @Property({ type: 'boolean' })
  rollToWorkingDay!: boolean;

  @Field(() => String, { description: 'Quy tắc tính hạn, bằng lời (due rule in words).' })
  @Property({ type: 'text' })
  ruleText!: string;

  @Property({ type: 'jsonb' })
  responsible!: Assignment;

  @Property({ type: 'array', columnType: 'text[]' })
  exceptUnits!: string[];

  @Field(() => String, { description: 'Trích nguyên văn (verbatim quote).' })
  @Property({ type: 'text' })
  quote!: string;

  override get typeName() {
    return 'DeadlineRule' as const;
  }
}
