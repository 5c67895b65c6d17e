import { type Opt, type Ref } from '@mikro-orm/core';
import { Entity, Enum, ManyToOne, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { Field, InterfaceType, ObjectType, registerEnumType } from 'type-graphql';
import { Certainty, DateScalar, Node, type CivilDate } from '../base/index.js';
import { Province } from './province.js';

/** What a unit is in the plan's eyes. */
export enum UnitKind {
  Department = 'DEPARTMENT',
  Commune = 'COMMUNE',
  Agency = 'AGENCY',
}

/** The two kinds of commune-level units since 01/7/2025, and the third that there was before. */
export enum CommuneType {
  Xa = 'XA',
  Phuong = 'PHUONG',
  ThiTran = 'THI_TRAN',
}

registerEnumType(UnitKind, {
  name: 'UnitKind',
  description: 'Loại đơn vị (unit kind).',
  valuesConfig: {
    Department: { description: 'Sở, ban, ngành cấp tỉnh (department).' },
    Commune: { description: 'Xã, phường (commune).' },
    Agency: { description: 'Cơ quan, tổ chức khác (agency).' },
  },
});
registerEnumType(CommuneType, {
  name: 'CommuneType',
  description: 'Loại đơn vị cấp xã (commune type).',
  valuesConfig: {
    Xa: { description: 'Xã (rural commune).' },
    Phuong: { description: 'Phường (ward).' },
    ThiTran: { description: 'Thị trấn, chỉ có trước ngày 01/7/2025 (township).' },
  },
});

/** A unit of the province: department, commune or other agency. One table; the kind tells the class. */
@InterfaceType('Unit', {
  implements: Node,
  description: 'Đơn vị của tỉnh: sở, ban, ngành; xã, phường; cơ quan khác (unit).',
  resolveType: (unit: Unit) => unit.typeName,
})
@Entity({
  tableName: 'unit',
  abstract: true,
  discriminatorColumn: 'kind',
  discriminatorMap: { DEPARTMENT: 'Department', COMMUNE: 'Commune', AGENCY: 'Agency' },
})
export abstract class Unit extends Node {
  @PrimaryKey({ type: 'uuid', defaultRaw: 'uuidv7()' })
  id!: string & Opt;

  @ManyToOne(() => Province, { ref: true })
  province!: Ref<Province>;

  @Field(() => String, { description: 'Mã đơn vị: mã Cục Thống kê của xã, phường; ký hiệu của sở, ban, ngành (code).' })
  @Property({ type: 'text', unique: true })
  code!: string;

  @Field(() => UnitKind, { description: 'Loại đơn vị (kind).' })
  @Enum({ items: () => UnitKind, columnType: 'text' })
  kind!: UnitKind;

  @Field(() => String, { description: 'Tên đầy đủ, ví dụ «Xã Thạch Hà» (full name).' })
  @Property({ type: 'text' })
  name!: string;

  @Field(() => String, { description: 'Tên ngắn (short name).' })
  @Property({ type: 'text' })
  shortName!: string;

  @Field(() => DateScalar, { nullable: true, description: 'Ngày bắt đầu hoạt động; trống khi không rõ (valid from).' })
  @Property({ type: 'date', nullable: true })
  validFrom!: CivilDate | null;

  @Field(() => DateScalar, {
    nullable: true,
    description: 'Ngày chấm dứt, không thuộc thời gian hoạt động; trống khi còn hoạt động (valid to, excluded).',
  })
  @Property({ type: 'date', nullable: true })
  validTo!: CivilDate | null;

  @Field(() => Certainty, { description: 'Mức chắc chắn của dữ kiện về đơn vị (certainty).' })
  @Enum({ items: () => Certainty, columnType: 'text' })
  certainty!: Certainty;

  @Field(() => String, { description: 'Nguồn và ghi chú (source note).' })
  @Property({ type: 'text' })
  sourceNote!: string;

  /** Name of the GraphQL object type. */
  abstract override get typeName(): 'Department' | 'Commune' | 'Agency';
}

/** A provincial department (sở, ban, ngành). */
@ObjectType('Department', { implements: Unit, description: 'Sở, ban, ngành cấp tỉnh (department).' })
@Entity({ discriminatorValue: 'DEPARTMENT' })
export class Department extends Unit {
  override get typeName() {
    return 'Department' as const;
  }
}

/** A commune-level unit (xã, phường). */
@ObjectType('Commune', { implements: Unit, description: 'Xã, phường (commune).' })
@Entity({ discriminatorValue: 'COMMUNE' })
export class Commune extends Unit {
  @Field(() => CommuneType, { description: 'Xã hay phường (commune type).' })
  @Enum({ items: () => CommuneType, columnType: 'text', nullable: true })
  communeType!: CommuneType;

  @Field(() => String, {
    nullable: true,
    description:
      'Huyện, thị xã, thành phố cũ của xã mang cùng mã; chỉ để hiển thị, không phải cấp hành chính (former district).',
  })
  @Property({ type: 'text', nullable: true })
  formerDistrict!: string | null;

  override get typeName() {
    return 'Commune' as const;
  }
}

/** Another body named by the plan: mass organisation, press, portal, service centre. */
@ObjectType('Agency', { implements: Unit, description: 'Cơ quan, tổ chức khác có tên trong kế hoạch (agency).' })
@Entity({ discriminatorValue: 'AGENCY' })
export class Agency extends Unit {
  override get typeName() {
    return 'Agency' as const;
  }
}
