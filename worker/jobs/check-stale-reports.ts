import { StaleReportService } from '../../schema/reports/index.js';
import { schedules } from '../../schema/slots/index.js';
import type { Job } from '../job.js';

/** Compares reports with the facts when these have changed: sealed ones are marked stale, drafts compiled anew. */
export const checkStaleReports: Job = {
  schedule: schedules.checkStaleReports,
  after: ['compile-reports'],
  run: async ({ em, now }) => ({ ...(await new StaleReportService(em).check(now)) }),
};
