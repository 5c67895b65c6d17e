import type { Opt } from '@mikro-orm/core';
import { Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { Field, ID, ObjectType } from 'type-graphql';
import { DateTimeScalar } from '../base/index.js';

/** What another system hands its dossiers in with. Opens nothing else: no query, no page, no other mutation. */
@ObjectType('IntegrationToken', {
  description: 'Mã tích hợp: hệ thống khác dùng để nạp hồ sơ qua HTTP, không mở được gì khác (integration token).',
})
@Entity({ tableName: 'integration_token' })
export class IntegrationToken {
  @Field(() => ID, { description: 'Mã của dòng này, không phải mã bí mật (id).' })
  @PrimaryKey({ type: 'uuid', defaultRaw: 'uuidv7()' })
  id!: string & Opt;

  @Field(() => String, { description: 'Tên hệ thống, ghi vào nhật ký mỗi lần nạp (name).' })
  @Property({ type: 'text' })
  name!: string;

  /** SHA-256 of the secret, hexadecimal; the secret itself is stored nowhere. */
  @Property({ type: 'text', unique: true, hidden: true })
  tokenHash!: string;

  @Field(() => String, { description: 'Người cấp (created by).' })
  @Property({ type: 'text' })
  createdBy!: string;

  @Field(() => DateTimeScalar, { description: 'Lúc cấp (created at).' })
  @Property({ type: 'timestamptz' })
  createdAt!: Date;

  @Field(() => DateTimeScalar, { description: 'Hết hiệu lực lúc này, không tính lúc này (expires at).' })
  @Property({ type: 'timestamptz' })
  expiresAt!: Date;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Lúc bị thu hồi; trống khi chưa (ended at).' })
  @Property({ type: 'timestamptz', nullable: true })
  endedAt!: Date | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Lần dùng gần nhất; trống khi chưa dùng (last used).' })
  @Property({ type: 'timestamptz', nullable: true })
  lastUsedAt!: Date | null;
}
