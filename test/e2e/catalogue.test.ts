import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Role } from '../../schema/access/index.js';
import { importDossiers } from '../../schema/dossiers/index.js';
import { parseCivilDate } from '../../schema/base/index.js';
import { dataOf, resultOf } from '../support/answers.js';
import { csvOf } from '../support/dossier-rows.js';
import { startRunningServer, type RunningServer } from '../support/running-server.js';

const TODAY = '2026-03-10';
const BIRTH = '1.001193';

let server: RunningServer;
let admin: string;

beforeAll(async () => {
  server = await startRunningServer(new Date(`${TODAY}T08:00:00+07:00`));
  ({ token: admin } = await server.createAccount(Role.Admin));
});
afterAll(() => server?.close());

const query = (text: string, params: unknown[] = []) => server.orm.em.fork().execute(text, params);

async function ask<T>(text: string, variables: Record<string, unknown> = {}): Promise<T> {
  return dataOf<T>(await server.request(text, variables));
}

const CHANGE = `mutation ($code: String!, $from: Date!, $changes: ProcedureChanges!, $correct: Boolean! = false) {
  changeProcedure(code: $code, from: $from, changes: $changes, correct: $correct, documentNumber: "12/QĐ-UBND", reason: "Công bố lại") {
    ... on ChangeProcedurePayload { recountedDossiers procedure { code name serviceLevel eform validFrom validTo asOf } }
    ... on UserErrors { userErrors { code path } } } }`;

async function change(variables: Record<string, unknown>) {
  return resultOf(await server.request(CHANGE, variables, admin));
}

/** Counts of Thành Sen in November 2025. */
const figures = () =>
  ask<object>('{ unit(code: "18073") { statistics(period: "2025-11", scheme: CALENDAR) { resolved fullProcess } } }');

describe('a procedure', () => {
  it('changes from a day on, and answers what it was on every day', async () => {
    const code = '1.004222';
    const changes = { serviceLevel: 'PARTIAL', eform: true, name: 'Đăng ký thường trú kiểu 457' };
    expect(await change({ code, from: '2026-04-01', changes })).toEqual({
      recountedDossiers: 0,
      procedure: { code, ...changes, validFrom: '2026-04-01', validTo: null, asOf: '2026-04-01' },
    });
    const facts = 'name serviceLevel eform validFrom validTo asOf';
    const data = await ask<Record<string, { name: string }>>(
      `{ before: procedure(code: "${code}", asOf: "2026-03-31") { ${facts} }
        after: procedure(code: "${code}", asOf: "2026-04-01") { ${facts} }
        now: procedure(code: "${code}") { ${facts} versions { validFrom validTo serviceLevel documentNumber } } }`,
    );
    const old = { serviceLevel: 'FULL', eform: null, validFrom: null, validTo: '2026-04-01' };
    expect(data).toMatchObject({
      before: { ...old, asOf: '2026-03-31' },
      after: { ...changes, validFrom: '2026-04-01' },
      now: {
        ...old,
        asOf: TODAY,
        versions: [
          { validFrom: null, validTo: '2026-04-01', serviceLevel: 'FULL', documentNumber: null },
          { validFrom: '2026-04-01', validTo: null, serviceLevel: 'PARTIAL', documentNumber: '12/QĐ-UBND' },
        ],
      },
    });
    const lists = `procedures(filter: { name: "kiểu 457" }, asOf: $day) { totalCount nodes { name } }`;
    const list = (day: string) =>
      ask(`query ($day: Date!) { province { ${lists} } unit(code: "18562") { ${lists} } ${lists} }`, { day });
    const none = { procedures: { totalCount: 0, nodes: [] } };
    const one = { procedures: { totalCount: 1, nodes: [{ name: changes.name }] } };
    expect(await list('2026-03-31')).toEqual({ province: none, unit: none, ...none });
    expect(await list('2026-04-01')).toEqual({ province: one, unit: one, ...one });
  });

  it('leaves who, when, before, after and why in the audit', async () => {
    const rows = await query(
      `select actor like '%@hatinh.example' as known, at is not null as timed, details from audit_entry
        where action = 'PROCEDURE_CHANGED' order by id limit 1`,
    );
    expect(rows).toEqual([
      {
        known: true,
        timed: true,
        details: {
          before: { from: null, serviceLevel: 'FULL', eform: null, name: 'Đăng ký thường trú' },
          after: {
            from: '2026-04-01',
            documentNumber: '12/QĐ-UBND',
            serviceLevel: 'PARTIAL',
            eform: true,
            name: 'Đăng ký thường trú kiểu 457',
          },
          reason: 'Công bố lại',
        },
      },
    ]);
  });

  it('is found by every code it ever had', async () => {
    const [old, now] = ['1.014063', '1.099063'];
    await change({ code: old, from: '2026-04-01', changes: { code: now } });
    const found = await ask(`{ old: procedure(code: "${old}") { code codes { code validFrom validTo } }
      later: procedure(code: "${old}", asOf: "2026-05-01") { code } new: procedure(code: "${now}") { code } }`);
    expect(found).toEqual({
      old: {
        code: old,
        codes: [
          { code: old, validFrom: null, validTo: '2026-04-01' },
          { code: now, validFrom: '2026-04-01', validTo: null },
        ],
      },
      later: { code: now },
      new: { code: old },
    });
  });

  it('is corrected in the past only on purpose', async () => {
    const correction = { code: BIRTH, from: '2025-09-01', changes: { restructured: true } };
    expect(await change(correction)).toEqual({ userErrors: [{ code: 'CONFLICT', path: ['from'] }] });
    expect(await change({ ...correction, correct: true })).toMatchObject({ procedure: { validFrom: '2025-09-01' } });
    expect(await query(`select count(*)::int from audit_entry where action = 'PROCEDURE_CORRECTED'`)).toEqual([
      { count: 1 },
    ]);
  });

  it.each([
    ['an unknown code', { code: '9.999999' }, { code: 'NOT_FOUND', path: ['code'] }],
    ['nothing new', { changes: { serviceLevel: 'FULL' } }, { code: 'INVALID_INPUT', path: ['changes'] }],
    ['no name', { changes: { name: ' ' } }, { code: 'INVALID_INPUT', path: ['name'] }],
    ['an empty status', { changes: { status: null } }, { code: 'INVALID_INPUT', path: ['status'] }],
    ['the code of another', { changes: { code: '1.000656' } }, { code: 'CONFLICT', path: ['code'] }],
    [
      'low frequency without a document',
      { changes: { lowFrequency: true } },
      { code: 'INVALID_INPUT', path: ['lowFrequencyReference'] },
    ],
  ])('refuses %s', async (_case, variables, refusal) => {
    const before = await query('select count(*)::int from procedure_version');
    const answer = await change({ code: '1.000894', from: '2026-04-01', changes: { eform: true }, ...variables });
    expect(answer).toEqual({ userErrors: [refusal] });
    expect(await query('select count(*)::int from procedure_version')).toEqual(before);
  });

  it('tells which groups it belongs to, and how sure that is', async () => {
    const data = await ask(
      `{ procedure(code: "${BIRTH}") { groups groupMemberships { group item certainty } }
        procedures(filter: { group: DVC_25 }) { totalCount } procedureGroups { code itemCount certainty } }`,
    );
    const item = 'Đăng ký khai sinh';
    expect(data).toMatchObject({
      procedure: {
        groups: ['DVC_25', 'QD06'],
        groupMemberships: [
          { group: 'DVC_25', item, certainty: 'DERIVED' },
          { group: 'QD06', item, certainty: 'ONE_SOURCE' },
        ],
      },
      procedures: { totalCount: 20 },
    });
    expect((data as { procedureGroups: object[] }).procedureGroups).toHaveLength(6);
  });
});

interface Value {
  target: { code: string };
  numerator: number;
  denominator: number;
  unknown: number;
  status: string;
  exempt: number;
}

type Parts = Record<'met' | 'not' | 'unsure', { totalCount: number }>;

async function values(args = ''): Promise<Map<string, Value>> {
  const data = await ask<{ plan: { catalogueTargets: Value[] } }>(
    `{ plan(number: "457/KH-UBND") { catalogueTargets${args} { target { code } numerator denominator unknown status exempt } } }`,
  );
  return new Map(data.plan.catalogueTargets.map((value) => [value.target.code, value]));
}

const years = (found: Map<string, Value>) => [...found.keys()].filter((code) => code.startsWith('II.3.e'));

describe('the targets that the catalogue measures', () => {
  it('have too little to stand on while flags are unknown', async () => {
    const found = await values();
    expect([...found.keys()]).toHaveLength(15);
    expect(found.get('II.1.1')).toMatchObject({ numerator: 0, denominator: 172, unknown: 172, status: 'NO_DATA' });
    expect(found.get('II.1.4')).toMatchObject({ numerator: 0, denominator: 82, unknown: 82, status: 'NO_DATA' });
    expect(found.get('II.1.2')).toMatchObject({ denominator: 25, status: 'NO_DATA' });
  });

  it('come out even between the province and its departments', async () => {
    await query(`update procedure_version set published_national = code like '1.%', published_province = true`);
    const all = await values();
    const owners = (await query(`select distinct unit.code from unit join procedure on owner_id = unit.id`)) as {
      code: string;
    }[];
    const parts = await Promise.all(owners.map(({ code }) => values(`(unit: "${code}")`)));
    for (const code of ['II.1.1', 'II.1.8', 'II.3.a.2-INTEGRATED']) {
      const sum = (name: 'numerator' | 'denominator' | 'unknown') =>
        parts.reduce((total, part) => total + (part.get(code)?.[name] ?? 0), 0);
      const { numerator, denominator, unknown } = all.get(code) ?? {};
      expect({ numerator: sum('numerator'), denominator: sum('denominator'), unknown: sum('unknown') }).toEqual({
        numerator,
        denominator,
        unknown,
      });
    }
    expect(all.get('II.1.1')?.status).toBe('NOT_MET');
  });

  it('count 81 of 82 groups as not met, and 82 as met', async () => {
    await query(`insert into procedure_group_membership (procedure_id, group_code, item, certainty, source_note)
      select id, 'NHOM_82', 'Nhóm ' || row_number() over (order by code), 'CONFIRMED', 'thử' from
      (select id, code from procedure order by code limit 82) as first`);
    await query(`update procedure_version set service_level = 'FULL'`);
    expect((await values()).get('II.1.4')).toMatchObject({ numerator: 82, denominator: 82, unknown: 0, status: 'MET' });
    // A second procedure of a group that is not provided in full spoils the group.
    await query(`insert into procedure_group_membership (procedure_id, group_code, item, certainty, source_note)
      select id, 'NHOM_82', 'Nhóm 1', 'CONFIRMED', 'thử' from procedure order by code desc limit 1`);
    await query(`update procedure_version set service_level = 'PARTIAL'
      where procedure_id = (select id from procedure order by code desc limit 1)`);
    const expected = { numerator: 81, denominator: 82, unknown: 0, status: 'NOT_MET' };
    expect((await values()).get('II.1.4')).toMatchObject(expected);
    expect((await values()).get('II.3.a.3')).toMatchObject(expected);
    await query(`update procedure_version set service_level = 'FULL'`);
  });

  it('leave out what a document exempts for its low frequency, and name it', async () => {
    await query(`update procedure_version set electronic_result = true, data_reuse = true`);
    await query(`update procedure_version set electronic_result = false, low_frequency = true,
      low_frequency_reference = '45/QĐ-UBND' where code = '1.000656'`);
    expect((await values()).get('II.1.3-RESULTS')).toMatchObject({
      numerator: 171,
      denominator: 171,
      status: 'MET',
      exempt: 1,
    });
    const data = await ask<{ plan: { catalogueTargets: (Value & { procedures: object })[] } }>(
      `{ plan(number: "457/KH-UBND") { catalogueTargets { target { code } procedures(part: EXEMPT) { totalCount nodes { code lowFrequencyReference } } } } }`,
    );
    const value = data.plan.catalogueTargets.find(({ target }) => target.code === 'II.1.3-RESULTS');
    const exempt = { code: '1.000656', lowFrequencyReference: '45/QĐ-UBND' };
    expect(value?.procedures).toEqual({ totalCount: 1, nodes: [exempt] });
  });

  it('lead to the procedures behind each count', async () => {
    await query(`update procedure_version set restructured = case when code < '1.001' then true
      when code < '1.002' then false end`);
    const data = await ask<{ plan: { catalogueTargets: (Value & Parts)[] } }>(
      `{ plan(number: "457/KH-UBND") { catalogueTargets { target { code } numerator denominator unknown
        met: procedures(part: MET) { totalCount } not: procedures(part: NOT_MET) { totalCount }
        unsure: procedures(part: UNKNOWN) { totalCount } } } }`,
    );
    const shares = data.plan.catalogueTargets.filter(({ target }) =>
      ['II.1.1', 'II.1.5', 'II.1.8'].includes(target.code),
    );
    expect(shares).toHaveLength(3);
    for (const { met, not, unsure, numerator, denominator, unknown } of shares) {
      expect([met.totalCount, unsure.totalCount]).toEqual([numerator, unknown]);
      expect(met.totalCount + not.totalCount + unsure.totalCount).toBe(denominator);
    }
  });

  it('speak of the day that is asked for', async () => {
    await change({ code: '2.000815', from: '2026-06-01', changes: { status: 'ABOLISHED' } });
    expect((await values('(asOf: "2026-05-31")')).get('II.1.1')?.denominator).toBe(172);
    expect((await values('(asOf: "2026-06-01")')).get('II.1.1')?.denominator).toBe(171);
    expect(years(await values('(asOf: "2025-12-31")'))).toEqual(['II.3.e-2025']);
    expect(years(await values('(asOf: "2026-01-01")'))).toEqual(['II.3.e-2026']);
  });
});

describe('the comparison with the national database', () => {
  it('names the department that has to act', async () => {
    const csv = `code,name,field,status
1.001193,Thủ tục đăng ký khai sinh,Hộ tịch,ABOLISHED
1.777777,Thủ tục mới,Hộ tịch,PUBLISHED`;
    const { token } = await server.createAccount(Role.Coordinator);
    const answer = await server.request(
      `query ($csv: String!) { catalogueDiff(csv: $csv) { theirs ours entries {
        kind code name responsible { code } fields { column before after } } } }`,
      { csv },
      token,
    );
    const { catalogueDiff } = dataOf<{ catalogueDiff: { theirs: number; ours: number; entries: { kind: string }[] } }>(
      answer,
    );
    expect(catalogueDiff).toMatchObject({ theirs: 2, ours: 172 });
    expect(catalogueDiff.entries.filter(({ kind }) => kind !== 'REMOVED')).toEqual([
      {
        kind: 'ABOLISHED_STILL_PUBLISHED',
        code: BIRTH,
        name: 'Thủ tục đăng ký khai sinh',
        responsible: { code: 'STP' },
        fields: [],
      },
      { kind: 'ADDED', code: '1.777777', name: 'Thủ tục mới', responsible: { code: 'STP' }, fields: [] },
    ]);
    expect(catalogueDiff.entries).toHaveLength(173);
  });
});

it('a correction takes the dossiers along that were received since, and tells how many and everybody their figures', async () => {
  const code = '1.001978';
  const cells = { procedure_code: code, due_on: '', updated_at: '2025-12-01T10:00:00+07:00' };
  const rows = ['2025-11-03', '2025-11-10', '2025-11-11'].map((day, place) => ({
    ...cells,
    code: `H27.14-251103-045${place}`,
    received_on: day,
    finished_on: day,
  }));
  await importDossiers({
    url: server.databaseUrl,
    source: Readable.from([csvOf(rows)]),
    fileName: 'ho-so.csv',
    actor: 'test',
    today: parseCivilDate(TODAY),
  });
  expect(await figures()).toEqual({ unit: { statistics: { resolved: 3, fullProcess: 3 } } });
  const corrected = { code, from: '2025-11-10', changes: { serviceLevel: 'PARTIAL' }, correct: true };
  expect(await change(corrected)).toMatchObject({ recountedDossiers: 2 });
  expect(await figures()).toEqual({ unit: { statistics: { resolved: 3, fullProcess: 1 } } });
  const audited = `select details->'after'->'dossiers' as dossiers from audit_entry where action = 'DOSSIERS_RECOUNTED'`;
  expect(await query(audited)).toEqual([{ dossiers: 2 }]);
});
