import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { User } from '../../schema/access/index.js';
import { readBy } from '../../schema/base/index.js';
import {
  currentRevisions,
  Report,
  ReportEvent,
  reportEvents,
  ReportRevision,
  reportRevisions,
  revisionContents,
  stepName,
} from '../../schema/reports/index.js';
import type { RequestContext } from '../context.js';
import { figuresOf, ReportFigures } from '../graphql/report-figures.js';

/** What has become of a report over time. */
@Resolver(() => Report)
export class ReportHistoryFields {
  @FieldResolver(() => [ReportEvent], { description: 'Lịch sử: ai làm gì, lúc nào, vì sao; cũ trước (history).' })
  async history(@Root() { id }: Report, @Ctx() { em, loaders }: RequestContext): Promise<ReportEvent[]> {
    return (await loaders.load('report events', id, (ids) => reportEvents(em, ids))) ?? [];
  }

  @FieldResolver(() => [ReportRevision], { description: 'Mọi lần lập, lần đầu trước (revisions).' })
  async revisions(@Root() { id }: Report, @Ctx() { em, loaders }: RequestContext): Promise<ReportRevision[]> {
    return (await loaders.load('report revisions', id, (ids) => reportRevisions(em, ids))) ?? [];
  }

  @FieldResolver(() => ReportRevision, {
    nullable: true,
    description: 'Lần lập hiện hành; trống khi chưa tổng hợp (current revision).',
  })
  currentRevision(@Root() { id }: Report, @Ctx() { em, loaders }: RequestContext): Promise<ReportRevision | undefined> {
    return loaders.load('current revision', id, (ids) => currentRevisions(em, ids));
  }
}

/** Fields of a revision. */
@Resolver(() => ReportRevision)
export class ReportRevisionFields {
  @FieldResolver(() => Report, { description: 'Báo cáo của lần lập này (report).' })
  async report(@Root() revision: ReportRevision, @Ctx() context: RequestContext): Promise<Report> {
    return reportOfRevision(context, revision);
  }

  @FieldResolver(() => ReportFigures, { nullable: true, description: 'Số liệu của lần lập này (figures).' })
  async figures(@Root() revision: ReportRevision, @Ctx() context: RequestContext): Promise<ReportFigures | null> {
    const { em, loaders } = context;
    const content = await loaders.load('revision content', revision.id, (ids) => revisionContents(em, ids));
    const report = await reportOfRevision(context, revision);
    return content ? figuresOf(content, report) : null;
  }
}

/** Fields of a step of the history. */
@Resolver(() => ReportEvent)
export class ReportEventFields {
  @FieldResolver(() => String, { description: 'Mã việc đã làm: SEND, RETURN, ASSIGN… (action).' })
  action(@Root() { action }: ReportEvent): string {
    return action;
  }

  @FieldResolver(() => String, { description: 'Tên việc đã làm, tiếng Việt (action name).' })
  actionName(@Root() { action }: ReportEvent): string {
    return stepName(action);
  }

  @FieldResolver(() => String, { description: 'Tên người làm, hoặc «Hệ thống» khi tự động (actor).' })
  async actor(@Root() { actor }: ReportEvent, @Ctx() { em, loaders }: RequestContext): Promise<string> {
    const user = await loaders.load('user by e-mail', actor, (emails) => readBy(em, User, 'email', emails));
    return user?.name ?? (actor.includes('@') ? actor : 'Hệ thống');
  }
}

/** The report that a revision belongs to, through the request's batch. */
async function reportOfRevision({ em, loaders }: RequestContext, { report: { id } }: ReportRevision): Promise<Report> {
  const report = await loaders.load('report by id', id, (ids) => readBy(em, Report, 'id', ids));
  if (!report) throw new Error(`Report ${id} is referred to but not stored`);
  return report;
}
