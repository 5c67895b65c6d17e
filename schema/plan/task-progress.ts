import { type Opt, type Ref } from '@mikro-orm/core';
import { Entity, Enum, Index, ManyToOne, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { Field, Int, ObjectType, registerEnumType } from 'type-graphql';
import { DateTimeScalar } from '../base/index.js';
import { Unit } from '../organisation/index.js';
import { Plan } from './plan.js';

/** How far a unit is with a task. */
export enum TaskStatus {
  NotStarted = 'NOT_STARTED',
  InProgress = 'IN_PROGRESS',
  Done = 'DONE',
  Blocked = 'BLOCKED',
}

registerEnumType(TaskStatus, {
  name: 'TaskStatus',
  description: 'Tình trạng thực hiện nhiệm vụ (task status).',
  valuesConfig: {
    NotStarted: { description: 'Chưa thực hiện (not started).' },
    InProgress: { description: 'Đang thực hiện (in progress).' },
    Done: { description: 'Đã hoàn thành (done).' },
    Blocked: { description: 'Vướng mắc (blocked).' },
  },
});

/** What a lead unit recorded of a task at one moment; the newest is current, nothing is changed. */
@ObjectType('TaskProgress', {
  description: 'Tiến độ của một đơn vị chủ trì; chưa ghi lần nào thì là chưa thực hiện (task progress).',
})
@Entity({ tableName: 'task_progress' })
@Index({ properties: ['plan', 'taskCode', 'unit'] })
export class TaskProgress {
  @PrimaryKey({ type: 'uuid', defaultRaw: 'uuidv7()' })
  id!: string & Opt;

  @ManyToOne(() => Plan, { ref: true })
  plan!: Ref<Plan>;

  /** Code of the task, whatever version of it. */
  @Property({ type: 'text' })
  taskCode!: string;

  @ManyToOne(() => Unit, { ref: true, index: true })
  unit!: Ref<Unit>;

  @Field(() => TaskStatus, { description: 'Tình trạng (status).' })
  @Enum({ items: () => TaskStatus, columnType: 'text' })
  status!: TaskStatus;

  @Field(() => Int, { nullable: true, description: 'Phần trăm hoàn thành, 0–100; trống khi không nêu (percent).' })
  @Property({ type: 'integer', nullable: true })
  percent!: number | null;

  @Field(() => String, { nullable: true, description: 'Kết quả, khó khăn, vướng mắc (note).' })
  @Property({ type: 'text', nullable: true })
  note!: string | null;

  @Field(() => String, { nullable: true, description: 'Liên kết minh chứng, http hoặc https (evidence link).' })
  @Property({ type: 'text', nullable: true })
  evidence!: string | null;

  @Field(() => String, { nullable: true, description: 'Tài khoản đã ghi; trống khi chưa ghi lần nào (recorded by).' })
  @Property({ type: 'text' })
  recordedBy!: string;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Thời điểm ghi; trống khi chưa ghi (recorded at).' })
  @Property({ type: 'timestamptz' })
  recordedAt!: Date;
}
