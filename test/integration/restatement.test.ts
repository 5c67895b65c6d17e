import { afterAll, beforeAll, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { sql } from 'kysely';
import { addDays, parseCivilDate, rowsOf } from '../../schema/base/index.js';
import { periodOf, PeriodScheme } from '../../schema/calendar/index.js';
import { openDatabase, type Database } from '../../schema/database.js';
import { NO_DOSSIERS, StatisticsService, type StatisticsCounts } from '../../schema/dossiers/index.js';
import { IndicatorService } from '../../schema/indicators/index.js';
import { lineageFault, LineageKind, WHOLE, type LineageEdge, type Share } from '../../schema/organisation/index.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';

const UNITS = 12;
const codes = Array.from({ length: UNITS }, (_unit, place) => `T${place}`);
const start = parseCivilDate('2025-01-01');
const period = periodOf('2025-Q2', PeriodScheme.Calendar);

let file: TestDatabase;
let orm: Database;
let provinceId: string;
const ids = new Map<string, string>();

beforeAll(async () => {
  file = await createTestDatabase();
  orm = await openDatabase({ url: file.url, poolSize: 2 });
  const em = orm.em.fork();
  provinceId = (await rowsOf(em, sql<{ id: string }>`select id from province`))[0]?.id ?? '';
  const made = await rowsOf(
    em,
    sql<{
      code: string;
      id: string;
    }>`insert into unit (province_id, code, kind, name, short_name, certainty, source_note,
        commune_type)
      select ${provinceId}::uuid, code, 'COMMUNE', 'Xã ' || code, code, 'UNVERIFIED', 'thử', 'XA' from unnest(${codes}::text[]) code
      returning code, id`,
  );
  for (const { code, id } of made) ids.set(code, id);
});
afterAll(async () => {
  await orm.close();
  await file.drop();
});

const share = fc.oneof(
  { weight: 3, arbitrary: fc.constant<Share>(WHOLE) },
  fc.constantFrom<Share>({ numerator: 1, denominator: 2 }, { numerator: 2, denominator: 3 }, null),
);
const tried = fc.array(
  fc.record({
    from: fc.nat(UNITS - 1),
    to: fc.nat(UNITS - 1),
    share,
    days: fc.integer({ min: 0, max: 400 }),
  }),
  { maxLength: 25 },
);
const counted = fc.array(
  fc.record({ unit: fc.nat(UNITS - 1), half: fc.nat(11), received: fc.nat(50), resolved: fc.nat(50) }),
  { maxLength: 40 },
);

/** Steps of which every one could be taken after those before it. */
const forest = tried.map((steps) => {
  const edges: LineageEdge[] = [];
  for (const { from, to, share: part, days } of steps) {
    const edge: LineageEdge = {
      predecessor: `T${from}`,
      successor: `T${to}`,
      kind: part === WHOLE ? LineageKind.MergedInto : LineageKind.SplitFrom,
      share: part,
      effectiveOn: addDays(start, days),
    };
    const known = edges.some((one) => one.predecessor === edge.predecessor && one.successor === edge.successor);
    if (!known && lineageFault(edge, edges) === null) edges.push(edge);
  }
  return edges;
});

/** Where figures of a unit count on a day, walked step by step. */
function homeOf(unit: string, edges: readonly LineageEdge[], day: string): string {
  const step = edges.find((edge) => edge.predecessor === unit && edge.share === WHOLE && edge.effectiveOn <= day);
  return step ? homeOf(step.successor, edges, day) : unit;
}

function sumOf(all: readonly StatisticsCounts[]): StatisticsCounts {
  const names = Object.keys(NO_DOSSIERS) as (keyof StatisticsCounts)[];
  const entries = names.map((name) => [name, all.reduce((sum, counts) => sum + counts[name], 0)]);
  return Object.fromEntries(entries) as StatisticsCounts;
}

const bucketStarts = Array.from({ length: 12 }, (_half, place) =>
  parseCivilDate(`2025-${String(Math.floor(place / 2) + 1).padStart(2, '0')}-${place % 2 === 0 ? '01' : '15'}`),
);

it('counts every figure once, as reported and restated, whatever merged into whatever and when', async () => {
  const day = fc.integer({ min: 0, max: 450 }).map((days) => addDays(start, days));
  const property = fc.asyncProperty(forest, counted, day, async (edges, counts, today) => {
    const em = orm.em.fork();
    await em.begin();
    try {
      for (const { predecessor, successor, kind, share: part, effectiveOn } of edges) {
        await rowsOf(
          em,
          sql`insert into unit_lineage (predecessor_id, successor_id, kind, share_numerator, share_denominator,
              effective_on, certainty, source_note)
            values (${ids.get(predecessor)}, ${ids.get(successor)}, ${kind}, ${part?.numerator ?? null},
              ${part?.denominator ?? null}, ${effectiveOn}, 'UNVERIFIED', 'thử')`,
        );
      }
      for (const { unit, half, received, resolved } of counts) {
        await rowsOf(
          em,
          sql`insert into unit_rollup select (jsonb_populate_record(null::unit_rollup, (select jsonb_object_agg(column_name, 0)
              from information_schema.columns where table_name = 'unit_rollup' and column_name not in ('unit_id', 'bucket'))
              || jsonb_build_object('unit_id', ${ids.get(`T${unit}`)}::text, 'bucket', ${bucketStarts[half]}::text,
                'received_online', ${received}::int, 'resolved_on_time', ${resolved}::int))).*
            on conflict (unit_id, bucket) do nothing`,
        );
      }
      const statistics = new StatisticsService(em);
      const all = codes.map((code) => ids.get(code) ?? '');
      const reported = await statistics.countsByUnit(all, period);
      const restated = await statistics.countsByUnit(all, period, today);
      const ofProvince = await statistics.countsOfProvince(provinceId, period);
      expect(sumOf([...reported.values()])).toEqual(ofProvince);
      expect(sumOf([...restated.values()])).toEqual(ofProvince);
      for (const code of codes) {
        const sources = codes.filter((source) => homeOf(source, edges, today) === code);
        const own = sources.map((source) => reported.get(ids.get(source) ?? '') ?? NO_DOSSIERS);
        expect(restated.get(ids.get(code) ?? '')).toEqual(sumOf(own));
      }
      const service = new IndicatorService(em);
      const province = await service.ofProvince(provinceId, period, today);
      expect(province.counts).toEqual(ofProvince);
      expect(province.coverage.reported).toBeLessThanOrEqual(province.coverage.expected);
    } finally {
      await em.rollback();
    }
  });
  await fc.assert(property, { numRuns: 40 });
});
