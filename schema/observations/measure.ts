import { BigIntType, type Opt } from '@mikro-orm/core';
import { Check, Entity, Enum, PrimaryKey, Property, Unique } from '@mikro-orm/decorators/legacy';
import { Field, ID, ObjectType, registerEnumType } from 'type-graphql';
import { DateScalar, SafeIntScalar, type CivilDate } from '../base/index.js';
import { PeriodKind, PeriodScheme } from '../calendar/index.js';
import { UnitKind } from '../organisation/index.js';

/** How values of several periods become one. */
export enum MeasureAggregation {
  /** A stock: the value is the latest on or before the end. */
  Latest = 'LATEST',
  /** A flow: the value is the sum of the periods. */
  Sum = 'SUM',
}

registerEnumType(MeasureAggregation, {
  name: 'MeasureAggregation',
  description: 'Cách gộp giá trị của nhiều kỳ (aggregation).',
  valuesConfig: {
    Latest: { description: 'Số hiện có: lấy giá trị mới nhất tính đến cuối kỳ (latest, a stock).' },
    Sum: { description: 'Số phát sinh: cộng giá trị của các kỳ (sum, a flow).' },
  },
});

/** What units count for the plan and no dossier carries, in one version: another version has the same code. */
@ObjectType('Measure', { description: 'Số đo mà kế hoạch cần và không hồ sơ nào có (measure).' })
@Entity({ tableName: 'measure' })
@Unique({ properties: ['code', 'validFrom'] })
@Check({ name: 'measure_span_check', expression: 'valid_from < valid_to' })
export class Measure {
  @Field(() => ID, { description: 'Mã phiên bản của số đo (id).' })
  @PrimaryKey({ type: 'uuid', defaultRaw: 'uuidv7()' })
  id!: string & Opt;

  @Field(() => String, { description: 'Mã số đo, ví dụ STAFF_TOTAL (code).' })
  @Property({ type: 'text' })
  code!: string;

  @Field(() => String, { description: 'Tên số đo (name).' })
  @Property({ type: 'text' })
  name!: string;

  @Field(() => String, { description: 'Đơn vị tính, ví dụ «người» (unit of count).' })
  @Property({ type: 'text' })
  countUnit!: string;

  @Field(() => PeriodKind, { description: 'Chu kỳ ghi số liệu (cycle).' })
  @Enum({ items: () => PeriodKind, columnType: 'text' })
  cycle!: PeriodKind;

  @Field(() => PeriodScheme, { description: 'Cách chia kỳ (scheme).' })
  @Enum({ items: () => PeriodScheme, columnType: 'text' })
  scheme!: PeriodScheme;

  @Field(() => MeasureAggregation, { description: 'Cách gộp nhiều kỳ (aggregation).' })
  @Enum({ items: () => MeasureAggregation, columnType: 'text' })
  aggregation!: MeasureAggregation;

  @Field(() => SafeIntScalar, { description: 'Giá trị nhỏ nhất (least value).' })
  @Property({ type: new BigIntType('number') })
  least!: number;

  @Field(() => SafeIntScalar, { description: 'Giá trị lớn nhất được nhận (greatest value).' })
  @Property({ type: new BigIntType('number') })
  greatest!: number;

  @Field(() => [UnitKind], { description: 'Mọi đơn vị của các loại này ghi số liệu (unit kinds).' })
  @Property({ type: 'array', columnType: 'text[]' })
  unitKinds!: UnitKind[];

  @Field(() => [String], { description: 'Các đơn vị nêu tên ghi số liệu, theo mã (unit codes).' })
  @Property({ type: 'array', columnType: 'text[]' })
  unitCodes!: string[];

  @Field(() => [String], { description: 'Mã các đơn vị không phải ghi dù thuộc loại trên (excepted unit codes).' })
  @Property({ type: 'array', columnType: 'text[]' })
  exceptUnits!: string[];

  @Field(() => String, { description: 'Số, ký hiệu kế hoạch là nguồn (plan number).' })
  @Property({ type: 'text' })
  planNumber!: string;

  @Field(() => String, { description: 'Điểm của kế hoạch cần số đo (clause code).' })
  @Property({ type: 'text' })
  clauseCode!: string;

  @Field(() => String, { description: 'Nguyên văn trong điểm đó (quote).' })
  @Property({ type: 'text' })
  quote!: string;

  @Field(() => String, { nullable: true, description: 'Cách đếm, ghi chú (note).' })
  @Property({ type: 'text', nullable: true })
  note!: string | null;

  @Field(() => DateScalar, { description: 'Ngày đầu có hiệu lực: kỳ kết thúc từ ngày này thì ghi (valid from).' })
  @Property({ type: 'date' })
  validFrom!: CivilDate;

  @Field(() => DateScalar, { nullable: true, description: 'Ngày đầu không còn hiệu lực (valid to, excluded).' })
  @Property({ type: 'date', nullable: true })
  validTo!: CivilDate | null;
}
