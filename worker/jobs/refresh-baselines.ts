import { ProcessingBaselineService } from '../../schema/dossiers/index.js';
import type { Job } from '../job.js';

/** Takes anew how long each unit usually takes for each procedure. */
export const refreshBaselines: Job = {
  schedule: { name: 'refresh-baselines', cron: '0 1 * * *', catchUp: { policy: 'RUN_LATEST' } },
  after: [],
  run: async ({ em }) => ({ baselines: await new ProcessingBaselineService(em).refresh() }),
};
