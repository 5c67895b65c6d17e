import { PlanError } from '../../base/index.js';

/** A report is not, or no more, where the action could be done with it; whoever is told should see where it is now. */
export class ReportConflict extends PlanError {
  constructor(
    message: string,
    readonly reportId: string,
  ) {
    super('CONFLICT', message, { reportId });
  }
}
