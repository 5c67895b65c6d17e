import { Ctx, FieldResolver, Int, Resolver, Root } from 'type-graphql';
import { DateTimeScalar } from '../../schema/base/index.js';
import { periodOf, PeriodType } from '../../schema/calendar/index.js';
import { Unit } from '../../schema/organisation/index.js';
import { Deadline } from '../../schema/plan/index.js';
import { currentRevisions, Report, reportContents, Timeliness } from '../../schema/reports/index.js';
import type { RequestContext } from '../context.js';
import { AvailableAction } from '../graphql/available-action.js';
import { unitOf } from '../graphql/figures.js';
import { latenessOf } from '../graphql/lateness.js';
import { figuresOf, ReportFigures } from '../graphql/report-figures.js';
import { actionsOnReport, deadlineOfReport } from '../graphql/report-reads.js';

/** Fields of a report. */
@Resolver(() => Report)
export class ReportFields {
  @FieldResolver(() => Unit, { nullable: true, description: 'Đơn vị báo cáo; trống với báo cáo của tỉnh (unit).' })
  unit(@Root() report: Report, @Ctx() context: RequestContext): Promise<Unit> | null {
    return report.unit && unitOf(context, report.unit.id);
  }

  @FieldResolver(() => PeriodType, { description: 'Kỳ báo cáo (period).' })
  period(@Root() report: Report): PeriodType {
    return new PeriodType(periodOf(report.periodId, report.scheme));
  }

  @FieldResolver(() => Deadline, {
    nullable: true,
    description: 'Thời hạn nộp; trống với báo cáo của tỉnh (deadline).',
  })
  deadline(@Root() report: Report, @Ctx() context: RequestContext): Promise<Deadline | undefined> {
    return deadlineOfReport(context, report);
  }

  @FieldResolver(() => Timeliness, {
    nullable: true,
    description: 'Đúng hạn hay muộn; trống với báo cáo của tỉnh và báo cáo không còn phải nộp (timeliness).',
  })
  async timeliness(@Root() report: Report, @Ctx() context: RequestContext): Promise<Timeliness | null> {
    const deadline = await deadlineOfReport(context, report);
    return deadline && !deadline.withdrawnAt ? latenessOf(deadline, context.now).timeliness : null;
  }

  @FieldResolver(() => Int, {
    nullable: true,
    description: 'Số ngày muộn, kể cả ngày nghỉ; 0 khi không muộn, trống như timeliness (days late).',
  })
  async daysLate(@Root() report: Report, @Ctx() context: RequestContext): Promise<number | null> {
    const deadline = await deadlineOfReport(context, report);
    return deadline && !deadline.withdrawnAt ? latenessOf(deadline, context.now).daysLate : null;
  }

  @FieldResolver(() => [AvailableAction], {
    description: 'Mọi việc của quy trình: làm được, hoặc vì sao không (available actions).',
  })
  availableActions(@Root() report: Report, @Ctx() context: RequestContext): Promise<AvailableAction[]> {
    return actionsOnReport(context, report);
  }

  @FieldResolver(() => DateTimeScalar, {
    nullable: true,
    description: 'Thời điểm tổng hợp số liệu của lần lập hiện hành (compiled at).',
  })
  async compiledAt(@Root() report: Report, @Ctx() { em, loaders }: RequestContext): Promise<Date | null> {
    const revision = await loaders.load('current revision', report.id, (ids) => currentRevisions(em, ids));
    return revision?.compiledAt ?? null;
  }

  @FieldResolver(() => ReportFigures, {
    nullable: true,
    description: 'Số liệu đã tổng hợp; trống khi chưa tổng hợp (figures).',
  })
  async figures(@Root() report: Report, @Ctx() { em, loaders }: RequestContext): Promise<ReportFigures | null> {
    const content = await loaders.load('report content', report.id, (ids) => reportContents(em, ids));
    return content ? figuresOf(content, report) : null;
  }
}
