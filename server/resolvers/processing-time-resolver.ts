import { Args, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { Procedure } from '../../schema/catalogue/index.js';
import { unitProcedureKey } from '../../schema/dossiers/index.js';
import { ProcessingTime } from '../../schema/indicators/index.js';
import { Province, Unit } from '../../schema/organisation/index.js';
import type { RequestContext } from '../context.js';
import { rangeOfArgs, RestatedRangeArgs } from '../graphql/period-args.js';
import { ProcedureEdge } from '../graphql/procedure-edge.js';
import { processingTimeOf, type TimeOf } from '../graphql/processing-times.js';

const DESCRIPTION =
  'Thời gian giải quyết của hồ sơ đã giải quyết trong kỳ, so với thời hạn nộp trực tiếp (điểm II.3.e của kế hoạch) (processing time).';

/** Processing time of a province. */
@Resolver(() => Province)
export class ProvinceTimeFields {
  @FieldResolver(() => ProcessingTime, { description: DESCRIPTION })
  processingTime(
    @Root() { id }: Province,
    @Args(() => RestatedRangeArgs) args: RestatedRangeArgs,
    @Ctx() context: RequestContext,
  ): Promise<ProcessingTime> {
    return processingTimeOf(context, { scope: 'province', key: id, ...timesAsked(args) });
  }
}

/** Processing time of a unit. */
@Resolver(() => Unit)
export class UnitTimeFields {
  @FieldResolver(() => ProcessingTime, { description: DESCRIPTION })
  processingTime(
    @Root() { id }: Unit,
    @Args(() => RestatedRangeArgs) args: RestatedRangeArgs,
    @Ctx() context: RequestContext,
  ): Promise<ProcessingTime> {
    return processingTimeOf(context, { scope: 'unit', key: id, ...timesAsked(args) });
  }
}

/** Processing time of a procedure, at all units. */
@Resolver(() => Procedure)
export class ProcedureTimeFields {
  @FieldResolver(() => ProcessingTime, { description: DESCRIPTION })
  processingTime(
    @Root() { id }: Procedure,
    @Args(() => RestatedRangeArgs) args: RestatedRangeArgs,
    @Ctx() context: RequestContext,
  ): Promise<ProcessingTime> {
    return processingTimeOf(context, { scope: 'procedure', key: id, ...timesAsked(args) });
  }
}

/** Processing time of a procedure at the unit whose list it stands in. */
@Resolver(() => ProcedureEdge)
export class ProcedureEdgeTimeFields {
  @FieldResolver(() => ProcessingTime, { description: `Tại đơn vị có danh sách, nếu có. ${DESCRIPTION}` })
  processingTime(
    @Root() { node, unitId }: ProcedureEdge,
    @Args(() => RestatedRangeArgs) args: RestatedRangeArgs,
    @Ctx() context: RequestContext,
  ): Promise<ProcessingTime> {
    const asked = timesAsked(args);
    if (unitId === null) return processingTimeOf(context, { scope: 'procedure', key: node.id, ...asked });
    return processingTimeOf(context, {
      scope: 'pair',
      key: unitProcedureKey({ unitId, procedureId: node.id }),
      ...asked,
    });
  }
}

function timesAsked(args: RestatedRangeArgs): Pick<TimeOf, 'range' | 'restated'> {
  return { range: rangeOfArgs(args), restated: args.restated };
}
