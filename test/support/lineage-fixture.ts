import { readFileSync } from 'node:fs';
import type { EntityManager } from '@mikro-orm/postgresql';
import { parse } from 'csv-parse/sync';
import { sql } from 'kysely';
import { parseCivilDate, projectFile, rowsOf, type TableFormat, type TablePlan } from '../../schema/base/index.js';
import { lineageTable, unitTable } from '../../schema/organisation/index.js';

/** Cells of a file of an invented reform, without its header. */
export function lineageCells(file: 'units.csv' | 'lineage.csv'): string[][] {
  return parse(readFileSync(projectFile(`test/fixtures/lineage/${file}`))).slice(1);
}

/** Applies rows to a table as an administrator does on 24/11/2026; in the transaction of `em`. */
export function applyTable(em: EntityManager, table: TableFormat, cells: string[][]): Promise<TablePlan> {
  const from = parseCivilDate('2026-11-24');
  return table.apply(em, cells, { actor: 'admin@hatinh.example', reason: 'Nhập dữ kiện thử', from });
}

/** Stores the invented reform: units V01, V02, V13 to V16 and the former V01, and the steps between them. */
export async function loadLineageFixture(em: EntityManager): Promise<void> {
  await em.transactional(async (own) => {
    for (const [table, file] of [[unitTable, 'units.csv'] as const, [lineageTable, 'lineage.csv'] as const]) {
      const { faults } = await applyTable(own, table, lineageCells(file));
      if (faults.length > 0) throw new Error(JSON.stringify(faults));
    }
  });
}

/** Gives units dossiers received online and resolved on time, all full-process, in the first half of May 2025. */
export async function receiveInMay2025(em: EntityManager, received: Readonly<Record<string, number>>): Promise<void> {
  await rowsOf(
    em,
    sql`insert into unit_rollup select (jsonb_populate_record(null::unit_rollup, (select jsonb_object_agg(column_name, 0)
        from information_schema.columns where table_name = 'unit_rollup' and column_name not in ('unit_id', 'bucket'))
        || jsonb_build_object('unit_id', unit.id, 'bucket', '2025-05-01', 'received_online', received,
          'full_process', received, 'resolved_on_time', received))).*
      from unnest(${Object.keys(received)}::text[], ${Object.values(received)}::int[]) as row (code, received)
      join unit on unit.code = row.code`,
  );
}
