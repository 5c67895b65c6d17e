import { isOwn, scopeOf } from '../../../schema/access/index.js';
import { fromGlobalId, PlanError } from '../../../schema/base/index.js';
import {
  Report,
  reportFileName,
  SealingService,
  type ReportDocument,
  type ReportFormat,
} from '../../../schema/reports/index.js';
import type { RequestContext } from '../../context.js';

/** A revision of a report that the viewer may read. */
export interface ReadableRevision {
  /** Key of the report in the database. */
  readonly reportKey: string;
  readonly document: ReportDocument;
  /** SHA-256 of the sealed text, hexadecimal; null for a draft. */
  readonly sha256: string | null;
}

/**
 * A revision as it was sealed, or the current one as a draft; null when there is none, when the viewer may not read it, and
 * for an older one that was never sealed.
 *
 * @param revision number from 1; null for the current one.
 */
export async function readRevision(
  context: RequestContext,
  id: string,
  revision: number | null,
): Promise<ReadableRevision | null> {
  const report = await readableReport(context, id);
  if (!report || report.revision === 0) return null;
  const number = revision ?? report.revision;
  const sealing = new SealingService(context.em);
  const sealed = await sealing.sealedDocument(report.id, number);
  if (sealed) return { reportKey: report.id, document: sealed.document, sha256: sealed.sha256 };
  if (number !== report.revision) return null;
  return { reportKey: report.id, document: await sealing.draftDocument(report.id, context.now), sha256: null };
}

/** Name under which a browser saves the file. */
export function nameOfFile({ document, sha256 }: ReadableRevision, format: ReportFormat): string {
  const { period, issuer, revision } = document;
  const sealed = sha256 !== null;
  return reportFileName({ format, periodName: period.name, issuerName: issuer.name, revision, sealed });
}

async function readableReport({ em, viewer }: RequestContext, id: string): Promise<Report | null> {
  const scope = scopeOf(viewer, 'READ_REPORTS');
  const key = reportKeyIn(id);
  if (scope === null || key === null) return null;
  const report = await em.findOne(Report, { id: key });
  return report && (scope === 'ANY' || isOwn(viewer, report.unit?.id ?? null)) ? report : null;
}

function reportKeyIn(id: string): string | null {
  try {
    const { type, key } = fromGlobalId(id);
    return type === 'Report' ? key : null;
  } catch (error) {
    if (error instanceof PlanError) return null;
    throw error;
  }
}
