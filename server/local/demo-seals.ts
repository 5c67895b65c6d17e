import type { EntityManager } from '@mikro-orm/postgresql';
import { addDays, startOfDay, type CivilDate } from '../../schema/base/index.js';
import { Report, ReportRevision, SealingService } from '../../schema/reports/index.js';
import { DEMO_ACTOR } from './demo-actor.js';

/** Reports sent within so many days are sealed; sealing every report of the demonstration would delay the first start. */
const SEALED_DAYS = 45;

/** Seals the demonstration's reports that were sent lately, as of when they were sent; running it again seals none. */
export async function sealDemoReports(em: EntityManager, today: CivilDate): Promise<number> {
  const since = startOfDay(addDays(today, -SEALED_DAYS));
  const reports = await em.find(Report, { firstSentAt: { $gte: since } }, { orderBy: { id: 'asc' }, refresh: true });
  const open = await em.find(ReportRevision, { report: { $in: reports }, sealedAt: null });
  const unsealed = new Set(open.map(({ report, number }) => `${report.id} ${number}`));
  let sealed = 0;
  for (const report of reports) {
    if (!report.firstSentAt || !unsealed.has(`${report.id} ${report.revision}`)) continue;
    await new SealingService(em).seal(report, { name: 'Mô phỏng', email: DEMO_ACTOR }, report.firstSentAt);
    sealed += 1;
  }
  return sealed;
}
