import { PrimaryKeyProp, type Opt } from '@mikro-orm/core';
import { Entity, Enum, Index, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { Field, Int, ObjectType, registerEnumType } from 'type-graphql';
import { DateTimeScalar } from '../base/index.js';

/** How an expected run ended, or that it has not yet. */
export enum SlotState {
  Queued = 'QUEUED',
  Done = 'DONE',
  CaughtUp = 'CAUGHT_UP',
  Skipped = 'SKIPPED',
  Failed = 'FAILED',
}

registerEnumType(SlotState, {
  name: 'SlotState',
  description: 'Kết cục của một lượt chạy (slot state).',
  valuesConfig: {
    Queued: { description: 'Đã ghi sổ, đang chờ hoặc đang chạy (queued).' },
    Done: { description: 'Đã chạy đúng giờ (done).' },
    CaughtUp: { description: 'Đã chạy bù sau giờ (caught up).' },
    Skipped: { description: 'Không chạy, có lý do (skipped).' },
    Failed: { description: 'Thử hết số lần vẫn lỗi (failed).' },
  },
});

/** One expected run of one schedule. Every due instant is accounted for: none is forgotten, none runs twice. */
@ObjectType('JobSlot', { description: 'Một lượt chạy dự kiến của một lịch và kết cục của nó (job slot).' })
@Entity({ tableName: 'slot' })
@Index({ properties: ['state'] })
export class Slot {
  [PrimaryKeyProp]?: ['schedule', 'dueAt'];

  /** Name of the schedule: kebab-case, never reused. */
  @Field(() => String, { description: 'Tên lịch (schedule).' })
  @PrimaryKey({ type: 'text' })
  schedule!: string;

  @Field(() => DateTimeScalar, { description: 'Giờ phải chạy (due at).' })
  @PrimaryKey({ type: 'timestamptz' })
  dueAt!: Date;

  @Field(() => SlotState, { description: 'Kết cục (state).' })
  @Enum({ items: () => SlotState, columnType: 'text' })
  state!: SlotState;

  /** Why it was skipped, or what failed; null otherwise. */
  @Field(() => String, {
    nullable: true,
    description: 'Vì sao bỏ qua, hoặc lỗi gì; trống trong các trường hợp khác (reason).',
  })
  @Property({ type: 'text', nullable: true })
  reason!: string | null;

  @Field(() => Int, { description: 'Số lần đã thử mà lỗi (failed attempts).' })
  @Property({ type: 'integer', default: 0 })
  attempts!: number & Opt;

  @Field(() => DateTimeScalar, { description: 'Lúc ghi vào sổ (claimed at).' })
  @Property({ type: 'timestamptz' })
  claimedAt!: Date;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Lúc kết thúc; trống khi chưa (ended at).' })
  @Property({ type: 'timestamptz', nullable: true })
  endedAt!: Date | null;

  /** What the run did, in counts. */
  @Property({ type: 'jsonb', nullable: true })
  effects!: Record<string, number> | null;
}
