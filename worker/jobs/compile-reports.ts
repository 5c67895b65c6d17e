import { changedDeadlineIds, DeadlineService } from '../../schema/plan/index.js';
import { QueuedDigestService } from '../../schema/reminders/index.js';
import { CompileService, ObligationService, ProvinceDraftService } from '../../schema/reports/index.js';
import { schedules } from '../../schema/slots/index.js';
import type { Job } from '../job.js';

/**
 * Opens what the plan asks of every unit, has what is open and waiting mails follow the plan of the day, assigns the
 * reports of the periods that have closed and compiles them; a draft of the province is compiled again when further units
 * have sent.
 */
export const compileReports: Job = {
  schedule: schedules.compileReports,
  after: [],
  run: async ({ em, day, now, settings, log }) => {
    const deadlines = await new DeadlineService(em).openDue(day, { actor: 'job compile-reports', reason: null });
    const mails = new QueuedDigestService(em);
    const { rewritten, cancelled } = await mails.rewrite(changedDeadlineIds(deadlines), day, settings.publicUrl);
    const { assigned } = await new ObligationService(em).openClosed(day, now);
    const { faults, ...reports } = await new CompileService(em).compileClosed(day, now);
    for (const { scopeKey, periodId, error } of faults) log.error({ error, scopeKey, periodId }, 'report not compiled');
    const provinceRecompiled = await new ProvinceDraftService(em).recompile(now);
    return {
      opened: deadlines.opened,
      corrected: deadlines.corrected,
      withdrawn: deadlines.withdrawn.length,
      reopened: deadlines.reopened.length,
      mailsRewritten: rewritten,
      mailsCancelled: cancelled,
      assigned,
      ...reports,
      provinceRecompiled,
      notCompiled: faults.length,
    };
  },
};
