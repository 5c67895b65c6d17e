import type { EntityManager } from '@mikro-orm/postgresql';
import { sql, type RawBuilder } from 'kysely';
import { addDays, readModelOf, rowsOf, type CivilDate, type ListQuery } from '../../base/index.js';
import { periodOf, type Period, type PeriodKind } from '../../calendar/index.js';
import type { UnitKind } from '../../organisation/index.js';
import { Deadline, DeadlineKind, Duty, isInForce } from '../../plan/index.js';
import type { ReportState } from '../report.js';
import { hasAnyTimeliness, type Timeliness } from './timeliness-rules.js';

/** Which obligations; all conditions must hold. */
export interface ObligationFilter {
  readonly period?: string | null;
  readonly cycle?: PeriodKind | null;
  readonly state?: readonly ReportState[] | null;
  readonly lateness?: readonly Timeliness[] | null;
  readonly unitKind?: UnitKind | null;
  /** Code of a unit. */
  readonly unit?: string | null;
}

/** Whose obligations: those of the parent unit or of all, and the unit that the viewer is bound to (null: without). */
export interface ObligationScope {
  readonly ofParentUnit: boolean;
  readonly onlyUnitId: string | null;
  /** Instant at which lateness is judged. */
  readonly at: Date;
}

/**
 * The deadlines by which units owe reports, the latest due first; those of periods that have not closed yet are among
 * them, withdrawn ones are not.
 */
export function obligationList(em: EntityManager, filter: ObligationFilter, scope: ObligationScope): ListQuery {
  return {
    columns: readModelOf(em, Deadline).columns('deadline'),
    from: sql`deadline join unit on unit.id = deadline.unit_id`,
    where: [
      sql`deadline.kind = ${DeadlineKind.Report} and deadline.withdrawn_at is null`,
      ...(scope.ofParentUnit ? [sql`deadline.unit_id = parent.id::uuid`] : []),
      ...(scope.onlyUnitId ? [sql`deadline.unit_id = ${scope.onlyUnitId}::uuid`] : []),
      ...conditions(filter, scope.at),
    ],
    order: [
      { expression: sql`deadline.due_on`, type: 'date' },
      { expression: sql`deadline.period_id`, type: 'text' },
      { expression: sql`unit.code`, type: 'text' },
      { expression: sql`deadline.id`, type: 'uuid' },
    ],
    descending: true,
  };
}

function conditions(filter: ObligationFilter, at: Date): RawBuilder<unknown>[] {
  const { period, cycle, state, lateness, unitKind, unit } = filter;
  return [
    ...(period ? [sql`deadline.period_id = ${period}`] : []),
    ...(cycle
      ? [
          sql`exists (select from duty where duty.plan_id = deadline.plan_id and duty.code = deadline.source_code
            and duty.cycle = ${cycle})`,
        ]
      : []),
    ...(state
      ? [
          sql`exists (select from report where report.deadline_id = deadline.id
            and report.state = any(${[...state]}::text[]))`,
        ]
      : []),
    ...(lateness ? [hasAnyTimeliness(lateness, at)] : []),
    ...(unitKind ? [sql`unit.kind = ${unitKind}`] : []),
    ...(unit ? [sql`unit.code = ${unit}`] : []),
  ];
}

/** What the duty behind a report's deadline says of it. */
export interface OwedReport {
  readonly period: Period;
  /** Codes of the units that receive it, in the plan's order. */
  readonly recipients: readonly string[];
}

/** Key of a deadline among `owedReports`. */
export function owedReportKey({ plan, sourceCode, periodId }: Pick<Deadline, 'plan' | 'sourceCode' | 'periodId'>) {
  return JSON.stringify([plan.id, sourceCode, periodId]);
}

/**
 * Period and recipients by `owedReportKey`, from the version of the duty that governs the period's last day. One
 * statement. A key whose duty is gone is missing.
 */
export async function owedReports(em: EntityManager, keys: readonly string[]): Promise<Map<string, OwedReport>> {
  const wanted = keys.map((key) => JSON.parse(key) as [string, string, string]);
  const model = readModelOf(em, Duty);
  const rows = await rowsOf(
    em,
    sql<Record<string, unknown>>`select ${model.columns('duty')} from duty
      where plan_id = any(${wanted.map(([planId]) => planId)}::uuid[])
        and code = any(${wanted.map(([, code]) => code)}::text[]) order by valid_from`,
  );
  const versions = Map.groupBy(
    rows.map((row) => model.read(row)),
    ({ plan, code }) => `${plan.id} ${code}`,
  );
  const owed = new Map<string, OwedReport>();
  for (const [planId, code, periodId] of wanted) {
    const known = versions.get(`${planId} ${code}`);
    const [first] = known ?? [];
    if (!known || !first) continue;
    const period = periodOf(periodId, first.scheme);
    const { recipients } = governing(known, addDays(period.to, -1)) ?? first;
    owed.set(JSON.stringify([planId, code, periodId]), { period, recipients });
  }
  return owed;
}

/** The version in force on a day, or the last before it: what was owed stays owed as it was last worded. */
function governing(versions: readonly Duty[], day: CivilDate): Duty | undefined {
  return versions.find((version) => isInForce(version, day)) ?? versions.findLast(({ validFrom }) => validFrom <= day);
}
