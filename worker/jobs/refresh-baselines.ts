import { ProcessingBaselineService } from '../../schema/dossiers/index.js';
import { schedules } from '../../schema/slots/index.js';
import type { Job } from '../job.js';

/** Takes anew how long each unit usually takes for each procedure. */
export const refreshBaselines: Job = {
  schedule: schedules.refreshBaselines,
  after: [],
  run: async ({ em }) => ({ baselines: await new ProcessingBaselineService(em).refresh() }),
};
