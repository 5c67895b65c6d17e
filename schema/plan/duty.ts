import { type Opt, type Ref } from '@mikro-orm/core';
import { Entity, Enum, ManyToOne, PrimaryKey, Property, Unique } from '@mikro-orm/decorators/legacy';
import { Field, ObjectType, registerEnumType } from 'type-graphql';
import { DateScalar, type CivilDate } from '../base/index.js';
import { PeriodKind, PeriodScheme } from '../calendar/index.js';
import { Clause } from './clause.js';
import { PlanVersion } from './plan-version.js';
import { Plan } from './plan.js';
import type { Assignment } from './task.js';

/** What a recurring duty produces. */
export enum DutyKind {
  Report = 'REPORT',
  Inspection = 'INSPECTION',
  Survey = 'SURVEY',
  Scoring = 'INDEX',
}

registerEnumType(DutyKind, {
  name: 'DutyKind',
  description: 'Loại nghĩa vụ định kỳ (duty kind).',
  valuesConfig: {
    Report: { description: 'Báo cáo (report).' },
    Inspection: { description: 'Kiểm tra thực tế (inspection).' },
    Survey: { description: 'Khảo sát (survey).' },
    Scoring: { description: 'Chấm điểm chỉ số (index).' },
  },
});

/** What becomes of a due day that is no working day: it stays, or the next working day takes its place. */
export type DueDayRoll = 'NONE' | 'NEXT_WORKING_DAY';

/**
 * When a duty's result is due, after its period has closed or by its end.
 *
 * `days` counts working days from 1; `day` is a day (1–31) of the month in which the period ends, its last day when
 * that month is shorter.
 */
export type DueRule =
  | { readonly kind: 'WORKING_DAYS_AFTER_CUT_OFF'; readonly days: number }
  | { readonly kind: 'LAST_WORKING_DAY_OF_PERIOD' }
  | { readonly kind: 'DAY_OF_LAST_MONTH'; readonly day: number; readonly roll: DueDayRoll };

/** A duty that comes back every period. */
@ObjectType('Duty', { implements: PlanVersion, description: 'Nghĩa vụ định kỳ của kế hoạch (duty).' })
@Entity({ tableName: 'duty' })
@Unique({ properties: ['plan', 'code', 'validFrom'] })
export class Duty extends PlanVersion {
  @PrimaryKey({ type: 'uuid', defaultRaw: 'uuidv7()' })
  id!: string & Opt;

  @ManyToOne(() => Plan, { ref: true })
  plan!: Ref<Plan>;

  @ManyToOne(() => Clause, { ref: true })
  clause!: Ref<Clause>;

  @Field(() => String, { description: 'Ký hiệu nghĩa vụ (code).' })
  @Property({ type: 'text' })
  code!: string;

  @Field(() => DutyKind, { description: 'Loại nghĩa vụ (kind).' })
  @Enum({ items: () => DutyKind, columnType: 'text' })
  kind!: DutyKind;

  @Field(() => String, { description: 'Tên nghĩa vụ (name).' })
  @Property({ type: 'text' })
  name!: string;

  @Field(() => PeriodKind, { description: 'Chu kỳ (cycle).' })
  @Enum({ items: () => PeriodKind, columnType: 'text' })
  cycle!: PeriodKind;

  @Field(() => PeriodScheme, { description: 'Cách chia kỳ (scheme).' })
  @Enum({ items: () => PeriodScheme, columnType: 'text' })
  scheme!: PeriodScheme;

  @Property({ type: 'jsonb' })
  responsible!: Assignment;

  @Property({ type: 'jsonb' })
  cooperating!: Assignment;

  @Field(() => String, {
    nullable: true,
    description: 'Báo cáo mà nghĩa vụ này được lồng ghép vào, nguyên văn; trống khi làm riêng (embedded in).',
  })
  @Property({ type: 'text', nullable: true })
  embeddedIn!: string | null;

  /** Unit codes that the scope would name but the plan does not bind. */
  @Property({ type: 'array', columnType: 'text[]' })
  exceptUnits!: string[];

  /** Codes of the units that receive the result. */
  @Property({ type: 'array', columnType: 'text[]' })
  recipients!: string[];

  @Property({ type: 'jsonb' })
  dueRule!: DueRule;

  @Field(() => String, { description: 'Quy tắc tính hạn, bằng lời, kèm nguồn (due rule in words).' })
  @Property({ type: 'text' })
  dueRuleText!: string;

  @Field(() => DateScalar, { description: 'Kỳ đầu tiên là kỳ chứa ngày này (first period contains this day).' })
  @Property({ type: 'date' })
  firstPeriodOn!: CivilDate;

  @Field(() => String, { description: 'Trích nguyên văn (verbatim quote).' })
  @Property({ type: 'text' })
  quote!: string;

  override get typeName() {
    return 'Duty' as const;
  }
}
