import type { EntityManager } from '@mikro-orm/postgresql';
import { Report, ReportRevision, SealingService } from '../../schema/reports/index.js';
import { DEMO_ACTOR } from './demo-actor.js';

/** Newest reports that are sealed; sealing every report of the demonstration would delay the first start by a minute. */
const SEALED = 12;
/** Units whose accounts the demonstration shows: their reports are the ones that are opened. */
const UNITS = ['18562', 'SNV'];

/** Seals the newest sent reports of the units that are shown, as of when they were sent; running it again seals none. */
export async function sealDemoReports(em: EntityManager): Promise<number> {
  const reports = await em.find(
    Report,
    { firstSentAt: { $ne: null }, scopeKey: { $in: UNITS } },
    { orderBy: { firstSentAt: 'desc', id: 'asc' }, limit: SEALED, refresh: true },
  );
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
