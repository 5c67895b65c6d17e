import type { Opt, Ref } from '@mikro-orm/core';
import { Check, Entity, Enum, Index, ManyToOne, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { Field, Int, ObjectType, registerEnumType } from 'type-graphql';
import { DateScalar, DateTimeScalar, Node, type CivilDate } from '../../base/index.js';
import { PeriodScheme } from '../../calendar/index.js';
import { Unit } from '../../organisation/index.js';
import { Plan } from '../../plan/index.js';
import { ObstacleCategory } from './obstacle-category.js';

/** Where an obstacle stands. */
export enum ObstacleStatus {
  Open = 'OPEN',
  Answered = 'ANSWERED',
  Closed = 'CLOSED',
}

registerEnumType(ObstacleStatus, {
  name: 'ObstacleStatus',
  description: 'Tình trạng của khó khăn, vướng mắc (obstacle status).',
  valuesConfig: {
    Open: { description: 'Chưa được trả lời (open).' },
    Answered: { description: 'Đã được trả lời, chưa giải quyết xong (answered).' },
    Closed: { description: 'Đã đóng (closed).' },
  },
});

/** The relations whose units an obstacle belongs to: who has it, and who is asked. Lists and guards both go by them. */
export const OBSTACLE_OWNERS = ['unit', 'addressee'] as const;

/**
 * A difficulty or obstacle of one unit as it stands now; how it stood earlier is in its versions. It is carried into
 * every report of its unit until it is closed.
 */
@ObjectType('Obstacle', {
  implements: Node,
  description: 'Khó khăn, vướng mắc của một đơn vị, theo dõi qua các kỳ báo cáo đến khi đóng (obstacle).',
})
@Entity({ tableName: 'obstacle' })
@Index({ properties: ['unit', 'periodTo'] })
@Check({
  name: 'obstacle_closed_check',
  expression: "(status = 'CLOSED') = (closed_on is not null) and (closed_on is null) = (closed_reason is null)",
})
export class Obstacle extends Node {
  @PrimaryKey({ type: 'uuid', defaultRaw: 'uuidv7()' })
  id!: string & Opt;

  @ManyToOne(() => Plan, { ref: true })
  plan!: Ref<Plan>;

  @ManyToOne(() => Unit, { ref: true })
  unit!: Ref<Unit>;

  @Enum({ items: () => PeriodScheme, columnType: 'text' })
  scheme!: PeriodScheme;

  /** Period in whose report it is told first. */
  @Property({ type: 'text' })
  periodId!: string;

  /** First day after that period. */
  @Property({ type: 'date' })
  periodTo!: CivilDate;

  @Field(() => ObstacleCategory, { description: 'Loại (category).' })
  @Enum({ items: () => ObstacleCategory, columnType: 'text' })
  category!: ObstacleCategory;

  @Field(() => String, { description: 'Nội dung khó khăn, vướng mắc; văn bản thường (description).' })
  @Property({ type: 'text' })
  description!: string;

  @Field(() => String, { nullable: true, description: 'Đề xuất, kiến nghị (proposal).' })
  @Property({ type: 'text', nullable: true })
  proposal!: string | null;

  /** Who should answer; null when nobody was named. */
  @ManyToOne(() => Unit, { ref: true, nullable: true, index: true })
  addressee!: Ref<Unit> | null;

  @Field(() => DateScalar, { nullable: true, description: 'Đề nghị trả lời chậm nhất ngày này (answer by, included).' })
  @Property({ type: 'date', nullable: true })
  answerBy!: CivilDate | null;

  @Field(() => ObstacleStatus, { description: 'Tình trạng (status).' })
  @Enum({ items: () => ObstacleStatus, columnType: 'text' })
  status!: ObstacleStatus;

  @Field(() => DateScalar, { nullable: true, description: 'Ngày đóng; trống khi còn mở (closed on).' })
  @Property({ type: 'date', nullable: true })
  closedOn!: CivilDate | null;

  @Field(() => String, { nullable: true, description: 'Vì sao đóng; trống khi còn mở (closed reason).' })
  @Property({ type: 'text', nullable: true })
  closedReason!: string | null;

  @Field(() => Int, { description: 'Số lần ghi, 1 là lần đầu; gửi lại khi sửa (revision).' })
  @Property({ type: 'integer' })
  revision!: number;

  @Field(() => DateTimeScalar, { description: 'Thời điểm ghi lần đầu (raised at).' })
  @Property({ type: 'timestamptz' })
  raisedAt!: Date;

  /** E-mail of the account that wrote the current version, or the name of a command. */
  @Field(() => String, { description: 'Tài khoản đã ghi lần gần nhất (saved by).' })
  @Property({ type: 'text' })
  savedBy!: string;

  @Field(() => DateTimeScalar, { description: 'Thời điểm ghi lần gần nhất (saved at).' })
  @Property({ type: 'timestamptz' })
  savedAt!: Date;

  override get typeName() {
    return 'Obstacle' as const;
  }

  /** Units whose own it is. */
  ownerUnitIds(): readonly string[] {
    return OBSTACLE_OWNERS.flatMap((relation) => this[relation]?.id ?? []);
  }
}
