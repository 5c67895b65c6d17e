import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { parseCivilDate, rowsOf } from '../../schema/base/index.js';
import { periodOf, PeriodScheme } from '../../schema/calendar/index.js';
import { IndicatorService, periodsUpTo, TrendService, unitRangeKey } from '../../schema/indicators/index.js';
import { openPlanDatabase, type PlanDatabase } from '../support/plan-database.js';

let database: PlanDatabase;
const statements: string[] = [];

/** Flows in some half-months of 2025 at most units, those before the mergers of 2025-07-01 too. */
beforeAll(async () => {
  database = await openPlanDatabase((text) => statements.push(text));
  await rowsOf(
    database.orm.em.fork(),
    sql`insert into unit_rollup (unit_id, bucket, received_online, received_in_person, received_postal, resolved_early,
        resolved_on_time, resolved_late, became_overdue, full_process, eligible, electronic_result, payable, paid_online,
        rated, satisfied)
      select id, bucket_of(day::date), 9 + n % 7, n % 5, n % 3, n % 4, n % 3, n % 2, n % 2 + n % 3, n % 5, n % 6, n % 4,
        n % 3, n % 2, n % 4, n % 3
      from (select id, row_number() over (order by code)::int % 23 as place from unit) unit,
        generate_series('2025-01-01'::timestamp, '2025-12-16', '15 days') day,
        lateral (select place * 13 + extract(doy from day)::int as n) number
      where n % 4 <> 1 and place % 11 <> 3
      on conflict do nothing`,
  );
});
afterAll(() => database?.close());

const ranges = [
  ...periodsUpTo(periodOf('2025-12', PeriodScheme.Nd09), 12),
  periodOf('2025-Q4', PeriodScheme.Calendar),
  periodOf('2025', PeriodScheme.Nd09),
  periodOf('2024', PeriodScheme.Nd09),
];

describe('counts of all units in many ranges', () => {
  it.each([
    ['as reported', null],
    ['restated', parseCivilDate('2025-12-16')],
  ])('%s, are those of each range by itself, read by one statement', async (_case, restatedOn) => {
    const em = database.orm.em.fork();
    const units = await rowsOf(em, sql<{ id: string }>`select id from unit`);
    const ids = units.map(({ id }) => id);
    statements.length = 0;
    const found = await new TrendService(em).ofUnits(ids, ranges, restatedOn);
    expect(statements).toHaveLength(1);
    expect(found.size).toBe(ids.length * ranges.length);
    for (const range of ranges) {
      const single = await new IndicatorService(em).ofUnits(ids, range, restatedOn);
      for (const [unitId, counts] of single) expect(found.get(unitRangeKey({ unitId, range }))).toEqual(counts);
    }
  });
});
