import { Arg, Ctx, ID, Mutation, Resolver } from 'type-graphql';
import { ReportReminderService } from '../../schema/reminders/index.js';
import { ReportAction, ReportWorkflowService, transitions } from '../../schema/reports/index.js';
import type { RequestContext } from '../context.js';
import { digestSettings } from '../graphql/queued-mails.js';
import { BulkReportsResult, eachReport } from '../graphql/report-bulk.js';
import { reportKey } from '../graphql/report-reads.js';

const IDS = 'Mã các báo cáo, hoặc mã thời hạn của báo cáo, nhiều nhất 200 (ids).';

/** Acts on many reports at once, each with a result of its own. */
@Resolver()
export class ReportBulkMutations {
  @Mutation(() => BulkReportsResult, { description: 'Duyệt nhiều báo cáo, kết quả từng báo cáo (accept reports).' })
  acceptReports(
    @Arg('ids', () => [ID], { description: IDS }) ids: string[],
    @Ctx() context: RequestContext,
  ): Promise<typeof BulkReportsResult> {
    return applyToEach(context, ids, ReportAction.Accept, null);
  }

  @Mutation(() => BulkReportsResult, {
    description: 'Trả lại nhiều báo cáo với cùng một lý do, kết quả từng báo cáo (return reports).',
  })
  returnReports(
    @Arg('ids', () => [ID], { description: IDS }) ids: string[],
    @Arg('reason', () => String, { description: 'Lý do, từ 1 đến 2.000 ký tự (reason).' }) reason: string,
    @Ctx() context: RequestContext,
  ): Promise<typeof BulkReportsResult> {
    return applyToEach(context, ids, ReportAction.Return, reason);
  }

  @Mutation(() => BulkReportsResult, {
    description:
      'Gửi thư nhắc đơn vị chưa gửi báo cáo; mỗi báo cáo một ngày một lần, kết quả từng báo cáo (remind of reports).',
  })
  remindReports(
    @Arg('ids', () => [ID], { description: IDS }) ids: string[],
    @Ctx() context: RequestContext,
  ): Promise<typeof BulkReportsResult> {
    const { viewer, now, day, environment } = context;
    return eachReport(context, ids, async (em, id) => {
      const key = await reportKey(em, id, context, 'REMIND_UNIT');
      return new ReportReminderService(em, digestSettings(environment)).remind(key, { viewer, now, day });
    });
  }
}

function applyToEach(
  context: RequestContext,
  ids: readonly string[],
  action: ReportAction,
  reason: string | null,
): Promise<typeof BulkReportsResult> {
  const { viewer, now: at } = context;
  return eachReport(context, ids, async (em, id) => {
    const key = await reportKey(em, id, context, transitions[action].right);
    return new ReportWorkflowService(em).apply(key, action, { viewer, at, reason });
  });
}
