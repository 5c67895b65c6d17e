import { type Opt, type Ref } from '@mikro-orm/core';
import { Entity, Enum, Index, ManyToOne, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { registerEnumType } from 'type-graphql';
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
@Entity({ tableName: 'message' })
@Index({ properties: ['state'] })
export class Message {
  @PrimaryKey({ type: 'uuid', defaultRaw: 'uuidv7()' })
  id!: string & Opt;

  /** What may be mailed once: rule, run and recipient. */
  @Property({ type: 'text', unique: true })
  dedupeKey!: string;

  @ManyToOne(() => Post, { ref: true, index: true })
  post!: Ref<Post>;

  @Property({ type: 'text' })
  toName!: string;

  @Property({ type: 'text' })
  toAddress!: string;

  @Property({ type: 'text' })
  subject!: string;

  @Property({ type: 'text', lazy: true })
  textBody!: string;

  @Property({ type: 'text', lazy: true })
  htmlBody!: string;

  /** Same on every try, so that a receiving server can drop a second copy. */
  @Property({ type: 'text', unique: true })
  messageId!: string;

  @Enum({ items: () => MessageState, columnType: 'text' })
  state!: MessageState;

  @Property({ type: 'integer', default: 0 })
  attempts!: number & Opt;

  @Property({ type: 'text', nullable: true })
  lastError!: string | null;

  @Property({ type: 'timestamptz' })
  queuedAt!: Date;

  /** Not to be tried before; null until a try has failed, and when it has ended. */
  @Property({ type: 'timestamptz', nullable: true })
  nextAttemptAt!: Date | null;

  @Property({ type: 'timestamptz', nullable: true })
  sentAt!: Date | null;
}
