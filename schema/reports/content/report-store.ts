import type { EntityManager } from '@mikro-orm/postgresql';
import { sql } from 'kysely';
import { rowsOf } from '../../base/index.js';
import { ReportState } from '../report.js';
import type { CompilableReport, CompiledReport, PeriodToCompile } from './report-compiler.js';

/** A report that is new; unit null for the province's. */
export interface StoredReport {
  readonly unitId: string | null;
}

/** Instant of compiling, and the mark of the facts (`factsMark`) taken before they were read. */
export interface Compiling {
  readonly now: Date;
  readonly mark: string;
}

/** Reports of one statement: their figures are some ten thousand characters each. */
const AT_ONCE = 100;

/**
 * Stores reports of a period with their first revision and a line in their history; of those that are compiled already
 * nothing is changed. One
 * statement for every hundred. @returns the reports that are new, in no order.
 */
export async function storeReports(
  em: EntityManager,
  work: PeriodToCompile,
  reports: readonly CompilableReport[],
  compiling: Compiling,
): Promise<StoredReport[]> {
  const stored: StoredReport[] = [];
  for (let start = 0; start < reports.length; start += AT_ONCE) {
    const part = reports.slice(start, start + AT_ONCE).map((report) => ({ ...report, content: report.content() }));
    stored.push(...(await store(em, work, part, compiling)));
  }
  return stored;
}

function store(
  em: EntityManager,
  { planId, province, period }: PeriodToCompile,
  reports: readonly CompiledReport[],
  { now, mark }: Compiling,
): Promise<StoredReport[]> {
  return rowsOf(
    em,
    sql<StoredReport>`
      with compiled as (
        select * from jsonb_to_recordset(${JSON.stringify(reports)}::jsonb)
          as item("scopeKey" text, "unitId" uuid, "deadlineId" uuid, content jsonb)),
      stored as (
        insert into report (plan_id, scope_key, province_id, unit_id, deadline_id, scheme, cycle, period_id, state,
          revision, checked_mark)
        select ${planId}::uuid, "scopeKey", ${province.id}::uuid, "unitId", "deadlineId", ${period.scheme},
          ${period.kind}, ${period.id}, ${ReportState.Draft}, 1, ${mark}
        from compiled order by "scopeKey"
        on conflict (plan_id, scope_key, scheme, period_id) do update set
          deadline_id = coalesce(report.deadline_id, excluded.deadline_id),
          state = case report.state when ${ReportState.Assigned} then excluded.state else report.state end,
          revision = 1, checked_mark = excluded.checked_mark
        where report.revision = 0
        returning new.id, new.scope_key, new.unit_id, old.state as state_before, new.state as state_after),
      revised as (
        insert into report_revision (report_id, number, content, compiled_at, data_version)
        select stored.id, 1, content, ${now.toISOString()}::timestamptz, (content->>'dataVersion')::bigint
        from stored join compiled on "scopeKey" = scope_key),
      told as (
        insert into report_event (report_id, revision, action, from_state, to_state, actor, at)
        select id, 1, 'COMPILE', state_before, state_after, 'job compile-reports', ${now.toISOString()}::timestamptz
        from stored)
      select unit_id as "unitId" from stored`,
  );
}
