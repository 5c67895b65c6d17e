import {
  Arg,
  Args,
  ArgsType,
  Ctx,
  Field,
  FieldResolver,
  ID,
  Int,
  Mutation,
  ObjectType,
  Query,
  Resolver,
  Root,
} from 'type-graphql';
import { unitFilter } from '../../schema/access/index.js';
import { DateTimeScalar, fromGlobalId, PlanError, readBy, readModelOf, ROOT } from '../../schema/base/index.js';
import { periodOf, PeriodType } from '../../schema/calendar/index.js';
import { DossierStatistics } from '../../schema/dossiers/index.js';
import { Province, Unit } from '../../schema/organisation/index.js';
import { Deadline } from '../../schema/plan/index.js';
import {
  currentRevisions,
  lateness,
  Report,
  reportContents,
  reportList,
  ReportService,
  Timeliness,
  type ReportContent,
  type ReportedIndicator as ReportedIndicatorContent,
  type ReportScope,
} from '../../schema/reports/index.js';
import type { RequestContext } from '../context.js';
import type { Connection } from '../graphql/connection.js';
import { ReportConnection } from '../graphql/connections.js';
import { unitOf } from '../graphql/figures.js';
import { ReportFilter } from '../graphql/filters.js';
import { loadList } from '../graphql/list-loader.js';
import { PageArgs } from '../graphql/page-args.js';
import { mutate, resultUnion } from '../graphql/user-errors.js';

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

/** An indicator as it stands in a compiled report. */
@ObjectType('ReportedIndicator', { description: 'Chỉ số như đã ghi trong báo cáo (reported indicator).' })
class ReportedIndicator implements ReportedIndicatorContent {
  @Field(() => String, { description: 'Mã chỉ số (code).' })
  code!: string;

  @Field(() => String, { description: 'Tên chỉ số (name).' })
  name!: string;

  @Field(() => Int, { nullable: true, description: 'Tử số; trống khi chưa có số liệu (numerator).' })
  numerator!: number | null;

  @Field(() => Int, { nullable: true, description: 'Mẫu số; trống khi chưa có số liệu (denominator).' })
  denominator!: number | null;

  @Field(() => String, { nullable: true, description: 'Phần trăm, cắt không làm tròn (percent).' })
  percent!: string | null;

  @Field(() => String, { nullable: true, description: 'Phần trăm của kỳ liền trước (previous percent).' })
  previousPercent!: string | null;

  @Field(() => String, { description: 'MET, NOT_MET, NO_DATA hoặc NOT_APPLICABLE (status).' })
  status!: string;

  @Field(() => String, { nullable: true, description: 'Chỉ tiêu, ví dụ «≥ 70 %»; trống khi không giao (target).' })
  target!: string | null;

  @Field(() => String, { nullable: true, description: 'Điểm của kế hoạch (clause).' })
  clause!: string | null;

  @Field(() => String, { nullable: true, description: 'Trích nguyên văn (quote).' })
  quote!: string | null;

  @Field(() => Int, { nullable: true, description: 'Số hồ sơ còn thiếu để đạt (gap to target).' })
  gapToTarget!: number | null;
}

/** Deadlines as a report counts them. */
@ObjectType('ReportedDeadlines', { description: 'Việc có thời hạn như báo cáo đếm (reported deadlines).' })
class ReportedDeadlines {
  @Field(() => Int, { description: 'Đến hạn trong kỳ, xong đúng hạn (met).' })
  met!: number;

  @Field(() => Int, { description: 'Đến hạn trong kỳ, không xong đúng hạn (missed).' })
  missed!: number;

  @Field(() => Int, { description: 'Đã đến hạn mà chưa xong khi tổng hợp (open).' })
  open!: number;
}

/** The figures of a report, as compiled. */
@ObjectType('ReportFigures', { description: 'Số liệu của báo cáo, giữ nguyên như lúc tổng hợp (report figures).' })
class ReportFigures {
  @Field(() => String, { description: 'Tên đơn vị hoặc tỉnh (scope).' })
  scope!: string;

  @Field(() => Boolean, { description: 'Có hồ sơ mô phỏng trong số liệu (contains synthetic dossiers).' })
  synthetic!: boolean;

  @Field(() => Int, { description: 'Phiên bản dữ liệu lúc tổng hợp (data version).' })
  dataVersion!: number;

  @Field(() => DossierStatistics, { description: 'Số liệu trong kỳ (statistics).' })
  statistics!: DossierStatistics;

  @Field(() => DossierStatistics, { description: 'Số liệu kỳ liền trước (previous period).' })
  previous!: DossierStatistics;

  @Field(() => [ReportedIndicator], { description: 'Các chỉ số (indicators).' })
  indicators!: readonly ReportedIndicatorContent[];

  @Field(() => ReportedDeadlines, { description: 'Việc có thời hạn (deadlines).' })
  deadlines!: ReportedDeadlines;
}

/** A report that a unit owes and has not sent. */
@ObjectType('Obligation', { description: 'Báo cáo mà đơn vị phải nộp và chưa gửi (obligation).' })
class Obligation {
  @Field(() => Unit, { description: 'Đơn vị (unit).' })
  unit!: Unit;

  @Field(() => Deadline, { description: 'Thời hạn (deadline).' })
  deadline!: Deadline;

  @Field(() => Timeliness, { description: 'Chưa đến hạn, hay quá hạn chưa gửi (timeliness).' })
  timeliness!: Timeliness;

  @Field(() => Int, { description: 'Số ngày quá hạn đến nay; 0 khi chưa đến hạn (days late).' })
  daysLate!: number;
}

/** The report that changed. */
@ObjectType('ReportPayload', { description: 'Báo cáo sau thao tác (payload).' })
class ReportPayload {
  @Field(() => Report, { description: 'Báo cáo (report).' })
  report!: Report;
}

const ReportResult = resultUnion('ReportResult', ReportPayload, 'Kết quả thao tác trên báo cáo (result).');

/** Lists reports and moves them on. */
@Resolver()
export class ReportQueries {
  @Query(() => ReportConnection, { description: 'Các báo cáo mà người xem được thấy, kỳ mới trước (reports).' })
  reports(
    @Args(() => ReportListArgs) { filter, ...page }: ReportListArgs,
    @Ctx() context: RequestContext,
  ): Promise<Connection<Report>> {
    return loadReports(context, 'NONE', ROOT, filter ?? {}, page);
  }

  @Query(() => [Obligation], { description: 'Đơn vị còn nợ báo cáo của một kỳ đến lúc này (missing reports).' })
  async missingReports(
    @Arg('period', () => String, { description: 'Mã kỳ (period id).' }) period: string,
    @Ctx() context: RequestContext,
  ): Promise<Obligation[]> {
    const only = unitFilter(context.viewer, 'READ_REPORTS');
    const owed = await new ReportService(context.em).missingReports(period, context.now);
    const seen = owed.filter(({ unit }) => !only || unit.id === only.unitId);
    return Promise.all(
      seen.map(async (deadline) =>
        Object.assign(new Obligation(), {
          deadline,
          unit: await unitOf(context, deadline.unit.id),
          ...lateness({ dueOn: deadline.dueOn, dueAt: deadline.dueAt, firstSentAt: deadline.fulfilledAt }, context.now),
        }),
      ),
    );
  }

  @Mutation(() => ReportResult, {
    description: 'Gửi báo cáo lên tỉnh; lần gửi đầu dùng để xét đúng hạn (send a report).',
  })
  sendReport(
    @Arg('id', () => ID, { description: 'Mã báo cáo (report id).' }) id: string,
    @Ctx() context: RequestContext,
  ): Promise<typeof ReportResult> {
    return mutate(context, async (em) => {
      const report = await new ReportService(em).send(reportKey(id), context.viewer, context.now);
      return Object.assign(new ReportPayload(), { report });
    });
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
  async deadline(@Root() report: Report, @Ctx() { em, loaders }: RequestContext): Promise<Deadline | undefined> {
    if (!report.deadline) return undefined;
    return loaders.load('deadline by id', report.deadline.id, (ids) => readBy(em, Deadline, 'id', ids));
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

function figuresOf(content: ReportContent, { scheme }: Report): ReportFigures {
  const { scope, synthetic, dataVersion, indicators, deadlines, statistics, previous, period } = content;
  return {
    scope: scope.name,
    synthetic,
    dataVersion,
    indicators,
    deadlines,
    statistics: new DossierStatistics(statistics, periodOf(period.id, scheme), { synthetic }),
    previous: new DossierStatistics(previous.statistics, periodOf(previous.period.id, scheme), { synthetic }),
  };
}

function loadReports(
  context: RequestContext,
  parent: ReportScope['parent'],
  parentId: string,
  filter: ReportFilter,
  page: PageArgs,
): Promise<Connection<Report>> {
  const { em } = context;
  const onlyUnitId = unitFilter(context.viewer, 'READ_REPORTS')?.unitId ?? null;
  return loadList(context, ReportConnection, {
    name: `reports ${parent} ${JSON.stringify(filter)}`,
    parent: parentId,
    page,
    query: () => reportList(em, filter, { parent, onlyUnitId }),
    read: (row) => readModelOf(em, Report).read(row),
  });
}

function reportKey(id: string): string {
  const { type, key } = fromGlobalId(id);
  if (type === 'Report') return key;
  throw new PlanError('NOT_FOUND', 'Không có báo cáo này.', { field: 'id' });
}
