import type { Opt, Ref } from '@mikro-orm/core';
import { Entity, Enum, ManyToOne, PrimaryKey, Property, Unique } from '@mikro-orm/decorators/legacy';
import { Field, Int, ObjectType } from 'type-graphql';
import { DateScalar, DateTimeScalar, type CivilDate } from '../../base/index.js';
import { Unit } from '../../organisation/index.js';
import { ObstacleCategory } from './obstacle-category.js';
import { Obstacle, ObstacleStatus } from './obstacle.js';

/**
 * What was written of an obstacle at one instant; never changed. A report reads the newest version written by the
 * instant at which it was compiled or sealed.
 */
@ObjectType('ObstacleVersion', {
  description: 'Một lần ghi của khó khăn, vướng mắc; các lần trước vẫn giữ (obstacle version).',
})
@Entity({ tableName: 'obstacle_version' })
@Unique({ properties: ['obstacle', 'revision'] })
export class ObstacleVersion {
  @PrimaryKey({ type: 'uuid', defaultRaw: 'uuidv7()' })
  id!: string & Opt;

  @ManyToOne(() => Obstacle, { ref: true })
  obstacle!: Ref<Obstacle>;

  @Field(() => Int, { description: 'Lần ghi, từ 1 (revision).' })
  @Property({ type: 'integer' })
  revision!: number;

  @Field(() => ObstacleCategory, { description: 'Loại (category).' })
  @Enum({ items: () => ObstacleCategory, columnType: 'text' })
  category!: ObstacleCategory;

  @Field(() => String, { description: 'Nội dung (description).' })
  @Property({ type: 'text' })
  description!: string;

  @Field(() => String, { nullable: true, description: 'Đề xuất, kiến nghị (proposal).' })
  @Property({ type: 'text', nullable: true })
  proposal!: string | null;

  @ManyToOne(() => Unit, { ref: true, nullable: true })
  addressee!: Ref<Unit> | null;

  @Field(() => DateScalar, { nullable: true, description: 'Đề nghị trả lời chậm nhất (answer by, included).' })
  @Property({ type: 'date', nullable: true })
  answerBy!: CivilDate | null;

  @Field(() => ObstacleStatus, { description: 'Tình trạng (status).' })
  @Enum({ items: () => ObstacleStatus, columnType: 'text' })
  status!: ObstacleStatus;

  @Field(() => DateScalar, { nullable: true, description: 'Ngày đóng (closed on).' })
  @Property({ type: 'date', nullable: true })
  closedOn!: CivilDate | null;

  @Field(() => String, { nullable: true, description: 'Vì sao đóng (closed reason).' })
  @Property({ type: 'text', nullable: true })
  closedReason!: string | null;

  @Field(() => String, { description: 'Tài khoản đã ghi (saved by).' })
  @Property({ type: 'text' })
  savedBy!: string;

  @Field(() => DateTimeScalar, { description: 'Thời điểm ghi (saved at).' })
  @Property({ type: 'timestamptz' })
  savedAt!: Date;
}
