import type { Opt, Ref } from '@mikro-orm/core';
import { Entity, Enum, Index, ManyToOne, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { Field, ObjectType } from 'type-graphql';
import { Certainty, type CivilDate } from '../base/index.js';
import { Unit } from './unit.js';

/** A group of units that administrators make: đô thị, miền núi, a former district. No level of administration. */
@ObjectType('UnitGroup', {
  description: 'Nhóm đơn vị do quản trị lập, ví dụ đô thị, miền núi; không phải cấp hành chính (unit group).',
})
@Entity({ tableName: 'unit_group' })
export class UnitGroup {
  @PrimaryKey({ type: 'uuid', defaultRaw: 'uuidv7()' })
  id!: string & Opt;

  @Field(() => String, { description: 'Mã nhóm (code).' })
  @Property({ type: 'text', unique: true })
  code!: string;

  @Field(() => String, { description: 'Tên nhóm (name).' })
  @Property({ type: 'text' })
  name!: string;

  @Field(() => Certainty, { description: 'Mức chắc chắn của việc chia nhóm (certainty).' })
  @Enum({ items: () => Certainty, columnType: 'text' })
  certainty!: Certainty;

  @Field(() => String, { description: 'Nguồn và ghi chú (source note).' })
  @Property({ type: 'text' })
  sourceNote!: string;
}

/** A unit's time in a group, `[validFrom, validTo)`; null ends are open. */
@Entity({ tableName: 'unit_group_member' })
@Index({ properties: ['group', 'unit'] })
export class UnitGroupMember {
  @PrimaryKey({ type: 'uuid', defaultRaw: 'uuidv7()' })
  id!: string & Opt;

  @ManyToOne(() => UnitGroup, { ref: true })
  group!: Ref<UnitGroup>;

  @ManyToOne(() => Unit, { ref: true, index: true })
  unit!: Ref<Unit>;

  @Property({ type: 'date', nullable: true })
  validFrom!: CivilDate | null;

  @Property({ type: 'date', nullable: true })
  validTo!: CivilDate | null;
}
