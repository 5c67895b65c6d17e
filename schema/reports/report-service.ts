import { LockMode } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';
import { assertAllowed, type Viewer } from '../access/index.js';
import { AuditService } from '../audit/index.js';
import { PlanError, type CivilDate } from '../base/index.js';
import { periodOf, PeriodScheme } from '../calendar/index.js';
import { Deadline, DeadlineKind, DeadlineService } from '../plan/index.js';
import { CompileService, type Compilation } from './content/compile-service.js';
import { stateAfter } from './report-transition-rules.js';
import { Report } from './report.js';

/** Compiles, sends and looks for reports. */
export class ReportService {
  constructor(private readonly em: EntityManager) {}

  /** See `CompileService.compileClosed`. */
  compileClosed(day: CivilDate, now: Date): Promise<Compilation> {
    return new CompileService(this.em).compileClosed(day, now);
  }

  /**
   * Sends a report and thereby does what the unit owes. Only the first sending counts for being on time. Must run in a
   * transaction.
   *
   * @param at instant of sending.
   * @throws PlanError NOT_FOUND; UNAUTHENTICATED, FORBIDDEN by the policy; CONFLICT when its state does not allow it or
   *   it is not owed any more.
   */
  async send(reportId: string, sender: Viewer, at: Date): Promise<Report> {
    assertAllowed(sender, 'SEND_REPORT');
    const report = await this.em.findOne(
      Report,
      { id: reportId },
      { lockMode: LockMode.PESSIMISTIC_WRITE, refresh: true },
    );
    if (!report) throw new PlanError('NOT_FOUND', 'Không có báo cáo này.', { reportId });
    assertAllowed(sender, 'SEND_REPORT', report.unit?.id ?? null);
    this.em.assign(report, { state: stateAfter(report.state, 'SEND'), firstSentAt: report.firstSentAt ?? at });
    await this.em.flush();
    await this.fulfilDeadline(report, sender, at);
    await new AuditService(this.em).record({
      actor: sender.email,
      action: 'REPORT_SENT',
      subjectType: 'Report',
      subjectId: reportId,
      details: { period: report.periodId, scope: report.scopeKey, revision: report.revision, at: at.toISOString() },
    });
    return report;
  }

  /**
   * The reports owed of a period that had not been sent at an instant, of all plans, by due instant and unit code.
   * @throws PlanError INVALID_INPUT when the id names no period.
   */
  async missingReports(periodId: string, at: Date): Promise<Deadline[]> {
    return this.em.find(
      Deadline,
      {
        kind: DeadlineKind.Report,
        periodId: periodOf(periodId, PeriodScheme.Nd09).id,
        withdrawnAt: null,
        $or: [{ fulfilledAt: null }, { fulfilledAt: { $gt: at } }],
      },
      { orderBy: { dueAt: 'asc', unit: { code: 'asc' } }, disableIdentityMap: true },
    );
  }

  private async fulfilDeadline({ deadline }: Report, sender: Viewer, at: Date): Promise<void> {
    if (!deadline) return;
    const owed = await deadline.loadOrFail({ refresh: true });
    if (!owed.fulfilledAt) await new DeadlineService(this.em).fulfil(owed.id, at, null, sender.email);
  }
}
