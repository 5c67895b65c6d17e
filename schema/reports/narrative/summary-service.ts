import { LockMode } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';
import { sql } from 'kysely';
import { assertAllowed, type Viewer } from '../../access/index.js';
import { AuditService } from '../../audit/index.js';
import { PlanError, rowsOf } from '../../base/index.js';
import { ReportRevision } from '../report-revision.js';
import { Report, ReportState } from '../report.js';
import { NARRATIVE_TEXTS, narrativeText } from './narrative-text-rules.js';
import { summaryRefusal } from './summary-rules.js';

/** What came of writing a summary; `stored` is what is kept now. */
export interface SummarySaved {
  readonly kind: 'SAVED' | 'CONFLICT';
  readonly report: Report;
  readonly stored: ReportRevision;
}

/** A summary that was sent in an earlier period, offered for this one. */
export interface SuggestedSummary {
  readonly text: string;
  /** Id of the period whose report it was sent in. */
  readonly periodId: string;
}

/** Writes what a unit says in general in its report. */
export class SummaryService {
  constructor(private readonly em: EntityManager) {}

  /**
   * Writes the summary of the current revision; an empty text takes it away. Who sends what is stored already is told
   * so; otherwise `expectedRevision`, when given, must be the summary revision that was seen. Must run in a transaction.
   *
   * @throws PlanError by the policy; NOT_FOUND; INVALID_INPUT for the text; CONFLICT as `summaryRefusal`.
   */
  async save(reportId: string, raw: string, expectedRevision: number | null, viewer: Viewer): Promise<SummarySaved> {
    const { report, revision } = await this.locked(reportId, viewer);
    const text = narrativeText(raw, NARRATIVE_TEXTS.summary);
    if (text === revision.summary) return { kind: 'SAVED', report, stored: revision };
    if (expectedRevision !== null && expectedRevision !== revision.summaryRevision) {
      return { kind: 'CONFLICT', report, stored: revision };
    }
    return { kind: 'SAVED', report, stored: await this.write(report, revision, text, viewer) };
  }

  /**
   * Takes over the summary that the last report before sent, as a text to go on from. Nothing is taken over by itself:
   * what nobody has read again for this period must not be sealed. Must run in a transaction.
   *
   * @throws PlanError as `save`; CONFLICT when a summary is there already; NOT_FOUND when there is none to take over.
   */
  async takeOver(reportId: string, viewer: Viewer): Promise<SummarySaved> {
    const { report, revision } = await this.locked(reportId, viewer);
    if (revision.summary !== null) return { kind: 'CONFLICT', report, stored: revision };
    const suggested = (await suggestedSummaries(this.em, [report.id])).get(report.id);
    if (!suggested) throw new PlanError('NOT_FOUND', 'Chưa có đánh giá chung nào của kỳ trước để lấy lại.');
    return { kind: 'SAVED', report, stored: await this.write(report, revision, suggested.text, viewer) };
  }

  private async write(
    report: Report,
    revision: ReportRevision,
    summary: string | null,
    viewer: Viewer,
  ): Promise<ReportRevision> {
    const before = { summary: revision.summary, revision: revision.number };
    this.em.assign(revision, { summary, summaryRevision: revision.summaryRevision + 1 });
    await this.em.flush();
    await new AuditService(this.em).recordChange({
      actor: viewer.email,
      action: 'REPORT_SUMMARY_SAVED',
      subjectType: 'Report',
      subjectId: report.id,
      before,
      after: { summary, revision: revision.number },
      reason: null,
    });
    return revision;
  }

  /** The report, locked so that it is neither sent nor written to meanwhile, and its current revision. */
  private async locked(id: string, viewer: Viewer): Promise<{ report: Report; revision: ReportRevision }> {
    assertAllowed(viewer, 'WRITE_SUMMARY');
    const options = { lockMode: LockMode.PESSIMISTIC_WRITE, refresh: true } as const;
    const report = await this.em.findOne(Report, { id }, options);
    if (!report) throw new PlanError('NOT_FOUND', 'Không có báo cáo này.', { field: 'report' });
    assertAllowed(viewer, 'WRITE_SUMMARY', report.unit?.id ?? null);
    const revision = await this.em.findOne(ReportRevision, { report: id, number: report.revision }, { refresh: true });
    const place = { state: report.state, revision: report.revision, isSealed: Boolean(revision?.sealedAt) };
    const refused = summaryRefusal(place, viewer.role);
    if (refused !== null || !revision) throw new PlanError('CONFLICT', refused ?? 'Báo cáo chưa được tổng hợp.');
    return { report, revision };
  }
}

/**
 * By report id: the summary of the newest report sent before it by the same unit (or province), of the same cycle;
 * missing when there is none. Only what was sent is offered. One statement.
 */
export async function suggestedSummaries(
  em: EntityManager,
  ids: readonly string[],
): Promise<Map<string, SuggestedSummary>> {
  const sent = [ReportState.Sent, ReportState.Accepted, ReportState.CorrectionRequested];
  const rows = await rowsOf(
    em,
    // Ids of periods of one cycle have one form, so that their order as text is their order in time.
    sql<SuggestedSummary & { id: string }>`select report.id, earlier.text, earlier."periodId" from report
      cross join lateral (
        select revision.summary as text, before.period_id as "periodId" from report before
          join report_revision revision on revision.report_id = before.id
        where (before.plan_id, before.scope_key, before.scheme, before.cycle)
            = (report.plan_id, report.scope_key, report.scheme, report.cycle)
          and before.period_id < report.period_id collate "C" and revision.summary is not null
          and (revision.sealed_at is not null
            or (revision.number = before.revision and before.state = any(${sent}::text[])))
        order by before.period_id collate "C" desc, revision.number desc limit 1) earlier
      where report.id = any(${[...ids]}::uuid[])`,
  );
  return new Map(rows.map(({ id, text, periodId }) => [id, { text, periodId }]));
}
