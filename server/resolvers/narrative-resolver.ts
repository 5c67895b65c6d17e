import { Arg, Ctx, FieldResolver, ID, Int, Mutation, Resolver, Root } from 'type-graphql';
import { fromGlobalId, PlanError } from '../../schema/base/index.js';
import {
  NarrativeService,
  Report,
  suggestedSummaries,
  SummaryService,
  type SuggestedSummary,
} from '../../schema/reports/index.js';
import type { RequestContext } from '../context.js';
import {
  narrativeOf,
  ReportNarrativeType,
  SaveSummaryResult,
  SuggestedSummaryType,
  summaryResult,
} from '../graphql/narrative.js';
import { mutate } from '../graphql/user-errors.js';

/** Writes what a unit says in general. */
@Resolver()
export class SummaryMutations {
  @Mutation(() => SaveSummaryResult, {
    description: 'Ghi đánh giá chung của báo cáo đang soạn; văn bản thường (save the summary).',
  })
  saveReportSummary(
    @Arg('report', () => ID, { description: 'Mã báo cáo (report id).' }) report: string,
    @Arg('text', () => String, { description: 'Nội dung, nhiều nhất 20.000 ký tự; trống: xóa (text).' }) text: string,
    @Arg('expectedRevision', () => Int, {
      nullable: true,
      description: 'Số lần đã ghi (summaryRevision) đã xem; trống: ghi đè (expected revision).',
    })
    expectedRevision: number | null,
    @Ctx() context: RequestContext,
  ): Promise<typeof SaveSummaryResult> {
    return mutate(context, async (em) => {
      const saved = await new SummaryService(em).save(reportKey(report), text, expectedRevision, context.viewer);
      return summaryResult(saved, text);
    });
  }

  @Mutation(() => SaveSummaryResult, {
    description: 'Lấy đánh giá chung đã gửi ở kỳ trước vào báo cáo chưa có, để viết tiếp (take over the summary).',
  })
  takeOverReportSummary(
    @Arg('report', () => ID, { description: 'Mã báo cáo (report id).' }) report: string,
    @Ctx() context: RequestContext,
  ): Promise<typeof SaveSummaryResult> {
    return mutate(context, async (em) =>
      summaryResult(await new SummaryService(em).takeOver(reportKey(report), context.viewer), null),
    );
  }
}

/** The narrative of a report. */
@Resolver(() => Report)
export class ReportNarrativeFields {
  @FieldResolver(() => ReportNarrativeType, {
    description: 'Phần thuyết minh: như đã niêm phong, hoặc như lúc này khi đang soạn (narrative).',
  })
  async narrative(@Root() { id }: Report, @Ctx() { em, loaders, now }: RequestContext): Promise<ReportNarrativeType> {
    const written = await loaders.load('narrative', id, (ids) => new NarrativeService(em).narrativesOf(ids, now));
    return narrativeOf(id, written ?? { summary: null, summaryRevision: 0, obstacles: [] });
  }
}

/** Fields of a narrative. */
@Resolver(() => ReportNarrativeType)
export class NarrativeFields {
  @FieldResolver(() => SuggestedSummaryType, {
    nullable: true,
    description: 'Đánh giá chung gần nhất đã gửi cùng chu kỳ; trống khi báo cáo đã có đánh giá (suggested summary).',
  })
  async suggestedSummary(
    @Root() { reportId, summary }: ReportNarrativeType,
    @Ctx() { em, loaders }: RequestContext,
  ): Promise<SuggestedSummary | undefined> {
    if (summary !== null) return undefined;
    return loaders.load('suggested summary', reportId, (ids) => suggestedSummaries(em, ids));
  }
}

function reportKey(id: string): string {
  const { type, key } = fromGlobalId(id);
  if (type === 'Report') return key;
  throw new PlanError('NOT_FOUND', 'Không có báo cáo này.', { field: 'report' });
}
