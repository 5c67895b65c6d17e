import { sql, type RawBuilder } from 'kysely';
import type { CivilDate } from '../base/index.js';

/** Condition that a row with `valid_from` and `valid_to` holds on a day. */
export function validOn(alias: string, day: CivilDate): RawBuilder<unknown> {
  return sql`coalesce(${sql.ref(`${alias}.valid_from`)} <= ${day}::date, true)
    and coalesce(${sql.ref(`${alias}.valid_to`)} > ${day}::date, true)`;
}

/** Condition that a row with `valid_from` and `valid_to` holds on any day of `[from, to)`. */
export function validWithin(alias: string, { from, to }: { from: CivilDate; to: CivilDate }): RawBuilder<unknown> {
  return sql`coalesce(${sql.ref(`${alias}.valid_from`)} < ${to}::date, true)
    and coalesce(${sql.ref(`${alias}.valid_to`)} > ${from}::date, true)`;
}

/**
 * Table expression `(source_id, unit_id)`: the unit at which figures of every unit count, restated to the units of a
 * day. One row for each unit that was ever there, so that nothing counts twice or not at all: figures follow steps of
 * 1/1 that have taken effect, and stay where there is none.
 */
export function restatedUnits(day: CivilDate): RawBuilder<unknown> {
  const whole = sql`l.share_numerator = l.share_denominator and l.effective_on <= ${day}::date`;
  // `union` rather than `union all`: a cycle, should one ever be stored, must end the walk and not the server.
  return sql`(with recursive walk (source_id, unit_id) as (
      select id, id from unit
      union select walk.source_id, l.successor_id from walk
        join unit_lineage l on l.predecessor_id = walk.unit_id and ${whole})
    select source_id, unit_id from walk
    where not exists (select from unit_lineage l where l.predecessor_id = walk.unit_id and ${whole}))`;
}
