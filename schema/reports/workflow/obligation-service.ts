import type { EntityManager } from '@mikro-orm/postgresql';
import { sql } from 'kysely';
import { rowsOf, type CivilDate } from '../../base/index.js';
import { periodOf, type PeriodScheme } from '../../calendar/index.js';
import { DeadlineKind } from '../../plan/index.js';
import { ReportState } from '../report.js';

/** Deadlines of one duty for one period, of whichever units. */
interface OwedPeriod {
  readonly planId: string;
  readonly sourceCode: string;
  readonly periodId: string;
  readonly scheme: PeriodScheme;
}

/** Opens what units owe when a period closes. */
export class ObligationService {
  constructor(private readonly em: EntityManager) {}

  /**
   * Opens one report, ASSIGNED and without figures, for every unit that owes one of a period whose last day is over on
   * `day` and has none. Who is valid and bound is what the deadlines say, which must have been opened before; a
   * withdrawn one asks for nothing. Running it again, or twice at once, opens none twice. Must run in a transaction.
   *
   * @param now instant written into the history.
   * @returns number of reports opened.
   */
  async openClosed(day: CivilDate, now: Date, actor = 'job compile-reports'): Promise<{ assigned: number }> {
    const closed = (await this.unopened()).filter(({ periodId, scheme }) => periodOf(periodId, scheme).to <= day);
    if (closed.length === 0) return { assigned: 0 };
    const items = closed.map((owed) => ({ ...owed, cycle: periodOf(owed.periodId, owed.scheme).kind }));
    const rows = await rowsOf(
      this.em,
      sql`with closed as (select * from jsonb_to_recordset(${JSON.stringify(items)}::jsonb)
            as item("planId" uuid, "sourceCode" text, "periodId" text, scheme text, cycle text)),
        opened as (
          insert into report (plan_id, scope_key, province_id, unit_id, deadline_id, scheme, cycle, period_id, state,
            revision)
          select distinct on (plan.id, unit.code, closed.scheme, "periodId") plan.id, unit.code, plan.province_id,
            unit.id, deadline.id, closed.scheme, closed.cycle, "periodId", ${ReportState.Assigned}, 0
          from closed join plan on plan.id = "planId"
            join deadline on deadline.plan_id = "planId" and source_code = "sourceCode" and period_id = "periodId"
            join unit on unit.id = deadline.unit_id
          where deadline.kind = ${DeadlineKind.Report} and deadline.withdrawn_at is null
            and not exists (select from report where report.deadline_id = deadline.id)
          order by plan.id, unit.code, closed.scheme, "periodId", deadline.due_at, deadline.id
          on conflict (plan_id, scope_key, scheme, period_id) do nothing
          returning id)
        insert into report_event (report_id, revision, action, from_state, to_state, actor, at)
        select id, 0, 'ASSIGN', null, ${ReportState.Assigned}, ${actor}, ${now.toISOString()}::timestamptz
        from opened returning id`,
    );
    return { assigned: rows.length };
  }

  /** Duties and periods, closed or not, of which some unit has no report. */
  private unopened(): Promise<OwedPeriod[]> {
    return rowsOf(
      this.em,
      sql<OwedPeriod>`select distinct deadline.plan_id as "planId", deadline.source_code as "sourceCode",
          deadline.period_id as "periodId", duty.scheme
        from deadline join duty on duty.plan_id = deadline.plan_id and duty.code = deadline.source_code
          join unit on unit.id = deadline.unit_id
        where deadline.kind = ${DeadlineKind.Report} and deadline.withdrawn_at is null
          and not exists (select from report where report.plan_id = deadline.plan_id
            and report.scope_key = unit.code and report.scheme = duty.scheme
            and report.period_id = deadline.period_id)`,
    );
  }
}
