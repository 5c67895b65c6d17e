import type { Opt, Ref } from '@mikro-orm/core';
import { Entity, Enum, Index, ManyToOne, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { Field, Int, ObjectType } from 'type-graphql';
import { DateTimeScalar } from '../base/index.js';
import { Report, ReportState } from './report.js';

/** One step of a report's history: who did what, when and why. Never changed. */
@ObjectType('ReportEvent', { description: 'Một bước trong lịch sử của báo cáo: ai làm gì, lúc nào, vì sao (event).' })
@Entity({ tableName: 'report_event' })
@Index({ properties: ['report', 'at'] })
export class ReportEvent {
  @PrimaryKey({ type: 'uuid', defaultRaw: 'uuidv7()' })
  id!: string & Opt;

  @ManyToOne(() => Report, { ref: true })
  report!: Ref<Report>;

  @Field(() => Int, { description: 'Lần lập mà bước này nói tới; 0 khi chưa tổng hợp (revision).' })
  @Property({ type: 'integer' })
  revision!: number;

  /** A `ReportAction`, or what the worker does. */
  @Property({ type: 'text' })
  action!: string;

  @Field(() => ReportState, { nullable: true, description: 'Trạng thái trước; trống ở bước đầu (from).' })
  @Enum({ items: () => ReportState, columnType: 'text', nullable: true })
  fromState!: ReportState | null;

  @Field(() => ReportState, { description: 'Trạng thái sau (to).' })
  @Enum({ items: () => ReportState, columnType: 'text' })
  toState!: ReportState;

  /** Address of the account, or the job. */
  @Property({ type: 'text' })
  actor!: string;

  @Field(() => String, { nullable: true, description: 'Lý do (reason).' })
  @Property({ type: 'text', nullable: true })
  reason!: string | null;

  @Field(() => DateTimeScalar, { description: 'Thời điểm (at).' })
  @Property({ type: 'timestamptz' })
  at!: Date;
}
