import type { Opt } from '@mikro-orm/core';
import { Entity, Index, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { Field, ObjectType } from 'type-graphql';
import { DateTimeScalar } from '../base/index.js';

/** Who did what to what, when; written in the transaction of the act, never changed. */
@ObjectType('AuditEntry', { description: 'Một dòng nhật ký: ai đã làm gì, với cái gì, lúc nào (audit entry).' })
@Entity({ tableName: 'audit_entry' })
@Index({ properties: ['subjectType', 'subjectId'] })
export class AuditEntry {
  @PrimaryKey({ type: 'bigint', autoincrement: true })
  id!: number & Opt;

  @Field(() => DateTimeScalar, { description: 'Thời điểm (at).' })
  @Property({ type: 'timestamptz', defaultRaw: 'clock_timestamp()' })
  at!: Date & Opt;

  /** E-mail of the account, or the name of the command or job that acted. */
  @Field(() => String, { description: 'Địa chỉ thư của tài khoản, hoặc tên lệnh, tên việc tự động (actor).' })
  @Property({ type: 'text' })
  actor!: string;

  /** Stable code such as `REPORT_SENT`. */
  @Field(() => String, { description: 'Mã việc đã làm, ổn định, ví dụ POST_SAVED (action).' })
  @Property({ type: 'text' })
  action!: string;

  @Field(() => String, { description: 'Loại đối tượng, ví dụ Post (subject type).' })
  @Property({ type: 'text' })
  subjectType!: string;

  @Field(() => String, { description: 'Mã của đối tượng trong hệ thống (subject id).' })
  @Property({ type: 'text' })
  subjectId!: string;

  @Property({ type: 'jsonb', nullable: true })
  details!: Record<string, unknown> | null;
}
