import { type Opt, type Ref } from '@mikro-orm/core';
import { Entity, Enum, Index, ManyToOne, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { DateTimeScalar } from '../../base/index.js';
import { Post } from '../../organisation/index.js';

/** Where a message stands. */
export enum MessageState {
  Queued = 'QUEUED',
  Sent = 'SENT',
  Cancelled = 'CANCELLED',
  Failed = 'FAILED',
}

registerEnumType(MessageState, {
  name: 'MessageState',
  description: 'Trạng thái thư (message state).',
  valuesConfig: {
    Queued: { description: 'Chờ gửi (queued).' },
    Sent: { description: 'Máy chủ thư đã nhận (sent).' },
    Cancelled: { description: 'Không gửi nữa vì việc đã xong (cancelled).' },
    Failed: { description: 'Không gửi được (failed).' },
  },
});

/** One mail of the outbox, written in the transaction that decided it. */
@ObjectType('MailMessage', { description: 'Một thư trong hộp thư đi (mail message).' })
@Entity({ tableName: 'message' })
@Index({ properties: ['state'] })
export class Message {
  @Field(() => ID, { description: 'Mã thư (id).' })
  @PrimaryKey({ type: 'uuid', defaultRaw: 'uuidv7()' })
  id!: string & Opt;

  /** What may be mailed once: rule, run and recipient. */
  @Property({ type: 'text', unique: true })
  dedupeKey!: string;

  @ManyToOne(() => Post, { ref: true, index: true })
  post!: Ref<Post>;

  @Field(() => String, { description: 'Người nhận: chức danh, đơn vị (to name).' })
  @Property({ type: 'text' })
  toName!: string;

  @Field(() => String, { description: 'Địa chỉ nhận (to address).' })
  @Property({ type: 'text' })
  toAddress!: string;

  @Field(() => String, { description: 'Tiêu đề (subject).' })
  @Property({ type: 'text' })
  subject!: string;

  @Property({ type: 'text', lazy: true })
  textBody!: string;

  @Property({ type: 'text', lazy: true })
  htmlBody!: string;

  /** Same on every try, so that a receiving server can drop a second copy. */
  @Field(() => String, { description: 'Message-ID, như nhau ở mọi lần thử (message id).' })
  @Property({ type: 'text', unique: true })
  messageId!: string;

  @Field(() => MessageState, { description: 'Trạng thái (state).' })
  @Enum({ items: () => MessageState, columnType: 'text' })
  state!: MessageState;

  @Field(() => Int, { description: 'Số lần đã thử, không tính lần máy chủ từ chối ta (attempts).' })
  @Property({ type: 'integer', default: 0 })
  attempts!: number & Opt;

  @Field(() => String, { nullable: true, description: 'Lỗi của lần thử cuối; trống khi không lỗi (last error).' })
  @Property({ type: 'text', nullable: true })
  lastError!: string | null;

  @Field(() => DateTimeScalar, { description: 'Lúc xếp vào hộp thư đi (queued at).' })
  @Property({ type: 'timestamptz' })
  queuedAt!: Date;

  /** Not to be tried before; null until a try has failed, and when it has ended. */
  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'Không thử lại trước lúc này; trống khi chưa lỗi hoặc đã kết thúc (next attempt at).',
  })
  @Property({ type: 'timestamptz', nullable: true })
  nextAttemptAt!: Date | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Lúc máy chủ thư nhận; trống khi chưa (sent at).' })
  @Property({ type: 'timestamptz', nullable: true })
  sentAt!: Date | null;
}
