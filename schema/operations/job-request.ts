import type { Opt } from '@mikro-orm/core';
import { Entity, Enum, Index, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { Field, ID, ObjectType, registerEnumType } from 'type-graphql';
import { DateScalar, DateTimeScalar, type CivilDate } from '../base/index.js';

/** Where a wished run stands. */
export enum JobRequestState {
  Queued = 'QUEUED',
  Done = 'DONE',
  Failed = 'FAILED',
}

registerEnumType(JobRequestState, {
  name: 'JobRequestState',
  description: 'Trạng thái yêu cầu chạy (job request state).',
  valuesConfig: {
    Queued: { description: 'Chờ worker nhận (queued).' },
    Done: { description: 'Đã chạy xong (done).' },
    Failed: { description: 'Chạy lỗi, không có gì thay đổi (failed).' },
  },
});

/** A run that a person wishes beside those that are due: really, or only to see what it would do. */
@ObjectType('JobRequest', {
  description: 'Yêu cầu chạy một việc ngoài lịch, thật hoặc chạy thử không lưu gì (job request).',
})
@Entity({ tableName: 'job_request' })
@Index({ properties: ['state'] })
export class JobRequest {
  @Field(() => ID, { description: 'Mã yêu cầu (id).' })
  @PrimaryKey({ type: 'uuid', defaultRaw: 'uuidv7()' })
  id!: string & Opt;

  @Field(() => String, { description: 'Tên lịch (schedule).' })
  @Property({ type: 'text' })
  schedule!: string;

  @Field(() => DateScalar, { description: 'Ngày mà việc được chạy cho (day).' })
  @Property({ type: 'date' })
  day!: CivilDate;

  @Field(() => Boolean, { description: 'Chạy thử: làm rồi rút lại, không thư nào được gửi (dry run).' })
  @Property({ type: 'boolean' })
  dryRun!: boolean;

  @Field(() => String, { description: 'Ai yêu cầu (requested by).' })
  @Property({ type: 'text' })
  requestedBy!: string;

  @Field(() => DateTimeScalar, { description: 'Lúc yêu cầu (requested at).' })
  @Property({ type: 'timestamptz' })
  requestedAt!: Date;

  @Field(() => JobRequestState, { description: 'Trạng thái (state).' })
  @Enum({ items: () => JobRequestState, columnType: 'text' })
  state!: JobRequestState;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Lúc xong; trống khi chưa (ended at).' })
  @Property({ type: 'timestamptz', nullable: true })
  endedAt!: Date | null;

  /** What the run did, or would do, in counts; null until then. */
  @Property({ type: 'jsonb', nullable: true })
  effects!: Record<string, number> | null;
}
