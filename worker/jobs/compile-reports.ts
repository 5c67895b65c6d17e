import { DeadlineService } from '../../schema/plan/index.js';
import { ReportService } from '../../schema/reports/index.js';
import type { Job } from '../job.js';

/** Opens what the plan asks of every unit and compiles the reports of the periods that have closed. */
export const compileReports: Job = {
  schedule: { name: 'compile-reports', cron: '0 6 * * *', catchUp: { policy: 'RUN_LATEST' } },
  after: [],
  run: async ({ em, day, now }) => {
    const deadlines = await new DeadlineService(em).openDue(day);
    const reports = await new ReportService(em).compileClosed(day, now);
    return { ...deadlines, ...reports };
  },
};
