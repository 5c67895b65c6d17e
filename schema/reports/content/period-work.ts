import type { EntityManager } from '@mikro-orm/postgresql';
import { sql } from 'kysely';
import { rowsOf, type CivilDate } from '../../base/index.js';
import type { Period, PeriodScheme } from '../../calendar/index.js';
import { DeadlineKind, Duty, DutyKind, governedPeriods } from '../../plan/index.js';
import { PROVINCE_SCOPE, type OwingUnit, type PeriodToCompile } from './report-compiler.js';

/**
 * Closed periods of all plans that lack reports, by plan, scheme and period: those whose last day is over by `day`. The
 * order is the same for every run, so that two at once insert in one order and cannot lock each other out.
 */
export async function periodsToCompile(em: EntityManager, day: CivilDate): Promise<PeriodToCompile[]> {
  const owing = await owingUnits(em);
  const done = await provinceReportKeys(em);
  const periods = new Map<string, PeriodToCompile>();
  for (const duty of await em.find(Duty, { kind: DutyKind.Report }, { populate: ['plan.province'] })) {
    const plan = duty.plan.unwrap();
    const { id, code, name } = plan.province.unwrap();
    for (const period of governedPeriods(duty, day).filter(({ to }) => to <= day)) {
      const key = periodKey(plan.id, period);
      const units = owing.get(key) ?? [];
      const provinceMissing = !done.has(key);
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

async function provinceReportKeys(em: EntityManager): Promise<Set<string>> {
  const rows = await rowsOf(
    em,
    sql<{ planId: string; scheme: PeriodScheme; periodId: string }>`select plan_id as "planId", scheme,
      period_id as "periodId" from report where scope_key = ${PROVINCE_SCOPE} and revision > 0`,
  );
  return new Set(rows.map(({ planId, scheme, periodId }) => periodKey(planId, { scheme, id: periodId })));
}

function periodKey(planId: string, { scheme, id }: Pick<Period, 'scheme' | 'id'>): string {
  return `${planId}/${scheme}/${id}`;
}
