import { type Opt, type Ref } from '@mikro-orm/core';
import { Entity, Enum, ManyToOne, PrimaryKey, Property, Unique } from '@mikro-orm/decorators/legacy';
import { Field, ObjectType, registerEnumType } from 'type-graphql';
import { DateScalar, Node, type CivilDate } from '../base/index.js';
import { UnitKind } from '../organisation/index.js';
import { Clause } from './clause.js';
import { Plan } from './plan.js';

/** How a value must stand to its target. */
export enum Comparator {
  GreaterThan = 'GT',
  AtLeast = 'GTE',
  Equal = 'EQ',
}

/** What a target's value counts. */
export enum TargetUnit {
  Percent = 'PERCENT',
  Count = 'COUNT',
  DossiersPerYear = 'DOSSIERS_PER_YEAR',
}

registerEnumType(Comparator, {
  name: 'Comparator',
  description: 'Cách so với chỉ tiêu (comparator).',
  valuesConfig: {
    GreaterThan: { description: 'Trên, không tính bằng (strictly greater).' },
    AtLeast: { description: 'Tối thiểu, tính cả bằng (at least).' },
    Equal: { description: 'Đúng bằng (equal).' },
  },
});
registerEnumType(TargetUnit, {
  name: 'TargetUnit',
  description: 'Đơn vị của chỉ tiêu (target unit).',
  valuesConfig: {
    Percent: { description: 'Phần trăm (percent).' },
    Count: { description: 'Số lượng (count).' },
    DossiersPerYear: { description: 'Hồ sơ mỗi năm (dossiers per year).' },
  },
});

/** A numeric target of the plan. */
@ObjectType('Target', { implements: Node, description: 'Chỉ tiêu của kế hoạch (target).' })
@Entity({ tableName: 'target' })
@Unique({ properties: ['plan', 'code'] })
export class Target extends Node {
  @PrimaryKey({ type: 'uuid', defaultRaw: 'uuidv7()' })
  id!: string & Opt;

  @ManyToOne(() => Plan, { ref: true })
  plan!: Ref<Plan>;

  @ManyToOne(() => Clause, { ref: true })
  clause!: Ref<Clause>;

  @Field(() => String, { description: 'Ký hiệu chỉ tiêu trong kế hoạch (code).' })
  @Property({ type: 'text' })
  code!: string;

  @Field(() => String, { description: 'Tên chỉ tiêu (name).' })
  @Property({ type: 'text' })
  name!: string;

  /** Code of the indicator it is compared with; null while no figure of the system can measure it. */
  @Property({ type: 'text', nullable: true })
  indicatorCode!: string | null;

  @Field(() => Comparator, { description: 'Cách so (comparator).' })
  @Enum({ items: () => Comparator, columnType: 'text' })
  comparator!: Comparator;

  /** Whole number, in `valueUnit`. */
  @Property({ type: 'integer' })
  targetValue!: number;

  @Field(() => TargetUnit, { description: 'Đơn vị của giá trị (unit of the value).' })
  @Enum({ items: () => TargetUnit, columnType: 'text' })
  valueUnit!: TargetUnit;

  @Field(() => DateScalar, {
    nullable: true,
    description: 'Ngày đầu áp dụng; trống: từ khi kế hoạch có hiệu lực (from).',
  })
  @Property({ type: 'date', nullable: true })
  from!: CivilDate | null;

  @Field(() => DateScalar, {
    nullable: true,
    description: 'Ngày cuối áp dụng, có tính ngày này; trống: không nêu (until, included).',
  })
  @Property({ type: 'date', nullable: true })
  until!: CivilDate | null;

  @Field(() => [UnitKind], { description: 'Loại đơn vị chịu chỉ tiêu (applies to).' })
  @Property({ type: 'array', columnType: 'text[]' })
  appliesTo!: UnitKind[];

  @Field(() => String, { nullable: true, description: 'Trường hợp được loại trừ, nguyên văn (exemption).' })
  @Property({ type: 'text', nullable: true })
  exemption!: string | null;

  @Field(() => String, { description: 'Trích nguyên văn (verbatim quote).' })
  @Property({ type: 'text' })
  quote!: string;

  override get typeName() {
    return 'Target' as const;
  }
}
