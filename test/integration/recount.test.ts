import 'reflect-metadata';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { fromEpochDay, parseCivilDate, toEpochDay, type CivilDate } from '../../schema/base/index.js';
import { nearestVersion, procedureTable, ProcedureService, type ServiceLevel } from '../../schema/catalogue/index.js';
import { openDatabase, type Database } from '../../schema/database.js';
import {
  rebuildRollups,
  recountedDossiers,
  recountingProcedureTable,
  RecountService,
  type Recount,
} from '../../schema/dossiers/index.js';
import { openDossierDatabase, type DossierDatabase } from '../support/dossier-database.js';
import { csvOf, type RowCells } from '../support/dossier-rows.js';

const CODES = ['1.001193', '2.000815', '1.004222'];
const FIRST_DAY = toEpochDay(parseCivilDate('2025-09-20'));
const dayAt = (place: number) => fromEpochDay(FIRST_DAY + place);
const act = { actor: 'admin@hatinh.example', reason: 'Đính chính danh mục' };

let database: DossierDatabase;
let orm: Database;

beforeAll(async () => {
  database = await openDossierDatabase();
  orm = await openDatabase({ url: database.url, poolSize: 2 });
});
afterAll(async () => {
  await orm.close();
  await database.close();
});

/** A finished dossier received some days after the first day. */
const dossier = (number: number, place: number, cells: Partial<RowCells> = {}): Partial<RowCells> => ({
  code: `H27.14-250920-${String(number).padStart(4, '0')}`,
  received_on: dayAt(place),
  due_on: dayAt(place + 5),
  finished_on: dayAt(place + 3),
  updated_at: '2026-01-05T10:00:00+07:00',
  ...cells,
});

/** Both rollups; rows of zeros add nothing. */
async function rollups(): Promise<unknown[][]> {
  const flows = `to_jsonb(r) - 'unit_id' - 'procedure_id' - 'bucket'`;
  const some = `exists (select from jsonb_each(${flows}) where value <> '0')`;
  return Promise.all([
    database.query(`select * from procedure_rollup r where ${some} order by unit_id, procedure_id, bucket`),
    database.query(`select * from unit_rollup r where ${some} order by unit_id, bucket`),
  ]);
}

async function dataVersion(): Promise<number> {
  const [row] = await database.query<{ version: number }>('select data_version::int as version from installation');
  return row?.version ?? 0;
}

const recountAll = () =>
  orm.em.fork().transactional(async (em) => {
    const service = new RecountService(em);
    await service.holdMerges();
    const ids = await database.query<{ id: string }>(
      `select procedure_id as id from procedure_code where code in ('${CODES.join("', '")}')`,
    );
    return service.recount(
      ids.map(({ id }) => id),
      act,
    );
  });

const text = (day: CivilDate | null) => (day === null ? 'null' : `'${day}'`);

/** Replaces the versions of a procedure: from no day on, or from the first, and then from each further day. */
async function setVersions(code: string, versions: readonly Version[]): Promise<void> {
  const id = `(select procedure_id from procedure_code where code = '${code}')`;
  await database.query(`create temp table kept as select * from procedure_version where procedure_id = ${id} limit 1;
    delete from procedure_version where procedure_id = ${id}`);
  for (const { validFrom, validTo, serviceLevel, eligible } of versions) {
    await database.query(`update kept set id = uuidv7(), valid_from = ${text(validFrom)}, valid_to = ${text(validTo)},
      service_level = '${serviceLevel}', eligible = ${String(eligible)}`);
    const columns = await database.query<{ name: string }>(`select quote_ident(column_name) as name
      from information_schema.columns where table_name = 'procedure_version' and is_generated = 'NEVER' and table_schema = 'public'`);
    const names = columns.map(({ name }) => name).join(', ');
    await database.query(`insert into procedure_version (${names}) select ${names} from kept`);
  }
  await database.query('drop table kept');
}

interface Version {
  readonly validFrom: CivilDate | null;
  readonly validTo: CivilDate | null;
  readonly serviceLevel: string;
  readonly eligible: boolean | null;
}

const versions: fc.Arbitrary<Version[]> = fc
  .record({
    starts: fc.uniqueArray(fc.integer({ min: -5, max: 70 }), { minLength: 1, maxLength: 4 }),
    isOpen: fc.boolean(),
    facts: fc.array(
      fc.record({
        serviceLevel: fc.constantFrom('FULL', 'PARTIAL', 'INFO'),
        eligible: fc.constantFrom(true, false, null),
      }),
      { minLength: 4, maxLength: 4 },
    ),
  })
  .map(({ starts, isOpen, facts }) => {
    const days = starts.toSorted((left, right) => left - right).map(dayAt);
    return days.map((day, place) => ({
      validFrom: isOpen && place === 0 ? null : day,
      validTo: days[place + 1] ?? null,
      serviceLevel: facts[place]?.serviceLevel ?? 'FULL',
      eligible: facts[place]?.eligible ?? null,
    }));
  });

it('judges every stored dossier as an import would, and keeps both rollups what they add up to', async () => {
  const rows = fc.array(
    fc.record({
      procedure: fc.constantFrom(...CODES),
      place: fc.integer({ min: 0, max: 60 }),
      channel: fc.constantFrom('ONLINE', 'IN_PERSON', 'POSTAL'),
      unit: fc.constantFrom('18073', 'STP'),
      status: fc.constantFrom('1', '4', '10'),
    }),
    { minLength: 5, maxLength: 25 },
  );
  await fc.assert(
    fc.asyncProperty(rows, fc.array(versions, { minLength: 3, maxLength: 3 }), async (made, offered) => {
      await database.query('delete from dossier; delete from unit_rollup; delete from procedure_rollup');
      for (const code of CODES) {
        await setVersions(code, [{ validFrom: null, validTo: null, serviceLevel: 'FULL', eligible: null }]);
      }
      await database.importRows(
        made.map(({ procedure, place, channel, unit, status }, number) =>
          dossier(number, place, {
            procedure_code: procedure,
            channel,
            resolving_unit: unit,
            status,
            ...(status === '1' ? { received_on: '', due_on: '' } : {}),
            ...(status === '10' ? {} : { finished_on: '' }),
          }),
        ),
      );
      for (const [place, code] of CODES.entries()) await setVersions(code, offered[place] ?? []);
      const told = recountedDossiers(await recountAll());
      const stored = await database.query<StoredDossier>(
        `select c.code, channel, received_on::text as day, full_process, eligible from dossier d
          join procedure_code c on c.procedure_id = d.procedure_id order by d.code`,
      );
      const expected = stored.map(({ code, channel, day }) => {
        const offers = (offered[CODES.indexOf(code)] ?? []) as (Version & { serviceLevel: ServiceLevel })[];
        const offer = day === null ? null : nearestVersion(offers, parseCivilDate(day));
        // Never received: as it was imported, when all procedures were provided at full process.
        const level = day === null ? 'FULL' : offer?.serviceLevel;
        return { full: channel === 'ONLINE' && level === 'FULL', eligible: offer?.eligible ?? false };
      });
      expect(stored.map(({ full_process: full, eligible }) => ({ full, eligible }))).toEqual(expected);
      const differing = expected.filter(
        ({ full, eligible }, place) => eligible || full !== (stored[place]?.channel === 'ONLINE'),
      );
      expect(told).toBe(differing.length);
      const kept = await rollups();
      await rebuildRollups(database.url);
      expect(await rollups()).toEqual(kept);
    }),
    { numRuns: 25 },
  );
});

interface StoredDossier {
  readonly code: string;
  readonly channel: string;
  readonly day: string | null;
  readonly full_process: boolean;
  readonly eligible: boolean;
}

const FULL: Version = { validFrom: null, validTo: null, serviceLevel: 'FULL', eligible: null };
const [CODE = ''] = CODES;

/** Ten dossiers of one procedure, received on ten days, while it was provided at full process. */
async function tenDossiers(): Promise<void> {
  await database.query('delete from dossier; delete from unit_rollup; delete from procedure_rollup');
  await setVersions(CODE, [FULL]);
  await database.importRows(Array.from({ length: 10 }, (_row, place) => dossier(place, place)));
}

const audited = () =>
  database.query(
    `select actor, details from audit_entry where action = 'DOSSIERS_RECOUNTED' order by at desc, id desc`,
  );

it('raises the data version and writes an audit entry for each procedure, and neither when nothing changes', async () => {
  await tenDossiers();
  const [before, entries] = [await dataVersion(), (await audited()).length];
  expect(await recountAll()).toEqual([]);
  expect([await dataVersion(), (await audited()).length]).toEqual([before, entries]);
  const partial = { ...FULL, serviceLevel: 'PARTIAL', eligible: true, validFrom: dayAt(4) };
  await setVersions(CODE, [{ ...FULL, validTo: dayAt(4) }, partial]);
  const counts = { dossiers: 6, becameFullProcess: 0, ceasedFullProcess: 6, becameEligible: 6, ceasedEligible: 0 };
  expect(await recountAll()).toEqual([{ procedureId: expect.any(String), ...counts }]);
  expect(await dataVersion()).toBe(before + 1);
  const after = await audited();
  expect(after).toHaveLength(entries + 1);
  expect(after[0]).toEqual({ actor: act.actor, details: { before: null, after: counts, reason: act.reason } });
  expect(await recountAll()).toEqual([]);
});

it('follows a table of procedures that corrects the past', async () => {
  await tenDossiers();
  const from = dayAt(7);
  const told: Recount[] = [];
  await orm.em.fork().transactional(async (em) => {
    const level = procedureTable.columns.findIndex(({ name }) => name === 'service_level');
    const rows = (await procedureTable.rows(em, from)).filter((cells) => cells.includes(CODE));
    const changed = rows.map((cells) => cells.map((cell, place) => (place === level ? 'PARTIAL' : cell)));
    await recountingProcedureTable((recounts) => told.push(...recounts)).apply(em, changed, { ...act, from });
  });
  expect(recountedDossiers(told)).toBe(3);
});

it('is not missed by an import that read the catalogue before the correction and merges after it', async () => {
  await tenDossiers();
  const today = parseCivilDate('2026-06-30');
  async function* file() {
    const lines = csvOf([dossier(500, 2), dossier(501, 8)]).split('\n');
    yield `${lines[0]}\n`;
    await orm.em.fork().transactional(async (em) => {
      const service = new RecountService(em);
      await service.holdMerges();
      const changes = { serviceLevel: 'PARTIAL' as ServiceLevel };
      const change = { code: CODE, from: dayAt(7), changes, documentNumber: '1/QĐ', reason: act.reason, correct: true };
      const id = await new ProcedureService(em).change(change, { actor: act.actor, today });
      expect(recountedDossiers(await service.recount([id], act))).toBe(3);
    });
    yield lines.slice(1).join('\n');
  }
  expect(await database.importText(Readable.from(file()))).toMatchObject({ created: 2, rejected: 0 });
  const imported = await database.query(`select full_process from dossier where code like '%-05__' order by code`);
  expect(imported).toEqual([{ full_process: true }, { full_process: false }]);
  const kept = await rollups();
  await rebuildRollups(database.url);
  expect(await rollups()).toEqual(kept);
});

it('is refused while an import is merging for longer than anybody waits', async () => {
  await database.query('select pg_advisory_lock(457002)');
  try {
    await expect(recountAll()).rejects.toMatchObject({ code: 'CONFLICT' });
  } finally {
    await database.query('select pg_advisory_unlock(457002)');
  }
});
