import { Field, ObjectType, registerEnumType } from 'type-graphql';
import { DateScalar, type CivilDate } from '../base/index.js';
import type { AmendmentHeaderData, CorrectionData, LegalBasisData } from './plan-data.js';

/** How a document named in the preamble stands to the plan. */
export enum LegalBasisRelation {
  BasedOn = 'BASED_ON',
  CarriesOut = 'CARRIES_OUT',
  Considers = 'CONSIDERS',
}

/** How sure a correction of the printed text is. */
export enum CorrectionCertainty {
  Certain = 'CERTAIN',
  Likely = 'LIKELY',
}

registerEnumType(LegalBasisRelation, {
  name: 'LegalBasisRelation',
  description: 'Quan hệ của một văn bản với kế hoạch (relation to the plan).',
  valuesConfig: {
    BasedOn: { description: 'Căn cứ (based on).' },
    CarriesOut: { description: 'Thực hiện văn bản này (carries out).' },
    Considers: { description: 'Xét đề nghị tại văn bản này (considers).' },
  },
});
registerEnumType(CorrectionCertainty, {
  name: 'CorrectionCertainty',
  description: 'Mức chắc chắn của một chỗ chữa (certainty of a correction).',
  valuesConfig: {
    Certain: { description: 'Chắc chắn in sai (certain).' },
    Likely: { description: 'Nhiều khả năng in sai (likely).' },
  },
});

/** A document named in the plan's preamble. */
@ObjectType('LegalBasis', { description: 'Văn bản nêu ở phần mở đầu của kế hoạch (legal basis).' })
export class LegalBasis implements LegalBasisData {
  @Field(() => String, { description: 'Số, ký hiệu (number).' })
  readonly number!: string;

  @Field(() => DateScalar, { description: 'Ngày ban hành (issued on).' })
  readonly issuedOn!: CivilDate;

  @Field(() => LegalBasisRelation, { description: 'Quan hệ với kế hoạch (relation).' })
  readonly relation!: LegalBasisRelation;

  @Field(() => String, { description: 'Trích nguyên văn phần mở đầu (verbatim quote).' })
  readonly quote!: string;
}

/** A slip of the printed text. */
@ObjectType('Correction', { description: 'Chỗ in sai của văn bản; nguyên văn vẫn giữ như đã in (correction).' })
export class Correction implements CorrectionData {
  @Field(() => String, { nullable: true, description: 'Ký hiệu điểm; trống: phần mở đầu (code of the clause).' })
  readonly clause!: string | null;

  @Field(() => String, { description: 'Chữ đã in (printed).' })
  readonly printed!: string;

  @Field(() => String, { description: 'Chữ đúng (corrected).' })
  readonly corrected!: string;

  @Field(() => CorrectionCertainty, { description: 'Mức chắc chắn (certainty).' })
  readonly certainty!: CorrectionCertainty;

  @Field(() => String, { description: 'Lý do (reason).' })
  readonly reason!: string;
}

/** A document that amends the plan. */
@ObjectType('Amendment', { description: 'Văn bản sửa đổi, bổ sung kế hoạch (amendment).' })
export class Amendment implements AmendmentHeaderData {
  @Field(() => String, { description: 'Số, ký hiệu (number).' })
  readonly number!: string;

  @Field(() => String, { description: 'Trích yếu (title).' })
  readonly title!: string;

  @Field(() => DateScalar, { description: 'Ngày ban hành (issued on).' })
  readonly issuedOn!: CivilDate;

  @Field(() => DateScalar, { description: 'Ngày có hiệu lực (effective on).' })
  readonly effectiveOn!: CivilDate;
}
