import { Args, ArgsType, Ctx, Field, Query, Resolver } from 'type-graphql';
import { PlanError, readBy } from '../../schema/base/index.js';
import { Form06, Form06Service } from '../../schema/dossiers/index.js';
import { Unit } from '../../schema/organisation/index.js';
import type { RequestContext } from '../context.js';
import { rangeOfArgs, RestatedRangeArgs } from '../graphql/period-args.js';

/** Days and unit of form 06. */
@ArgsType()
class Form06Args extends RestatedRangeArgs {
  @Field(() => String, { nullable: true, description: 'Chỉ của đơn vị có mã này; trống: toàn tỉnh (unit code).' })
  unitCode?: string | null;
}

/** Form 06 as a table. */
@Resolver()
export class Form06Queries {
  @Query(() => Form06, {
    description: 'Biểu số 06/VPCP/KSTT của một kỳ hoặc một khoảng ngày, toàn tỉnh hoặc một đơn vị (form 06).',
  })
  async form06(
    @Args(() => Form06Args) { unitCode, ...args }: Form06Args,
    @Ctx() context: RequestContext,
  ): Promise<Form06> {
    const range = rangeOfArgs(args);
    const unit = unitCode ? await unitWithCode(context, unitCode) : null;
    return new Form06Service(context.em).form({ range, unit, restatedOn: args.restated ? context.day : null });
  }
}

async function unitWithCode({ em, loaders }: RequestContext, code: string): Promise<Unit> {
  const unit = await loaders.load('unit by code', code, (codes) => readBy(em, Unit, 'code', codes));
  if (!unit) throw new PlanError('INVALID_INPUT', `Không có đơn vị mã «${code}».`, { field: 'unitCode' });
  return unit;
}
