import type { EntityManager } from '@mikro-orm/postgresql';
import { sql } from 'kysely';
import { PlanError, rowsOf } from '../base/index.js';
import type { PlanChange } from './plan-sync.js';
import type { Plan } from './plan.js';

/** What stands on an entry of the plan. */
interface EntryUse {
  readonly code: string;
  readonly documentNumber: string;
  readonly use: string;
}

/**
 * Refuses to take away what deadlines, reports, assignments or recorded progress stand on: what held once stays, and is
 * ended by an amendment.
 * @throws PlanError CONFLICT naming the entries and what stands on them; `details.codes` has their codes.
 */
export async function refuseLosingWhatIsUsed(
  em: EntityManager,
  plan: Plan,
  changes: readonly PlanChange[],
): Promise<void> {
  const removed = changes.filter(({ kind }) => kind === 'REMOVED');
  if (removed.length === 0) return;
  const uses = await usesOf(em, plan.id, JSON.stringify(removed));
  if (uses.length === 0) return;
  const codes = [...new Set(uses.map(({ code }) => code))];
  const listing = uses.map(({ code, documentNumber, use }) => `${code} (${documentNumber}): ${use}`).join('; ');
  throw new PlanError(
    'CONFLICT',
    `Không bỏ được khỏi kế hoạch ${plan.number} những mục đang được dùng: ${listing}. ` +
      'Hãy giữ mục đó trong dữ liệu và chấm dứt nó bằng một văn bản sửa đổi.',
    { codes },
  );
}

function usesOf(em: EntityManager, planId: string, removed: string): Promise<EntryUse[]> {
  return rowsOf(
    em,
    sql<EntryUse>`with removed as (
        select * from jsonb_to_recordset(${removed}::jsonb) as item("table" text, code text, "documentNumber" text)),
      used as (
        select removed.*, 'đã có việc đến hạn theo điểm này' as use from removed
          join clause on clause.plan_id = ${planId}::uuid and clause.code = removed.code
            and clause.document_number = removed."documentNumber"
          where removed."table" = 'clause' and exists (select from deadline where clause_id = clause.id)
        union all
        select removed.*, 'đã có việc đến hạn từ mục này' from removed
          where removed."table" in ('duty', 'deadline_rule') and exists (
            select from deadline where plan_id = ${planId}::uuid and source_code = removed.code)
        union all
        select removed.*, 'đã ghi tiến độ hoặc phân công nhiệm vụ này' from removed
          where removed."table" = 'task' and (
            exists (select from task_progress where plan_id = ${planId}::uuid and task_code = removed.code)
            or exists (select from task_assignment where plan_id = ${planId}::uuid and task_code = removed.code))
        union all
        select removed.*, 'đã có báo cáo so với chỉ tiêu này' from removed
          join target on target.plan_id = ${planId}::uuid and target.code = removed.code
            and target.document_number = removed."documentNumber"
          where removed."table" = 'target' and exists (
            select from report join report_revision on report_revision.report_id = report.id,
              jsonb_array_elements(report_revision.content -> 'indicators') as reported
            where report.plan_id = ${planId}::uuid and reported ->> 'quote' = target.quote))
      select code, "documentNumber", use from used order by code, "documentNumber", use`,
  );
}
