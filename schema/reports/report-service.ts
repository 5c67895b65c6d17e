import { LockMode } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';
import { sql } from 'kysely';
import { assertAllowed, type Viewer } from '../access/index.js';
import { AuditService } from '../audit/index.js';
import { PlanError, rowsOf, type CivilDate } from '../base/index.js';
import { periodOf, PeriodScheme, type Period } from '../calendar/index.js';
import { Deadline, DeadlineKind, DeadlineService, Duty, DutyKind, governedPeriods } from '../plan/index.js';
import { ReportCompiler, type CompiledReport, type OwingUnit, type PeriodToCompile } from './report-compiler.js';
import { ReportingService } from './province/reporting-service.js';
import { stateAfter } from './report-transition-rules.js';
import { Report, ReportState } from './report.js';

/** Compiles, sends and looks for reports. */
export class ReportService {
  constructor(private readonly em: EntityManager) {}

  /**
   * Compiles every report that is missing of the periods that have closed by `day` (whose last day is over): one for
   * each unit that owes it, and one for the province as soon as that is due (`provinceReportDue`). A report is compiled once; running it again, or twice at once,
   * compiles nothing more. Deadlines must have been opened before.
   *
   * @param now instant written as the time of compilation.
   * @returns reports of units, and of the province.
   */
  async compileClosed(day: CivilDate, now: Date): Promise<{ compiled: number; provinceReports: number }> {
    const compiler = new ReportCompiler(this.em);
    let [compiled, provinceReports] = [0, 0];
    for (const work of await this.periodsToCompile(day, now)) {
      const stored = await this.store(work, await compiler.compile(work), now);
      compiled += stored.filter(({ unitId }) => unitId !== null).length;
      provinceReports += stored.filter(({ unitId }) => unitId === null).length;
    }
    return { compiled, provinceReports };
  }

  /**
   * Sends a report and thereby does what the unit owes. Only the first sending counts for being on time. Must run in a
   * transaction.
   *
   * @param at instant of sending.
   * @throws PlanError NOT_FOUND; UNAUTHENTICATED, FORBIDDEN by the policy; CONFLICT when its state does not allow it or
   *   it is not owed any more.
   */
  async send(reportId: string, sender: Viewer, at: Date): Promise<Report> {
    assertAllowed(sender, 'SEND_REPORT');
    const report = await this.em.findOne(
      Report,
      { id: reportId },
      { lockMode: LockMode.PESSIMISTIC_WRITE, refresh: true },
    );
    if (!report) throw new PlanError('NOT_FOUND', 'Không có báo cáo này.', { reportId });
    assertAllowed(sender, 'SEND_REPORT', report.unit?.id ?? null);
    this.em.assign(report, { state: stateAfter(report.state, 'SEND'), firstSentAt: report.firstSentAt ?? at });
    await this.em.flush();
    await this.fulfilDeadline(report, sender, at);
    await new AuditService(this.em).record({
      actor: sender.email,
      action: 'REPORT_SENT',
      subjectType: 'Report',
      subjectId: reportId,
      details: { period: report.periodId, scope: report.scopeKey, revision: report.revision, at: at.toISOString() },
    });
    return report;
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

  private async fulfilDeadline({ deadline }: Report, sender: Viewer, at: Date): Promise<void> {
    if (!deadline) return;
    const owed = await deadline.loadOrFail({ refresh: true });
    if (!owed.fulfilledAt) await new DeadlineService(this.em).fulfil(owed.id, at, null, sender.email);
  }

  private async periodsToCompile(day: CivilDate, now: Date): Promise<PeriodToCompile[]> {
    const owing = await this.owingUnits();
    const due = await new ReportingService(this.em).provinceReportsDue(day, now);
    const ofProvince = new Set(due.map(({ planId, scheme, periodId }) => periodKey(planId, { scheme, id: periodId })));
    const periods = new Map<string, PeriodToCompile>();
    for (const duty of await this.em.find(Duty, { kind: DutyKind.Report }, { populate: ['plan.province'] })) {
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
