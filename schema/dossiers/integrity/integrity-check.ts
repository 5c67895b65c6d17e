import { BigIntType, type Opt } from '@mikro-orm/core';
import { Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { Field, ID, Int, ObjectType } from 'type-graphql';
import { DateScalar, DateTimeScalar, type CivilDate } from '../../base/index.js';

/** A stored count that is not what the dossiers add up to. */
@ObjectType('IntegrityDifference', {
  description: 'Một số đếm đang lưu khác số tính lại từ hồ sơ (integrity difference).',
})
export class IntegrityDifference {
  @Field(() => String, { description: 'Mã đơn vị (unit code).' })
  readonly unit!: string;

  @Field(() => String, { nullable: true, description: 'Mã thủ tục; trống: tổng của đơn vị (procedure code).' })
  readonly procedure!: string | null;

  @Field(() => DateScalar, { description: 'Ngày đầu của nửa tháng (bucket).' })
  readonly bucket!: CivilDate;

  @Field(() => String, { description: 'Tên số đếm (count).' })
  readonly count!: string;

  @Field(() => Int, { description: 'Số đang lưu (stored).' })
  readonly stored!: number;

  @Field(() => Int, { description: 'Số tính lại từ hồ sơ (computed).' })
  readonly computed!: number;
}

/** One comparison of both rollups with the dossiers. */
@ObjectType('IntegrityCheck', { description: 'Một lần đối chiếu số tổng hợp với hồ sơ (integrity check).' })
@Entity({ tableName: 'integrity_check' })
export class IntegrityCheck {
  @Field(() => ID, { description: 'Mã lần đối chiếu (id).' })
  @PrimaryKey({ type: 'uuid', defaultRaw: 'uuidv7()' })
  id!: string & Opt;

  @Field(() => DateTimeScalar, { description: 'Thời điểm đối chiếu (checked at).' })
  @Property({ type: 'timestamptz' })
  checkedAt!: Date;

  @Field(() => Int, { description: 'Phiên bản dữ liệu được đối chiếu (data version).' })
  @Property({ type: new BigIntType('number') })
  dataVersion!: number;

  @Field(() => Int, { description: 'Số chỗ khác nhau; 0 là khớp (difference count).' })
  @Property({ type: 'integer' })
  differenceCount!: number;

  @Field(() => [IntegrityDifference], { description: 'Những chỗ khác nhau đầu tiên, nhiều nhất 100 (differences).' })
  @Property({ type: 'json', columnType: 'jsonb' })
  differences!: IntegrityDifference[];
}
