import { afterAll, beforeAll, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { parseCivilDate, type DayRange } from '../../schema/base/index.js';
import { ShiftService, type ShiftCandidates, type ShiftQuery } from '../../schema/indicators/index.js';
import { openCountedDatabase, type CountedDatabase } from '../support/counted-dossiers.js';
import {
  anyRange,
  listByHand,
  procedureCodes,
  randomDossiers,
  unitCodes,
  type CountedDossier,
} from '../support/statistics-oracle.js';

const dossiers = randomDossiers(400);
/** Provided at full process, in the order of their names; and in part. */
const FULL = ['1.000894', '1.001193'];
const PARTIAL = '2.000815';
let database: CountedDatabase;

beforeAll(async () => {
  database = await openCountedDatabase(dossiers);
});
afterAll(() => database?.close());

function candidates(code: string, available: number): ShiftCandidates['full'] {
  return available === 0 ? [] : [{ procedureId: database.idOf(code), available }];
}

/** What could have counted, dossier by dossier; undefined when nothing could. */
function byHand(
  scope: (dossier: CountedDossier) => boolean,
  range: DayRange,
  eligibleOnly: boolean,
): ShiftCandidates | undefined {
  const resolved = listByHand(dossiers, range).resolved;
  const missed = resolved.filter((one) => scope(one) && !one.fullProcess && (one.eligible || !eligibleOnly));
  const ofProcedure = (code: string) => missed.filter(({ procedure }) => procedure === code);
  const full = FULL.flatMap((code) =>
    candidates(code, ofProcedure(code).filter(({ channel }) => channel !== 'ONLINE').length),
  );
  const partial = candidates(PARTIAL, ofProcedure(PARTIAL).length);
  return full.length + partial.length === 0 ? undefined : { full, partial };
}

it('finds exactly the dossiers that could have counted, of any days, at every level', async () => {
  const restated = fc.constantFrom(null, parseCivilDate('2026-12-01'));
  await fc.assert(
    fc.asyncProperty(anyRange, fc.boolean(), restated, async (range, eligibleOnly, restatedOn) => {
      const service = new ShiftService(database.orm.em.fork());
      const query: ShiftQuery = { range, eligibleOnly, restatedOn };
      const units = await service.ofUnits(unitCodes.map(database.idOf), query);
      for (const code of unitCodes) {
        expect(units.get(database.idOf(code))).toEqual(byHand(({ unit }) => unit === code, range, eligibleOnly));
      }
      const procedures = await service.ofProcedures(procedureCodes.map(database.idOf), query);
      for (const code of procedureCodes) {
        const found = procedures.get(database.idOf(code));
        expect(found).toEqual(byHand(({ procedure }) => procedure === code, range, eligibleOnly));
      }
      const provinces = await service.ofProvinces([database.provinceId], query);
      expect(provinces.get(database.provinceId)).toEqual(byHand(() => true, range, eligibleOnly));
    }),
    { numRuns: 60 },
  );
});

it('leaves out the dossiers of other units', async () => {
  const service = new ShiftService(database.orm.em.fork());
  const range = { from: parseCivilDate('2024-01-01'), to: parseCivilDate('2027-01-01') };
  const [first = ''] = unitCodes;
  const found = await service.ofUnits([database.idOf(first)], { range, eligibleOnly: false, restatedOn: null });
  expect([...found.keys()]).toEqual([database.idOf(first)]);
});
