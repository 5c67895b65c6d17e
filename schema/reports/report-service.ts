import type { EntityManager } from '@mikro-orm/postgresql';
import type { CivilDate } from '../base/index.js';
import { periodOf, PeriodScheme } from '../calendar/index.js';
import { Deadline, DeadlineKind } from '../plan/index.js';
import { CompileService, type Compilation } from './content/compile-service.js';

/** Compiles and looks for reports. */
export class ReportService {
  constructor(private readonly em: EntityManager) {}

  /** See `CompileService.compileClosed`. */
  compileClosed(day: CivilDate, now: Date): Promise<Compilation> {
    return new CompileService(this.em).compileClosed(day, now);
  }

  /**
   * The reports owed of a period that had not been sent at an instant, of all plans, by due instant and unit code.
   * @throws PlanError INVALID_INPUT when the id names no period.
   */
  async missingReports(periodId: string, at: Date): Promise<Deadline[]> {
    return this.em.find(
      Deadline,
      {
        kind: DeadlineKind.Report,
        periodId: periodOf(periodId, PeriodScheme.Nd09).id,
        withdrawnAt: null,
        $or: [{ fulfilledAt: null }, { fulfilledAt: { $gt: at } }],
      },
      { orderBy: { dueAt: 'asc', unit: { code: 'asc' } }, disableIdentityMap: true },
    );
  }
}
