import type { Ref } from '@mikro-orm/core';
import { Check, Entity, Index, ManyToOne, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { Field, Int, ObjectType } from 'type-graphql';
import { DateTimeScalar } from '../../base/index.js';
import { Message } from '../outbox/message.js';

/** An address whose mail server said that it takes no mail. While the mark stands, mail goes to the next post. */
@ObjectType('MailAddressMark', { description: 'Địa chỉ thư bị máy chủ trả lại (marked mail address).' })
@Entity({ tableName: 'mail_address_mark' })
@Check({ name: 'mail_address_mark_lifted_check', expression: '(lifted_at is null) = (lifted_by is null)' })
export class MailAddressMark {
  /** In lower case. */
  @Field(() => String, { description: 'Địa chỉ, chữ thường (address).' })
  @PrimaryKey({ type: 'text' })
  address!: string;

  @Field(() => Int, { nullable: true, description: 'Mã trả lời SMTP, 500–599 (reply code).' })
  @Property({ type: 'int', nullable: true })
  replyCode!: number | null;

  @Field(() => String, { description: 'Lời máy chủ thư (reply).' })
  @Property({ type: 'text' })
  reply!: string;

  @Field(() => DateTimeScalar, { description: 'Lúc bị trả lại lần gần nhất (marked at).' })
  @Property({ type: 'timestamptz' })
  markedAt!: Date;

  @Index()
  @ManyToOne(() => Message, { ref: true, nullable: true, deleteRule: 'set null' })
  message!: Ref<Message> | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Lúc gỡ đánh dấu; trống khi còn hiệu lực (lifted at).' })
  @Property({ type: 'timestamptz', nullable: true })
  liftedAt!: Date | null;

  @Field(() => String, { nullable: true, description: 'Ai gỡ (lifted by).' })
  @Property({ type: 'text', nullable: true })
  liftedBy!: string | null;
}
