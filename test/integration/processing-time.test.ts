import { afterAll, beforeAll, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { sql } from 'kysely';
import { addDays, parseCivilDate, rowsOf, type DayRange } from '../../schema/base/index.js';
import { CalendarService, workingDaysBetween, type WorkingCalendar } from '../../schema/calendar/index.js';
import { ProcedureService } from '../../schema/catalogue/index.js';
import { COUNTS_AS_RESOLVED } from '../../schema/dossiers/statistics/flow-sql.js';
import { ProcessingTimeService, unitProcedureKey, type ChannelTime } from '../../schema/dossiers/index.js';
import { dossierColumns } from '../../schema/dossiers/store/rollup-sql.js';
import { openCountedDatabase, type CountedDatabase } from '../support/counted-dossiers.js';
import {
  anyRange,
  listByHand,
  procedureCodes,
  randomDossiers,
  unitCodes,
  type CountedDossier,
} from '../support/statistics-oracle.js';

const dossiers = randomDossiers(800);
const [KNOWN, CHANGED] = ['1.001193', '2.000815'];
const CHANGE_DAY = parseCivilDate('2025-06-01');
let database: CountedDatabase;
let calendar: WorkingCalendar;

/** Limits: 40 hours of one procedure, 16 and from a day on 4 of the second, unknown of the third. */
beforeAll(async () => {
  database = await openCountedDatabase(dossiers);
  await database.orm.em.fork().transactional(async (em) => {
    await rowsOf(
      em,
      sql`update procedure_version set limit_direct_hours =
        case code when ${KNOWN} then 40 when ${CHANGED} then 16 end where code = any(${procedureCodes}::text[])`,
    );
    const change = { limitDirectText: '4 Giờ', limitDirectHours: 4 };
    await new ProcedureService(em).change(
      { code: CHANGED, from: CHANGE_DAY, changes: change, documentNumber: '1/QĐ', reason: 'thử', correct: true },
      { actor: 'test', today: parseCivilDate('2026-01-01') },
    );
  });
  calendar = await new CalendarService(database.orm.em.fork()).workingCalendar();
});
afterAll(() => database?.close());

function limitOf({ procedure, received }: CountedDossier): number | null {
  if (procedure === KNOWN) return 40;
  if (procedure !== CHANGED) return null;
  return received < CHANGE_DAY ? 16 : 4;
}

function daysOf({ received, finished }: CountedDossier): number {
  const [first, last] = [parseCivilDate(received), parseCivilDate(finished ?? received)];
  return workingDaysBetween(addDays(first, 1), addDays(last, 1), calendar);
}

const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0);

function taken(received: string, finished: string): number {
  return daysOf({ ...dossiers[0], received, finished } as CountedDossier);
}

function medianOf(sorted: readonly number[]): number {
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? 0;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? 0) + upper) / 2;
}

/** Times by channel, dossier by dossier. */
function timesByHand(own: readonly CountedDossier[], range: DayRange): ChannelTime[] {
  const byChannel = Object.entries(Object.groupBy(listByHand(own, range).resolved, ({ channel }) => channel));
  return byChannel
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([channel, list = []]) => {
      const limited = list.filter((d) => limitOf(d) !== null);
      return {
        channel: channel as ChannelTime['channel'],
        resolved: list.length,
        workingDays: sum(list.map(daysOf)),
        medianDays: medianOf(list.map(daysOf).toSorted((a, b) => a - b)),
        withLimit: limited.length,
        withLimitDays: sum(limited.map(daysOf)),
        limitHours: sum(limited.map((d) => limitOf(d) ?? 0)),
      };
    });
}

it('adds up working days and limits as dossier by dossier: province, units, procedures and pairs', async () => {
  const { idOf, provinceId } = database;
  const property = fc.asyncProperty(anyRange, async (range) => {
    const service = new ProcessingTimeService(database.orm.em.fork());
    const asked = { range, restatedOn: null };
    const ofProvince = await service.byChannel({ scope: 'province', keys: [provinceId], ...asked });
    expect(ofProvince.get(provinceId)).toEqual(timesByHand(dossiers, range));
    const byUnit = await service.byChannel({ scope: 'unit', keys: unitCodes.map(idOf), ...asked });
    for (const code of unitCodes) {
      const own = dossiers.filter(({ unit }) => unit === code);
      expect(byUnit.get(idOf(code))).toEqual(timesByHand(own, range));
    }
    const byProcedure = await service.byChannel({ scope: 'procedure', keys: procedureCodes.map(idOf), ...asked });
    for (const code of procedureCodes) {
      const own = dossiers.filter(({ procedure }) => procedure === code);
      expect(byProcedure.get(idOf(code))).toEqual(timesByHand(own, range));
    }
    const key = unitProcedureKey({ unitId: idOf('18073'), procedureId: idOf(CHANGED) });
    const own = dossiers.filter(({ unit, procedure }) => unit === '18073' && procedure === CHANGED);
    const byPair = await service.byChannel({ scope: 'pair', keys: [key], ...asked });
    expect(byPair.get(key)).toEqual(timesByHand(own, range));
  });
  await fc.assert(property, { numRuns: 25 });
});

it('follows a merger when restated, for units and pairs in any range, and only from its day on', async () => {
  const { idOf } = database;
  const [into, from] = ['18073', '18100'];
  const [before, after] = [parseCivilDate('2025-06-30'), parseCivilDate('2025-07-01')];
  const em = database.orm.em.fork();
  await em.begin();
  try {
    await rowsOf(
      em,
      sql`insert into unit_lineage (predecessor_id, successor_id, kind, share_numerator, share_denominator, effective_on,
          certainty, source_note)
        values (${idOf(from)}, ${idOf(into)}, 'MERGED_INTO', 1, 1, ${after}, 'UNVERIFIED', 'thử')`,
    );
    const property = fc.asyncProperty(anyRange, fc.constantFrom(before, after), async (range, restatedOn) => {
      const own = dossiers.filter(({ unit }) => unit === into || (restatedOn === after && unit === from));
      const service = new ProcessingTimeService(em);
      const byUnit = await service.byChannel({ scope: 'unit', keys: [idOf(into)], range, restatedOn });
      expect(byUnit.get(idOf(into))).toEqual(timesByHand(own, range));
      const key = unitProcedureKey({ unitId: idOf(into), procedureId: idOf(KNOWN) });
      const byPair = await service.byChannel({ scope: 'pair', keys: [key], range, restatedOn });
      const ofProcedure = own.filter(({ procedure }) => procedure === KNOWN);
      expect(byPair.get(key)).toEqual(timesByHand(ofProcedure, range));
    });
    await fc.assert(property, { numRuns: 15 });
  } finally {
    await em.rollback();
  }
});

it('counts as resolved whatever dossier_flow does: every status, with and without appointment and end', async () => {
  const [found] = await rowsOf(
    database.orm.em.fork(),
    sql`select count(*)::int as tried, count(*) filter (where ${COUNTS_AS_RESOLVED} is distinct from exists (
          select from dossier_flow(row(${sql.raw(dossierColumns('d'))})::dossier) f
          where f.resolved_early + f.resolved_on_time + f.resolved_late > 0))::int as differing
      from generate_series(1, 10) tried_status, unnest(array['2025-03-03', null]::date[]) received,
        unnest(array['2025-03-09', '2025-03-10', null]::date[]) due,
        unnest(array['2025-03-09', '2025-03-10', '2025-03-11', null]::date[]) finished,
        lateral (select (jsonb_populate_record(null::dossier, to_jsonb(any_one) || jsonb_build_object(
          'status', tried_status, 'received_on', received, 'due_on', due, 'finished_on', finished))).*
          from dossier any_one limit 1) d`,
  );
  expect(found).toEqual({ tried: 240, differing: 0 });
});

it('does not count the day of reception, days off, or a swap that is worked', async () => {
  expect(taken('2025-11-14', '2025-11-14')).toBe(0);
  expect(taken('2025-11-14', '2025-11-17')).toBe(1); // Friday to Monday
  expect(taken('2025-04-25', '2025-04-28')).toBe(2); // Saturday 26/4 was worked
  expect(taken('2025-01-24', '2025-02-03')).toBe(1); // Tết
});
