import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { DateTimeScalar } from '../../schema/base/index.js';
import { FreshnessService, Report } from '../../schema/reports/index.js';
import type { RequestContext } from '../context.js';
import { ReportFreshness } from '../graphql/report-freshness.js';

/** How a report stands to the facts. */
@Resolver(() => Report)
export class ReportFreshnessFields {
  @FieldResolver(() => ReportFreshness, {
    description: 'Số liệu đã niêm phong so với dữ liệu lúc này, tính lại chính xác (freshness).',
  })
  async freshness(@Root() report: Report, @Ctx() { em, loaders }: RequestContext): Promise<ReportFreshness> {
    const read = (ids: readonly string[]) => new FreshnessService(em).freshnessOf(ids);
    const freshness = await loaders.load('report freshness', report.id, read);
    return freshness ?? { status: 'NOT_SEALED', differences: [], checkedDataVersion: null };
  }

  @FieldResolver(() => DateTimeScalar, {
    nullable: true,
    description:
      'Thời điểm lượt kiểm tra đầu tiên thấy số liệu niêm phong khác dữ liệu; trống khi còn khớp (stale since).',
  })
  staleSince(@Root() report: Report): Date | null {
    return report.staleSince;
  }
}
