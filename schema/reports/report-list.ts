import type { EntityManager } from '@mikro-orm/postgresql';
import { sql, type RawBuilder } from 'kysely';
import { readModelOf, rowsOf, type ListQuery } from '../base/index.js';
import type { PeriodKind } from '../calendar/index.js';
import type { UnitKind } from '../organisation/index.js';
import type { ReportContent } from './report-content.js';
import { ReportRevision } from './report-revision.js';
import { Report, type ReportState } from './report.js';
import { hasAnyTimeliness, type Timeliness } from './workflow/timeliness-rules.js';

/** Which reports. */
export interface ReportFilter {
  readonly period?: string | null;
  readonly cycle?: PeriodKind | null;
  readonly state?: readonly ReportState[] | null;
  /** The province's own report has no deadline and thus no lateness. */
  readonly lateness?: readonly Timeliness[] | null;
  readonly unitKind?: UnitKind | null;
  /** Code of a unit. */
  readonly unit?: string | null;
  /** True: the facts have changed since it was sealed; false: they have not. */
  readonly stale?: boolean | null;
}

/** Whose reports: what the list's parent is, and the unit that the viewer is bound to (null without bound). */
export interface ReportScope {
  readonly parent: 'NONE' | 'UNIT' | 'PROVINCE';
  readonly onlyUnitId: string | null;
  /** Instant at which lateness is judged. */
  readonly at: Date;
}

/** Reports, latest period end first as far as their ids tell, the province's own among those of its units. */
export function reportList(em: EntityManager, filter: ReportFilter, scope: ReportScope): ListQuery {
  return {
    columns: readModelOf(em, Report).columns('report'),
    from: sql`report`,
    where: [
      ...(scope.parent === 'UNIT' ? [sql`report.unit_id = parent.id::uuid`] : []),
      ...(scope.parent === 'PROVINCE' ? [sql`report.province_id = parent.id::uuid and report.unit_id is null`] : []),
      ...(scope.onlyUnitId ? [sql`report.unit_id = ${scope.onlyUnitId}::uuid`] : []),
      ...conditions(filter, scope.at),
    ],
    order: [
      { expression: sql`report.period_id`, type: 'text' },
      { expression: sql`report.scope_key`, type: 'text' },
      { expression: sql`report.id`, type: 'uuid' },
    ],
    descending: true,
  };
}

function conditions(filter: ReportFilter, at: Date): RawBuilder<unknown>[] {
  const { period, cycle, state, lateness, unitKind, unit, stale } = filter;
  return [
    ...(period ? [sql`report.period_id = ${period}`] : []),
    ...(cycle ? [sql`report.cycle = ${cycle}`] : []),
    ...(state ? [sql`report.state = any(${[...state]}::text[])`] : []),
    ...(lateness
      ? [
          sql`exists (select from deadline where deadline.id = report.deadline_id
            and ${hasAnyTimeliness(lateness, at)})`,
        ]
      : []),
    ...(unitKind ? [sql`exists (select from unit where unit.id = report.unit_id and unit.kind = ${unitKind})`] : []),
    ...(unit ? [sql`exists (select from unit where unit.id = report.unit_id and unit.code = ${unit})`] : []),
    ...(stale === null || stale === undefined ? [] : [sql`(report.stale_since is not null) = ${stale}`]),
  ];
}

/** Figures of the current revisions by report id; a report that is not compiled is missing. One statement. */
export async function reportContents(em: EntityManager, ids: readonly string[]): Promise<Map<string, ReportContent>> {
  const rows = await rowsOf(
    em,
    sql<{ id: string; content: ReportContent }>`select report.id, content from report
      join report_revision on report_id = report.id and number = revision where report.id = any(${[...ids]}::uuid[])`,
  );
  return new Map(rows.map(({ id, content }) => [id, content]));
}

/** The current revisions by report id, without figures and document; not compiled: missing. One statement. */
export async function currentRevisions(
  em: EntityManager,
  ids: readonly string[],
): Promise<Map<string, ReportRevision>> {
  const model = readModelOf(em, ReportRevision);
  const rows = await rowsOf(
    em,
    sql<Record<string, unknown>>`select ${model.columns('revision')} from report_revision revision
      join report on report.id = revision.report_id and report.revision = revision.number
      where report.id = any(${[...ids]}::uuid[])`,
  );
  return new Map(rows.map((row) => model.read(row)).map((revision) => [revision.report.id, revision]));
}
