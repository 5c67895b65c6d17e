import type { EntityManager } from '@mikro-orm/postgresql';
import { sql } from 'kysely';
import { readModelOf, rowsOf, type ListQuery } from '../../base/index.js';
import { DossierImport } from './dossier-import.js';
import { FindingSeverity } from './finding-severity.js';
import { ImportFinding, type FindingCount, type RowRejection } from './import-finding.js';
import { SHOWN_REJECTIONS } from './import-staging.js';

/** Imports, latest first. */
export function importList(em: EntityManager): ListQuery {
  return {
    columns: readModelOf(em, DossierImport).columns('dossier_import'),
    from: sql`dossier_import`,
    where: [],
    order: [
      { expression: sql`dossier_import.imported_at`, type: 'timestamptz' },
      { expression: sql`dossier_import.id`, type: 'uuid' },
    ],
    descending: true,
  };
}

/** What was found in the rows of the parent import, in file order; of one severity when it is given. */
export function findingList(em: EntityManager, severity: FindingSeverity | null): ListQuery {
  return {
    columns: readModelOf(em, ImportFinding).columns('import_finding'),
    from: sql`import_finding`,
    where: [
      sql`import_finding.dossier_import_id = parent.id::uuid`,
      ...(severity === null ? [] : [sql`import_finding.severity = ${severity}`]),
    ],
    order: [{ expression: sql`import_finding.id`, type: 'bigint' }],
  };
}

/** The first rejections of imports, `SHOWN_REJECTIONS` each, keyed by import id, in file order. One statement. */
export async function rejectionsOf(
  em: EntityManager,
  importIds: readonly string[],
): Promise<Map<string, RowRejection[]>> {
  const rows = await rowsOf(
    em,
    sql<RowRejection & { readonly importId: string }>`
      select asked.id as "importId", found."row", found."column", found.value, found.rule, found.message
      from unnest(${[...importIds]}::uuid[]) as asked (id) cross join lateral (
        select * from import_finding where dossier_import_id = asked.id and severity = ${FindingSeverity.Block}
        order by id limit ${SHOWN_REJECTIONS}) as found`,
  );
  return Map.groupBy(rows, ({ importId }) => importId);
}

/** How often each rule found something, keyed by import id, most frequent first. One statement. */
export async function findingCountsOf(
  em: EntityManager,
  importIds: readonly string[],
): Promise<Map<string, FindingCount[]>> {
  const rows = await rowsOf(
    em,
    sql<FindingCount & { readonly importId: string }>`
      select dossier_import_id as "importId", rule, severity, count(*)::int as count from import_finding
      where dossier_import_id = any(${[...importIds]}::uuid[])
      group by dossier_import_id, rule, severity order by count desc, rule`,
  );
  return Map.groupBy(rows, ({ importId }) => importId);
}
