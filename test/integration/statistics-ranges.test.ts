import { afterAll, beforeAll, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { addDays, daysBetween, parseCivilDate, type DayRange } from '../../schema/base/index.js';
import { periodOf, PeriodScheme } from '../../schema/calendar/index.js';
import {
  NO_DOSSIERS,
  receivedOf,
  resolvedOf,
  StatisticsService,
  unitProcedureKey,
  type StatisticsCounts,
} from '../../schema/dossiers/index.js';
import { openCountedDatabase, type CountedDatabase } from '../support/counted-dossiers.js';
import { watchStatements } from '../support/statements.js';
import { anyRange, countByHand, procedureCodes, randomDossiers, unitCodes } from '../support/statistics-oracle.js';

const dossiers = randomDossiers(1500);
let database: CountedDatabase;

beforeAll(async () => {
  database = await openCountedDatabase(dossiers);
});
afterAll(() => database?.close());

const statistics = () => new StatisticsService(database.orm.em.fork());
const ofProvince = (range: DayRange) => statistics().countsOfProvince(database.provinceId, range);

const stocks = new Set(['carriedOver', 'inProgress', 'inProgressLate']);
const flows = (Object.keys(NO_DOSSIERS) as (keyof StatisticsCounts)[]).filter((name) => !stocks.has(name));

/** A failing property prints its seed and the smallest range that fails. */
async function holds(property: fc.IAsyncProperty<unknown>): Promise<void> {
  await fc.assert(property, { numRuns: 60 });
}

it('counts any range of days as dossier by dossier: province, units, procedures and pairs', async () => {
  const pairs = unitCodes.flatMap((unit) => procedureCodes.map((procedure) => ({ unit, procedure })));
  const property = fc.asyncProperty(anyRange, async (range) => {
    const { idOf } = database;
    expect(await ofProvince(range)).toEqual(countByHand(dossiers, range));
    const byUnit = await statistics().countsByUnit(unitCodes.map(idOf), range);
    for (const code of unitCodes) {
      const own = dossiers.filter(({ unit }) => unit === code);
      expect(byUnit.get(idOf(code))).toEqual(countByHand(own, range));
    }
    const byProcedure = await statistics().countsByProcedure(procedureCodes.map(idOf), range);
    for (const code of procedureCodes) {
      const own = dossiers.filter(({ procedure }) => procedure === code);
      expect(byProcedure.get(idOf(code))).toEqual(countByHand(own, range));
    }
    const keys = pairs.map(({ unit, procedure }) => ({ unitId: idOf(unit), procedureId: idOf(procedure) }));
    const byPair = await statistics().countsByUnitProcedure(keys, range);
    for (const { unit, procedure } of pairs) {
      const own = dossiers.filter((d) => d.unit === unit && d.procedure === procedure);
      const key = unitProcedureKey({ unitId: idOf(unit), procedureId: idOf(procedure) });
      expect(byPair.get(key)).toEqual(countByHand(own, range));
    }
  });
  await holds(property);
});

it('keeps the identities of form 06, and leaves to the range after what it did not finish', async () => {
  const property = fc.asyncProperty(anyRange, fc.integer({ min: 1, max: 200 }), async (range, days) => {
    const [counts, next] = await Promise.all([
      ofProvince(range),
      ofProvince({ from: range.to, to: addDays(range.to, days) }),
    ]);
    expect(receivedOf(counts) + counts.carriedOver).toBe(resolvedOf(counts) + counts.inProgress);
    expect(counts.inProgressLate).toBeLessThanOrEqual(counts.inProgress);
    expect(next.carriedOver).toBe(counts.inProgress);
  });
  await holds(property);
});

it('sums to the whole over any partition of a range', async () => {
  const property = fc.asyncProperty(anyRange, fc.array(fc.nat(), { maxLength: 4 }), async (range, cuts) => {
    const length = daysBetween(range.from, range.to);
    const places = [...new Set([0, ...cuts.map((cut) => cut % length), length])].toSorted((a, b) => a - b);
    const parts = places.slice(1).map((end, index) => ({
      from: addDays(range.from, places[index] ?? 0),
      to: addDays(range.from, end),
    }));
    const [whole, ...counts] = await Promise.all([range, ...parts].map(ofProvince));
    for (const flow of flows) {
      expect([flow, counts.reduce((sum, part) => sum + part[flow], 0)]).toEqual([flow, whole?.[flow]]);
    }
    expect(counts.at(-1)?.inProgressLate).toBe(whole?.inProgressLate);
  });
  await holds(property);
});

it.each([PeriodScheme.Nd09, PeriodScheme.Calendar])(
  'brings the year to date to the year at its end, never falling on the way (%s)',
  async (scheme) => {
    const year = periodOf('2025', scheme);
    const days = [1, 20, 100, 101, 200, 364].map((place) => addDays(year.from, place));
    const toDate = await Promise.all([...days, year.to].map((to) => ofProvince({ from: year.from, to })));
    expect(toDate.at(-1)).toEqual(await ofProvince(year));
    for (const [index, counts] of toDate.entries()) {
      for (const flow of flows) expect(counts[flow]).toBeGreaterThanOrEqual(toDate[index - 1]?.[flow] ?? 0);
    }
  },
);

it('reads one statement whatever the range', async () => {
  const statements: string[] = [];
  await watchStatements(database.orm, (text) => statements.push(text));
  await ofProvince({ from: parseCivilDate('2025-02-03'), to: parseCivilDate('2025-07-20') });
  expect(statements).toHaveLength(1);
});
