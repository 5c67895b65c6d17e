import type { EntityManager } from '@mikro-orm/postgresql';
import { sql } from 'kysely';
import { readModelOf, rowsOf, type ListQuery } from '../base/index.js';
import { DossierImport, RowRejection } from './dossier-import.js';

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

/** Kept rejections of imports, keyed by import id, in file order. One statement. */
export async function rejectionsOf(
  em: EntityManager,
  importIds: readonly string[],
): Promise<Map<string, RowRejection[]>> {
  const model = readModelOf(em, RowRejection);
  const rows = await rowsOf(
    em,
    sql<Record<string, unknown>>`select ${model.columns('row_rejection')} from row_rejection
      where dossier_import_id = any(${[...importIds]}::uuid[]) order by id`,
  );
  return Map.groupBy(
    rows.map((row) => model.read(row)),
    ({ dossierImport }) => dossierImport.id,
  );
}
