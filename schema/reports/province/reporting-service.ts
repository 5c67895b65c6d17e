import type { EntityManager } from '@mikro-orm/postgresql';
import { sql } from 'kysely';
import { rowsOf, type CivilDate } from '../../base/index.js';
import { periodOf, PeriodScheme } from '../../calendar/index.js';
import { UnitKind } from '../../organisation/index.js';
import { DeadlineKind, Duty, DutyKind, governedPeriods } from '../../plan/index.js';
import { PROVINCE_SCOPE } from '../content/report-compiler.js';
import { provinceReportDue, type ProvinceDueReason } from './province-timing-rules.js';
import { reportingRates, type OwedOfUnit, type ReportingRates } from './reporting-rules.js';

/** Whose reports of which period. */
export interface ReportingQuestion {
  readonly periodId: string;
  /** Id of a plan; null for all plans. */
  readonly planId?: string | null;
  readonly unitKind?: UnitKind | null;
  /** The unit that the viewer is bound to; null without bound. */
  readonly onlyUnitId?: string | null;
}

/** A period whose report of the province is to be compiled. */
export interface ProvinceDue {
  readonly planId: string;
  readonly scheme: PeriodScheme;
  readonly periodId: string;
  readonly reason: ProvinceDueReason;
  /** Units that have not sent, in code order. */
  readonly missing: readonly { readonly code: string; readonly name: string }[];
}

/** Who has reported, and what follows for the province's own report. */
export class ReportingService {
  constructor(private readonly em: EntityManager) {}

  /**
   * Completeness and timeliness of a period (ND09) at an instant, with the units behind the counts: departments, then
   * communes, then others, each in Vietnamese order.
   * @throws PlanError INVALID_INPUT when the id names no period.
   */
  async rates(question: ReportingQuestion, at: Date): Promise<ReportingRates> {
    return reportingRates(await this.owed(question, at), at);
  }

  /** What every unit owes of a period, less what was withdrawn by an instant; one row for each unit. */
  async owed({ periodId, planId, unitKind, onlyUnitId }: ReportingQuestion, at: Date): Promise<OwedOfUnit[]> {
    const period = periodOf(periodId, PeriodScheme.Nd09);
    const rows = await rowsOf(
      this.em,
      sql<OwedRow>`select * from (
          select distinct on (owed.plan_id, unit.id) unit.id as "unitId", unit.code, unit.name, unit.kind, unit.short_name,
            owed.id as "deadlineId", owed.due_on::text as "dueOn", owed.due_at as "dueAt", report.id as "reportId",
            coalesce(report.first_sent_at, owed.fulfilled_at) as "firstSentAt"
          from deadline owed join unit on unit.id = owed.unit_id
            left join report on report.plan_id = owed.plan_id and report.scope_key = unit.code
              and report.scheme = ${period.scheme} and report.period_id = owed.period_id
          where owed.kind = ${DeadlineKind.Report} and owed.period_id = ${period.id}
            and coalesce(owed.withdrawn_at > ${at.toISOString()}::timestamptz, true)
            and ${planId ? sql`owed.plan_id = ${planId}::uuid` : sql`true`}
            and ${unitKind ? sql`unit.kind = ${unitKind}` : sql`true`}
            and ${onlyUnitId ? sql`unit.id = ${onlyUnitId}::uuid` : sql`true`}
          order by owed.plan_id, unit.id, (report.deadline_id = owed.id) desc nulls last, owed.due_at) one
        order by array_position(${KINDS}::text[], kind), short_name collate "vi-x-icu", code`,
    );
    return rows.map(({ dueAt, firstSentAt, ...rest }) => ({
      ...rest,
      dueAt: new Date(dueAt),
      firstSentAt: firstSentAt === null ? null : new Date(firstSentAt),
    }));
  }

  /**
   * Periods that have closed by `day`, whose report of the province is not compiled yet and is due at `now`
   * (`provinceReportDue`), with the units that have not sent; by plan, scheme and period.
   */
  async provinceReportsDue(day: CivilDate, now: Date): Promise<ProvinceDue[]> {
    const [compiled, owing] = [await this.compiledByProvince(), await this.owingUnits()];
    const due = new Map<string, ProvinceDue>();
    for (const duty of await this.em.find(Duty, { kind: DutyKind.Report })) {
      for (const { id: periodId, scheme, to } of governedPeriods(duty, day)) {
        const period = { planId: duty.plan.id, scheme, periodId };
        const key = keyOf(period);
        if (to > day || compiled.has(key)) continue;
        const owed = (owing.get(key) ?? []).map(({ dueAt, sentAt, ...unit }) => ({
          ...unit,
          dueAt: new Date(dueAt),
          sentAt: sentAt === null ? null : new Date(sentAt),
        }));
        const reason = provinceReportDue(owed, now);
        if (reason === null) continue;
        const missing = owed.filter(({ sentAt }) => sentAt === null || sentAt > now);
        due.set(key, { ...period, reason, missing: missing.map(({ code, name }) => ({ code, name })) });
      }
    }
    return [...due].toSorted(([one], [other]) => (one < other ? -1 : 1)).map(([, period]) => period);
  }

  /** Keys of the periods whose report of the province is compiled. */
  private async compiledByProvince(): Promise<Set<string>> {
    const rows = await rowsOf(
      this.em,
      sql<PeriodKey>`select plan_id as "planId", scheme, period_id as "periodId" from report
        where scope_key = ${PROVINCE_SCOPE} and revision > 0`,
    );
    return new Set(rows.map(keyOf));
  }

  /** What is owed of every period that has no compiled report of the province, by key, units in code order. */
  private async owingUnits(): Promise<Map<string, OwingUnit[]>> {
    const rows = await rowsOf(
      this.em,
      sql<PeriodKey & { owed: OwingUnit[] }>`select owed.plan_id as "planId", duty.scheme, owed.period_id as "periodId",
          jsonb_agg(jsonb_build_object('code', unit.code, 'name', unit.name, 'dueAt', owed.due_at,
            'sentAt', owed.fulfilled_at) order by unit.code) as owed
        from deadline owed join unit on unit.id = owed.unit_id
          join lateral (select distinct scheme from duty
            where duty.plan_id = owed.plan_id and duty.code = owed.source_code) duty on true
        where owed.kind = ${DeadlineKind.Report} and owed.withdrawn_at is null
          and not exists (select from report where report.plan_id = owed.plan_id and report.scope_key = ${PROVINCE_SCOPE}
            and report.scheme = duty.scheme and report.period_id = owed.period_id and report.revision > 0)
        group by owed.plan_id, duty.scheme, owed.period_id`,
    );
    return new Map(rows.map(({ owed, ...period }) => [keyOf(period), owed]));
  }
}

function keyOf({ planId, scheme, periodId }: PeriodKey): string {
  return `${planId}/${scheme}/${periodId}`;
}

const KINDS = [UnitKind.Department, UnitKind.Commune, UnitKind.Agency];

interface OwedRow extends Omit<OwedOfUnit, 'dueAt' | 'firstSentAt'> {
  readonly dueAt: string;
  readonly firstSentAt: string | null;
}

type PeriodKey = Pick<ProvinceDue, 'planId' | 'scheme' | 'periodId'>;

interface OwingUnit {
  readonly code: string;
  readonly name: string;
  readonly dueAt: string;
  readonly sentAt: string | null;
}
