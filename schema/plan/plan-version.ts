import { Property } from '@mikro-orm/decorators/legacy';
import { Field, InterfaceType } from 'type-graphql';
import { DateScalar, Node, type CivilDate } from '../base/index.js';
import type { VersionSpan } from './version-rules.js';

/** One wording of a part of the plan: an amendment adds a version and ends the one before. */
@InterfaceType('PlanVersion', {
  implements: Node,
  description: 'Một phiên bản của điểm, chỉ tiêu, nhiệm vụ, nghĩa vụ hoặc thời hạn của kế hoạch (plan version).',
  resolveType: (version: PlanVersion) => version.typeName,
})
export abstract class PlanVersion extends Node implements VersionSpan {
  @Field(() => DateScalar, { description: 'Ngày đầu phiên bản có hiệu lực (valid from).' })
  @Property({ type: 'date' })
  validFrom!: CivilDate;

  @Field(() => DateScalar, {
    nullable: true,
    description: 'Ngày đầu phiên bản hết hiệu lực, không tính ngày này; trống khi còn hiệu lực (valid to, excluded).',
  })
  @Property({ type: 'date', nullable: true })
  validTo!: CivilDate | null;

  @Field(() => String, { description: 'Số, ký hiệu văn bản đặt ra phiên bản này (document number).' })
  @Property({ type: 'text' })
  documentNumber!: string;

  /** Day that it was asked for, which its clause is asked for too; never stored. Unset: any day on which it holds. */
  seenOn?: CivilDate;

  abstract plan: { readonly id: string };
  abstract code: string;
}

/** The version as seen on a day; the one given stays as it is. */
export function seenOn<T extends PlanVersion>(version: T, day: CivilDate): T {
  return Object.assign(Object.create(version) as T, { seenOn: day });
}
