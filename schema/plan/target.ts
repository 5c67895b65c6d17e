import { type Opt, type Ref } from '@mikro-orm/core';
import { Entity, Enum, ManyToOne, PrimaryKey, Property, Unique } from '@mikro-orm/decorators/legacy';
import { Field, ObjectType, registerEnumType } from 'type-graphql';
import { DateScalar, type CivilDate } from '../base/index.js';
import { UnitKind } from '../organisation/index.js';
import { Clause } from './clause.js';
import { PlanVersion } from './plan-version.js';
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

/** Where the figure of a target comes from while no indicator computes it. */
export enum MeasuredBy {
  Catalogue = 'CATALOGUE',
  Observation = 'OBSERVATION',
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

registerEnumType(MeasuredBy, {
  name: 'MeasuredBy',
  description: 'Nguồn số đo của chỉ tiêu chưa tính được từ hồ sơ (measured by).',
  valuesConfig: {
    Catalogue: { description: 'Đếm từ danh mục thủ tục hành chính (catalogue).' },
    Observation: { description: 'Số liệu quan sát do đơn vị nhập (observation).' },
  },
});

/** A numeric target of the plan. */
@ObjectType('Target', { implements: PlanVersion, description: 'Chỉ tiêu của kế hoạch (target).' })
@Entity({ tableName: 'target' })
@Unique({ properties: ['plan', 'code', 'validFrom'] })
export class Target extends PlanVersion {
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

  @Field(() => MeasuredBy, {
    nullable: true,
    description: 'Nguồn số đo khi chưa có chỉ số; trống khi có chỉ số (measured by).',
  })
  @Enum({ items: () => MeasuredBy, columnType: 'text', nullable: true })
  measuredBy!: MeasuredBy | null;

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

  /** Codes of single units that answer for it beside those of the kinds. */
  @Property({ type: 'array', columnType: 'text[]' })
  unitCodes!: string[];

  @Field(() => [String], { description: 'Các điểm giao chỉ tiêu cho đơn vị (codes of the assigning clauses).' })
  @Property({ type: 'array', columnType: 'text[]' })
  assignedBy!: string[];

  @Field(() => String, { nullable: true, description: 'Trường hợp được loại trừ, nguyên văn (exemption).' })
  @Property({ type: 'text', nullable: true })
  exemption!: string | null;

  @Field(() => String, { nullable: true, description: 'Ghi chú của người nhập (note).' })
  @Property({ type: 'text', nullable: true })
  note!: string | null;

  @Field(() => String, { description: 'Trích nguyên văn (verbatim quote).' })
  @Property({ type: 'text' })
  quote!: string;

  override get typeName() {
    return 'Target' as const;
  }
}
