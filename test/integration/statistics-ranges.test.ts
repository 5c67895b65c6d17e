import { afterAll, beforeAll, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { addDays, daysBetween, parseCivilDate, type DayRange } from '../../schema/base/index.js';
import { periodOf, PeriodScheme } from '../../schema/calendar/index.js';
import {
  FieldStatisticsService,
  form06Columns,
  Form06Level,
  Form06Service,
  NO_DOSSIERS,
  ownedFieldKey,
  receivedOf,
  resolvedOf,
  StatisticsService,
  unitProcedureKey,
  type StatisticsCounts,
} from '../../schema/dossiers/index.js';
import { openCountedDatabase, type CountedDatabase } from '../support/counted-dossiers.js';
import { watchStatements } from '../support/statements.js';
import {
  anyRange,
  countByHand,
  fieldOf,
  procedureCodes,
  randomDossiers,
  unitCodes,
} from '../support/statistics-oracle.js';

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

const fields = [...new Set(Object.values(fieldOf))];
const owned = (ownerIds: string[]) => ownerIds.flatMap((ownerId) => fields.map((field) => ({ ownerId, field })));
const isCommune = (unit: string) => /^\d/.test(unit);

/** A failing property prints its seed and the smallest range that fails. */
async function holds(property: fc.IAsyncProperty<unknown>): Promise<void> {
  await fc.assert(property, { numRuns: 40 });
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

it('counts fields of procedures at units and in the province, and form 06, as dossier by dossier', async () => {
  const property = fc.asyncProperty(anyRange, async (range) => {
    const service = new FieldStatisticsService(database.orm.em.fork());
    const byUnit = await service.counts('unit', owned(unitCodes.map(database.idOf)), range);
    for (const unit of unitCodes) {
      for (const field of fields) {
        const own = dossiers.filter((d) => d.unit === unit && fieldOf[d.procedure] === field);
        expect(byUnit.get(ownedFieldKey({ ownerId: database.idOf(unit), field }))).toEqual(countByHand(own, range));
      }
    }
    const inProvince = await service.counts('province', owned([database.provinceId]), range);
    for (const field of fields) {
      const own = dossiers.filter((d) => fieldOf[d.procedure] === field);
      expect(inProvince.get(ownedFieldKey({ ownerId: database.provinceId, field }))).toEqual(countByHand(own, range));
    }
    const form = await new Form06Service(database.orm.em.fork()).form({ range, unit: null, restatedOn: null });
    expect(form.rows.at(-1)).toMatchObject(form06Columns(countByHand(dossiers, range)));
    for (const row of form.rows.filter(({ level }) => level === Form06Level.KindOfUnit)) {
      const own = dossiers.filter(({ unit }) => isCommune(unit) === row.label.startsWith('Cấp xã'));
      expect(row).toMatchObject(form06Columns(countByHand(own, range)));
    }
  });
  await holds(property);
});

it('names the fields of a unit in Vietnamese order, those of its procedures and those it has dossiers in', async () => {
  const service = new FieldStatisticsService(database.orm.em.fork());
  const [commune, department] = [database.idOf('18073'), database.idOf('SYT')];
  const names = await service.fieldsOf('unit', [commune, department], parseCivilDate('2026-01-01'));
  expect(names.get(commune)).toEqual(expect.arrayContaining(['Chứng thực', 'Hộ tịch']));
  expect(names.get(commune)).toEqual(names.get(commune)?.toSorted((a, b) => a.localeCompare(b, 'vi')));
  expect(names.get(department)).not.toContain('Hộ tịch');
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
