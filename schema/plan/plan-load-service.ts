import type { EntityManager } from '@mikro-orm/postgresql';
import { rehearse, type CivilDate } from '../base/index.js';
import type { DeadlineChanges } from './deadline-changes.js';
import { DeadlineService } from './deadline-service.js';
import type { PlanData } from './plan-data.js';
import { PlanService, type PlanLoadAct, type PlanLoadSummary } from './plan-service.js';

/** What loading a plan did, or would do. */
export interface PlanLoad extends DeadlineChanges {
  readonly summary: PlanLoadSummary;
}

/** Loads a plan together with what hangs on it. */
export class PlanLoadService {
  constructor(private readonly em: EntityManager) {}

  /**
   * Loads a plan, and has the open deadlines follow as `DeadlineService.replan` tells. Must run in a transaction; a
   * dry run keeps nothing.
   * @throws PlanError as `PlanService.load`.
   */
  load(
    data: PlanData,
    { today, dryRun, ...act }: PlanLoadAct & { readonly today: CivilDate; readonly dryRun: boolean },
  ): Promise<PlanLoad> {
    const work = async (em: EntityManager) => {
      const summary = await new PlanService(em).load(data, act);
      return { summary, ...(await new DeadlineService(em).replan(today, { actor: act.actor, reason: null })) };
    };
    return dryRun ? rehearse(this.em, work) : work(this.em);
  }
}
