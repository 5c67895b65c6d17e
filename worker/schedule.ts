import type { Job } from './job.js';
import { checkDeadlines } from './jobs/check-deadlines.js';
import { checkIntegrity } from './jobs/check-integrity.js';
import { checkStaleReports } from './jobs/check-stale-reports.js';
import { compileReports } from './jobs/compile-reports.js';
import { refreshBaselines } from './jobs/refresh-baselines.js';

/** Everything the worker does by itself, in the order in which it runs when several are due. */
export const jobs: readonly Job[] = [
  refreshBaselines,
  checkIntegrity,
  compileReports,
  checkStaleReports,
  checkDeadlines,
];
