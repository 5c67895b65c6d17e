import { ArgsType, Field, InputType } from 'type-graphql';
import { Certainty, DateScalar, type CivilDate } from '../../schema/base/index.js';
import { AliasKind, CommuneType, LineageKind, UnitKind } from '../../schema/organisation/index.js';

/** Why the organisation is changed, and from which day. */
@ArgsType()
export class OrganisationActArgs {
  @Field(() => String, { description: 'Lý do, được ghi vào nhật ký (reason).' })
  reason!: string;

  @Field(() => DateScalar, { nullable: true, description: 'Ngày bắt đầu áp dụng; trống: hôm nay (from).' })
  from?: CivilDate | null;
}

/** A unit as it should be. */
@InputType({ description: 'Đơn vị cần ghi; thay toàn bộ dữ kiện của đơn vị cùng mã (unit input).' })
export class UnitInput {
  @Field(() => String, { description: 'Mã đơn vị (code).' })
  code!: string;

  @Field(() => UnitKind, { description: 'Loại đơn vị; không đổi được sau khi đã ghi (kind).' })
  kind!: UnitKind;

  @Field(() => CommuneType, { nullable: true, description: 'Xã, phường hay thị trấn; chỉ của cấp xã (commune type).' })
  communeType?: CommuneType | null;

  @Field(() => String, { description: 'Tên đầy đủ (full name).' })
  name!: string;

  @Field(() => String, { description: 'Tên ngắn (short name).' })
  shortName!: string;

  @Field(() => DateScalar, { nullable: true, description: 'Ngày bắt đầu hoạt động (valid from).' })
  validFrom?: CivilDate | null;

  @Field(() => DateScalar, { nullable: true, description: 'Ngày chấm dứt, không tính ngày này (valid to, excluded).' })
  validTo?: CivilDate | null;

  @Field(() => String, { nullable: true, description: 'Huyện cũ, chỉ của cấp xã (former district).' })
  formerDistrict?: string | null;

  @Field(() => Certainty, { description: 'Mức chắc chắn (certainty).' })
  certainty!: Certainty;

  @Field(() => String, { description: 'Nguồn và ghi chú (source note).' })
  sourceNote!: string;
}

/** A step from one unit to another. */
@InputType({ description: 'Bước kế tiếp cần ghi giữa hai đơn vị (lineage input).' })
export class LineageInput {
  @Field(() => String, { description: 'Mã đơn vị trước (predecessor code).' })
  predecessor!: string;

  @Field(() => String, { description: 'Mã đơn vị sau (successor code).' })
  successor!: string;

  @Field(() => LineageKind, { description: 'Nhập vào hay tách ra (kind).' })
  kind!: LineageKind;

  @Field(() => String, {
    nullable: true,
    description:
      'Phần đơn vị trước chuyển sang, phân số như 1/1 hoặc 1/2; trống khi tỷ lệ chưa rõ. Chỉ 1/1 quy đổi được số liệu (share).',
  })
  share?: string | null;

  @Field(() => DateScalar, { description: 'Ngày có hiệu lực (effective on).' })
  effectiveOn!: CivilDate;

  @Field(() => String, { nullable: true, description: 'Văn bản quyết định (document).' })
  document?: string | null;

  @Field(() => Certainty, { description: 'Mức chắc chắn (certainty).' })
  certainty!: Certainty;

  @Field(() => String, { description: 'Nguồn và ghi chú (source note).' })
  sourceNote!: string;
}

/** Another name of a unit. */
@InputType({ description: 'Tên khác cần ghi (alias input).' })
export class AliasInput {
  @Field(() => String, { description: 'Mã đơn vị (unit code).' })
  unit!: string;

  @Field(() => String, { description: 'Tên khác (name).' })
  name!: string;

  @Field(() => AliasKind, { description: 'Loại (kind).' })
  kind!: AliasKind;

  @Field(() => DateScalar, { nullable: true, description: 'Dùng từ ngày (valid from).' })
  validFrom?: CivilDate | null;

  @Field(() => DateScalar, { nullable: true, description: 'Thôi dùng từ ngày (valid to, excluded).' })
  validTo?: CivilDate | null;
}

/** A group of units. */
@InputType({ description: 'Nhóm đơn vị cần ghi (unit group input).' })
export class UnitGroupInput {
  @Field(() => String, { description: 'Mã nhóm, ví dụ DO-THI (code).' })
  code!: string;

  @Field(() => String, { description: 'Tên nhóm, ví dụ «Đô thị» (name).' })
  name!: string;

  @Field(() => Certainty, { description: 'Mức chắc chắn (certainty).' })
  certainty!: Certainty;

  @Field(() => String, { description: 'Nguồn và ghi chú (source note).' })
  sourceNote!: string;
}
