import type { EntityManager } from '@mikro-orm/postgresql';
import { sql } from 'kysely';
import { rowsOf, type CivilDate } from '../base/index.js';
import { periodOf, PeriodScheme, type Period } from '../calendar/index.js';
import { Deadline, DeadlineKind, Duty, DutyKind, governedPeriods } from '../plan/index.js';
import {
  PROVINCE_SCOPE,
  ReportCompiler,
  type CompiledReport,
  type OwingUnit,
  type PeriodToCompile,
} from './report-compiler.js';
import { ReportState } from './report.js';

/** Compiles and looks for reports. */
export class ReportService {
  constructor(private readonly em: EntityManager) {}

  /**
   * Compiles every report that is missing of the periods that have closed by `day` (whose last day is over): one for
   * each unit that owes it, one for the province. A report is compiled once; running it again, or twice at once,
   * compiles nothing more. Deadlines must have been opened before.
   *
   * @param now instant written as the time of compilation.
   * @returns reports of units, and of the province.
   */
  async compileClosed(day: CivilDate, now: Date): Promise<{ compiled: number; provinceReports: number }> {
    const compiler = new ReportCompiler(this.em);
    let [compiled, provinceReports] = [0, 0];
    for (const work of await this.periodsToCompile(day)) {
      const stored = await this.store(work, await compiler.compile(work), now);
      compiled += stored.filter(({ unitId }) => unitId !== null).length;
      provinceReports += stored.filter(({ unitId }) => unitId === null).length;
    }
    return { compiled, provinceReports };
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

  private async periodsToCompile(day: CivilDate): Promise<PeriodToCompile[]> {
    const owing = await this.owingUnits();
    const done = await this.provinceReportKeys();
    const periods = new Map<string, PeriodToCompile>();
    for (const duty of await this.em.find(Duty, { kind: DutyKind.Report }, { populate: ['plan.province'] })) {
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
    // Two runs at once must insert in one order, or they would lock each other out.
    return [...periods].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, work]) => work);
  }

  /** Units without a compiled report for a deadline, by plan, scheme and period; closed periods or not. */
  private async owingUnits(): Promise<Map<string, OwingUnit[]>> {
    const rows = await rowsOf(
      this.em,
      sql<OwingUnit & { planId: string; scheme: PeriodScheme; periodId: string }>`
        select distinct on (d.plan_id, duty.scheme, d.period_id, unit.code) d.plan_id as "planId", duty.scheme,
          d.period_id as "periodId", d.id as "deadlineId", unit.id as "unitId", unit.code, unit.name, unit.kind
        from deadline d join duty on duty.plan_id = d.plan_id and duty.code = d.source_code
          join unit on unit.id = d.unit_id
        where d.kind = ${DeadlineKind.Report} and d.withdrawn_at is null and not exists (select from report r where r.plan_id = d.plan_id
          and r.scope_key = unit.code and r.scheme = duty.scheme and r.period_id = d.period_id and r.revision > 0)
        order by d.plan_id, duty.scheme, d.period_id, unit.code, d.due_at`,
    );
    const units = new Map<string, OwingUnit[]>();
    for (const { planId, scheme, periodId, ...unit } of rows) {
      const key = periodKey(planId, { scheme, id: periodId });
      const known = units.get(key);
      if (known) known.push(unit);
      else units.set(key, [unit]);
    }
    return units;
  }

  private async provinceReportKeys(): Promise<Set<string>> {
    const rows = await rowsOf(
      this.em,
      sql<{ planId: string; scheme: PeriodScheme; periodId: string }>`select plan_id as "planId", scheme,
        period_id as "periodId" from report where scope_key = ${PROVINCE_SCOPE} and revision > 0`,
    );
    return new Set(rows.map(({ planId, scheme, periodId }) => periodKey(planId, { scheme, id: periodId })));
  }

  private store(
    { planId, province, period }: PeriodToCompile,
    reports: readonly CompiledReport[],
    now: Date,
  ): Promise<{ unitId: string | null }[]> {
    return rowsOf(
      this.em,
      sql<{ unitId: string | null }>`
        with compiled as (
          select * from jsonb_to_recordset(${JSON.stringify(reports)}::jsonb)
            as item("scopeKey" text, "unitId" uuid, "deadlineId" uuid, content jsonb)),
        stored as (
          insert into report (plan_id, scope_key, province_id, unit_id, deadline_id, scheme, cycle, period_id, state,
            revision)
          select ${planId}::uuid, "scopeKey", ${province.id}::uuid, "unitId", "deadlineId", ${period.scheme},
            ${period.kind}, ${period.id}, ${ReportState.Draft}, 1
          from compiled order by "scopeKey"
          on conflict (plan_id, scope_key, scheme, period_id) do update set
            deadline_id = coalesce(report.deadline_id, excluded.deadline_id),
            state = case report.state when ${ReportState.Assigned} then excluded.state else report.state end,
            revision = 1
          where report.revision = 0
          returning id, scope_key, unit_id),
        revised as (
          insert into report_revision (report_id, number, content, compiled_at, data_version)
          select stored.id, 1, content, ${now.toISOString()}::timestamptz, (content->>'dataVersion')::bigint
          from stored join compiled on "scopeKey" = scope_key)
        select unit_id as "unitId" from stored`,
    );
  }
}

function periodKey(planId: string, { scheme, id }: Pick<Period, 'scheme' | 'id'>): string {
  return `${planId}/${scheme}/${id}`;
}
