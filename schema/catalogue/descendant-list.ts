import { sql, type RawBuilder } from 'kysely';
import type { CivilDate, ListQuery } from '../base/index.js';
import { validOn } from '../organisation/index.js';
import { UNIT_HANDLES_PROCEDURE } from './procedure-list.js';
import { proceduresOn } from './procedure-reads.js';

/** Depth of a unit below its province, and of a procedure below the unit that handles it. */
export const UNIT_DEPTH = 1;
export const PROCEDURE_DEPTH = 2;

/** What stands below a province: a unit, or a procedure at a unit. */
export interface DescendantRow {
  readonly depth: number;
  readonly unitId: string;
  /** Null for the unit itself. */
  readonly procedureId: string | null;
}

/** Sorts before every procedure, so that a unit stands before its own. */
const NO_PROCEDURE = '00000000-0000-0000-0000-000000000000';

/**
 * All that stands below the parent province on a day down to a depth: each unit, in Vietnamese name order, followed by
 * the procedures that it handles, in name order; rows for `readDescendant`.
 */
export function descendantList(day: CivilDate, maxDepth: number): ListQuery {
  const parts = [units(day), ...(maxDepth >= PROCEDURE_DEPTH ? [proceduresAtUnits(day)] : [])];
  return {
    columns: sql`item.depth, item.unit_id, item.procedure_id`,
    from: sql`(${sql.join(parts, sql` union all `)}) item`,
    where: [],
    order: [
      { expression: sql`item.unit_name collate "vi-x-icu"`, type: 'text' },
      { expression: sql`item.unit_id`, type: 'uuid' },
      { expression: sql`item.depth`, type: 'integer' },
      { expression: sql`item.procedure_name collate "vi-x-icu"`, type: 'text' },
      { expression: sql`item.procedure_id`, type: 'uuid' },
    ],
  };
}

/** What a row of `descendantList` tells. */
export function readDescendant(row: Readonly<Record<string, unknown>>): DescendantRow {
  const { depth, unit_id: unitId, procedure_id: procedureId } = row;
  return {
    depth: Number(depth),
    unitId: String(unitId),
    procedureId: procedureId === NO_PROCEDURE ? null : String(procedureId),
  };
}

function units(day: CivilDate): RawBuilder<unknown> {
  return sql`select ${sql.lit(UNIT_DEPTH)} as depth, unit.id as unit_id, unit.short_name as unit_name,
      ${sql.lit(NO_PROCEDURE)}::uuid as procedure_id, '' as procedure_name
    from unit where unit.province_id = parent.id::uuid and ${validOn('unit', day)}`;
}

function proceduresAtUnits(day: CivilDate): RawBuilder<unknown> {
  return sql`select ${sql.lit(PROCEDURE_DEPTH)}, unit.id, unit.short_name, procedure.id, procedure.name
    from ${proceduresOn(day)} join unit on ${UNIT_HANDLES_PROCEDURE}
    where unit.province_id = parent.id::uuid and ${validOn('unit', day)}`;
}
