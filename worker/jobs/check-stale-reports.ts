import { StaleReportService } from '../../schema/reports/index.js';
import type { Job } from '../job.js';

/** Compares reports with the facts when these have changed: sealed ones are marked stale, drafts compiled anew. */
export const checkStaleReports: Job = {
  schedule: { name: 'check-stale-reports', cron: '30 6 * * *', catchUp: { policy: 'RUN_LATEST' } },
  after: ['compile-reports'],
  run: async ({ em, now }) => ({ ...(await new StaleReportService(em).check(now)) }),
};
