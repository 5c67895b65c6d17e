import type { EntityManager } from '@mikro-orm/postgresql';
import type { CivilDate } from '../base/index.js';
import type { WorkingCalendar } from '../calendar/index.js';
import { expandDatedRule, expandDuty, governedPeriods, type Obligation } from './deadline-rules.js';
import { DeadlineKind } from './deadline.js';
import { readPlanSources, type PlanSources } from './plan-sources.js';
import { inForceOn } from './version-rules.js';

/** Something that units will owe, or owe already. */
export interface ComingObligation extends Obligation {
  readonly planId: string;
  readonly sourceCode: string;
  /** Day on which `DeadlineService.openDue` opens it. */
  readonly opensOn: CivilDate;
}

/**
 * All that the plans ask of units from their beginning to `to` (included), with plan, units and calendar as they are
 * known now; what amendments, mergers or announced holidays change later is not in it.
 */
export async function comingObligations(
  em: EntityManager,
  to: CivilDate,
  calendar: WorkingCalendar,
): Promise<ComingObligation[]> {
  const sources = await readPlanSources(em, to);
  return sources.flatMap((source) => [...ofDuties(source, to, calendar), ...ofRules(source, to, calendar)]);
}

/** What tells an obligation of one unit apart from every other; a dated rule is owed once, whatever its span. */
export function obligationKey(
  { planId, sourceCode, periodId, kind }: Pick<ComingObligation, 'planId' | 'sourceCode' | 'periodId' | 'kind'>,
  unitId: string,
): string {
  return [planId, sourceCode, kind === DeadlineKind.Dated ? '' : periodId, unitId].join(':');
}

function ofDuties({ plan, duties, units }: PlanSources, to: CivilDate, calendar: WorkingCalendar): ComingObligation[] {
  return duties.flatMap((duty) => {
    const periods = governedPeriods(duty, to);
    return expandDuty(duty, units, to, calendar).map((item, index) => ({
      ...item,
      planId: plan.id,
      sourceCode: duty.code,
      opensOn: later(periods[index]?.from ?? plan.effectiveOn, plan.effectiveOn),
    }));
  });
}

function ofRules({ plan, rules, units }: PlanSources, to: CivilDate, calendar: WorkingCalendar): ComingObligation[] {
  return inForceOn(rules, to).map((rule) => ({
    ...expandDatedRule(rule, units, calendar),
    planId: plan.id,
    sourceCode: rule.code,
    opensOn: plan.effectiveOn,
  }));
}

function later(a: CivilDate, b: CivilDate): CivilDate {
  return a < b ? b : a;
}
