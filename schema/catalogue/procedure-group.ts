import type { Opt, Ref } from '@mikro-orm/core';
import { Entity, Enum, Index, ManyToOne, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { Field, Int, ObjectType } from 'type-graphql';
import { Certainty, DateScalar, type CivilDate } from '../base/index.js';
import { ProcedureGroup } from './procedure-enums.js';
import { ProcedureIdentity } from './procedure.js';

/** A list of procedures that the plan names, and how many items the list has by its own document. */
@ObjectType('ProcedureGroupList', { description: 'Danh sách thủ tục mà kế hoạch nêu (procedure group list).' })
@Entity({ tableName: 'procedure_group' })
export class ProcedureGroupList {
  @Field(() => ProcedureGroup, { description: 'Nhóm (group).' })
  @Enum({ items: () => ProcedureGroup, columnType: 'text', primary: true })
  code!: ProcedureGroup;

  @Field(() => String, { description: 'Tên danh sách (name).' })
  @Property({ type: 'text' })
  name!: string;

  @Field(() => Int, { nullable: true, description: 'Số mục của danh sách; trống khi không rõ (items).' })
  @Property({ type: 'integer', nullable: true })
  itemCount!: number | null;

  @Field(() => Certainty, { description: 'Mức chắc chắn của số mục (certainty).' })
  @Enum({ items: () => Certainty, columnType: 'text' })
  certainty!: Certainty;

  @Field(() => String, { description: 'Nguồn và ghi chú (source note).' })
  @Property({ type: 'text' })
  sourceNote!: string;
}

/** That a procedure belongs to a list, as which of its items, when, and how sure that is. */
@ObjectType('ProcedureGroupMembership', {
  description: 'Việc thủ tục thuộc một nhóm của kế hoạch (procedure group membership).',
})
@Entity({ tableName: 'procedure_group_membership' })
@Index({ properties: ['procedure', 'group'] })
export class ProcedureGroupMembership {
  @PrimaryKey({ type: 'uuid', defaultRaw: 'uuidv7()' })
  id!: string & Opt;

  @ManyToOne(() => ProcedureIdentity, { ref: true })
  procedure!: Ref<ProcedureIdentity>;

  @Field(() => ProcedureGroup, { description: 'Nhóm (group).' })
  @Enum({ items: () => ProcedureGroup, columnType: 'text', fieldName: 'group_code' })
  group!: ProcedureGroup;

  @Field(() => String, {
    nullable: true,
    description:
      'Mục của danh sách mà thủ tục thuộc về: một mục có thể gồm nhiều thủ tục; trống khi không rõ (list item).',
  })
  @Property({ type: 'text', nullable: true })
  item!: string | null;

  @Field(() => DateScalar, { nullable: true, description: 'Ngày đầu thuộc nhóm; trống: không rõ (valid from).' })
  @Property({ type: 'date', nullable: true })
  validFrom!: CivilDate | null;

  @Field(() => DateScalar, {
    nullable: true,
    description: 'Ngày thôi thuộc nhóm, không tính ngày đó; trống: còn thuộc (valid to, excluded).',
  })
  @Property({ type: 'date', nullable: true })
  validTo!: CivilDate | null;

  @Field(() => Certainty, { description: 'Mức chắc chắn (certainty).' })
  @Enum({ items: () => Certainty, columnType: 'text' })
  certainty!: Certainty;

  @Field(() => String, { description: 'Nguồn và ghi chú (source note).' })
  @Property({ type: 'text' })
  sourceNote!: string;
}
