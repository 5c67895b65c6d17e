import { ArgsType, Field } from 'type-graphql';
import { DateScalar, type CivilDate } from '../../schema/base/index.js';
import type { RequestContext } from '../context.js';
import { PageArgs } from './page-args.js';

/** What `asOf` says wherever it is an argument about units. */
export const AS_OF_DESCRIPTION =
  'Đơn vị hoạt động vào ngày này; không ghi: hôm nay; null: mọi đơn vị, kể cả đã chấm dứt (as of).';

/** A page of units that exist on a day. */
@ArgsType()
export class AsOfPageArgs extends PageArgs {
  @Field(() => DateScalar, { nullable: true, description: AS_OF_DESCRIPTION })
  asOf?: CivilDate | null;
}

/** The day that is asked about: today when it is left out, null (every day) when the client says null. */
export function asOfDay(asOf: CivilDate | null | undefined, { day }: RequestContext): CivilDate | null {
  return asOf === undefined ? day : asOf;
}
