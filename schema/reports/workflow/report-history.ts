import type { EntityManager } from '@mikro-orm/postgresql';
import { sql } from 'kysely';
import { readModelOf, rowsOf } from '../../base/index.js';
import type { ReportContent } from '../report-content.js';
import { ReportEvent } from '../report-event.js';
import { ReportRevision } from '../report-revision.js';

/** Every step of reports by report id, earliest first; a report without history is missing. One statement. */
export async function reportEvents(em: EntityManager, ids: readonly string[]): Promise<Map<string, ReportEvent[]>> {
  const model = readModelOf(em, ReportEvent);
  const rows = await rowsOf(
    em,
    sql<Record<string, unknown>>`select ${model.columns('event')} from report_event event
      where report_id = any(${[...ids]}::uuid[]) order by at, id`,
  );
  return Map.groupBy(
    rows.map((row) => model.read(row)),
    ({ report }) => report.id,
  );
}

/** Every revision by report id, first one first, without figures and document; not compiled: missing. One statement. */
export async function reportRevisions(
  em: EntityManager,
  ids: readonly string[],
): Promise<Map<string, ReportRevision[]>> {
  const model = readModelOf(em, ReportRevision);
  const rows = await rowsOf(
    em,
    sql<Record<string, unknown>>`select ${model.columns('revision')} from report_revision revision
      where report_id = any(${[...ids]}::uuid[]) order by number`,
  );
  return Map.groupBy(
    rows.map((row) => model.read(row)),
    ({ report }) => report.id,
  );
}

/** Figures by revision id. One statement. */
export async function revisionContents(em: EntityManager, ids: readonly string[]): Promise<Map<string, ReportContent>> {
  const rows = await rowsOf(
    em,
    sql<{ id: string; content: ReportContent }>`select id, content from report_revision
      where id = any(${[...ids]}::uuid[])`,
  );
  return new Map(rows.map(({ id, content }) => [id, content]));
}
