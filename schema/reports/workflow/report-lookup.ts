import type { EntityManager } from '@mikro-orm/postgresql';
import { sql } from 'kysely';
import { assertAllowed, type Action, type Viewer } from '../../access/index.js';
import { PlanError, rowsOf, type CivilDate } from '../../base/index.js';
import { periodOf, type PeriodScheme } from '../../calendar/index.js';
import { DeadlineKind } from '../../plan/index.js';
import { periodOpenInWords } from './available-action-rules.js';

/** A deadline of a report and what became of it. */
interface OwedRow {
  readonly unitId: string;
  readonly reportId: string | null;
  readonly title: string;
  readonly periodId: string;
  readonly scheme: PeriodScheme;
  readonly withdrawnReason: string | null;
  /** Names of the units that the unit was merged or split into; null when none. */
  readonly successors: string | null;
}

/**
 * Id of the report by which a deadline is met.
 *
 * @throws PlanError NOT_FOUND when it is no deadline of a report; UNAUTHENTICATED, FORBIDDEN by the policy; CONFLICT
 *   when there is no report yet or it is not owed: with the reason, and who owes it instead.
 */
export async function reportIdOfDeadline(
  em: EntityManager,
  deadlineId: string,
  { right, viewer, day }: { readonly right: Action; readonly viewer: Viewer; readonly day: CivilDate },
): Promise<string> {
  const owed = await owedBy(em, deadlineId);
  if (!owed) throw new PlanError('NOT_FOUND', 'Không có báo cáo này.', { field: 'id' });
  assertAllowed(viewer, right, owed.unitId);
  const { title, withdrawnReason, successors, reportId } = owed;
  if (withdrawnReason !== null) {
    const instead = successors === null ? '' : ` Đơn vị kế tiếp có trách nhiệm báo cáo: ${successors}.`;
    throw new PlanError('CONFLICT', `«${title}» không còn phải nộp: ${withdrawnReason}.${instead}`, { deadlineId });
  }
  if (reportId !== null) return reportId;
  const period = periodOf(owed.periodId, owed.scheme);
  const message =
    period.to <= day
      ? `«${title}» chưa được mở: hệ thống mở báo cáo vào buổi sáng, hãy thử lại sau.`
      : periodOpenInWords(period);
  throw new PlanError('CONFLICT', message, { deadlineId });
}

async function owedBy(em: EntityManager, deadlineId: string): Promise<OwedRow | undefined> {
  const [row] = await rowsOf(
    em,
    sql<OwedRow>`select deadline.unit_id as "unitId", report.id as "reportId", deadline.title,
        deadline.period_id as "periodId", duty.scheme, deadline.withdrawn_reason as "withdrawnReason",
        (select string_agg(unit.name, ', ' order by unit.code) from unit_lineage
          join unit on unit.id = successor_id where predecessor_id = deadline.unit_id) as successors
      from deadline join duty on duty.plan_id = deadline.plan_id and duty.code = deadline.source_code
        left join report on report.deadline_id = deadline.id
      where deadline.id = ${deadlineId}::uuid and deadline.kind = ${DeadlineKind.Report}
      order by duty.valid_from desc limit 1`,
  );
  return row;
}
