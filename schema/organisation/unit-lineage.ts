import type { Opt, Ref } from '@mikro-orm/core';
import { Entity, Enum, ManyToOne, PrimaryKey, Property, Unique } from '@mikro-orm/decorators/legacy';
import { Field, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Certainty, DateScalar, type CivilDate } from '../base/index.js';
import { Unit } from './unit.js';

/** How a unit comes from another. */
export enum LineageKind {
  /** The predecessor ends; all of it, or its share, goes on in the successor. */
  MergedInto = 'MERGED_INTO',
  /** A part of the predecessor becomes the successor; the predecessor may go on. */
  SplitFrom = 'SPLIT_FROM',
}

registerEnumType(LineageKind, {
  name: 'LineageKind',
  description: 'Cách hình thành đơn vị từ đơn vị trước (lineage kind).',
  valuesConfig: {
    MergedInto: { description: 'Đơn vị trước nhập vào đơn vị sau và chấm dứt (merged into).' },
    SplitFrom: { description: 'Đơn vị sau tách ra từ một phần của đơn vị trước (split from).' },
  },
});

/** One step from a former unit to a later one. A share of 1/1 is all of it; null is a share that nobody has stated. */
@ObjectType('UnitLineage', { description: 'Một bước kế tiếp từ đơn vị trước sang đơn vị sau (unit lineage).' })
@Entity({ tableName: 'unit_lineage' })
@Unique({ properties: ['predecessor', 'successor'] })
export class UnitLineage {
  @PrimaryKey({ type: 'uuid', defaultRaw: 'uuidv7()' })
  id!: string & Opt;

  @ManyToOne(() => Unit, { ref: true })
  predecessor!: Ref<Unit>;

  @ManyToOne(() => Unit, { ref: true, index: true })
  successor!: Ref<Unit>;

  @Field(() => LineageKind, { description: 'Nhập vào hay tách ra (kind).' })
  @Enum({ items: () => LineageKind, columnType: 'text' })
  kind!: LineageKind;

  @Field(() => Int, {
    nullable: true,
    description: 'Tử số của phần đơn vị trước chuyển sang; trống khi tỷ lệ chưa rõ (share, numerator).',
  })
  @Property({ type: 'integer', nullable: true })
  shareNumerator!: number | null;

  @Field(() => Int, {
    nullable: true,
    description: 'Mẫu số của phần đơn vị trước chuyển sang; trống khi tỷ lệ chưa rõ (share, denominator).',
  })
  @Property({ type: 'integer', nullable: true })
  shareDenominator!: number | null;

  @Field(() => DateScalar, { description: 'Ngày có hiệu lực, ngày đầu của đơn vị sau (effective on).' })
  @Property({ type: 'date' })
  effectiveOn!: CivilDate;

  @Field(() => String, { nullable: true, description: 'Văn bản quyết định (document).' })
  @Property({ type: 'text', nullable: true })
  document!: string | null;

  @Field(() => Certainty, { description: 'Mức chắc chắn (certainty).' })
  @Enum({ items: () => Certainty, columnType: 'text' })
  certainty!: Certainty;

  @Field(() => String, { description: 'Nguồn và ghi chú (source note).' })
  @Property({ type: 'text' })
  sourceNote!: string;
}
