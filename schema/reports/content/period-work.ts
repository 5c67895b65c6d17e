import type { EntityManager } from '@mikro-orm/postgresql';
import { sql } from 'kysely';
import { rowsOf, type CivilDate } from '../../base/index.js';
import type { Period, PeriodScheme } from '../../calendar/index.js';
import { DeadlineKind, Duty, DutyKind, governedPeriods } from '../../plan/index.js';
import { ReportingService } from '../province/reporting-service.js';
import type { OwingUnit, PeriodToCompile } from './report-compiler.js';

/**
 * Closed periods of all plans that lack reports, by plan, scheme and period: those whose last day is over by `day`; the
 * province's own report is lacking once it is due at `now` (`provinceReportDue`). The
 * order is the same for every run, so that two at once insert in one order and cannot lock each other out.
 */
export async function periodsToCompile(em: EntityManager, day: CivilDate, now: Date): Promise<PeriodToCompile[]> {
  const owing = await owingUnits(em);
  const due = await new ReportingService(em).provinceReportsDue(day, now);
  const ofProvince = new Set(due.map(({ planId, scheme, periodId }) => periodKey(planId, { scheme, id: periodId })));
  const periods = new Map<string, PeriodToCompile>();
  for (const duty of await em.find(Duty, { kind: DutyKind.Report }, { populate: ['plan.province'] })) {
    const plan = duty.plan.unwrap();
    const { id, code, name } = plan.province.unwrap();
    for (const period of governedPeriods(duty, day).filter(({ to }) => to <= day)) {
      const key = periodKey(plan.id, period);
      const units = owing.get(key) ?? [];
      const provinceMissing = ofProvince.has(key);
      if (units.length === 0 && !provinceMissing) continue;
      periods.set(key, { planId: plan.id, province: { id, code, name }, period, units, provinceMissing });
    }
  }
  return [...periods].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, work]) => work);
}

/** Units without a compiled report for a deadline, by plan, scheme and period; closed periods or not. */
async function owingUnits(em: EntityManager): Promise<Map<string, OwingUnit[]>> {
  const rows = await rowsOf(
    em,
    sql<OwingUnit & { planId: string; scheme: PeriodScheme; periodId: string }>`
      select distinct on (d.plan_id, duty.scheme, d.period_id, unit.code) d.plan_id as "planId", duty.scheme,
        d.period_id as "periodId", d.id as "deadlineId", unit.id as "unitId", unit.code, unit.name, unit.kind
      from deadline d join duty on duty.plan_id = d.plan_id and duty.code = d.source_code
        join unit on unit.id = d.unit_id
      where d.kind = ${DeadlineKind.Report} and d.withdrawn_at is null
        and not exists (select from report r where r.plan_id = d.plan_id and r.scope_key = unit.code
          and r.scheme = duty.scheme and r.period_id = d.period_id and r.revision > 0)
      order by d.plan_id, duty.scheme, d.period_id, unit.code, d.due_at`,
  );
  const byKey = Map.groupBy(rows, ({ planId, scheme, periodId }) => periodKey(planId, { scheme, id: periodId }));
  return new Map(
    [...byKey].map(([key, of]) => [key, of.map(({ planId: _plan, scheme: _s, periodId: _p, ...unit }) => unit)]),
  );
}

function periodKey(planId: string, { scheme, id }: Pick<Period, 'scheme' | 'id'>): string {
  return `${planId}/${scheme}/${id}`;
}
