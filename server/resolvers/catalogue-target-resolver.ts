import { Arg, Args, ArgsType, Ctx, Field, FieldResolver, Resolver, Root } from 'type-graphql';
import { DateScalar, PlanError, readBy, ROOT, type CivilDate } from '../../schema/base/index.js';
import { readProcedure, type Procedure } from '../../schema/catalogue/index.js';
import {
  CataloguePart,
  CatalogueTargetService,
  CatalogueTargetValue,
  proceduresBehind,
} from '../../schema/indicators/index.js';
import { Unit } from '../../schema/organisation/index.js';
import { Plan, Target } from '../../schema/plan/index.js';
import type { RequestContext } from '../context.js';
import type { Connection } from '../graphql/connection.js';
import { indicatorSet } from '../graphql/indicator-definitions.js';
import { loadList } from '../graphql/list-loader.js';
import { PageArgs } from '../graphql/page-args.js';
import { partsOf } from '../graphql/plan-parts.js';
import { ProcedureConnection, ProcedureEdge } from '../graphql/procedure-edge.js';

/** A part of the procedures behind a value. */
@ArgsType()
class PartArgs extends PageArgs {
  @Field(() => CataloguePart, { description: 'Phần nào (part).' })
  part!: CataloguePart;
}

/** The targets of a plan that are counted from the catalogue. */
@Resolver(() => Plan)
export class PlanCatalogueFields {
  @FieldResolver(() => [CatalogueTargetValue], {
    description: 'Các chỉ tiêu đếm từ danh mục thủ tục, của cả tỉnh hoặc một sở, ban, ngành (catalogue targets).',
  })
  async catalogueTargets(
    @Root() plan: Plan,
    @Arg('asOf', () => DateScalar, { nullable: true, description: 'Vào ngày này; trống: hôm nay (as of).' })
    asOf: CivilDate | null,
    @Arg('unit', () => String, { nullable: true, description: 'Mã sở, ban, ngành; trống: cả tỉnh (unit code).' })
    code: string | null,
    @Ctx() context: RequestContext,
  ): Promise<CatalogueTargetValue[]> {
    const { em, loaders } = context;
    const day = asOf ?? context.day;
    const unit = code ? await loaders.load('unit by code', code, (codes) => readBy(em, Unit, 'code', codes)) : null;
    if (unit === undefined) throw new PlanError('NOT_FOUND', `Không có đơn vị mã «${code}».`, { field: 'unit' });
    const targets = await partsOf(context, Target, plan.id, day);
    return new CatalogueTargetService(em).values(targets, unit, day, await indicatorSet(context));
  }
}

/** The procedures behind a value. */
@Resolver(() => CatalogueTargetValue)
export class CatalogueTargetFields {
  @FieldResolver(() => ProcedureConnection, { description: 'Các thủ tục đứng sau con số, theo mã (procedures).' })
  procedures(
    @Root() value: CatalogueTargetValue,
    @Args(() => PartArgs) { part, ...page }: PartArgs,
    @Ctx() context: RequestContext,
  ): Promise<Connection<Procedure>> {
    const unitId = value.unit?.id ?? null;
    return loadList(context, ProcedureConnection, {
      name: `procedures behind ${value.target.code} ${value.asOf} ${part} ${unitId === null ? 'province' : 'unit'}`,
      parent: unitId ?? ROOT,
      page,
      query: () => proceduresBehind(value, part),
      read: readProcedure,
      edge: (edge) => Object.assign(new ProcedureEdge(), edge, { unitId: null }),
    });
  }
}
