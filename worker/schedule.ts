import type { Job } from './job.js';
import { checkDeadlines } from './jobs/check-deadlines.js';
import { compileReports } from './jobs/compile-reports.js';

/** Everything the worker does by itself, in the order in which it runs when several are due. */
export const jobs: readonly Job[] = [compileReports, checkDeadlines];
