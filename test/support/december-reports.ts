import { Readable } from 'node:stream';
import { instantAt, parseCivilDate } from '../../schema/base/index.js';
import { importDossiers } from '../../schema/dossiers/index.js';
import { DeadlineService, dueInstantOf } from '../../schema/plan/index.js';
import { ObligationService, ReportService } from '../../schema/reports/index.js';
import { csvOf } from './dossier-rows.js';
import type { RunningServer } from './running-server.js';

const day = parseCivilDate('2025-12-16');

/** Morning of the day the reports of December 2025 are due. */
export const reportMorning = instantAt(day, 8);

/** Two dossiers in December 2025 (xã Thạch Hà 18562), all deadlines of that day, all reports of closed periods, the province's
 * already too. */
export async function fillDecember2025({ databaseUrl, orm }: RunningServer): Promise<void> {
  const december = { received_on: '2025-12-01', due_on: '2025-12-05', updated_at: '2025-12-04T10:00:00+07:00' };
  const place = { receiving_unit: '18562', resolving_unit: '18562' };
  const rows = [
    { ...december, ...place, code: 'H27.14-251201-0001', finished_on: '2025-12-04' },
    { ...december, ...place, code: 'H27.14-251201-0002', finished_on: '2025-12-08', channel: 'IN_PERSON' },
  ];
  await importDossiers({
    url: databaseUrl,
    source: Readable.from([csvOf(rows)]),
    fileName: 'december.csv',
    actor: 'test',
    today: day,
  });
  await orm.em.fork().transactional((em) => new DeadlineService(em).openDue(day));
  // The units' as on the morning they are due, the province's as of the midnight on which that day is over.
  for (const at of [reportMorning, dueInstantOf(day)]) {
    await orm.em.fork().transactional(async (em) => {
      await new ObligationService(em).openClosed(day, at);
      await new ReportService(em).compileClosed(day, at);
    });
  }
}
