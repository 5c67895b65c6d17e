import { type Opt, type Ref } from '@mikro-orm/core';
import { Entity, ManyToOne, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { Field, ObjectType } from 'type-graphql';
import { DateScalar, Node, type CivilDate } from '../base/index.js';
import { Province } from '../organisation/index.js';

/** A plan issued by a province. */
@ObjectType('Plan', { implements: Node, description: 'Kế hoạch của UBND tỉnh (plan).' })
@Entity({ tableName: 'plan' })
export class Plan extends Node {
  @PrimaryKey({ type: 'uuid', defaultRaw: 'uuidv7()' })
  id!: string & Opt;

  @ManyToOne(() => Province, { ref: true })
  province!: Ref<Province>;

  @Field(() => String, { description: 'Số, ký hiệu, ví dụ 457/KH-UBND (number).' })
  @Property({ type: 'text', unique: true })
  number!: string;

  @Field(() => String, { description: 'Trích yếu (title).' })
  @Property({ type: 'text' })
  title!: string;

  @Field(() => DateScalar, { description: 'Ngày ban hành (issued on).' })
  @Property({ type: 'date' })
  issuedOn!: CivilDate;

  @Field(() => DateScalar, { description: 'Ngày có hiệu lực (effective on).' })
  @Property({ type: 'date' })
  effectiveOn!: CivilDate;

  override get typeName() {
    return 'Plan' as const;
  }
}
