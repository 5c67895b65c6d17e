import { type Opt, type Ref } from '@mikro-orm/core';
import { Entity, Index, ManyToOne, PrimaryKey, Property, Unique } from '@mikro-orm/decorators/legacy';
import type { CivilDate } from '../base/index.js';
import { Post } from '../organisation/index.js';
import { Deadline } from '../plan/index.js';
import { Message } from './message.js';

/** One rung of the ladder reached by one deadline for one post; it is mailed once. */
@Entity({ tableName: 'reminder' })
@Unique({ properties: ['deadline', 'rung', 'post'] })
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

  @Property({ type: 'date' })
  decidedOn!: CivilDate;

  @Index()
  @ManyToOne(() => Message, { ref: true })
  message!: Ref<Message>;
}
