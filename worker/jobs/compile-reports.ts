import { changedDeadlineIds, DeadlineService } from '../../schema/plan/index.js';
import { QueuedDigestService } from '../../schema/reminders/index.js';
import { ReportService } from '../../schema/reports/index.js';
import { schedules } from '../../schema/slots/index.js';
import type { Job } from '../job.js';

/**
 * Opens what the plan asks of every unit, has what is open and waiting mails follow the plan of the day, and compiles the
 * reports of the periods that have closed.
 */
export const compileReports: Job = {
  schedule: schedules.compileReports,
  after: [],
  run: async ({ em, day, now, settings }) => {
    const deadlines = await new DeadlineService(em).openDue(day, { actor: 'job compile-reports', reason: null });
    const mails = new QueuedDigestService(em);
    const { rewritten, cancelled } = await mails.rewrite(changedDeadlineIds(deadlines), day, settings.publicUrl);
    const reports = await new ReportService(em).compileClosed(day, now);
    return {
      opened: deadlines.opened,
      corrected: deadlines.corrected,
      withdrawn: deadlines.withdrawn.length,
      reopened: deadlines.reopened.length,
      mailsRewritten: rewritten,
      mailsCancelled: cancelled,
      ...reports,
    };
  },
};
