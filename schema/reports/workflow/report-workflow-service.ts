import { LockMode } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';
import { assertAllowed, type Viewer } from '../../access/index.js';
import { AuditService } from '../../audit/index.js';
import { civilDateAt, PlanError } from '../../base/index.js';
import { periodOf } from '../../calendar/index.js';
import { DeadlineService, type Deadline } from '../../plan/index.js';
import { RevisionService } from '../content/revision-service.js';
import { ReportEvent } from '../report-event.js';
import { Report, ReportState } from '../report.js';
import { SealingService } from '../sealing/sealing-service.js';
import { blockOf, reasonNeed, type BlockedBy } from './available-action-rules.js';
import { reasonOf } from './reason-rules.js';
import { ReportAction } from './report-action.js';
import { ReportConflict } from './report-conflict.js';
import { transitions } from './transition-rules.js';

/** Who acts, when, why, and what he had before his eyes. */
export interface ReportAct {
  readonly viewer: Viewer;
  readonly at: Date;
  readonly reason?: string | null;
  /** Number of the revision that the viewer looked at; left out or null, any. */
  readonly expectedRevision?: number | null;
  /** The state that the viewer looked at; left out or null, any. */
  readonly expectedState?: ReportState | null;
}

/** Where a report stands, for the audit. */
type Standing = Pick<Report, 'state' | 'revision'>;

/** Moves reports along the table of `transition-rules.ts`. */
export class ReportWorkflowService {
  constructor(private readonly em: EntityManager) {}

  /**
   * Does one action with one report: state, revision, history, audit, and at the first sending the deadline. The row is
   * locked first, so that of two at once one wins and the other is refused with the new state. Sending late is never
   * refused. Must run in a transaction.
   *
   * @returns the report after the action.
   * @throws PlanError UNAUTHENTICATED, FORBIDDEN by the policy; NOT_FOUND; INVALID_INPUT about the reason;
   *   ReportConflict (CONFLICT) when the report's state, period or revision does not allow it.
   */
  async apply(reportId: string, action: ReportAction, act: ReportAct): Promise<Report> {
    assertAllowed(act.viewer, transitions[action].right);
    const lock = { lockMode: LockMode.PESSIMISTIC_WRITE, refresh: true } as const;
    const report = await this.em.findOne(Report, { id: reportId }, lock);
    if (!report) throw new PlanError('NOT_FOUND', 'Không có báo cáo này.', { reportId, field: 'id' });
    const deadline = (await report.deadline?.loadOrFail({ refresh: true })) ?? null;
    assertPossible(report, deadline, action, act);
    const reason = reasonOf(act.reason, reasonNeed(action, { unitId: report.unit?.id ?? null }));
    const before: Standing = { state: report.state, revision: report.revision };
    const toState = await this.stateAfter(report, action);
    await this.changeRevision(report, action, reason, act);
    this.em.assign(report, { state: toState });
    if (action === ReportAction.Send) this.em.assign(report, { firstSentAt: report.firstSentAt ?? act.at });
    await this.em.flush();
    if (action === ReportAction.Send && deadline && !deadline.fulfilledAt) {
      await new DeadlineService(this.em).fulfil(deadline.id, act.at, null, act.viewer.email);
    }
    await this.record(report, action, { ...act, reason, before });
    return report;
  }

  private async stateAfter(report: Report, action: ReportAction): Promise<ReportState> {
    const { to } = transitions[action];
    if (to === 'SAME') return report.state;
    if (to !== 'BEFORE_REQUEST') return to;
    const request = await this.lastStep(report, ReportAction.RequestCorrection);
    return request?.fromState ?? ReportState.Sent;
  }

  private async changeRevision(
    report: Report,
    action: ReportAction,
    reason: string | null,
    { viewer, at }: ReportAct,
  ): Promise<void> {
    switch (transitions[action].revision) {
      case 'KEEP':
        return;
      case 'SEAL':
        await new SealingService(this.em).seal(report, { name: viewer.name, email: viewer.email }, at);
        return;
      case 'RECOMPILE':
        return new RevisionService(this.em).recompile(report, at);
      case 'NEXT': {
        const why = reason ?? (await this.reasonBefore(report, action));
        this.em.assign(report, { revision: await new RevisionService(this.em).openNext(report, why, at) });
      }
    }
  }

  /** Why the revision that follows is needed, in the words of who asked for it. */
  private async reasonBefore(report: Report, action: ReportAction): Promise<string> {
    const cause = action === ReportAction.Reopen ? ReportAction.Return : ReportAction.RequestCorrection;
    return (await this.lastStep(report, cause))?.reason ?? transitions[action].name;
  }

  private lastStep(report: Report, action: ReportAction): Promise<ReportEvent | null> {
    return this.em.findOne(ReportEvent, { report, action }, { orderBy: { at: 'desc', id: 'desc' } });
  }

  private async record(
    { id, state, revision, periodId, scopeKey }: Report,
    action: ReportAction,
    { viewer, at, reason, before }: ReportAct & { readonly reason: string | null; readonly before: Standing },
  ): Promise<void> {
    await this.em.insert(ReportEvent, {
      report: id,
      revision,
      action,
      fromState: before.state,
      toState: state,
      actor: viewer.email,
      reason,
      at,
    });
    await new AuditService(this.em).record({
      actor: viewer.email,
      action: transitions[action].audit,
      subjectType: 'Report',
      subjectId: id,
      details: {
        period: periodId,
        scope: scopeKey,
        at: at.toISOString(),
        before,
        after: { state, revision },
        reason,
      },
    });
  }
}

/** @throws PlanError as `apply` tells, but of the reason. */
function assertPossible(report: Report, deadline: Deadline | null, action: ReportAction, act: ReportAct): void {
  const standing = {
    state: report.state,
    unitId: report.unit?.id ?? null,
    period: periodOf(report.periodId, report.scheme),
    withdrawnReason: deadline?.withdrawnReason ?? null,
  };
  const blocked = blockOf(action, standing, act.viewer, civilDateAt(act.at));
  if (blocked) throw refusalOf(blocked, report.id);
  const { expectedRevision, expectedState } = act;
  if ((expectedRevision ?? report.revision) !== report.revision) {
    throw new ReportConflict(`Báo cáo nay đã ở lần lập ${report.revision}, hãy xem lại rồi làm tiếp.`, report.id);
  }
  if ((expectedState ?? report.state) !== report.state) {
    throw new ReportConflict('Trạng thái báo cáo đã đổi, hãy xem lại rồi làm tiếp.', report.id);
  }
}

function refusalOf({ block, message }: BlockedBy, reportId: string): PlanError {
  if (block === 'SIGN_IN') return new PlanError('UNAUTHENTICATED', message);
  if (block === 'NO_RIGHT' || block === 'OTHER_UNIT') return new PlanError('FORBIDDEN', message, { block });
  return new ReportConflict(message, reportId);
}
