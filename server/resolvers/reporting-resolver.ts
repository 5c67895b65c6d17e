import { Arg, Args, ArgsType, Ctx, Field, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import { unitFilter } from '../../schema/access/index.js';
import { readBy } from '../../schema/base/index.js';
import { periodOf, PeriodScheme, PeriodType } from '../../schema/calendar/index.js';
import { Unit, UnitKind } from '../../schema/organisation/index.js';
import {
  ConsolidationService,
  currentRevisions,
  Report,
  ReportingCount,
  ReportingService,
  unitsCounted,
} from '../../schema/reports/index.js';
import type { RequestContext } from '../context.js';
import { ConsolidatedReportType, consolidatedOf } from '../graphql/consolidated.js';
import { unitOf } from '../graphql/figures.js';
import { ReportingRatesType, reportingRatesOf, ReportingUnit, reportingUnits } from '../graphql/reporting-rates.js';

/** Of which period and which units. */
@ArgsType()
class ReportingArgs {
  @Field(() => String, { description: 'Mã kỳ, xác định cả chu kỳ: 2025-12, 2025-Q4, 2025-H2, 2025 (period id).' })
  period!: string;

  @Field(() => UnitKind, { nullable: true, description: 'Chỉ đơn vị loại này; trống: mọi loại (unit kind).' })
  unitKind?: UnitKind | null;
}

/** How units report. */
@Resolver()
export class ReportingQueries {
  @Query(() => ReportingRatesType, {
    description: 'Bao nhiêu đơn vị đã gửi, đúng hạn, trễ, còn thiếu, trong số người xem được thấy (reporting rates).',
  })
  async reportingRates(
    @Args(() => ReportingArgs) { period, unitKind }: ReportingArgs,
    @Ctx() { em, viewer, now }: RequestContext,
  ): Promise<ReportingRatesType> {
    const onlyUnitId = unitFilter(viewer, 'READ_REPORTS')?.unitId ?? null;
    const rates = await new ReportingService(em).rates({ periodId: period, unitKind, onlyUnitId }, now);
    return reportingRatesOf(rates, new PeriodType(periodOf(period, PeriodScheme.Nd09)));
  }
}

/** The units behind the rates. */
@Resolver(() => ReportingRatesType)
export class ReportingRatesFields {
  @FieldResolver(() => [ReportingUnit], {
    description: 'Các đơn vị đứng sau một con số: sở, ban, ngành rồi xã, phường, theo tên (units).',
  })
  units(
    @Root() { judged }: ReportingRatesType,
    @Arg('of', () => ReportingCount, { defaultValue: ReportingCount.Expected, description: 'Con số nào (of).' })
    of: ReportingCount,
  ): ReportingUnit[] {
    return reportingUnits(unitsCounted(judged, of));
  }
}

/** Fields of a unit in the rates. */
@Resolver(() => ReportingUnit)
export class ReportingUnitFields {
  @FieldResolver(() => Unit, { description: 'Đơn vị (unit).' })
  unit(@Root() { unitId }: ReportingUnit, @Ctx() context: RequestContext): Promise<Unit> {
    return unitOf(context, unitId);
  }

  @FieldResolver(() => Report, { nullable: true, description: 'Báo cáo; trống khi chưa tổng hợp (report).' })
  async report(
    @Root() { reportId }: ReportingUnit,
    @Ctx() { em, loaders }: RequestContext,
  ): Promise<Report | undefined> {
    if (reportId === null) return undefined;
    return loaders.load('report by id', reportId, (ids) => readBy(em, Report, 'id', ids));
  }
}

/** The consolidated part of a report. */
@Resolver(() => Report)
export class ConsolidatedReportFields {
  @FieldResolver(() => ConsolidatedReportType, {
    nullable: true,
    description: 'Phần tổng hợp từ các đơn vị; chỉ báo cáo của tỉnh có (consolidated).',
  })
  async consolidated(
    @Root() report: Report,
    @Ctx() { em, loaders, now }: RequestContext,
  ): Promise<ConsolidatedReportType | null> {
    if (report.unit) return null;
    const revision = await loaders.load('current revision', report.id, (ids) => currentRevisions(em, ids));
    const told = await new ConsolidationService(em).consolidatedOf(report, revision?.sealedAt ?? now);
    return told && consolidatedOf(told);
  }
}
