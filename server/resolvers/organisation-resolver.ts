import { sql } from 'kysely';
import { Arg, Args, ArgsType, Ctx, Field, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import { DateScalar, readBy, readModelOf, ROOT, rowsOf, type CivilDate } from '../../schema/base/index.js';
import {
  Procedure,
  procedureList,
  procedureListParent,
  ProcedureOrder,
  readProcedure,
} from '../../schema/catalogue/index.js';
import { DossierStatistics } from '../../schema/dossiers/index.js';
import { IndicatorValue } from '../../schema/indicators/index.js';
import {
  CommuneType,
  HA_TINH,
  Province,
  Unit,
  unitList,
  UnitKind,
  UnitOrder,
  type Commune,
  type Department,
  type UnitFilter as UnitConditions,
} from '../../schema/organisation/index.js';
import type { RequestContext } from '../context.js';
import { AsOfPageArgs, asOfDay } from '../graphql/as-of-args.js';
import type { Connection, ConnectionParts } from '../graphql/connection.js';
import { CommuneConnection, DepartmentConnection, UnitConnection } from '../graphql/connections.js';
import { indicatorsOf, statisticsOf } from '../graphql/figures.js';
import { ProcedureFilter, UnitFilter } from '../graphql/filters.js';
import { loadList } from '../graphql/list-loader.js';
import { PageArgs } from '../graphql/page-args.js';
import { rangeOfArgs, RestatedIndicatorArgs, RestatedRangeArgs } from '../graphql/period-args.js';
import { ProcedureConnection, ProcedureEdge } from '../graphql/procedure-edge.js';

/** A filtered, ordered page of units. */
@ArgsType()
class UnitListArgs extends PageArgs {
  @Field(() => UnitFilter, { nullable: true, description: 'Điều kiện lọc (filter).' })
  filter?: UnitFilter | null;

  @Field(() => UnitOrder, { defaultValue: UnitOrder.Name, description: 'Thứ tự (order).' })
  orderBy!: UnitOrder;
}

/** A page of communes of a type. */
@ArgsType()
class CommuneListArgs extends AsOfPageArgs {
  @Field(() => CommuneType, { nullable: true, description: 'Xã hay phường (type).' })
  type?: CommuneType | null;
}

/** A filtered, ordered page of procedures. */
@ArgsType()
export class ProcedureListArgs extends PageArgs {
  @Field(() => DateScalar, { nullable: true, description: 'Dữ kiện vào ngày này; trống: hôm nay (as of).' })
  asOf?: CivilDate | null;

  @Field(() => ProcedureFilter, { nullable: true, description: 'Điều kiện lọc (filter).' })
  filter?: ProcedureFilter | null;

  @Field(() => ProcedureOrder, { defaultValue: ProcedureOrder.Name, description: 'Thứ tự (order).' })
  orderBy!: ProcedureOrder;
}

/** Finds provinces and units. */
@Resolver()
export class OrganisationQueries {
  @Query(() => [Province], { description: 'Các tỉnh trong hệ thống (provinces).' })
  async provinces(@Ctx() { em }: RequestContext): Promise<Province[]> {
    const model = readModelOf(em, Province);
    const rows = await rowsOf(
      em,
      sql<Record<string, unknown>>`select ${model.columns('province')} from province order by code`,
    );
    return rows.map((row) => model.read(row));
  }

  @Query(() => Province, { nullable: true, description: 'Tỉnh theo mã Cục Thống kê; trống khi không có (province).' })
  province(
    @Arg('code', () => String, { defaultValue: HA_TINH.code, description: 'Mã tỉnh (code).' }) code: string,
    @Ctx() { em, loaders }: RequestContext,
  ): Promise<Province | undefined> {
    return loaders.load('province by code', code, (codes) => readBy(em, Province, 'code', codes));
  }

  @Query(() => Unit, { nullable: true, description: 'Đơn vị theo mã; trống khi không có (unit).' })
  unit(
    @Arg('code', () => String, { description: 'Mã đơn vị, ví dụ 18562 hoặc SKHCN (code).' }) code: string,
    @Ctx() { em, loaders }: RequestContext,
  ): Promise<Unit | undefined> {
    return loaders.load('unit by code', code, (codes) => readBy(em, Unit, 'code', codes));
  }

  @Query(() => UnitConnection, { description: 'Các đơn vị (units).' })
  units(
    @Args(() => UnitListArgs) { filter, orderBy, ...page }: UnitListArgs,
    @Ctx() context: RequestContext,
  ): Promise<Connection<Unit>> {
    const conditions = { ...filter, asOf: asOfDay(filter?.asOf, context) };
    return loadUnits(context, UnitConnection, ROOT, conditions, page, orderBy);
  }
}

/** Fields of a province. */
@Resolver(() => Province)
export class ProvinceFields {
  @FieldResolver(() => DepartmentConnection, { description: 'Các sở, ban, ngành, theo thứ tự tên (departments).' })
  departments(
    @Root() province: Province,
    @Args(() => AsOfPageArgs) { asOf, ...page }: AsOfPageArgs,
    @Ctx() context: RequestContext,
  ): Promise<Connection<Department>> {
    return loadUnits(
      context,
      DepartmentConnection,
      province.id,
      { kind: UnitKind.Department, asOf: asOfDay(asOf, context) },
      page,
    );
  }

  @FieldResolver(() => CommuneConnection, { description: 'Các xã, phường, theo thứ tự tên (communes).' })
  communes(
    @Root() province: Province,
    @Args(() => CommuneListArgs) { asOf, type, ...page }: CommuneListArgs,
    @Ctx() context: RequestContext,
  ): Promise<Connection<Commune>> {
    const filter = { kind: UnitKind.Commune, communeType: type, asOf: asOfDay(asOf, context) };
    return loadUnits(context, CommuneConnection, province.id, filter, page);
  }

  @FieldResolver(() => ProcedureConnection, { description: 'Các thủ tục hành chính thực hiện tại tỉnh (procedures).' })
  procedures(
    @Args(() => ProcedureListArgs) args: ProcedureListArgs,
    @Ctx() context: RequestContext,
  ): Promise<Connection<Procedure>> {
    return loadProcedures(context, null, args);
  }

  @FieldResolver(() => DossierStatistics, { description: 'Số liệu hồ sơ toàn tỉnh (statistics).' })
  statistics(
    @Root() province: Province,
    @Args(() => RestatedRangeArgs) args: RestatedRangeArgs,
    @Ctx() context: RequestContext,
  ): Promise<DossierStatistics> {
    return statisticsOf(context, { province }, rangeOfArgs(args), args.restated);
  }

  @FieldResolver(() => [IndicatorValue], {
    description: 'Các chỉ số toàn tỉnh, tổng tử số trên tổng mẫu số (indicators).',
  })
  indicators(
    @Root() province: Province,
    @Args(() => RestatedIndicatorArgs) args: RestatedIndicatorArgs,
    @Ctx() context: RequestContext,
  ): Promise<IndicatorValue[]> {
    return indicatorsOf(context, { province }, rangeOfArgs(args), args.codes, args.restated);
  }
}

/** Fields of every unit. */
@Resolver(() => Unit)
export class UnitFields {
  @FieldResolver(() => Province, { description: 'Tỉnh của đơn vị (province).' })
  async province(@Root() unit: Unit, @Ctx() { em, loaders }: RequestContext): Promise<Province | undefined> {
    return loaders.load('province by id', unit.province.id, (ids) => readBy(em, Province, 'id', ids));
  }

  @FieldResolver(() => ProcedureConnection, {
    description: 'Thủ tục của đơn vị: xã, phường giải quyết; sở, ban, ngành quản lý (procedures).',
  })
  procedures(
    @Root() unit: Unit,
    @Args(() => ProcedureListArgs) args: ProcedureListArgs,
    @Ctx() context: RequestContext,
  ): Promise<Connection<Procedure>> {
    return loadProcedures(context, unit, args);
  }

  @FieldResolver(() => DossierStatistics, { description: 'Số liệu hồ sơ do đơn vị giải quyết (statistics).' })
  statistics(
    @Root() unit: Unit,
    @Args(() => RestatedRangeArgs) args: RestatedRangeArgs,
    @Ctx() context: RequestContext,
  ): Promise<DossierStatistics> {
    return statisticsOf(context, { unit }, rangeOfArgs(args), args.restated);
  }

  @FieldResolver(() => [IndicatorValue], { description: 'Các chỉ số của đơn vị (indicators).' })
  indicators(
    @Root() unit: Unit,
    @Args(() => RestatedIndicatorArgs) args: RestatedIndicatorArgs,
    @Ctx() context: RequestContext,
  ): Promise<IndicatorValue[]> {
    return indicatorsOf(context, { unit }, rangeOfArgs(args), args.codes, args.restated);
  }
}

/** A page of the procedures that a unit handles, or of all when there is no unit. */
export function loadProcedures(
  context: RequestContext,
  unit: Unit | null,
  { filter, orderBy, asOf, ...page }: ProcedureListArgs,
): Promise<Connection<Procedure>> {
  const day = asOf ?? context.day;
  return loadList(context, ProcedureConnection, {
    name: `procedures ${unit ? 'of unit' : ''} ${JSON.stringify([filter, orderBy, day])}`,
    parent: unit ? procedureListParent(unit) : ROOT,
    page,
    query: () => procedureList({ filter: filter ?? {}, order: orderBy, ofUnit: unit !== null, day }),
    read: readProcedure,
    edge: (edge) => Object.assign(new ProcedureEdge(), edge, { unitId: unit?.id ?? null }),
  });
}

/** A page of units, of all or of a province. */
export function loadUnits<T extends Unit>(
  context: RequestContext,
  type: new (parts: ConnectionParts<T>) => Connection<T>,
  provinceId: string,
  filter: UnitConditions,
  page: PageArgs,
  order: UnitOrder = UnitOrder.Name,
): Promise<Connection<T>> {
  const { em } = context;
  return loadList(context, type, {
    name: `units ${JSON.stringify([filter, order])}`,
    parent: provinceId,
    page,
    query: () => unitList(em, filter, order, provinceId !== ROOT),
    read: (row) => readModelOf(em, Unit).read(row) as T,
  });
}
