import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { addDays, parseCivilDate } from '../../schema/base/index.js';
import { PeriodScheme, periodOf } from '../../schema/calendar/index.js';
import { Observation, ObservationService, readObservedTargets } from '../../schema/observations/index.js';
import { HA_TINH, Province } from '../../schema/organisation/index.js';
import { makeDemoObservations } from '../../server/local/demo-observations.js';
import { openPlanDatabase, type PlanDatabase } from '../support/plan-database.js';

const today = parseCivilDate('2025-12-20');

let database: PlanDatabase;
let made: number;

beforeAll(async () => {
  database = await openPlanDatabase();
  made = await database.orm.em.fork().transactional((em) => makeDemoObservations(em, today));
});
afterAll(() => database?.close());

it('marks every made-up observation, of closed periods only', async () => {
  const stored = await database.orm.em.fork().find(Observation, {});
  expect(stored).toHaveLength(made);
  expect(stored.filter(({ synthetic, periodTo }) => !synthetic || periodTo > today)).toEqual([]);
  // Four months of 86 units, four of 69, and two quarters of 17 departments, each of a whole and of a part.
  expect(made).toBe(2 * (4 * 86 + 4 * 69 + 2 * 17));
});

it('gives every target that observations measure a value, the part within the whole', async () => {
  const em = database.orm.em.fork();
  const { id } = await em.findOneOrFail(Province, { code: HA_TINH.code });
  const period = periodOf('2025-12', PeriodScheme.Nd09);
  for (const { numerator, denominator } of readObservedTargets()) {
    const figures = await new ObservationService(em).observedOfProvince([numerator, denominator], id, period);
    const [part, whole] = [figures.get(numerator), figures.get(denominator)];
    expect(part).toMatchObject({ synthetic: true });
    expect(part?.value).toBeGreaterThan(0);
    expect(part?.value).toBeLessThan(whole?.value ?? 0);
    expect(whole?.reported).toBe(whole?.expected);
  }
});

it('makes up the same again, and adds what has closed since', async () => {
  const again = (day: typeof today) => database.orm.em.fork().transactional((em) => makeDemoObservations(em, day));
  expect(await again(today)).toBe(0);
  expect(await again(addDays(today, 31))).toBe(2 * (86 + 69));
});
