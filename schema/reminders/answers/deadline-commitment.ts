import { type Opt, type Ref } from '@mikro-orm/core';
import { Entity, Index, ManyToOne, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { Field, ObjectType } from 'type-graphql';
import { DateScalar, DateTimeScalar, type CivilDate } from '../../base/index.js';
import { Post } from '../../organisation/index.js';
import { Deadline } from '../../plan/index.js';

/** A day by which a unit promised to be done with what it owes; never changed once made. */
@ObjectType('DeadlineCommitment', {
  description: 'Ngày mà đơn vị hẹn sẽ làm xong một việc; không thay cho thời hạn (commitment).',
})
@Entity({ tableName: 'deadline_commitment' })
@Index({ properties: ['deadline'] })
export class DeadlineCommitment {
  @PrimaryKey({ type: 'uuid', defaultRaw: 'uuidv7()' })
  id!: string & Opt;

  @ManyToOne(() => Deadline, { ref: true })
  deadline!: Ref<Deadline>;

  /** The deadline's `reminderRound` when it was made; in a later round it counts no more. */
  @Property({ type: 'int' })
  round!: number;

  @Field(() => DateScalar, { description: 'Ngày hẹn, hết ngày đó mới là quá hẹn (committed day, included).' })
  @Property({ type: 'date' })
  committedOn!: CivilDate;

  @Field(() => DateTimeScalar, { description: 'Lúc hẹn (made at).' })
  @Property({ type: 'timestamptz' })
  madeAt!: Date;

  @Field(() => DateScalar, { description: 'Ngày hẹn được lập (made on).' })
  @Property({ type: 'date' })
  madeOn!: CivilDate;

  @Field(() => String, { description: 'Chức danh đã hẹn qua liên kết trong thư (made by).' })
  @Property({ type: 'text' })
  madeBy!: string;

  @ManyToOne(() => Post, { ref: true })
  post!: Ref<Post>;

  @Field(() => String, { nullable: true, description: 'Lời nhắn kèm theo; trống khi không có (note).' })
  @Property({ type: 'text', nullable: true })
  note!: string | null;

  /** SHA-256 of the link it was made with: a link is used once. */
  @Property({ type: 'text', unique: true, hidden: true })
  linkHash!: string;
}
