import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parseCivilDate } from '../../schema/base/index.js';
import { importDossiers } from '../../schema/dossiers/index.js';
import { dataOf, errorCode } from '../support/answers.js';
import { csvOf, type RowCells } from '../support/dossier-rows.js';
import { buildObservation } from '../support/observations.js';
import { plan457 } from '../support/plan-database.js';
import { reportMorning } from '../support/december-reports.js';
import { startRunningServer, type RunningServer } from '../support/running-server.js';
import { watchStatements } from '../support/statements.js';

const [BIRTH, COPY, TRANSPORT] = ['1.001193', '2.000815', '1.000703'];
const [THACH_HA, THANH_SEN, TRAN_PHU, SILENT] = ['18562', '18073', '18100', '18115'];
const NOVEMBER = { received_on: '2025-11-17', due_on: '2025-11-19', finished_on: '2025-11-18' };
const OCTOBER = { received_on: '2025-10-17', due_on: '2025-10-20', finished_on: '2025-10-20' };
const [ONLINE, IN_PERSON] = [{ channel: 'ONLINE' }, { channel: 'IN_PERSON' }];

let server: RunningServer;
let dossiers = 0;
const statements: string[] = [];

function row(unit: string, procedure: string, cells: Partial<RowCells>): Partial<RowCells> {
  dossiers += 1;
  const code = `H27.14-251117-${String(dossiers).padStart(4, '0')}`;
  return { ...NOVEMBER, code, procedure_code: procedure, receiving_unit: unit, resolving_unit: unit, ...cells };
}

function rows(count: number, make: (place: number) => Partial<RowCells>): Partial<RowCells>[] {
  return Array.from({ length: count }, (_, place) => make(place));
}

/** December: 2 of 3, 4 of 10 (copies are not full-process), 9 of 10, 19 of 20; a commune with 5 in November is silent. */
const FILE = [
  ...rows(3, (place) => row(THACH_HA, place < 2 ? BIRTH : COPY, place < 2 ? ONLINE : IN_PERSON)),
  ...rows(10, (place) => row(THANH_SEN, place % 2 === 0 ? BIRTH : COPY, place < 7 ? ONLINE : IN_PERSON)),
  ...rows(10, (place) => row(TRAN_PHU, BIRTH, place < 9 ? ONLINE : IN_PERSON)),
  ...rows(20, (place) => row('SXD', TRANSPORT, place < 19 ? ONLINE : IN_PERSON)),
  ...rows(5, () => row(SILENT, BIRTH, { ...OCTOBER, ...ONLINE })),
];

beforeAll(async () => {
  server = await startRunningServer(reportMorning, { DATABASE_POOL_SIZE: '1' });
  const { rejected } = await importDossiers({
    url: server.databaseUrl,
    source: Readable.from([csvOf(FILE)]),
    fileName: 'ho-so.csv',
    actor: 'test',
    today: parseCivilDate('2025-12-31'),
  });
  expect(rejected).toBe(0);
  const em = server.orm.em.fork();
  const observe = (unit: string, measure: string, value: number | string) =>
    buildObservation(em, { unit, measure, period: '2025-12', value });
  await observe(THACH_HA, 'ADULTS_TOTAL', 100);
  await observe(THACH_HA, 'ADULTS_WITH_SIGNATURE', 61);
  await observe(THANH_SEN, 'ADULTS_TOTAL', 900);
  await observe(THANH_SEN, 'ADULTS_WITH_SIGNATURE', 400);
  await observe(TRAN_PHU, 'ADULTS_TOTAL', 5000);
  await observe(TRAN_PHU, 'ADULTS_WITH_SIGNATURE', 'chưa đếm');
  await watchStatements(server.orm, (text) => statements.push(text));
});
afterAll(() => server?.close());

async function ask<Data>(query: string): Promise<Data> {
  return dataOf<Data>(await server.request(query));
}

interface Value {
  target: { code: string };
  indicator: { code: string; measures?: never } | null;
  numerator: number | null;
  denominator: number | null;
  percent: string | null;
  status: string;
  coverage: { reported: number; expected: number };
  gapToTarget: number | null;
  bounds: { lower: { percent: string }; upper: { percent: string } } | null;
  explain: {
    missingUnits: { code: string }[];
    comparison: string | null;
    dataVersion: number;
    contributions: Contributions;
    [alias: string]: unknown;
  };
}

interface Ratio {
  numerator: number | null;
  denominator: number | null;
}

interface Contributions {
  totalCount: number;
  nodes: {
    numerator: number;
    denominator: number | null;
    unit: { code: string } | null;
    procedure: { code: string } | null;
  }[];
  rest: { numerator: number | null; denominator: number | null };
  pageInfo: { hasNextPage: boolean; endCursor: string | null };
}

const PARTS = `totalCount nodes { numerator denominator item unit { code } procedure { code } }
  rest { numerator denominator } pageInfo { hasNextPage endCursor }`;
const VALUE = `target { code } indicator { code expression documentNumber } numerator denominator percent status
  coverage { reported expected } gapToTarget bounds { lower { percent } upper { percent } } unknown exempt synthetic
  period { id }`;
const EXPLAIN = `explain { formula comparison quote dataVersion synthetic missingUnits { code }
  numerator { count value } denominator { count value } exclusions { reference count }
  indicator { expression validFrom documentNumber }`;

async function valuesOf(scope: string, period: string, codes?: readonly string[], more = ''): Promise<Value[]> {
  const chosen = codes ? `, codes: ${JSON.stringify(codes)}` : '';
  const query = `{ scope: ${scope} { targetValues(period: "${period}"${chosen}) { ${VALUE} ${EXPLAIN} ${more} } } } }`;
  return (await ask<{ scope: { targetValues: Value[] } }>(query)).scope.targetValues;
}

const one = async (scope: string, period: string, code: string, more = '') => {
  const [value] = await valuesOf(scope, period, [code], more);
  if (!value) throw new Error(`${code} does not bind ${scope}`);
  return value;
};
const unit = (code: string) => `unit(code: "${code}")`;

const ratioOf = (range: string) =>
  `indicators(${range}, codes: ["FULL_PROCESS_OF_RESOLVED"]) { numerator denominator }`;

async function codesOf(code: string): Promise<string[]> {
  return (await valuesOf(unit(code), '2025-12')).map(({ target }) => target.code);
}

function page(after: string | null): Promise<Value> {
  const parts = `contributions(by: UNIT, first: 2, after: ${JSON.stringify(after)}) { ${PARTS} }`;
  return one('province', '2025-12', 'II.1.9-RESOLVED', parts);
}

describe('target values', () => {
  it('are there for every target of the plan, each with what measures it', async () => {
    const values = [...(await valuesOf('province', '2025-12')), ...(await valuesOf('province', '2026-12'))];
    const codes = new Set(values.map(({ target }) => target.code));
    expect([...codes].toSorted()).toEqual(plan457.targets.map(({ code }) => code).toSorted());
    expect(codes.size).toBe(23);
    expect(values.filter(({ indicator }) => indicator === null)).toEqual([]);
  });

  it('of a unit are those of the targets that bind it', async () => {
    expect(await codesOf(THACH_HA)).toEqual(['II.1.9-RESOLVED', 'II.3.b.3', 'IV.8.a', 'IV.9.c']);
    expect(await codesOf('VPUBT')).toEqual(expect.arrayContaining(['II.3.c.2', 'II.3.e-2025', 'II.1.8']));
    expect(await codesOf('SXD')).not.toContain('II.3.c.2');
  });

  it('keep both full-process ratios apart, each with its own denominator and comparator', async () => {
    const [eligible, resolved] = await valuesOf(unit('SXD'), '2025-12', ['II.1.9-ELIGIBLE', 'II.1.9-RESOLVED']);
    expect(resolved).toMatchObject({
      numerator: 19,
      denominator: 20,
      percent: '95,00 %',
      status: 'MET',
      gapToTarget: 0,
    });
    expect(resolved?.explain.comparison).toBe('19 × 100 = 1900; cần ≥ 70 × 20 = 1400');
    expect(eligible?.explain.comparison).toMatch(/cần > 95/);
    expect(eligible?.status).not.toBe('MET');
  });

  it('are the ratio of the sums, at any scope and over any period', async () => {
    const scopes = [unit(THACH_HA), unit(THANH_SEN), unit(TRAN_PHU), unit('SXD')];
    const values = await Promise.all(scopes.map((scope) => one(scope, '2025-12', 'II.1.9-RESOLVED')));
    const sum = (pick: 'numerator' | 'denominator') => values.reduce((total, value) => total + (value[pick] ?? 0), 0);
    const province = await one('province', '2025-12', 'II.1.9-RESOLVED');
    expect([province.numerator, province.denominator]).toEqual([sum('numerator'), sum('denominator')]);
    const months = Array.from({ length: 12 }, (_, month) => {
      const id = `2025-${String(month + 1).padStart(2, '0')}`;
      return `m${month}: ${ratioOf(`period: "${id}"`)}`;
    });
    const parts = await ask<{ province: Record<string, Ratio[]> }>(`{ province { ${months.join(' ')} } }`);
    const ends = await ask<{ province: Record<string, Ratio[]> }>(`{ province {
      year: ${ratioOf('period: "2025"')} toDate: ${ratioOf('from: "2024-12-15", to: "2025-12-14"')} } }`);
    const over = (pick: keyof Ratio) =>
      Object.values(parts.province)
        .flat()
        .reduce((all, ratio) => all + (ratio[pick] ?? 0), 0);
    const whole = { numerator: over('numerator'), denominator: over('denominator') };
    expect(ends.province).toEqual({ year: [whole], toDate: [whole] });
    expect(whole).toEqual({ numerator: 39, denominator: 48 });
  });

  it('tell no data from nothing to count, and refuse a code there is not', async () => {
    expect(await one(unit(SILENT), '2025-12', 'II.1.9-RESOLVED')).toMatchObject({
      numerator: null,
      denominator: null,
      status: 'NO_DATA',
      coverage: { reported: 0, expected: 1 },
      explain: { missingUnits: [{ code: SILENT }] },
    });
    const answer = await server.request(`{ province { targetValues(period: "2025-12", codes: ["X"]) { status } } }`);
    expect(errorCode(answer)).toBe('INVALID_INPUT');
  });

  it('of observations count only units that reported every measure, and are open while any is missing', async () => {
    const reported = await one(unit(THACH_HA), '2025-12', 'IV.9.c');
    expect(reported).toMatchObject({
      numerator: 61,
      denominator: 100,
      percent: '61,00 %',
      status: 'MET',
      gapToTarget: 0,
    });
    expect(await one(unit(TRAN_PHU), '2025-12', 'IV.9.c')).toMatchObject({ numerator: null, status: 'NO_DATA' });
    const province = await one('province', '2025-12', 'IV.9.c');
    expect(province).toMatchObject({
      numerator: 461,
      denominator: 1000,
      percent: '46,10 %',
      status: 'INSUFFICIENT',
      gapToTarget: 139,
      coverage: { reported: 2, expected: 69 },
    });
    expect(province.explain.missingUnits).toHaveLength(67);
  });

  it('say which units are missing, and are open only when those could turn the answer', async () => {
    const december = await one('province', '2025-12', 'II.1.9-RESOLVED');
    // 34 of 43, and a unit that had 5 of 5 in November: between 34/48 and 39/48.
    expect(december).toMatchObject({
      numerator: 34,
      denominator: 43,
      status: 'MET',
      bounds: { lower: { percent: '70,83 %' }, upper: { percent: '81,25 %' } },
    });
    expect(december.explain.missingUnits.map(({ code }) => code)).toContain(SILENT);
    const { indicators } = (
      await ask<{ province: { indicators: { status: string; bounds: object | null }[] } }>(
        `{ province { indicators(period: "2025-12", codes: ["FULL_PROCESS_OF_RESOLVED"]) {
          status bounds { lower { numerator denominator } upper { numerator denominator } } } } }`,
      )
    ).province;
    expect(indicators).toEqual([
      {
        status: 'MET',
        bounds: { lower: { numerator: 34, denominator: 48 }, upper: { numerator: 39, denominator: 48 } },
      },
    ]);
    const strict = await one('province', '2025-12', 'II.1.9-ELIGIBLE');
    expect(strict.bounds).not.toBeNull();
  });
});

describe('the parts of a value', () => {
  const bys = ['UNIT', 'PROCEDURE', 'UNIT_PROCEDURE'] as const;
  const all = bys.map((by) => `${by}: contributions(by: ${by}, first: 200) { ${PARTS} }`).join(' ');

  it.each(['province', unit(THACH_HA), unit(THANH_SEN), unit(SILENT), unit('SXD'), unit('VPUBT')])(
    'add up to the value for every target that binds %s, whatever they are told apart by',
    async (scope) => {
      for (const value of await valuesOf(scope, '2025-12', undefined, all)) {
        for (const by of bys) {
          const { nodes, rest, totalCount, pageInfo } = value.explain[by] as Contributions;
          const numerator = nodes.reduce((sum, part) => sum + part.numerator, 0);
          const denominator = nodes.reduce((sum, part) => sum + (part.denominator ?? 0), 0);
          const name = `${value.target.code} ${by}`;
          const isWhole = !pageInfo.hasNextPage;
          if (isWhole) expect([name, nodes.length]).toEqual([name, totalCount]);
          if (value.numerator === null) {
            expect([name, numerator, rest.numerator]).toEqual([name, 0, null]);
            continue;
          }
          expect([name, numerator + (rest.numerator ?? 0)]).toEqual([name, value.numerator]);
          if (isWhole) expect([name, rest.numerator]).toEqual([name, 0]);
          if (rest.denominator !== null) {
            expect([name, denominator + rest.denominator]).toEqual([name, value.denominator]);
            if (isWhole) expect([name, rest.denominator]).toEqual([name, 0]);
          }
        }
      }
    },
  );

  it('of a procedure add up too, and so do those of a restated province', async () => {
    const parts = `numerator denominator explain { contributions(by: UNIT) { ${PARTS} } }`;
    const codes = 'codes: ["FULL_PROCESS_OF_RESOLVED"]';
    const data = await ask<Record<string, { indicators: Value[] }>>(`{
      procedure(code: "${BIRTH}") { indicators(period: "2025-12", ${codes}) { ${parts} } }
      province { indicators(period: "2025-12", restated: true, ${codes}) { ${parts} } } }`);
    for (const scope of ['procedure', 'province']) {
      const [value] = data[scope]?.indicators ?? [];
      const { nodes = [], rest } = value?.explain.contributions ?? {};
      expect(nodes.length).toBeGreaterThan(2);
      expect(nodes.reduce((sum, { numerator }) => sum + numerator, 0)).toBe(value?.numerator);
      expect(nodes.reduce((sum, { denominator }) => sum + (denominator ?? 0), 0)).toBe(value?.denominator);
      expect(rest).toEqual({ numerator: 0, denominator: 0 });
    }
  });

  it('come page by page, largest first, with what is left beside each page', async () => {
    const first = (await page(null)).explain.contributions;
    expect(first.nodes.map((part) => [part.unit?.code, part.numerator, part.denominator])).toEqual([
      ['SXD', 19, 20],
      [TRAN_PHU, 9, 10],
    ]);
    expect(first).toMatchObject({ totalCount: 4, rest: { numerator: 6, denominator: 13 } });
    const second = (await page(first.pageInfo.endCursor)).explain.contributions;
    expect(second.nodes.map((part) => part.unit?.code)).toEqual([THANH_SEN, THACH_HA]);
    expect(second).toMatchObject({ rest: { numerator: 28, denominator: 30 }, pageInfo: { hasNextPage: false } });
  });

  it('name the formula, its version and its document', async () => {
    const value = await one(unit(THACH_HA), '2025-12', 'II.1.9-RESOLVED');
    expect(value.explain).toMatchObject({
      numerator: [{ count: 'fullProcess', value: 2 }],
      synthetic: false,
      exclusions: [],
      indicator: { validFrom: '2025-08-20', documentNumber: '457/KH-UBND' },
    });
    expect(value.explain.dataVersion).toBeGreaterThan(0);
    const services = await one('province', '2025-12', 'II.1.3-SERVICES');
    expect(services.explain).toMatchObject({
      exclusions: [{ reference: expect.stringContaining('tần suất thấp'), count: 0 }],
      numerator: [{ count: 'catalogue.count(PUBLISHED_PROVINCE of ONLINE)' }],
    });
  });
});

describe('the number of statements', () => {
  it('does not grow with units, nor with values', async () => {
    const parts = `${VALUE} ${EXPLAIN} contributions(by: UNIT_PROCEDURE, first: 3) { ${PARTS} } }`;
    const statementsOf = async (kind: string, last: number, codes = 'null') => {
      statements.length = 0;
      await ask(
        `{ province { ${kind}(last: ${last}) { nodes { targetValues(period: "2025-12", codes: ${codes}) { ${parts} } } } } }`,
      );
      return statements.length;
    };
    expect(await statementsOf('communes', 69)).toBe(await statementsOf('communes', 20));
    const shared = '["II.1.4", "II.1.8", "II.1.9-RESOLVED", "II.3.b.3"]';
    expect(await statementsOf('departments', 19, shared)).toBe(await statementsOf('departments', 10, shared));
  });
});
