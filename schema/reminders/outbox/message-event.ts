import { type Opt, type Ref } from '@mikro-orm/core';
import { Entity, Enum, Index, ManyToOne, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { Field, Int, ObjectType, registerEnumType } from 'type-graphql';
import { DateTimeScalar } from '../../base/index.js';
import { Message } from './message.js';

/** What can happen to a message. */
export enum MessageEventKind {
  Decided = 'DECIDED',
  Queued = 'QUEUED',
  Tried = 'TRIED',
  Answered = 'ANSWERED',
  Deferred = 'DEFERRED',
  Bounced = 'BOUNCED',
  Redirected = 'REDIRECTED',
  Sent = 'SENT',
  Cancelled = 'CANCELLED',
  Dead = 'DEAD',
  Requeued = 'REQUEUED',
}

registerEnumType(MessageEventKind, {
  name: 'MessageEventKind',
  description: 'Việc xảy ra với một thư (message event kind).',
  valuesConfig: {
    Decided: { description: 'Quyết định gửi (decided).' },
    Queued: { description: 'Xếp vào hộp thư đi (queued).' },
    Tried: { description: 'Thử gửi (tried).' },
    Answered: { description: 'Máy chủ thư trả lời (answered).' },
    Deferred: { description: 'Hoãn, sẽ thử lại (deferred).' },
    Bounced: { description: 'Địa chỉ không nhận thư (bounced).' },
    Redirected: { description: 'Chuyển cho vị trí kế tiếp của đơn vị (redirected).' },
    Sent: { description: 'Máy chủ thư đã nhận (sent).' },
    Cancelled: { description: 'Thôi gửi vì việc đã xong hoặc không còn (cancelled).' },
    Dead: { description: 'Bỏ, cần người xem (dead letter).' },
    Requeued: { description: 'Quản trị viên cho gửi lại (requeued).' },
  },
});

/** One step of a message's way; rows are only added. */
@ObjectType('MessageEvent', { description: 'Một bước trên đường đi của thư (message event).' })
@Entity({ tableName: 'message_event' })
export class MessageEvent {
  @PrimaryKey({ type: 'bigint', autoincrement: true })
  id!: number & Opt;

  @Index()
  @ManyToOne(() => Message, { ref: true, deleteRule: 'cascade' })
  message!: Ref<Message>;

  @Field(() => MessageEventKind, { description: 'Việc gì (kind).' })
  @Enum({ items: () => MessageEventKind, columnType: 'text' })
  kind!: MessageEventKind;

  @Field(() => DateTimeScalar, { description: 'Lúc nào (at).' })
  @Property({ type: 'timestamptz', defaultRaw: 'now()' })
  at!: Date & Opt;

  @Field(() => Int, { nullable: true, description: 'Lần thử thứ mấy, từ 1; trống khi không phải lần thử (attempt).' })
  @Property({ type: 'int', nullable: true })
  attempt!: number | null;

  @Field(() => Int, { nullable: true, description: 'Mã trả lời SMTP; trống khi không có trả lời (reply code).' })
  @Property({ type: 'int', nullable: true })
  replyCode!: number | null;

  @Field(() => String, {
    nullable: true,
    description: 'Loại lỗi: TEMPORARY, BOUNCED, PERMANENT, CONFIGURATION; trống khi không lỗi (fault).',
  })
  @Property({ type: 'text', nullable: true })
  fault!: string | null;

  @Field(() => String, { nullable: true, description: 'Chi tiết, ví dụ lần thử kế tiếp hoặc lý do (detail).' })
  @Property({ type: 'text', nullable: true })
  detail!: string | null;
}
