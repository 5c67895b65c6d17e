import type { EntityManager } from '@mikro-orm/postgresql';
import { Role, type Viewer } from '../../schema/access/index.js';
import { instantAt, parseCivilDate } from '../../schema/base/index.js';
import { Unit } from '../../schema/organisation/index.js';
import { DeadlineService } from '../../schema/plan/index.js';
import {
  ObligationService,
  Report,
  ReportService,
  ReportWorkflowService,
  type ReportAct,
  type ReportAction,
} from '../../schema/reports/index.js';

/** What the worker does with deadlines and reports on a morning, in one transaction. */
export function workerMorning(em: EntityManager, day: string): Promise<{ assigned: number; compiled: number }> {
  const civil = parseCivilDate(day);
  const now = instantAt(civil, 6);
  return em.transactional(async (inner) => {
    await new DeadlineService(inner).openDue(civil);
    const { assigned } = await new ObligationService(inner).openClosed(civil, now);
    const { compiled } = await new ReportService(inner).compileClosed(civil, now);
    return { assigned, compiled };
  });
}

/** Somebody with an account; of the unit with a code unless of the province. */
export async function viewerOf(em: EntityManager, role: Role, unitCode: string | null = null): Promise<Viewer> {
  const unit = unitCode === null ? null : await em.findOneOrFail(Unit, { code: unitCode });
  const email = `${role.toLowerCase()}.${unitCode ?? 'tinh'}@hatinh.example`;
  return { role, userId: 'u', name: 'Người dùng thử', email, unitId: unit?.id ?? null };
}

/** Does one action with a report in a transaction of its own. */
export function act(em: EntityManager, reportId: string, action: ReportAction, how: ReportAct): Promise<Report> {
  return em.transactional((inner) => new ReportWorkflowService(inner).apply(reportId, action, how));
}

/** The report of a unit, or of the province, for a period, as stored. */
export function storedReport(em: EntityManager, scopeKey: string, periodId: string): Promise<Report> {
  return em.findOneOrFail(Report, { scopeKey, periodId }, { populate: ['deadline'], refresh: true });
}
