import { type Opt, type Ref } from '@mikro-orm/core';
import { Entity, Index, ManyToOne, PrimaryKey, Property, Unique } from '@mikro-orm/decorators/legacy';
import { Field, ObjectType, registerEnumType } from 'type-graphql';
import { PlanVersion } from './plan-version.js';
import { Plan } from './plan.js';

/** What a clause is for; a clause may be several. */
export enum ClauseKind {
  Target = 'TARGET',
  Task = 'TASK',
  Duty = 'DUTY',
  Deadline = 'DEADLINE',
  Responsibility = 'RESPONSIBILITY',
  Information = 'INFORMATION',
}

registerEnumType(ClauseKind, {
  name: 'ClauseKind',
  description: 'Nội dung của điểm, khoản (clause kind).',
  valuesConfig: {
    Target: { description: 'Chỉ tiêu (target).' },
    Task: { description: 'Nhiệm vụ (task).' },
    Duty: { description: 'Nghĩa vụ định kỳ (duty).' },
    Deadline: { description: 'Có thời hạn (deadline).' },
    Responsibility: { description: 'Trách nhiệm (responsibility).' },
    Information: { description: 'Thông tin chung (information).' },
  },
});

/** A clause of the plan, with its text as printed. */
@ObjectType('Clause', { implements: PlanVersion, description: 'Mục, khoản, điểm của kế hoạch, nguyên văn (clause).' })
@Entity({ tableName: 'clause' })
@Unique({ properties: ['plan', 'code', 'validFrom'] })
export class Clause extends PlanVersion {
  @PrimaryKey({ type: 'uuid', defaultRaw: 'uuidv7()' })
  id!: string & Opt;

  @ManyToOne(() => Plan, { ref: true })
  plan!: Ref<Plan>;

  @Index()
  @ManyToOne(() => Clause, { ref: true, nullable: true })
  parent!: Ref<Clause> | null;

  @Field(() => String, { description: 'Ký hiệu, ví dụ IV.8.e (code).' })
  @Property({ type: 'text' })
  code!: string;

  /** Order in the document, from 0. */
  @Property({ type: 'integer' })
  position!: number;

  @Field(() => [ClauseKind], { description: 'Nội dung của điểm (kinds).' })
  @Property({ type: 'array', columnType: 'text[]' })
  kinds!: ClauseKind[];

  @Field(() => String, { nullable: true, description: 'Tên mục; trống khi văn bản không đặt tên (heading).' })
  @Property({ type: 'text', nullable: true })
  heading!: string | null;

  @Field(() => Boolean, { description: 'Tên mục được khôi phục vì bản công bố làm mất (heading reconstructed).' })
  @Property({ type: 'boolean' })
  headingReconstructed!: boolean;

  @Field(() => String, { nullable: true, description: 'Ghi chú của người nhập, ví dụ chỗ in sai (note).' })
  @Property({ type: 'text', nullable: true })
  note!: string | null;

  @Field(() => String, { description: 'Nguyên văn; trống ở mục chỉ có tên (verbatim text).' })
  @Property({ type: 'text' })
  text!: string;

  override get typeName() {
    return 'Clause' as const;
  }
}
