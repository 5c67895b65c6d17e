import { ArgsType, Field, Int, ObjectType } from 'type-graphql';
import { DateScalar, type CivilDate } from '../../schema/base/index.js';
import type { DescendantRow } from '../../schema/catalogue/index.js';
import type { Province } from '../../schema/organisation/index.js';
import { connectionType, edgeType } from './connection.js';
import { PageArgs } from './page-args.js';

/** One of all that stands below a province, in one list. */
@ObjectType('Descendant', {
  description: 'Một đối tượng dưới tỉnh: đơn vị, hoặc thủ tục tại một đơn vị (descendant).',
})
export class Descendant implements DescendantRow {
  @Field(() => Int, { description: 'Tầng dưới tỉnh: 1 đơn vị, 2 thủ tục tại đơn vị (depth).' })
  readonly depth!: number;

  readonly unitId!: string;

  readonly procedureId!: string | null;

  readonly province!: Province;

  /** Day of which the facts are told. */
  readonly day!: CivilDate;
}

/** A page of what stands below. */
@ArgsType()
export class DescendantArgs extends PageArgs {
  @Field(() => Int, {
    defaultValue: 2,
    description: 'Tầng sâu nhất: 1 chỉ các đơn vị, 2 cả thủ tục tại từng đơn vị (max depth).',
  })
  maxDepth!: number;

  @Field(() => DateScalar, { nullable: true, description: 'Như vào ngày này; trống: hôm nay (as of).' })
  asOf?: CivilDate | null;
}

/** Page of descendants. */
export const DescendantConnection = connectionType(Descendant, edgeType(Descendant, 'Descendant'), 'Descendant');
