import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { readBy } from '../../schema/base/index.js';
import { Deadline } from '../../schema/plan/index.js';
import { Report } from '../../schema/reports/index.js';
import type { RequestContext } from '../context.js';

/** The report by which a deadline is met. */
@Resolver(() => Deadline)
export class DeadlineReportFields {
  @FieldResolver(() => Report, {
    nullable: true,
    description: 'Báo cáo phải nộp; trống khi việc không phải báo cáo hoặc chưa tổng hợp (report).',
  })
  report(@Root() { id }: Deadline, @Ctx() { em, loaders }: RequestContext): Promise<Report | undefined> {
    return loaders.load('report by deadline', id, (ids) => readBy(em, Report, 'deadline_id', ids));
  }
}
