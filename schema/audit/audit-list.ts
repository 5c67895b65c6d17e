import type { EntityManager } from '@mikro-orm/postgresql';
import { sql, type RawBuilder } from 'kysely';
import { addDays, instantAt, readModelOf, type CivilDate, type ListQuery } from '../base/index.js';
import { AuditEntry } from './audit-entry.js';

/** Which audit rows; all conditions must hold. */
export interface AuditFilter {
  readonly actor?: string | null;
  readonly action?: string | null;
  readonly subjectType?: string | null;
  readonly subjectId?: string | null;
  /** First and last civil day of the act, both included. */
  readonly from?: CivilDate | null;
  readonly to?: CivilDate | null;
}

/** Audit rows, latest first. */
export function auditList(em: EntityManager, filter: AuditFilter): ListQuery {
  return {
    columns: readModelOf(em, AuditEntry).columns('audit_entry'),
    from: sql`audit_entry`,
    where: conditions(filter),
    order: [{ expression: sql`audit_entry.id`, type: 'bigint' }],
    descending: true,
  };
}

function conditions({ actor, action, subjectType, subjectId, from, to }: AuditFilter): RawBuilder<unknown>[] {
  return [
    ...(actor ? [sql`audit_entry.actor = ${actor}`] : []),
    ...(action ? [sql`audit_entry.action = ${action}`] : []),
    ...(subjectType ? [sql`audit_entry.subject_type = ${subjectType}`] : []),
    ...(subjectId ? [sql`audit_entry.subject_id = ${subjectId}`] : []),
    ...(from ? [sql`audit_entry.at >= ${instantAt(from, 0)}`] : []),
    ...(to ? [sql`audit_entry.at < ${instantAt(addDays(to, 1), 0)}`] : []),
  ];
}
