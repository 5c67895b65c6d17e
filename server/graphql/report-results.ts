import type { EntityManager } from '@mikro-orm/postgresql';
import { createUnionType, Field, ObjectType } from 'type-graphql';
import { readBy } from '../../schema/base/index.js';
import { Report, ReportConflict } from '../../schema/reports/index.js';
import type { RequestContext } from '../context.js';
import { mutate, UserErrors } from './user-errors.js';

/** The report that changed. */
@ObjectType('ReportPayload', { description: 'Báo cáo sau thao tác (payload).' })
export class ReportPayload {
  @Field(() => Report, { description: 'Báo cáo (report).' })
  readonly report: Report;

  constructor(report: Report) {
    this.report = report;
  }
}

/** The report as it stands, with which the action could not be done; nothing was changed. */
@ObjectType('ReportConflict', {
  description: 'Báo cáo không, hoặc không còn, ở bước làm được việc này; không có gì thay đổi (conflict).',
})
export class ReportConflictAnswer {
  @Field(() => String, { description: 'Vì sao không làm được (message).' })
  readonly message: string;

  @Field(() => Report, { description: 'Báo cáo như hiện nay (report).' })
  readonly report: Report;

  constructor(message: string, report: Report) {
    this.message = message;
    this.report = report;
  }
}

/** What an action on a report answers. */
export const ReportResult = createUnionType({
  name: 'ReportResult',
  description: 'Kết quả thao tác trên báo cáo (result).',
  types: () => [ReportPayload, ReportConflictAnswer, UserErrors] as const,
});

/** Acts on a report in one transaction; a conflict is answered with the report as it stands after that. */
export async function mutateReport(
  context: RequestContext,
  work: (em: EntityManager) => Promise<Report>,
): Promise<typeof ReportResult> {
  let conflict: ReportConflict | undefined;
  const answer = await mutate(context, async (em) => {
    try {
      return new ReportPayload(await work(em));
    } catch (error) {
      if (error instanceof ReportConflict) conflict = error;
      throw error;
    }
  });
  if (!conflict) return answer;
  const report = await reportNow(context.em, conflict.reportId);
  return report ? new ReportConflictAnswer(conflict.message, report) : answer;
}

/** A report as stored, through no cache; undefined when there is none. */
export async function reportNow(em: EntityManager, id: string): Promise<Report | undefined> {
  return (await readBy(em, Report, 'id', [id])).get(id);
}
