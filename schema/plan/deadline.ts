import { type Opt, type Ref } from '@mikro-orm/core';
import { Check, Entity, Enum, Index, ManyToOne, PrimaryKey, Property, Unique } from '@mikro-orm/decorators/legacy';
import { Field, ObjectType, registerEnumType } from 'type-graphql';
import { DateScalar, DateTimeScalar, Node, type CivilDate } from '../base/index.js';
import { Unit } from '../organisation/index.js';
import { Clause } from './clause.js';
import { DatePrecision } from './deadline-rule.js';
import { Plan } from './plan.js';

/** What is owed. */
export enum DeadlineKind {
  Report = 'REPORT',
  Inspection = 'INSPECTION',
  Survey = 'SURVEY',
  Scoring = 'INDEX',
  Dated = 'DATED',
}

registerEnumType(DeadlineKind, {
  name: 'DeadlineKind',
  description: 'Loại việc đến hạn (deadline kind).',
  valuesConfig: {
    Report: { description: 'Báo cáo định kỳ (report).' },
    Inspection: { description: 'Kiểm tra thực tế (inspection).' },
    Survey: { description: 'Khảo sát (survey).' },
    Scoring: { description: 'Chấm điểm chỉ số (index).' },
    Dated: { description: 'Nhiệm vụ, chỉ tiêu có thời hạn (dated task or target).' },
  },
});

/** One thing that one unit owes by one instant: a period's report, an inspection, a dated task or target. */
@ObjectType('Deadline', {
  implements: Node,
  description: 'Việc mà một đơn vị phải xong trước một thời hạn (deadline).',
})
@Entity({ tableName: 'deadline' })
@Unique({ properties: ['plan', 'sourceCode', 'unit', 'periodId'] })
@Index({ properties: ['dueAt'] })
@Check({
  name: 'deadline_withdrawn_check',
  expression: '(withdrawn_at is null) = (withdrawn_reason is null) and (withdrawn_at is null or fulfilled_at is null)',
})
export class Deadline extends Node {
  @PrimaryKey({ type: 'uuid', defaultRaw: 'uuidv7()' })
  id!: string & Opt;

  @ManyToOne(() => Plan, { ref: true })
  plan!: Ref<Plan>;

  @ManyToOne(() => Clause, { ref: true })
  clause!: Ref<Clause>;

  @ManyToOne(() => Unit, { ref: true, index: true })
  unit!: Ref<Unit>;

  @Field(() => DeadlineKind, { description: 'Loại việc (kind).' })
  @Enum({ items: () => DeadlineKind, columnType: 'text' })
  kind!: DeadlineKind;

  /** Code of the duty or deadline rule it comes from. */
  @Property({ type: 'text' })
  sourceCode!: string;

  /** Period of a recurring duty, or the span that a dated clause names (`2025-12`, `2025`). */
  @Field(() => String, { description: 'Kỳ của nghĩa vụ, hoặc mốc thời gian kế hoạch nêu: 2025-12, 2025 (period id).' })
  @Property({ type: 'text' })
  periodId!: string;

  @Field(() => String, { description: 'Tên việc, ví dụ «Báo cáo Tháng 12/2025» (title).' })
  @Property({ type: 'text' })
  title!: string;

  @Field(() => String, { description: 'Trích nguyên văn kế hoạch (verbatim quote).' })
  @Property({ type: 'text' })
  quote!: string;

  @Field(() => DateScalar, { description: 'Ngày cuối còn đúng hạn (last day on time).' })
  @Property({ type: 'date' })
  dueOn!: CivilDate;

  @Field(() => DateTimeScalar, {
    description: 'Thời điểm hết hạn: nửa đêm kết thúc ngày đến hạn (due instant, excluded).',
  })
  @Property({ type: 'timestamptz' })
  dueAt!: Date;

  @Field(() => DatePrecision, { description: 'Độ chính xác của thời hạn trong kế hoạch (precision).' })
  @Enum({ items: () => DatePrecision, columnType: 'text' })
  precision!: DatePrecision;

  @Field(() => String, { description: 'Quy tắc tính hạn, bằng lời (due rule in words).' })
  @Property({ type: 'text' })
  dueRuleText!: string;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'Thời điểm hoàn thành lần đầu; trống khi chưa xong (fulfilled at).',
  })
  @Property({ type: 'timestamptz', nullable: true })
  fulfilledAt!: Date | null;

  @Field(() => String, { nullable: true, description: 'Minh chứng hoặc ghi chú khi hoàn thành (evidence).' })
  @Property({ type: 'text', nullable: true })
  evidence!: string | null;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'Thời điểm rút vì không còn phải làm; trống khi không bị rút (withdrawn at).',
  })
  @Property({ type: 'timestamptz', nullable: true })
  withdrawnAt!: Date | null;

  @Field(() => String, {
    nullable: true,
    description: 'Vì sao không còn phải làm: văn bản sửa đổi và ngày; trống khi không bị rút (withdrawn reason).',
  })
  @Property({ type: 'text', nullable: true })
  withdrawnReason!: string | null;

  @Field(() => [DateScalar], { description: 'Các ngày đến hạn trước khi dời hạn, cũ trước (earlier due days).' })
  @Property({ type: 'array', columnType: 'date[]', default: [] })
  earlierDueOn!: CivilDate[] & Opt;

  /** How often the reminders have begun anew: after a re-opening, or a postponement to another time. */
  @Property({ type: 'int', default: 0 })
  reminderRound!: number & Opt;

  override get typeName() {
    return 'Deadline' as const;
  }
}
