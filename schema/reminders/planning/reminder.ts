import { type Opt, type Ref } from '@mikro-orm/core';
import { Entity, Index, ManyToOne, PrimaryKey, Property, Unique } from '@mikro-orm/decorators/legacy';
import type { CivilDate } from '../../base/index.js';
import { Post } from '../../organisation/index.js';
import { Deadline } from '../../plan/index.js';
import { Message } from '../outbox/message.js';

/** One rung of the ladder reached by one deadline for one post; it is mailed once in each of the deadline's rounds. */
@Entity({ tableName: 'reminder' })
@Unique({ properties: ['deadline', 'rung', 'post', 'round'] })
export class Reminder {
  @PrimaryKey({ type: 'uuid', defaultRaw: 'uuidv7()' })
  id!: string & Opt;

  @ManyToOne(() => Deadline, { ref: true })
  deadline!: Ref<Deadline>;

  /** Code of the rung, for example `BEFORE_3` or `AFTER_1`. */
  @Property({ type: 'text' })
  rung!: string;

  @ManyToOne(() => Post, { ref: true })
  post!: Ref<Post>;

  /** The deadline's `reminderRound` when it was decided; what an earlier round told is not true any more. */
  @Property({ type: 'int', default: 0 })
  round!: number & Opt;

  @Property({ type: 'date' })
  decidedOn!: CivilDate;

  @Index()
  @ManyToOne(() => Message, { ref: true })
  message!: Ref<Message>;
}
