import type { Opt, Ref } from '@mikro-orm/core';
import { Entity, ManyToOne, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { Field, ID, ObjectType } from 'type-graphql';
import { DateScalar, Node, toGlobalId, type CivilDate } from '../base/index.js';
import { Unit } from '../organisation/index.js';
import { ProcedureFacts } from './procedure-facts.js';

/** What stays of a procedure whatever changes about it; other tables refer to it. */
@Entity({ tableName: 'procedure' })
export class ProcedureIdentity {
  @PrimaryKey({ type: 'uuid', defaultRaw: 'uuidv7()' })
  id!: string & Opt;

  /** National code of the latest version; every code it ever had is a `ProcedureCode`. */
  @Property({ type: 'text', unique: true })
  code!: string;

  @Property({ type: 'text' })
  field!: string;

  @ManyToOne(() => Unit, { ref: true, index: true })
  owner!: Ref<Unit>;
}

/** An administrative procedure of the national catalogue as it stands on a day: its identity and its facts then. */
@ObjectType('Procedure', { implements: [Node, ProcedureFacts], description: 'Thủ tục hành chính (procedure).' })
export class Procedure extends ProcedureFacts implements Node {
  id!: string;

  owner!: { readonly id: string };

  @Field(() => String, { description: 'Lĩnh vực (field).' })
  field!: string;

  @Field(() => DateScalar, { description: 'Ngày mà các dữ kiện được trả lời (as of).' })
  asOf!: CivilDate;

  get typeName() {
    return 'Procedure' as const;
  }

  get factsOf() {
    return 'Procedure' as const;
  }

  @Field(() => ID, {
    name: 'id',
    description: 'Mã định danh toàn cục, không có nghĩa bên ngoài hệ thống (opaque global id).',
  })
  get globalId(): string {
    return toGlobalId(this.typeName, this.id);
  }
}
