import { Arg, Ctx, Query, Resolver } from 'type-graphql';
import { unitFilter } from '../../schema/access/index.js';
import { ReportService } from '../../schema/reports/index.js';
import type { RequestContext } from '../context.js';
import { Obligation } from '../graphql/obligation.js';

/** Whose reports are missing. */
@Resolver()
export class MissingReportQueries {
  @Query(() => [Obligation], { description: 'Đơn vị còn nợ báo cáo của một kỳ đến lúc này (missing reports).' })
  async missingReports(
    @Arg('period', () => String, { description: 'Mã kỳ (period id).' }) period: string,
    @Ctx() context: RequestContext,
  ): Promise<Obligation[]> {
    const only = unitFilter(context.viewer, 'READ_REPORTS');
    const owed = await new ReportService(context.em).missingReports(period, context.now);
    return owed.filter(({ unit }) => !only || unit.id === only.unitId).map((deadline) => new Obligation(deadline));
  }
}
