import type { EntityManager } from '@mikro-orm/postgresql';
import { unitFilter, type Action } from '../../schema/access/index.js';
import { fromGlobalId, PlanError, readBy, readModelOf } from '../../schema/base/index.js';
import { periodOf, PeriodScheme } from '../../schema/calendar/index.js';
import { Deadline } from '../../schema/plan/index.js';
import {
  availableActions,
  Report,
  reportIdOfDeadline,
  reportList,
  type ReportFilter,
  type ReportScope,
} from '../../schema/reports/index.js';
import type { RequestContext } from '../context.js';
import { AvailableAction } from './available-action.js';
import type { Connection } from './connection.js';
import { ReportConnection } from './connections.js';
import { loadList } from './list-loader.js';
import type { PageArgs } from './page-args.js';

/**
 * A page of the reports of a parent, or of all, that the viewer may see.
 * @throws PlanError INVALID_INPUT when the filter's period is none.
 */
export function loadReports(
  context: RequestContext,
  parent: ReportScope['parent'],
  parentId: string,
  filter: ReportFilter,
  page: PageArgs,
): Promise<Connection<Report>> {
  const { em, now: at } = context;
  const onlyUnitId = unitFilter(context.viewer, 'READ_REPORTS')?.unitId ?? null;
  assertPeriod(filter.period);
  return loadList(context, ReportConnection, {
    name: `reports ${parent} ${JSON.stringify(filter)}`,
    parent: parentId,
    page,
    query: () => reportList(em, filter, { parent, onlyUnitId, at }),
    read: (row) => readModelOf(em, Report).read(row),
  });
}

/** @throws PlanError INVALID_INPUT for a text that is the id of no period; ids are written alike in every scheme. */
export function assertPeriod(id: string | null | undefined): void {
  if (id !== null && id !== undefined) periodOf(id, PeriodScheme.Nd09);
}

/** What a report's unit owes, through the request's batch; undefined for the province's own. */
export async function deadlineOfReport(
  { em, loaders }: RequestContext,
  { deadline }: Pick<Report, 'deadline'>,
): Promise<Deadline | undefined> {
  if (!deadline) return undefined;
  return loaders.load('deadline by id', deadline.id, (ids) => readBy(em, Deadline, 'id', ids));
}

/** Every action on a report, as the viewer has it now. */
export async function actionsOnReport(context: RequestContext, report: Report): Promise<AvailableAction[]> {
  const standing = {
    state: report.state,
    unitId: report.unit?.id ?? null,
    period: periodOf(report.periodId, report.scheme),
    withdrawnReason: (await deadlineOfReport(context, report))?.withdrawnReason ?? null,
  };
  return availableActions(standing, context.viewer, context.day).map((action) => new AvailableAction(action));
}

/**
 * Key of the report that an id names: its own, or that of the deadline it meets.
 * @throws PlanError INVALID_INPUT, NOT_FOUND; as `reportIdOfDeadline` for the id of a deadline.
 */
export async function reportKey(
  em: EntityManager,
  id: string,
  { viewer, day }: RequestContext,
  right: Action,
): Promise<string> {
  const { type, key } = fromGlobalId(id);
  if (type === 'Report') return key;
  if (type === 'Deadline') return reportIdOfDeadline(em, key, { right, viewer, day });
  throw new PlanError('NOT_FOUND', 'Không có báo cáo này.', { field: 'id' });
}
