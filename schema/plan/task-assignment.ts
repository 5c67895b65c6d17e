import { type Opt, type Ref } from '@mikro-orm/core';
import { Entity, Index, ManyToOne, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { Field, ObjectType } from 'type-graphql';
import { DateScalar, DateTimeScalar, type CivilDate } from '../base/index.js';
import { Plan } from './plan.js';

/** Who was given a task that the plan gives to nobody; the newest stands, the others are history. */
@ObjectType('TaskAssignment', {
  description: 'Lần phân công một nhiệm vụ mà kế hoạch chưa giao; lần mới nhất có hiệu lực (task assignment).',
})
@Entity({ tableName: 'task_assignment' })
@Index({ properties: ['plan', 'taskCode'] })
export class TaskAssignment {
  @PrimaryKey({ type: 'uuid', defaultRaw: 'uuidv7()' })
  id!: string & Opt;

  @ManyToOne(() => Plan, { ref: true })
  plan!: Ref<Plan>;

  /** Code of the task, whatever version of it. */
  @Property({ type: 'text' })
  taskCode!: string;

  /** Codes of the units that lead from now on. */
  @Property({ type: 'array', columnType: 'text[]' })
  unitCodes!: string[];

  @Field(() => String, { description: 'Số, ký hiệu văn bản phân công (document number).' })
  @Property({ type: 'text' })
  documentNumber!: string;

  @Field(() => DateScalar, { description: 'Ngày bắt đầu chủ trì (from).' })
  @Property({ type: 'date' })
  fromDay!: CivilDate;

  /** E-mail of the account that assigned. */
  @Property({ type: 'text' })
  assignedBy!: string;

  @Field(() => DateTimeScalar, { description: 'Thời điểm ghi nhận phân công (assigned at).' })
  @Property({ type: 'timestamptz' })
  assignedAt!: Date;
}
