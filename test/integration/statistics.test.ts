import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { parseCivilDate, rowsOf, type DayRange } from '../../schema/base/index.js';
import { nextPeriod, periodOf, PeriodScheme, type Period } from '../../schema/calendar/index.js';
import { openDatabase, type Database } from '../../schema/database.js';
import {
  NO_DOSSIERS,
  rebuildRollups,
  receivedOf,
  resolvedOf,
  StatisticsService,
  unitProcedureKey,
  type StatisticsCounts,
} from '../../schema/dossiers/index.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { countByHand, procedureCodes, randomDossiers, unitCodes } from '../support/statistics-oracle.js';

const dossiers = randomDossiers(3000);
const ids = new Map<string, string>();
const idOf = (code: string) => ids.get(code) ?? '';
let file: TestDatabase;
let orm: Database;
let provinceId: string;

beforeAll(async () => {
  file = await createTestDatabase();
  orm = await openDatabase({ url: file.url });
  const em = orm.em.fork();
  const rows = await rowsOf(
    em,
    sql<{ code: string; id: string }>`select code, id from unit union all
    select code, id from procedure`,
  );
  for (const { code, id } of rows) ids.set(code, id);
  provinceId = (await rowsOf(em, sql<{ id: string }>`select id from province`))[0]?.id ?? '';
  await rowsOf(
    em,
    sql`insert into dossier select date '2025-01-01', 'D' || row_number() over (), p.id, u.id, u.id, channel, status, received, due, finished,
        "fullProcess", d.eligible, payable, "paidOnline", "electronicResult", rating, true, now()
      from jsonb_to_recordset(${JSON.stringify(dossiers)}::jsonb) as d (unit text, procedure text, channel text,
        status smallint, received date, due date, finished date, "fullProcess" boolean, eligible boolean,
        payable boolean, "paidOnline" boolean, "electronicResult" boolean, rating text)
      join unit u on u.code = d.unit join procedure p on p.code = d.procedure`,
  );
  await rebuildRollups(file.url);
});

afterAll(async () => {
  await orm.close();
  await file.drop();
});

const periods = [PeriodScheme.Nd09, PeriodScheme.Calendar].flatMap((scheme) =>
  ['2024-12', '2025-02', '2025-03', '2025-12', '2025-Q1', '2025-Q4', '2025-H2', '2025', '2026-06'].map((id) =>
    periodOf(id, scheme),
  ),
);
const statistics = () => new StatisticsService(orm.em.fork());

async function ofProvince(period: DayRange): Promise<StatisticsCounts> {
  return statistics().countsOfProvince(provinceId, period);
}

describe.each(periods)('statistics of $scheme $id', (period) => {
  it('are what counting dossier by dossier gives: province, units, procedures, pairs', async () => {
    expect(await ofProvince(period)).toEqual(countByHand(dossiers, period));
    const byUnit = await statistics().countsByUnit(unitCodes.map(idOf), period);
    const byProcedure = await statistics().countsByProcedure(procedureCodes.map(idOf), period);
    const pairs = unitCodes.flatMap((unit) => procedureCodes.map((procedure) => ({ unit, procedure })));
    const keys = pairs.map(({ unit, procedure }) => ({ unitId: idOf(unit), procedureId: idOf(procedure) }));
    const byPair = await statistics().countsByUnitProcedure(keys, period);
    for (const code of unitCodes) {
      expect(byUnit.get(idOf(code))).toEqual(
        countByHand(
          dossiers.filter(({ unit }) => unit === code),
          period,
        ),
      );
    }
    for (const code of procedureCodes) {
      const own = dossiers.filter(({ procedure }) => procedure === code);
      expect(byProcedure.get(idOf(code))).toEqual(countByHand(own, period));
    }
    for (const [index, { unit, procedure }] of pairs.entries()) {
      const own = dossiers.filter((d) => d.unit === unit && d.procedure === procedure);
      const key = keys[index];
      expect(key && byPair.get(unitProcedureKey(key))).toEqual(countByHand(own, period));
    }
  });

  it('hold the identities of form 06', async () => {
    const counts = await ofProvince(period);
    expect(counts.carriedOver + receivedOf(counts)).toBe(resolvedOf(counts) + counts.inProgress);
    expect(counts.inProgressLate).toBeLessThanOrEqual(counts.inProgress);
    expect(counts.paidOnline).toBeLessThanOrEqual(counts.payable);
    expect(counts.satisfied).toBeLessThanOrEqual(counts.rated);
    expect(Math.max(counts.eligible, counts.payable, counts.rated)).toBeLessThanOrEqual(resolvedOf(counts));
  });

  it('leave to the next period what they did not finish', async () => {
    const next = await ofProvince(nextPeriod(period));
    expect(next.carriedOver).toBe((await ofProvince(period)).inProgress);
  });
});

describe('statistics', () => {
  const flows = Object.keys(NO_DOSSIERS).filter(
    (name) => !['carriedOver', 'inProgress', 'inProgressLate'].includes(name),
  ) as (keyof StatisticsCounts)[];

  it('of a year are the sums of its months', async () => {
    for (const scheme of [PeriodScheme.Nd09, PeriodScheme.Calendar]) {
      const months: Period[] = [];
      for (let month = periodOf('2025-01', scheme); month.id < '2026'; month = nextPeriod(month)) months.push(month);
      const parts = await Promise.all(months.map(ofProvince));
      const year = await ofProvince(periodOf('2025', scheme));
      for (const flow of flows)
        expect([flow, parts.reduce((sum, part) => sum + part[flow], 0)]).toEqual([flow, year[flow]]);
    }
  });

  it('have zeros where there are no dossiers, and are refused for ranges that cut a half-month', async () => {
    const unit = idOf('SYT');
    const range = { from: parseCivilDate('2025-01-01'), to: parseCivilDate('2025-01-15') };
    expect([...(await statistics().countsByUnit([unit], range))]).toEqual([[unit, NO_DOSSIERS]]);
    expect((await statistics().countsByUnit([], range)).size).toBe(0);
    await expect(ofProvince({ ...range, to: parseCivilDate('2025-01-14') })).rejects.toMatchObject({
      code: 'INVALID_INPUT',
    });
  });
});
