import { Args, ArgsType, Ctx, Field, FieldResolver, Resolver, Root } from 'type-graphql';
import { TargetValue } from '../../schema/indicators/index.js';
import { Province, Unit } from '../../schema/organisation/index.js';
import type { RequestContext } from '../context.js';
import { FigureArgs, periodOfArgs } from '../graphql/period-args.js';
import { targetValuesOf, type TargetValuesAsked } from '../graphql/target-values.js';

/** A period and codes of targets. */
@ArgsType()
class TargetValueArgs extends FigureArgs {
  @Field(() => [String], { nullable: true, description: 'Mã các chỉ tiêu; trống: mọi chỉ tiêu (target codes).' })
  codes?: string[] | null;
}

/** Values of the targets that bind a province. */
@Resolver(() => Province)
export class ProvinceTargetFields {
  @FieldResolver(() => [TargetValue], {
    description: 'Giá trị mọi chỉ tiêu của kế hoạch trong một kỳ, tính cho cả tỉnh (target values).',
  })
  targetValues(
    @Root() province: Province,
    @Args(() => TargetValueArgs) args: TargetValueArgs,
    @Ctx() context: RequestContext,
  ): Promise<TargetValue[]> {
    return targetValuesOf(context, { province }, askedOf(args));
  }
}

/** Values of the targets that bind a unit. */
@Resolver(() => Unit)
export class UnitTargetFields {
  @FieldResolver(() => [TargetValue], {
    description: 'Giá trị các chỉ tiêu ràng buộc đơn vị trong một kỳ (target values).',
  })
  targetValues(
    @Root() unit: Unit,
    @Args(() => TargetValueArgs) args: TargetValueArgs,
    @Ctx() context: RequestContext,
  ): Promise<TargetValue[]> {
    return targetValuesOf(context, { unit }, askedOf(args));
  }
}

function askedOf({ codes, restated, ...args }: TargetValueArgs): TargetValuesAsked {
  return { period: periodOfArgs(args), codes: codes ?? null, restated };
}
