import { Args, ArgsType, Ctx, Field, ID, Int, Mutation, Resolver } from 'type-graphql';
import { ReportAction, ReportWorkflowService, transitions } from '../../schema/reports/index.js';
import type { RequestContext } from '../context.js';
import { reportKey } from '../graphql/report-reads.js';
import { mutateReport, ReportResult } from '../graphql/report-results.js';

/** Which report, as it was seen. */
@ArgsType()
class ReportArgs {
  @Field(() => ID, { description: 'Mã báo cáo, hoặc mã thời hạn của báo cáo (report or deadline id).' })
  id!: string;

  @Field(() => Int, {
    nullable: true,
    description: 'Lần lập mà người dùng đang xem; khác lần lập hiện hành thì bị từ chối (expected revision).',
  })
  expectedRevision?: number | null;
}

/** The same, and why if the viewer says so. */
@ArgsType()
class ExplainedReportArgs extends ReportArgs {
  @Field(() => String, { nullable: true, description: 'Lý do, nhiều nhất 2.000 ký tự (reason).' })
  reason?: string | null;
}

/** The same, and why. */
@ArgsType()
class ReasonedReportArgs extends ReportArgs {
  @Field(() => String, { description: 'Lý do, từ 1 đến 2.000 ký tự (reason).' })
  reason!: string;
}

/** What a mutation is given. */
type ActionArgs = Readonly<ExplainedReportArgs>;

/** Moves a report along. */
@Resolver()
export class ReportMutations {
  @Mutation(() => ReportResult, { description: 'Cán bộ trình báo cáo cho lãnh đạo đơn vị (submit a report).' })
  submitReport(@Args(() => ReportArgs) args: ReportArgs, @Ctx() context: RequestContext): Promise<typeof ReportResult> {
    return act(context, ReportAction.Submit, args);
  }

  @Mutation(() => ReportResult, {
    description: 'Lãnh đạo chuyển báo cáo đang trình lại cho cán bộ soạn tiếp (take back a report).',
  })
  takeBackReport(
    @Args(() => ExplainedReportArgs) args: ExplainedReportArgs,
    @Ctx() context: RequestContext,
  ): Promise<typeof ReportResult> {
    return act(context, ReportAction.TakeBack, args);
  }

  @Mutation(() => ReportResult, {
    description: 'Gửi báo cáo lên tỉnh và niêm phong; lần gửi đầu dùng để xét đúng hạn (send a report).',
  })
  sendReport(@Args(() => ReportArgs) args: ReportArgs, @Ctx() context: RequestContext): Promise<typeof ReportResult> {
    return act(context, ReportAction.Send, args);
  }

  @Mutation(() => ReportResult, { description: 'Duyệt báo cáo đã gửi (accept a report).' })
  acceptReport(@Args(() => ReportArgs) args: ReportArgs, @Ctx() context: RequestContext): Promise<typeof ReportResult> {
    return act(context, ReportAction.Accept, args);
  }

  @Mutation(() => ReportResult, { description: 'Trả lại báo cáo đã gửi, kèm lý do (return a report).' })
  returnReport(
    @Args(() => ReasonedReportArgs) args: ReasonedReportArgs,
    @Ctx() context: RequestContext,
  ): Promise<typeof ReportResult> {
    return act(context, ReportAction.Return, args);
  }

  @Mutation(() => ReportResult, {
    description:
      'Mở lần lập tiếp theo của báo cáo bị trả lại; với báo cáo đã gửi của tỉnh phải ghi lý do (reopen a report).',
  })
  reopenReport(
    @Args(() => ExplainedReportArgs) args: ExplainedReportArgs,
    @Ctx() context: RequestContext,
  ): Promise<typeof ReportResult> {
    return act(context, ReportAction.Reopen, args);
  }

  @Mutation(() => ReportResult, {
    description: 'Đề nghị đính chính báo cáo đã gửi hoặc đã duyệt, kèm lý do (request a correction).',
  })
  requestReportCorrection(
    @Args(() => ReasonedReportArgs) args: ReasonedReportArgs,
    @Ctx() context: RequestContext,
  ): Promise<typeof ReportResult> {
    return act(context, ReportAction.RequestCorrection, args);
  }

  @Mutation(() => ReportResult, {
    description: 'Đồng ý đính chính: mở lần lập tiếp theo, lần trước vẫn xem được (grant a correction).',
  })
  grantReportCorrection(
    @Args(() => ExplainedReportArgs) args: ExplainedReportArgs,
    @Ctx() context: RequestContext,
  ): Promise<typeof ReportResult> {
    return act(context, ReportAction.GrantCorrection, args);
  }

  @Mutation(() => ReportResult, {
    description: 'Không đồng ý đính chính, kèm lý do; báo cáo trở về trạng thái trước (refuse a correction).',
  })
  refuseReportCorrection(
    @Args(() => ReasonedReportArgs) args: ReasonedReportArgs,
    @Ctx() context: RequestContext,
  ): Promise<typeof ReportResult> {
    return act(context, ReportAction.RefuseCorrection, args);
  }

  @Mutation(() => ReportResult, {
    description: 'Tổng hợp lại số liệu của bản đang soạn từ dữ liệu hiện có (recompile a draft).',
  })
  recompileReport(
    @Args(() => ReportArgs) args: ReportArgs,
    @Ctx() context: RequestContext,
  ): Promise<typeof ReportResult> {
    return act(context, ReportAction.Recompile, args);
  }
}

function act(
  context: RequestContext,
  action: ReportAction,
  { id, reason = null, expectedRevision = null }: ActionArgs,
): Promise<typeof ReportResult> {
  const { viewer, now: at } = context;
  return mutateReport(context, async (em) => {
    const key = await reportKey(em, id, context, transitions[action].right);
    return new ReportWorkflowService(em).apply(key, action, { viewer, at, reason, expectedRevision });
  });
}
