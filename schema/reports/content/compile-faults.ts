import type { EntityManager } from '@mikro-orm/postgresql';
import { sql } from 'kysely';
import { rowsOf } from '../../base/index.js';
import { ReportState } from '../report.js';
import type { CompileFault } from './compile-service.js';
import type { PeriodToCompile } from './report-compiler.js';

/** Writes down which reports could not be compiled. */
export class CompileFaults {
  constructor(private readonly em: EntityManager) {}

  /** The reports stay assigned, revision 0, with a line in their history. One statement. */
  async record(work: PeriodToCompile, faults: readonly CompileFault[], at: Date): Promise<void> {
    const { planId, province, period, units } = work;
    const rows = faults.map(({ scopeKey, reason }) => {
      const unit = units.find(({ code }) => code === scopeKey);
      return { scopeKey, reason, unitId: unit?.unitId ?? null, deadlineId: unit?.deadlineId ?? null };
    });
    await rowsOf(
      this.em,
      sql`with fault as (
          select * from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
            as item("scopeKey" text, reason text, "unitId" uuid, "deadlineId" uuid)),
        assigned as (
          insert into report (plan_id, scope_key, province_id, unit_id, deadline_id, scheme, cycle, period_id, state,
            revision)
          select ${planId}::uuid, "scopeKey", ${province.id}::uuid, "unitId", "deadlineId", ${period.scheme},
            ${period.kind}, ${period.id}, ${ReportState.Assigned}, 0
          from fault order by "scopeKey"
          on conflict (plan_id, scope_key, scheme, period_id) do update set revision = report.revision
          returning id, scope_key, state, revision)
        insert into report_event (report_id, revision, action, from_state, to_state, actor, reason, at)
        select assigned.id, assigned.revision, 'COMPILE_FAILED', assigned.state, assigned.state, 'job compile-reports',
          fault.reason, ${at.toISOString()}::timestamptz
        from assigned join fault on "scopeKey" = scope_key`,
    );
  }
}
