import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { readBy } from '../../schema/base/index.js';
import { periodOf } from '../../schema/calendar/index.js';
import { Province } from '../../schema/organisation/index.js';
import {
  Report,
  REPORT_FORMATS,
  reportFileName,
  reportFilePath,
  reportRevisions,
  type ReportRevision,
} from '../../schema/reports/index.js';
import type { RequestContext } from '../context.js';
import { unitOf } from '../graphql/figures.js';
import { ReportFile } from '../graphql/report-file.js';

/** Files of a report. */
@Resolver(() => Report)
export class ReportFileFields {
  @FieldResolver(() => [ReportFile], {
    description: 'Các tệp: lần lập hiện hành (cả dự thảo) và mọi lần đã niêm phong, mới trước (documents).',
  })
  async documents(@Root() report: Report, @Ctx() context: RequestContext): Promise<ReportFile[]> {
    const { em, loaders } = context;
    const revisions = (await loaders.load('report revisions', report.id, (ids) => reportRevisions(em, ids))) ?? [];
    const readable = revisions.filter(({ number, sealedAt }) => sealedAt !== null || number === report.revision);
    if (readable.length === 0) return [];
    const issuerName = await issuerNameOf(context, report);
    return readable.toReversed().flatMap((revision) => filesOf(report, revision, issuerName));
  }
}

function filesOf(report: Report, { number: revision, sealedAt }: ReportRevision, issuerName: string): ReportFile[] {
  const periodName = periodOf(report.periodId, report.scheme).name;
  const sealed = sealedAt !== null;
  return REPORT_FORMATS.map((format) => ({
    format,
    url: reportFilePath(report.globalId, revision, format),
    fileName: reportFileName({ format, periodName, issuerName, revision, sealed }),
    revision,
    sealed,
  }));
}

async function issuerNameOf(context: RequestContext, { unit, province }: Report): Promise<string> {
  if (unit) return (await unitOf(context, unit.id)).name;
  const { em, loaders } = context;
  const found = await loaders.load('province by id', province.id, (ids) => readBy(em, Province, 'id', ids));
  if (!found) throw new Error(`Province ${province.id} is referred to but not stored`);
  return found.name;
}
