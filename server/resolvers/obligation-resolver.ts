import { Args, ArgsType, Ctx, Field, FieldResolver, Int, Query, Resolver, Root } from 'type-graphql';
import { unitFilter } from '../../schema/access/index.js';
import { readBy, readModelOf, ROOT } from '../../schema/base/index.js';
import { PeriodType } from '../../schema/calendar/index.js';
import { Unit } from '../../schema/organisation/index.js';
import { Deadline } from '../../schema/plan/index.js';
import {
  availableActions,
  obligationList,
  owedReportKey,
  owedReports,
  Report,
  ReportState,
  Timeliness,
  type OwedReport,
} from '../../schema/reports/index.js';
import type { RequestContext } from '../context.js';
import { unitsOfCodes } from '../graphql/assignment.js';
import { AvailableAction } from '../graphql/available-action.js';
import type { Connection } from '../graphql/connection.js';
import { ObligationConnection } from '../graphql/connections.js';
import { unitOf } from '../graphql/figures.js';
import { ObligationFilter } from '../graphql/filters.js';
import { latenessOf } from '../graphql/lateness.js';
import { loadList } from '../graphql/list-loader.js';
import { Obligation } from '../graphql/obligation.js';
import { PageArgs } from '../graphql/page-args.js';
import { actionsOnReport, assertPeriod } from '../graphql/report-reads.js';

/** A filtered page of obligations. */
@ArgsType()
class ObligationListArgs extends PageArgs {
  @Field(() => ObligationFilter, { nullable: true, description: 'Điều kiện lọc (filter).' })
  filter?: ObligationFilter | null;
}

/** Lists who owes which report. */
@Resolver()
export class ObligationQueries {
  @Query(() => ObligationConnection, {
    description: 'Nghĩa vụ báo cáo mà người xem được thấy, hạn mới trước (obligations).',
  })
  obligations(
    @Args(() => ObligationListArgs) { filter, ...page }: ObligationListArgs,
    @Ctx() context: RequestContext,
  ): Promise<Connection<Obligation>> {
    return loadObligations(context, null, filter ?? {}, page);
  }
}

/** What a unit owes. */
@Resolver(() => Unit)
export class UnitObligationFields {
  @FieldResolver(() => ObligationConnection, {
    description: 'Nghĩa vụ báo cáo của đơn vị, hạn mới trước; cần đăng nhập (obligations).',
  })
  obligations(
    @Root() unit: Unit,
    @Args(() => ObligationListArgs) { filter, ...page }: ObligationListArgs,
    @Ctx() context: RequestContext,
  ): Promise<Connection<Obligation>> {
    return loadObligations(context, unit, filter ?? {}, page);
  }
}

/** Fields of an obligation. */
@Resolver(() => Obligation)
export class ObligationFields {
  @FieldResolver(() => Unit, { description: 'Đơn vị (unit).' })
  unit(@Root() { deadline }: Obligation, @Ctx() context: RequestContext): Promise<Unit> {
    return unitOf(context, deadline.unit.id);
  }

  @FieldResolver(() => PeriodType, { description: 'Kỳ báo cáo (period).' })
  async period(@Root() { deadline }: Obligation, @Ctx() context: RequestContext): Promise<PeriodType> {
    return new PeriodType((await owedOf(context, deadline)).period);
  }

  @FieldResolver(() => [Unit], { description: 'Nơi nhận theo kế hoạch (recipients).' })
  async recipients(@Root() { deadline }: Obligation, @Ctx() context: RequestContext): Promise<Unit[]> {
    return unitsOfCodes(context, (await owedOf(context, deadline)).recipients);
  }

  @FieldResolver(() => Report, { nullable: true, description: 'Báo cáo; trống khi kỳ chưa kết thúc (report).' })
  report(@Root() { deadline }: Obligation, @Ctx() context: RequestContext): Promise<Report | undefined> {
    return reportOf(context, deadline);
  }

  @FieldResolver(() => ReportState, {
    nullable: true,
    description: 'Trạng thái báo cáo; trống khi kỳ chưa kết thúc (state).',
  })
  async state(@Root() { deadline }: Obligation, @Ctx() context: RequestContext): Promise<ReportState | null> {
    return (await reportOf(context, deadline))?.state ?? null;
  }

  @FieldResolver(() => Timeliness, { description: 'Đúng hạn hay muộn, theo lần gửi đầu (timeliness).' })
  timeliness(@Root() { deadline }: Obligation, @Ctx() { now }: RequestContext): Timeliness {
    return latenessOf(deadline, now).timeliness;
  }

  @FieldResolver(() => Int, { description: 'Số ngày muộn, kể cả ngày nghỉ; 0 khi không muộn (days late).' })
  daysLate(@Root() { deadline }: Obligation, @Ctx() { now }: RequestContext): number {
    return latenessOf(deadline, now).daysLate;
  }

  @FieldResolver(() => [AvailableAction], {
    description: 'Mọi việc của quy trình: làm được, hoặc vì sao không, kể cả khi kỳ chưa kết thúc (available actions).',
  })
  async availableActions(@Root() { deadline }: Obligation, @Ctx() context: RequestContext): Promise<AvailableAction[]> {
    const report = await reportOf(context, deadline);
    if (report) return actionsOnReport(context, report);
    const { period } = await owedOf(context, deadline);
    const { withdrawnReason, unit } = deadline;
    const standing = { state: ReportState.Assigned, unitId: unit.id, period, withdrawnReason };
    return availableActions(standing, context.viewer, context.day).map((action) => new AvailableAction(action));
  }
}

function reportOf({ em, loaders }: RequestContext, { id }: Deadline): Promise<Report | undefined> {
  return loaders.load('report by deadline', id, (ids) => readBy(em, Report, 'deadline_id', ids));
}

async function owedOf({ em, loaders }: RequestContext, deadline: Deadline): Promise<OwedReport> {
  const owed = await loaders.load('owed report', owedReportKey(deadline), (keys) => owedReports(em, keys));
  if (!owed) throw new Error(`Deadline ${deadline.id} comes from no duty`);
  return owed;
}

function loadObligations(
  context: RequestContext,
  unit: Unit | null,
  filter: ObligationFilter,
  page: PageArgs,
): Promise<Connection<Obligation>> {
  const { em, now: at } = context;
  const onlyUnitId = unitFilter(context.viewer, 'READ_REPORTS')?.unitId ?? null;
  assertPeriod(filter.period);
  return loadList(context, ObligationConnection, {
    name: `obligations ${unit ? 'of unit' : ''} ${JSON.stringify(filter)}`,
    parent: unit?.id ?? ROOT,
    page,
    query: () => obligationList(em, filter, { ofParentUnit: unit !== null, onlyUnitId, at }),
    read: (row) => new Obligation(readModelOf(em, Deadline).read(row)),
  });
}
