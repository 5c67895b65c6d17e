import type { Opt, Ref } from '@mikro-orm/core';
import { Entity, Index, ManyToOne, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { Field, ObjectType } from 'type-graphql';
import { DateTimeScalar } from '../../base/index.js';
import { Unit } from '../../organisation/index.js';
import { Obstacle } from './obstacle.js';

/** What was answered to an obstacle; never changed, a further answer is another row. */
@ObjectType('ObstacleAnswer', { description: 'Một lần trả lời cho khó khăn, vướng mắc (answer).' })
@Entity({ tableName: 'obstacle_answer' })
@Index({ properties: ['obstacle', 'at'] })
export class ObstacleAnswer {
  @PrimaryKey({ type: 'uuid', defaultRaw: 'uuidv7()' })
  id!: string & Opt;

  @ManyToOne(() => Obstacle, { ref: true })
  obstacle!: Ref<Obstacle>;

  @Field(() => String, { description: 'Nội dung trả lời; văn bản thường (text).' })
  @Property({ type: 'text' })
  text!: string;

  /** Unit for which it was answered; null when a coordinator of the province did. */
  @ManyToOne(() => Unit, { ref: true, nullable: true })
  byUnit!: Ref<Unit> | null;

  /** As reports print it: name of the unit, else of the account. */
  @Field(() => String, { description: 'Bên trả lời: tên đơn vị, hoặc tên tài khoản của tỉnh (answered by).' })
  @Property({ type: 'text' })
  byName!: string;

  /** E-mail of the account. */
  @Property({ type: 'text' })
  answeredBy!: string;

  @Field(() => DateTimeScalar, { description: 'Thời điểm trả lời (at).' })
  @Property({ type: 'timestamptz' })
  at!: Date;
}
