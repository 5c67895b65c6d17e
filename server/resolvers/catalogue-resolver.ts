import { Arg, Args, Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import { DateScalar, readModelOf, type CivilDate } from '../../schema/base/index.js';
import {
  codesOf,
  membershipsOf,
  Procedure,
  ProcedureCode,
  ProcedureGroup,
  ProcedureGroupList,
  ProcedureGroupMembership,
  procedureGroups,
  proceduresByCode,
  ProcedureVersion,
  unitsOfProcedure,
  versionsOf,
} from '../../schema/catalogue/index.js';
import { DossierStatistics } from '../../schema/dossiers/index.js';
import { IndicatorValue } from '../../schema/indicators/index.js';
import { Unit } from '../../schema/organisation/index.js';
import type { RequestContext } from '../context.js';
import type { Connection } from '../graphql/connection.js';
import { UnitConnection } from '../graphql/connections.js';
import { indicatorsOf, statisticsOf, unitOf } from '../graphql/figures.js';
import { loadList } from '../graphql/list-loader.js';
import { PageArgs } from '../graphql/page-args.js';
import { IndicatorArgs, RangeArgs, rangeOfArgs, RestatedRangeArgs } from '../graphql/period-args.js';
import { ProcedureConnection, ProcedureEdge } from '../graphql/procedure-edge.js';
import { loadProcedures, ProcedureListArgs } from './organisation-resolver.js';

/** Finds procedures. */
@Resolver()
export class CatalogueQueries {
  @Query(() => Procedure, {
    nullable: true,
    description: 'Thủ tục theo mã quốc gia, kể cả mã cũ; trống khi không có (procedure).',
  })
  procedure(
    @Arg('code', () => String, { description: 'Mã thủ tục, ví dụ 1.001193 (code).' }) code: string,
    @Arg('asOf', () => DateScalar, { nullable: true, description: 'Dữ kiện vào ngày này; trống: hôm nay (as of).' })
    asOf: CivilDate | null,
    @Ctx() { em, loaders, day }: RequestContext,
  ): Promise<Procedure | undefined> {
    const on = asOf ?? day;
    return loaders.load(`procedure by code ${on}`, code, (codes) => proceduresByCode(em, codes, on));
  }

  @Query(() => [ProcedureGroupList], { description: 'Các danh sách thủ tục mà kế hoạch nêu (procedure groups).' })
  procedureGroups(@Ctx() { em }: RequestContext): Promise<ProcedureGroupList[]> {
    return procedureGroups(em);
  }

  @Query(() => ProcedureConnection, { description: 'Danh mục thủ tục hành chính (procedures).' })
  procedures(
    @Args(() => ProcedureListArgs) args: ProcedureListArgs,
    @Ctx() context: RequestContext,
  ): Promise<Connection<Procedure>> {
    return loadProcedures(context, null, args);
  }
}

/** Fields of a procedure. */
@Resolver(() => Procedure)
export class ProcedureFields {
  @FieldResolver(() => [ProcedureVersion], { description: 'Mọi dữ kiện theo thời gian, cũ nhất trước (versions).' })
  async versions(@Root() { id }: Procedure, @Ctx() { em, loaders }: RequestContext): Promise<ProcedureVersion[]> {
    return (await loaders.load('versions of procedure', id, (ids) => versionsOf(em, ids))) ?? [];
  }

  @FieldResolver(() => [ProcedureCode], { description: 'Mọi mã từng mang, cũ nhất trước (codes).' })
  async codes(@Root() { id }: Procedure, @Ctx() { em, loaders }: RequestContext): Promise<ProcedureCode[]> {
    return (await loaders.load('codes of procedure', id, (ids) => codesOf(em, ids))) ?? [];
  }

  @FieldResolver(() => [ProcedureGroup], {
    description: 'Các nhóm của kế hoạch mà thủ tục thuộc về vào ngày đó (groups).',
  })
  async groups(@Root() procedure: Procedure, @Ctx() context: RequestContext): Promise<ProcedureGroup[]> {
    return [...new Set((await memberships(context, procedure)).map(({ group }) => group))];
  }

  @FieldResolver(() => [ProcedureGroupMembership], {
    description: 'Căn cứ của từng nhóm: mục, nguồn, mức chắc chắn (group memberships).',
  })
  groupMemberships(@Root() procedure: Procedure, @Ctx() context: RequestContext): Promise<ProcedureGroupMembership[]> {
    return memberships(context, procedure);
  }

  @FieldResolver(() => Unit, { description: 'Sở, ban, ngành quản lý thủ tục (managing department).' })
  owner(@Root() procedure: Procedure, @Ctx() context: RequestContext): Promise<Unit> {
    return unitOf(context, procedure.owner.id);
  }

  @FieldResolver(() => UnitConnection, {
    description: 'Các đơn vị giải quyết hoặc quản lý thủ tục vào ngày của thủ tục (units).',
  })
  units(
    @Root() procedure: Procedure,
    @Args(() => PageArgs) page: PageArgs,
    @Ctx() context: RequestContext,
  ): Promise<Connection<Unit>> {
    const { em } = context;
    return loadList(context, UnitConnection, {
      name: `units of procedure ${procedure.asOf}`,
      parent: procedure.id,
      page,
      query: () => unitsOfProcedure(em, procedure.asOf),
      read: (row) => readModelOf(em, Unit).read(row),
    });
  }

  @FieldResolver(() => DossierStatistics, { description: 'Số liệu hồ sơ của thủ tục, toàn tỉnh (statistics).' })
  statistics(
    @Root() procedure: Procedure,
    @Args(() => RangeArgs) args: RangeArgs,
    @Ctx() context: RequestContext,
  ): Promise<DossierStatistics> {
    return statisticsOf(context, { procedure }, rangeOfArgs(args));
  }

  @FieldResolver(() => [IndicatorValue], { description: 'Các chỉ số của thủ tục, toàn tỉnh (indicators).' })
  indicators(
    @Root() procedure: Procedure,
    @Args(() => IndicatorArgs) args: IndicatorArgs,
    @Ctx() context: RequestContext,
  ): Promise<IndicatorValue[]> {
    return indicatorsOf(context, { procedure }, rangeOfArgs(args), args.codes);
  }
}

/** Fields of a procedure's place in a list. */
@Resolver(() => ProcedureEdge)
export class ProcedureEdgeFields {
  @FieldResolver(() => DossierStatistics, {
    description: 'Số liệu của thủ tục này tại đơn vị có danh sách; toàn tỉnh nếu là danh sách của tỉnh (statistics).',
  })
  statistics(
    @Root() { node, unitId }: ProcedureEdge,
    @Args(() => RestatedRangeArgs) args: RestatedRangeArgs,
    @Ctx() context: RequestContext,
  ): Promise<DossierStatistics> {
    const scope = unitId === null ? { procedure: node } : { pair: { unitId, procedureId: node.id } };
    return statisticsOf(context, scope, rangeOfArgs(args), args.restated);
  }
}

async function memberships(
  { em, loaders }: RequestContext,
  { id, asOf }: Procedure,
): Promise<ProcedureGroupMembership[]> {
  return (await loaders.load(`memberships ${asOf}`, id, (ids) => membershipsOf(em, ids, asOf))) ?? [];
}
