import type { Opt, Ref } from '@mikro-orm/core';
import { Entity, Enum, ManyToOne, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { Field, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Certainty, Node } from '../base/index.js';
import { Unit } from '../organisation/index.js';

/** How much of a procedure can be done online. Source: Nghị định 42/2022/NĐ-CP, Điều 11. */
export enum ServiceLevel {
  Full = 'FULL',
  Partial = 'PARTIAL',
  Info = 'INFO',
}

/** Who resolves a procedure. */
export enum CompetenceLevel {
  Province = 'PROVINCE',
  Commune = 'COMMUNE',
  Both = 'BOTH',
}

/** Lists of essential services that the plan's clause II.1 names. */
export enum ProcedureGroup {
  Decision06 = 'QD06',
  Decision422 = 'QD422',
  Decision206 = 'QD206',
}

registerEnumType(ServiceLevel, {
  name: 'ServiceLevel',
  description: 'Mức độ cung cấp dịch vụ công trực tuyến (service level).',
  valuesConfig: {
    Full: { description: 'Toàn trình (full process).' },
    Partial: { description: 'Một phần (partial).' },
    Info: { description: 'Cung cấp thông tin (information only).' },
  },
});
registerEnumType(CompetenceLevel, {
  name: 'CompetenceLevel',
  description: 'Cấp giải quyết (competence level).',
  valuesConfig: {
    Province: { description: 'Cấp tỉnh (province).' },
    Commune: { description: 'Cấp xã (commune).' },
    Both: { description: 'Cả cấp tỉnh và cấp xã (both).' },
  },
});
registerEnumType(ProcedureGroup, {
  name: 'ProcedureGroup',
  description: 'Nhóm thủ tục hành chính nêu tại điểm II.1 của kế hoạch (procedure group).',
  valuesConfig: {
    Decision06: { description: 'Quyết định số 06/QĐ-TTg ngày 06/01/2022.' },
    Decision422: { description: 'Quyết định số 422/QĐ-TTg ngày 04/4/2022.' },
    Decision206: { description: 'Quyết định số 206/QĐ-TTg ngày 28/02/2024.' },
  },
});

/** An administrative procedure of the national catalogue. */
@ObjectType('Procedure', { implements: Node, description: 'Thủ tục hành chính (procedure).' })
@Entity({ tableName: 'procedure' })
export class Procedure extends Node {
  @PrimaryKey({ type: 'uuid', defaultRaw: 'uuidv7()' })
  id!: string & Opt;

  @Field(() => String, { description: 'Mã thủ tục quốc gia, ví dụ 1.001193 (national code).' })
  @Property({ type: 'text', unique: true })
  code!: string;

  @Field(() => String, { description: 'Tên thủ tục (name).' })
  @Property({ type: 'text' })
  name!: string;

  @Field(() => String, { description: 'Lĩnh vực (field).' })
  @Property({ type: 'text' })
  field!: string;

  @Field(() => CompetenceLevel, { description: 'Cấp giải quyết (competence level).' })
  @Enum({ items: () => CompetenceLevel, columnType: 'text' })
  competence!: CompetenceLevel;

  @Field(() => ServiceLevel, { description: 'Mức độ trực tuyến (service level).' })
  @Enum({ items: () => ServiceLevel, columnType: 'text' })
  serviceLevel!: ServiceLevel;

  @Field(() => Certainty, { description: 'Mức chắc chắn của mức độ trực tuyến (certainty of the service level).' })
  @Enum({ items: () => Certainty, columnType: 'text' })
  serviceLevelCertainty!: Certainty;

  @Field(() => Boolean, { description: 'Đủ điều kiện cung cấp toàn trình (eligible for full process).' })
  @Property({ type: 'boolean' })
  eligible!: boolean;

  @Field(() => [ProcedureGroup], { description: 'Các nhóm của kế hoạch mà thủ tục thuộc về (groups).' })
  @Property({ type: 'array', columnType: 'text[]' })
  groups!: ProcedureGroup[];

  @Field(() => String, {
    nullable: true,
    description: 'Thời hạn khi nộp trực tuyến, đúng như nguồn ghi; trống khi không rõ (online limit).',
  })
  @Property({ type: 'text', nullable: true })
  limitOnlineText!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Thời hạn khi nộp trực tiếp, đúng như nguồn ghi (in-person limit).',
  })
  @Property({ type: 'text', nullable: true })
  limitDirectText!: string | null;

  @Field(() => Int, {
    nullable: true,
    description:
      'Thời hạn nộp trực tuyến tính bằng giờ làm việc, 8 giờ là 1 ngày; trống khi nguồn không ghi đơn vị (online limit, working hours).',
  })
  @Property({ type: 'integer', nullable: true })
  limitOnlineHours!: number | null;

  @Field(() => Int, {
    nullable: true,
    description:
      'Thời hạn nộp trực tiếp tính bằng giờ làm việc; trống khi nguồn không ghi đơn vị (in-person limit, working hours).',
  })
  @Property({ type: 'integer', nullable: true })
  limitDirectHours!: number | null;

  @Field(() => String, { nullable: true, description: 'Quyết định công bố (decision).' })
  @Property({ type: 'text', nullable: true })
  decision!: string | null;

  @ManyToOne(() => Unit, { ref: true, index: true })
  owner!: Ref<Unit>;

  @Field(() => Certainty, { description: 'Mức chắc chắn của mã và tên (certainty).' })
  @Enum({ items: () => Certainty, columnType: 'text' })
  certainty!: Certainty;

  @Field(() => String, { description: 'Nguồn và ghi chú (source note).' })
  @Property({ type: 'text' })
  sourceNote!: string;

  override get typeName() {
    return 'Procedure' as const;
  }
}
