import { IntegrityService } from '../../schema/dossiers/index.js';
import { schedules } from '../../schema/slots/index.js';
import type { Job } from '../job.js';

/** Compares both rollups with the dossiers; whoever reads the log repairs what differs (`npm run dossiers:repair`). */
export const checkIntegrity: Job = {
  schedule: schedules.checkIntegrity,
  after: [],
  run: async ({ em, now, log }) => {
    const { differenceCount, differences, dataVersion } = await new IntegrityService(em).check(now);
    if (differenceCount > 0) log.error({ differenceCount, dataVersion, first: differences[0] }, 'rollups differ');
    return { differences: differenceCount };
  },
};
