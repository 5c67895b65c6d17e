import type { Opt, Ref } from '@mikro-orm/core';
import { Entity, Enum, ManyToOne, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { Field, ObjectType } from 'type-graphql';
import { Certainty, DateScalar, type CivilDate } from '../base/index.js';
import { ProcedureIdentity } from './procedure.js';

/** A national code that a procedure has or once had; dossiers keep the code under which they were filed. */
@ObjectType('ProcedureCode', { description: 'Một mã mà thủ tục mang hoặc từng mang (procedure code).' })
@Entity({ tableName: 'procedure_code' })
export class ProcedureCode {
  @PrimaryKey({ type: 'uuid', defaultRaw: 'uuidv7()' })
  id!: string & Opt;

  @ManyToOne(() => ProcedureIdentity, { ref: true, index: true })
  procedure!: Ref<ProcedureIdentity>;

  @Field(() => String, { description: 'Mã thủ tục quốc gia, 8 ký tự (code).' })
  @Property({ type: 'text', unique: true })
  code!: string;

  @Field(() => DateScalar, { nullable: true, description: 'Ngày đầu mang mã này; trống: không rõ (valid from).' })
  @Property({ type: 'date', nullable: true })
  validFrom!: CivilDate | null;

  @Field(() => DateScalar, {
    nullable: true,
    description: 'Ngày thôi mang mã này, không tính ngày đó; trống: còn mang (valid to, excluded).',
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
