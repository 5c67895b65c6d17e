import { type Opt, type Ref } from '@mikro-orm/core';
import { Entity, ManyToOne, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { Field, ObjectType } from 'type-graphql';
import { DateScalar, Node, type CivilDate } from '../base/index.js';
import { Province } from '../organisation/index.js';
import type { AmendmentHeaderData, CorrectionData, LegalBasisData } from './plan-data.js';
import { Amendment, Correction, LegalBasis } from './plan-document.js';

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

  @Field(() => String, { description: 'Cơ quan ban hành (issuer).' })
  @Property({ type: 'text' })
  issuer!: string;

  @Field(() => String, { description: 'Nguồn của văn bản và những chỗ bản công bố bị mất (source of the text).' })
  @Property({ type: 'text' })
  source!: string;

  @Field(() => [String], { description: 'Các đoạn trước điểm đầu tiên, nguyên văn (preamble).' })
  @Property({ type: 'array', columnType: 'text[]' })
  preamble!: string[];

  @Field(() => [LegalBasis], { description: 'Các văn bản nêu ở phần mở đầu (legal bases).' })
  @Property({ type: 'jsonb' })
  legalBases!: LegalBasisData[];

  @Field(() => [Correction], { description: 'Chỗ in sai của văn bản, bên cạnh chữ đúng (corrections).' })
  @Property({ type: 'jsonb' })
  corrections!: CorrectionData[];

  @Field(() => [Amendment], { description: 'Các văn bản sửa đổi, bổ sung, cũ trước (amendments).' })
  @Property({ type: 'jsonb' })
  amendments!: AmendmentHeaderData[];

  /** Who loaded its data last; what a person loaded is not replaced by the data that the program brings. */
  @Property({ type: 'text' })
  loadedBy!: string;

  override get typeName() {
    return 'Plan' as const;
  }
}
