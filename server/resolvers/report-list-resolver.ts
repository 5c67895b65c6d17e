import { Args, ArgsType, Ctx, Field, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import { ROOT } from '../../schema/base/index.js';
import { Province, Unit } from '../../schema/organisation/index.js';
import type { Report } from '../../schema/reports/index.js';
import type { RequestContext } from '../context.js';
import type { Connection } from '../graphql/connection.js';
import { ReportConnection } from '../graphql/connections.js';
import { ReportFilter } from '../graphql/filters.js';
import { PageArgs } from '../graphql/page-args.js';
import { loadReports } from '../graphql/report-reads.js';

/** A filtered page of reports. */
@ArgsType()
class ReportListArgs extends PageArgs {
  @Field(() => ReportFilter, { nullable: true, description: 'Điều kiện lọc (filter).' })
  filter?: ReportFilter | null;
}

/** A page of reports of a unit or of the province. */
@ArgsType()
class PeriodReportArgs extends PageArgs {
  @Field(() => String, { nullable: true, description: 'Mã kỳ; trống: mọi kỳ (period id).' })
  period?: string | null;
}

/** Lists reports. */
@Resolver()
export class ReportQueries {
  @Query(() => ReportConnection, { description: 'Các báo cáo mà người xem được thấy, kỳ mới trước (reports).' })
  reports(
    @Args(() => ReportListArgs) { filter, ...page }: ReportListArgs,
    @Ctx() context: RequestContext,
  ): Promise<Connection<Report>> {
    return loadReports(context, 'NONE', ROOT, filter ?? {}, page);
  }
}

/** The reports of a unit. */
@Resolver(() => Unit)
export class UnitReportFields {
  @FieldResolver(() => ReportConnection, { description: 'Báo cáo của đơn vị, kỳ mới trước; cần đăng nhập (reports).' })
  reports(
    @Root() unit: Unit,
    @Args(() => PeriodReportArgs) { period, ...page }: PeriodReportArgs,
    @Ctx() context: RequestContext,
  ): Promise<Connection<Report>> {
    return loadReports(context, 'UNIT', unit.id, { period }, page);
  }
}

/** The reports of the province itself. */
@Resolver(() => Province)
export class ProvinceReportFields {
  @FieldResolver(() => ReportConnection, {
    description: 'Báo cáo tổng hợp của tỉnh, kỳ mới trước; cần đăng nhập (reports).',
  })
  reports(
    @Root() province: Province,
    @Args(() => PeriodReportArgs) { period, ...page }: PeriodReportArgs,
    @Ctx() context: RequestContext,
  ): Promise<Connection<Report>> {
    return loadReports(context, 'PROVINCE', province.id, { period }, page);
  }
}
