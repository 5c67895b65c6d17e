import { BigIntType, type Opt, type Ref } from '@mikro-orm/core';
import { Check, Entity, Enum, Index, ManyToOne, PrimaryKey, Property, Unique } from '@mikro-orm/decorators/legacy';
import { Field, ID, Int, ObjectType } from 'type-graphql';
import { DateTimeScalar, SafeIntScalar, type CivilDate } from '../base/index.js';
import { PeriodScheme } from '../calendar/index.js';
import { Unit } from '../organisation/index.js';

/** What a unit recorded of a measure for a period, once; the highest revision is current, nothing is changed. */
@ObjectType('Observation', {
  description: 'Số liệu quan sát: giá trị một đơn vị đã ghi cho một số đo và một kỳ, từng lần ghi (observation).',
})
@Entity({ tableName: 'observation' })
@Unique({
  name: 'observation_revision_unique',
  properties: ['unit', 'measureCode', 'scheme', 'periodId', 'revision'],
})
@Index({ properties: ['measureCode', 'periodTo'] })
@Check({ name: 'observation_value_check', expression: '(value is null) = (missing_reason is not null)' })
@Check({ name: 'observation_revision_check', expression: 'revision > 0' })
export class Observation {
  @Field(() => ID, { description: 'Mã lần ghi (id).' })
  @PrimaryKey({ type: 'uuid', defaultRaw: 'uuidv7()' })
  id!: string & Opt;

  @ManyToOne(() => Unit, { ref: true })
  unit!: Ref<Unit>;

  @Field(() => String, { description: 'Mã số đo (measure code).' })
  @Property({ type: 'text' })
  measureCode!: string;

  @Enum({ items: () => PeriodScheme, columnType: 'text' })
  scheme!: PeriodScheme;

  @Property({ type: 'text' })
  periodId!: string;

  /** First day of the period. */
  @Property({ type: 'date' })
  periodFrom!: CivilDate;

  /** First day after the period. */
  @Property({ type: 'date' })
  periodTo!: CivilDate;

  @Field(() => SafeIntScalar, { nullable: true, description: 'Giá trị; trống khi không có số liệu (value).' })
  @Property({ type: new BigIntType('number'), nullable: true })
  value!: number | null;

  @Field(() => String, {
    nullable: true,
    description: 'Vì sao không có số liệu; chỉ khi giá trị trống (missing reason).',
  })
  @Property({ type: 'text', nullable: true })
  missingReason!: string | null;

  @Field(() => String, { nullable: true, description: 'Ghi chú (note).' })
  @Property({ type: 'text', nullable: true })
  note!: string | null;

  @Field(() => String, { nullable: true, description: 'Liên kết minh chứng, http hoặc https (evidence link).' })
  @Property({ type: 'text', nullable: true })
  evidence!: string | null;

  @Field(() => Int, { description: 'Lần ghi: 1 là lần đầu (revision).' })
  @Property({ type: 'integer' })
  revision!: number;

  @Field(() => Boolean, { description: 'Số liệu mô phỏng, không phải số thật (synthetic).' })
  @Property({ type: 'boolean', default: false })
  synthetic!: boolean & Opt;

  @Field(() => String, { description: 'Tài khoản hoặc lệnh đã ghi (recorded by).' })
  @Property({ type: 'text' })
  recordedBy!: string;

  @Field(() => DateTimeScalar, { description: 'Thời điểm ghi (recorded at).' })
  @Property({ type: 'timestamptz', defaultRaw: 'clock_timestamp()' })
  recordedAt!: Date & Opt;
}
