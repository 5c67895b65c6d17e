import { Field, ObjectType } from 'type-graphql';
import type { Province, Unit } from '../../schema/organisation/index.js';

/** Whose field: a province's or a unit's. */
export type FieldOwner = { readonly province: Province } | { readonly unit: Unit };

/** A field of procedures at a unit or in a province; its statistics are sums over its procedures there. */
@ObjectType('ProcedureField', {
  description: 'Một lĩnh vực thủ tục tại một đơn vị hoặc trong tỉnh (field of procedures).',
})
export class ProcedureField {
  @Field(() => String, { description: 'Tên lĩnh vực (name).' })
  name!: string;

  owner!: FieldOwner;
}
