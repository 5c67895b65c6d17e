import type { EntityManager } from '@mikro-orm/postgresql';
import { sql } from 'kysely';
import { readModelOf, rowsOf, type ListQuery } from '../../base/index.js';
import { IntegrityCheck, type IntegrityDifference } from './integrity-check.js';
import { ARCHIVED_FLOWS, cellsOf, FLOWS, flowSelect } from '../store/rollup-sql.js';

const SHOWN_DIFFERENCES = 100;

/** Compares what is kept with what it is kept from. */
export class IntegrityService {
  constructor(private readonly em: EntityManager) {}

  /**
   * Adds both rollups up anew from the dossiers and the archived years, compares, and writes down what differs. One
   * statement reads everything, so an import that commits meanwhile is seen whole or not at all.
   */
  async check(now: Date): Promise<Pick<IntegrityCheck, 'differenceCount' | 'differences' | 'dataVersion'>> {
    await rowsOf(this.em, sql`set local statement_timeout = '30min'`);
    const rows = await rowsOf(this.em, sql.raw<IntegrityDifference & { total: number; dataVersion: number }>(COMPARE));
    const dataVersion = rows[0]?.dataVersion ?? 0;
    const differenceCount = rows[0]?.total ?? 0;
    const differences = rows
      .filter(({ unit }) => unit !== null)
      .map(({ unit, procedure, bucket, count, stored, computed }) => ({
        unit,
        procedure,
        bucket,
        count,
        stored,
        computed,
      }));
    await this.em.insert(IntegrityCheck, { checkedAt: now, dataVersion, differenceCount, differences });
    return { dataVersion, differenceCount, differences };
  }
}

/** Integrity checks, latest first. */
export function integrityCheckList(em: EntityManager): ListQuery {
  return {
    columns: readModelOf(em, IntegrityCheck).columns('integrity_check'),
    from: sql`integrity_check`,
    where: [],
    order: [
      { expression: sql`integrity_check.checked_at`, type: 'timestamptz' },
      { expression: sql`integrity_check.id`, type: 'uuid' },
    ],
    descending: true,
  };
}

const COMPARE = `with computed as materialized (${cellsOf([flowSelect('dossier d', 1), ARCHIVED_FLOWS])}),
  computed_unit as (
    select unit_id, bucket, ${FLOWS.map((flow) => `sum(${flow})::int as ${flow}`).join(', ')}
    from computed group by unit_id, bucket),
  difference as (
    ${differencesOf('procedure_rollup', 'computed', ['unit_id', 'procedure_id', 'bucket'])}
    union all
    ${differencesOf('unit_rollup', 'computed_unit', ['unit_id', 'bucket'])})
  select unit.code as unit, procedure.code as procedure, bucket::text as bucket, count, stored, computed,
    (select count(*)::int from difference) as total,
    coalesce((select data_version::int from installation), 0) as "dataVersion"
  from (select) as always
    left join difference on true
    left join unit on unit.id = unit_id
    left join procedure on procedure.id = procedure_id
  order by unit.code, procedure.code nulls first, bucket, count limit ${SHOWN_DIFFERENCES}`;

/** One row a count that differs; a missing row counts as zeros. */
function differencesOf(stored: string, computed: string, key: readonly string[]): string {
  const pairs = FLOWS.map((flow) => `('${flow}', coalesce(s.${flow}, 0), coalesce(c.${flow}, 0))`);
  const procedure = key.includes('procedure_id') ? 'procedure_id' : 'null::uuid as procedure_id';
  return `select unit_id, ${procedure}, bucket, pair.*
    from ${stored} s full join ${computed} c using (${key.join(', ')})
      cross join lateral (values ${pairs.join(', ')}) as pair (count, stored, computed)
    where (${FLOWS.map((flow) => `coalesce(s.${flow}, 0)`).join(', ')})
      is distinct from (${FLOWS.map((flow) => `coalesce(c.${flow}, 0)`).join(', ')})
      and pair.stored <> pair.computed`;
}
