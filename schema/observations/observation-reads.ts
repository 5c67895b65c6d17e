import type { EntityManager } from '@mikro-orm/postgresql';
import { sql, type RawBuilder } from 'kysely';
import { readModelOf, rowsOf, type ListQuery } from '../base/index.js';
import { placeKey, placeOf } from './observation-rules.js';
import { Observation } from './observation.js';

type Row = Readonly<Record<string, unknown>>;

/** Current observations by place key; a place without one is missing. One statement. */
export async function currentObservations(
  em: EntityManager,
  keys: readonly string[],
): Promise<Map<string, Observation>> {
  const places = keys.map((key) => key.split('/'));
  const column = (index: number) => places.map((place) => place[index] ?? '');
  const asked = sql`unnest(${column(0)}::uuid[], ${column(1)}::text[], ${column(2)}::text[])`;
  return byPlace(em, sql`(o.unit_id, o.measure_code, o.period_id) in (select * from ${asked})`);
}

/** Every current observation, by place key, in the order of unit code, measure and period. One statement. */
export function allCurrentObservations(em: EntityManager): Promise<Map<string, Observation>> {
  return byPlace(em, sql`true`);
}

/** Every revision of a place (the parent is its key), newest first. */
export function observationHistory(em: EntityManager): ListQuery {
  return {
    columns: readModelOf(em, Observation).columns('o'),
    from: sql`observation o`,
    where: [
      sql`o.unit_id = split_part(parent.id, '/', 1)::uuid and o.measure_code = split_part(parent.id, '/', 2)
        and o.period_id = split_part(parent.id, '/', 3)`,
    ],
    order: [{ expression: sql`o.revision`, type: 'integer' }],
    descending: true,
  };
}

async function byPlace(em: EntityManager, condition: RawBuilder<unknown>): Promise<Map<string, Observation>> {
  const model = readModelOf(em, Observation);
  const rows = await rowsOf(
    em,
    sql<Row>`select distinct on (unit.code, o.measure_code, o.period_id) ${model.columns('o')}
      from observation o join unit on unit.id = o.unit_id where ${condition}
      order by unit.code, o.measure_code, o.period_id, o.revision desc`,
  );
  return new Map(rows.map((row) => model.read(row)).map((one) => [placeKey(placeOf(one)), one]));
}
