import type { Opt, Ref } from '@mikro-orm/core';
import { Entity, Enum, ManyToOne, PrimaryKey, Property, Unique } from '@mikro-orm/decorators/legacy';
import { Field, ObjectType, registerEnumType } from 'type-graphql';
import { DateScalar, type CivilDate } from '../base/index.js';
import { Unit } from './unit.js';

/** Why a unit has another name. */
export enum AliasKind {
  FormerName = 'FORMER_NAME',
  Short = 'SHORT',
  Spelling = 'SPELLING',
}

registerEnumType(AliasKind, {
  name: 'AliasKind',
  description: 'Loại tên khác của đơn vị (alias kind).',
  valuesConfig: {
    FormerName: { description: 'Tên cũ của chính đơn vị (former name).' },
    Short: { description: 'Tên gọi tắt (short).' },
    Spelling: { description: 'Cách viết khác (spelling).' },
  },
});

/** Another name by which a unit is found. */
@ObjectType('UnitAlias', { description: 'Tên khác của đơn vị, để tìm kiếm (unit alias).' })
@Entity({ tableName: 'unit_alias' })
@Unique({ properties: ['unit', 'name'] })
export class UnitAlias {
  @PrimaryKey({ type: 'uuid', defaultRaw: 'uuidv7()' })
  id!: string & Opt;

  @ManyToOne(() => Unit, { ref: true })
  unit!: Ref<Unit>;

  @Field(() => String, { description: 'Tên khác (name).' })
  @Property({ type: 'text' })
  name!: string;

  @Field(() => AliasKind, { description: 'Loại (kind).' })
  @Enum({ items: () => AliasKind, columnType: 'text' })
  kind!: AliasKind;

  @Field(() => DateScalar, { nullable: true, description: 'Dùng từ ngày; trống khi không rõ (valid from).' })
  @Property({ type: 'date', nullable: true })
  validFrom!: CivilDate | null;

  @Field(() => DateScalar, {
    nullable: true,
    description: 'Thôi dùng từ ngày này; trống khi còn dùng (valid to, excluded).',
  })
  @Property({ type: 'date', nullable: true })
  validTo!: CivilDate | null;
}
