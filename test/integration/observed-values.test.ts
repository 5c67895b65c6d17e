import 'reflect-metadata';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parseCivilDate, type DayRange } from '../../schema/base/index.js';
import { PeriodKind, periodOf, PeriodScheme } from '../../schema/calendar/index.js';
import { GREATEST_VALUE, MeasureAggregation, ObservationService } from '../../schema/observations/index.js';
import { HA_TINH, Province, Unit } from '../../schema/organisation/index.js';
import { loadLineageFixture } from '../support/lineage-fixture.js';
import { buildMeasure, buildObservation } from '../support/observations.js';
import { openPlanDatabase, type PlanDatabase } from '../support/plan-database.js';

const FORMER_V01 = 'V01@2025-06-30';
const UNITS = ['V01', 'V02', 'V13', 'V15', 'V16', FORMER_V01];
const today = parseCivilDate('2026-11-24');

let database: PlanDatabase;
let provinceId: string;
let idOf: ReadonlyMap<string, string>;
const statements: string[] = [];

beforeAll(async () => {
  database = await openPlanDatabase((statement) => statements.push(statement));
  const em = database.orm.em.fork();
  await loadLineageFixture(em);
  await buildMeasure(em, { code: 'STOCK' });
  await buildMeasure(em, { code: 'FLOW', aggregation: MeasureAggregation.Sum });
  await buildMeasure(em, { code: 'YEARLY', aggregation: MeasureAggregation.Sum, cycle: PeriodKind.Year });
  for (const [unit, period, value] of [
    ['V13', '2025-06', 10],
    [FORMER_V01, '2025-05', 19],
    [FORMER_V01, '2025-06', 20],
    ['V15', '2025-06', 8],
    ['V16', '2025-06', 5],
    ['V01', '2025-09', 33],
    ['V02', '2025-10', 'Chưa thống kê'],
    ['V16', '2025-11', 0],
  ] as const) {
    await buildObservation(em, { unit, measure: 'STOCK', period, value });
  }
  await buildObservation(em, { unit: 'V01', measure: 'STOCK', period: '2025-09', value: 34, revision: 2 });
  for (const [unit, period, value] of [
    ['V13', '2025-06', 3],
    ['V01', '2025-07', 4],
    ['V01', '2025-08', 6],
    ['V02', '2025-08', GREATEST_VALUE],
    ['V16', '2025-08', GREATEST_VALUE - 1],
    ['V02', '2025-09', 'Chưa thống kê'],
  ] as const) {
    await buildObservation(em, { unit, measure: 'FLOW', period, value, synthetic: unit === 'V13' });
  }
  provinceId = (await em.findOneOrFail(Province, { code: HA_TINH.code })).id;
  idOf = new Map((await em.find(Unit, {})).map(({ code, id }) => [code, id]));
});
afterAll(() => database.close());

function month(id: string): DayRange {
  return periodOf(id, PeriodScheme.Calendar);
}

/** Values of the units in the order of `UNITS`. */
async function valuesOf(measure: string, range: DayRange, restated = false): Promise<(number | null | undefined)[]> {
  const ids = UNITS.map((code) => idOf.get(code) ?? '');
  const service = new ObservationService(database.orm.em.fork());
  const values = await service.observedByUnit([measure], ids, range, restated ? today : null);
  return ids.map((id) => values.get(id)?.get(measure));
}

async function provinceOf(measure: string, range: DayRange, restated = false) {
  const service = new ObservationService(database.orm.em.fork());
  return (await service.observedOfProvince([measure], provinceId, range, restated ? today : null)).get(measure);
}

describe('a stock', () => {
  it('is the newest value on or before the end, the highest revision of it', async () => {
    expect(await valuesOf('STOCK', month('2025-05'))).toEqual([null, null, null, null, null, 19]);
    expect(await valuesOf('STOCK', month('2025-06'))).toEqual([null, null, 10, 8, 5, 20]);
    expect((await valuesOf('STOCK', month('2025-12')))[0]).toBe(34);
  });

  it('of a merged unit counts until the unit that it went into has recorded, and never twice', async () => {
    expect(await valuesOf('STOCK', month('2025-08'))).toEqual([null, null, 10, 8, 5, 20]);
    expect(await provinceOf('STOCK', month('2025-08'))).toMatchObject({ value: 43 });
    expect(await valuesOf('STOCK', month('2025-09'))).toEqual([34, null, null, null, 5, null]);
    expect(await provinceOf('STOCK', month('2025-09'))).toMatchObject({ value: 39 });
  });

  it('stands restated at the unit of today, with the same sum of the province', async () => {
    expect(await valuesOf('STOCK', month('2025-08'), true)).toEqual([30, null, null, 8, 5, null]);
    expect(await provinceOf('STOCK', month('2025-08'), true)).toMatchObject({ value: 43 });
    expect(await valuesOf('STOCK', month('2025-09'), true)).toEqual([34, null, null, null, 5, null]);
  });

  it('tells 0 from nothing, and nothing when the newest record says that there is no figure', async () => {
    expect(await valuesOf('STOCK', month('2025-11'))).toEqual([34, null, null, null, 0, null]);
  });
});

describe('a flow', () => {
  it('is the sum of the periods whose last day lies in the range', async () => {
    expect((await valuesOf('FLOW', periodOf('2025-Q3', PeriodScheme.Calendar)))[0]).toBe(10);
    const crooked = { from: parseCivilDate('2025-07-31'), to: parseCivilDate('2025-08-31') };
    expect((await valuesOf('FLOW', crooked))[0]).toBe(4);
    expect((await valuesOf('FLOW', { ...crooked, to: parseCivilDate('2025-09-01') }))[0]).toBe(10);
    expect((await valuesOf('FLOW', { ...crooked, from: parseCivilDate('2025-08-01') }))[0]).toBeNull();
  });

  it('of a merged unit is restated to the one that it went into', async () => {
    const range = { from: parseCivilDate('2025-06-01'), to: parseCivilDate('2025-08-01') };
    expect(await valuesOf('FLOW', range)).toEqual([4, null, 3, null, null, null]);
    expect(await valuesOf('FLOW', range, true)).toEqual([7, null, null, null, null, null]);
  });

  it('stays exact at the greatest values', async () => {
    expect((await provinceOf('FLOW', month('2025-08')))?.value).toBe(2_000_000_000_005);
  });
});

describe('the coverage of a province', () => {
  it('counts units with a value, of all that had to enter one', async () => {
    // 69 communes, and V01, V02 and V16 of the fixture.
    expect(await provinceOf('FLOW', month('2025-08'))).toMatchObject({ reported: 3, expected: 72 });
    expect(await provinceOf('FLOW', month('2025-09'))).toMatchObject({ value: null, reported: 0, expected: 72 });
  });

  it('expects nothing before a period has closed, nor before the measure holds', async () => {
    expect(await provinceOf('YEARLY', month('2025-11'))).toMatchObject({ value: null, expected: 0 });
    expect(await provinceOf('YEARLY', month('2025-12'))).toMatchObject({ value: null, expected: 72 });
    expect(await provinceOf('STAFF_TOTAL', periodOf('2025-08', PeriodScheme.Nd09))).toMatchObject({ expected: 0 });
    // 20 departments without two, and 72 communes.
    const staff = await provinceOf('STAFF_TOTAL', periodOf('2025-09', PeriodScheme.Nd09));
    expect(staff).toMatchObject({ value: null, reported: 0, expected: 72 + 17 });
  });

  it('says when a figure was made up', async () => {
    expect(await provinceOf('FLOW', month('2025-06'))).toMatchObject({ value: 3, synthetic: true });
    expect(await provinceOf('FLOW', month('2025-08'))).toMatchObject({ synthetic: false });
  });
});

it('takes one statement for any number of units and measures', async () => {
  statements.length = 0;
  const service = new ObservationService(database.orm.em.fork());
  const codes = ['STOCK', 'FLOW', 'YEARLY', 'NO_SUCH_MEASURE'];
  const values = await service.observedByUnit(codes, [...idOf.values()], month('2025-09'), today);
  expect(statements).toHaveLength(1);
  expect(values.size).toBe(idOf.size);
  expect(new Set([...values.values()].map(({ size }) => size))).toEqual(new Set([4]));
  await service.observedOfProvince(codes, provinceId, month('2025-09'));
  expect(statements).toHaveLength(2);
});
