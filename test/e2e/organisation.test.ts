import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { dataOf } from '../support/answers.js';
import { reportMorning } from '../support/december-reports.js';
import { loadLineageFixture, receiveInMay2025 } from '../support/lineage-fixture.js';
import { startRunningServer, type RunningServer } from '../support/running-server.js';
import { watchStatements } from '../support/statements.js';

let server: RunningServer;
const statements: string[] = [];

beforeAll(async () => {
  server = await startRunningServer(reportMorning, { DATABASE_POOL_SIZE: '1' });
  const em = server.orm.em.fork();
  await loadLineageFixture(em);
  await receiveInMay2025(em, { 'V01@2025-06-30': 10, V13: 20, V14: 1, V15: 7, V16: 5, V01: 3, V02: 4 });
  await watchStatements(server.orm, (text) => statements.push(text));
});
afterAll(() => server?.close());

async function ask<Data>(query: string, variables: Record<string, unknown> = {}): Promise<Data> {
  return dataOf<Data>(await server.request(query, variables));
}

async function communes(args: string): Promise<number> {
  const data = await ask<{ province: { communes: { totalCount: number } } }>(
    `{ province { communes(${args}) { totalCount } } }`,
  );
  return data.province.communes.totalCount;
}

/** Communes with a word of the invented names, by code. */
const list = (asOf: string) =>
  `units(filter: { name: "thu", kind: COMMUNE${asOf} }, first: 200, orderBy: CODE) { nodes { code } }`;

describe('units of a day', () => {
  it('are those of today, unless another day or every day is asked for', async () => {
    expect(await communes('first: 1')).toBe(69 + 3); // V01, V02, V16
    expect(await communes('first: 1, asOf: "2025-12-16"')).toBe(69 + 3);
    expect(await communes('first: 1, asOf: "2025-06-30"')).toBe(209 + 4); // V01 of before, V13, V15, V16
    expect(await communes('first: 1, asOf: "2019-12-31"')).toBe(209 + 4); // V14 instead of V13
    expect(await communes('first: 1, asOf: null')).toBe(69 + 207 + 7);
    expect(await communes('first: 1, asOf: "2025-06-30", type: THI_TRAN')).toBe(14 + 1);
  });

  it('are meant by lists and rankings wherever they stand', async () => {
    const data = await ask<Record<string, { nodes: { code: string }[] }>>(
      `{ today: ${list('')} before: ${list(', asOf: "2025-06-30"')} ever: ${list(', asOf: null')} }`,
    );
    const invented = (name: string) => data[name]?.nodes.map(({ code }) => code).filter((code) => /^V\d/.test(code));
    expect(invented('today')).toEqual(['V01', 'V02', 'V16']);
    expect(invented('before')).toEqual(['V01@2025-06-30', 'V13', 'V15', 'V16']);
    expect(invented('ever')).toHaveLength(7);
    const rankings = await ask<Record<string, { unit: { code: string } }[]>>(`{
      today: ranking(indicator: "SATISFACTION", period: "2025-12", kind: COMMUNE) { unit { code } }
      before: ranking(indicator: "SATISFACTION", period: "2025-05", kind: COMMUNE, asOf: "2025-06-30") { unit { code } } }`);
    expect(rankings['today']).toHaveLength(72);
    expect(rankings['before']).toHaveLength(209 + 4);
    const ranked = rankings['before']?.map(({ unit }) => unit.code).filter((code) => /^V\d/.test(code));
    expect(ranked?.toSorted()).toEqual(['V01@2025-06-30', 'V13', 'V15', 'V16']);
  });

  it('know where they come from and where they went', async () => {
    const step = 'kind shareNumerator shareDenominator effectiveOn document predecessor { code } successor { code }';
    const data =
      await ask(`{ new: unit(code: "V01") { predecessors { ${step} } early: predecessors(asOf: "2025-06-30") { kind } }
      old: unit(code: "V14") { name validTo successors { ${step} } never: successors(asOf: "2019-12-31") { kind } all: successors(asOf: null) { kind } } }`);
    expect(data).toMatchObject({
      new: {
        predecessors: [
          { predecessor: { code: 'V15' }, shareNumerator: 1, shareDenominator: 2 },
          { predecessor: { code: 'V13' }, shareNumerator: 1, shareDenominator: 1 },
          { predecessor: { code: 'V01@2025-06-30' }, document: 'Văn bản thử 1' },
        ],
        early: [],
      },
      old: {
        validTo: '2020-01-01',
        successors: [{ kind: 'MERGED_INTO', effectiveOn: '2020-01-01', successor: { code: 'V13' } }],
        never: [],
        all: [{ kind: 'MERGED_INTO' }],
      },
    });
  });
});

/** Codes of the procedures that a text finds. */
const found = async (name: string) => {
  const data = await ask<{ procedures: { nodes: { code: string }[] } }>(
    'query ($name: String!) { procedures(first: 200, filter: { name: $name }) { nodes { code } } }',
    { name },
  );
  return data.procedures.nodes.map(({ code }) => code);
};

it('procedures, too, are found by begun words without accents', async () => {
  const all = await found('đăng ký khai sinh');
  expect(all).toContain('1.001193');
  for (const same of ['DANG KY KHAI SINH', 'dang k khai s', 'Đăng ký khai sinh'.normalize('NFD')]) {
    expect(await found(same)).toEqual(expect.arrayContaining(all));
  }
  expect(await found('sinh khai ky dang')).toEqual([]);
});

interface Counted {
  received: number;
  notRestated: string[];
}

async function received(code: string, restated: boolean, period = '2025-05'): Promise<Counted> {
  const data = await ask<{ unit: { statistics: Counted } }>(
    `query ($code: String!, $period: String!, $restated: Boolean!) { unit(code: $code) {
      statistics(period: $period, scheme: CALENDAR, restated: $restated) { received notRestated } } }`,
    { code, period, restated },
  );
  return data.unit.statistics;
}

/** The province in May 2025 and all its communes that ever were. */
const view = (restated: boolean) => `province {
      indicators(period: "2025-05", scheme: CALENDAR, codes: ["FULL_PROCESS_OF_RESOLVED"], restated: ${restated}) {
        numerator denominator coverage { reported expected } }
      communes(first: 200, asOf: null) { ${counted(restated)} } rest: communes(last: 83, asOf: null) { ${counted(restated)} } }`;
const counted = (restated: boolean) =>
  `nodes { statistics(period: "2025-05", scheme: CALENDAR, restated: ${restated}) { received } }`;

/** How complete an indicator of a unit is in May 2025. */
const coverage = async (code: string, args: string) => {
  const data = await ask<{ unit: { indicators: { coverage: object; status: string }[] } }>(
    `{ unit(code: "${code}") { indicators(period: "2025-05", codes: ["SATISFACTION"] ${args}) { status coverage { reported expected } } } }`,
  );
  return data.unit.indicators[0];
};

describe('figures of former units', () => {
  it.each([
    ['V01', 3, 34], // with V01 of before 10, V13 20 and, through it, V14 1
    ['V01@2025-06-30', 10, 0],
    ['V13', 20, 0],
    ['V14', 1, 0],
    ['V15', 7, 7], // divided: stays where it was reported
    ['V16', 5, 5],
    ['V02', 4, 4],
  ])('of %s: %d as reported, %d restated', async (code, asReported, restated) => {
    expect(await received(code, false)).toEqual({ received: asReported, notRestated: [] });
    expect((await received(code, true)).received).toBe(restated);
  });

  it('say what could not be restated, and why, at both ends and at the province', async () => {
    const toOne =
      'Không quy đổi được: Xã Thử Chia Đôi chuyển một phần (tỷ lệ 1/2) sang Xã Thử Mới Một từ 01/07/2025; số liệu của Xã Thử Chia Đôi giữ nguyên ở Xã Thử Chia Đôi.';
    expect((await received('V01', true)).notRestated).toEqual([toOne]);
    expect((await received('V15', true)).notRestated).toEqual([toOne, expect.stringContaining('Phường Thử Mới Hai')]);
    expect((await received('V16', true)).notRestated).toEqual([expect.stringContaining('(tỷ lệ chưa rõ)')]);
    expect((await received('V13', true)).notRestated).toEqual([]);
    const province = await ask<{ province: { statistics: Counted } }>(
      '{ province { statistics(period: "2025-05", scheme: CALENDAR, restated: true) { received notRestated } } }',
    );
    expect(province.province.statistics).toMatchObject({ received: 50, notRestated: { length: 3 + 5 } });
    expect(province.province.statistics.notRestated.join()).toMatch(/Phường Đại Nài.*Phường Hà Huy Tập.*Xã Kỳ Lợi/);
  });

  it('add up to the same province in both views, with the coverage of the units of each', async () => {
    const data = await ask<Record<'reported' | 'restated', View>>(
      `{ reported: ${view(false)} restated: ${view(true)} }`,
    );
    for (const { indicators, communes: units, rest } of Object.values(data)) {
      const nodes = [...units.nodes, ...rest.nodes];
      expect(nodes).toHaveLength(69 + 207 + 7);
      expect(indicators).toMatchObject([{ numerator: 50, denominator: 50 }]);
      expect(nodes.reduce((sum, { statistics }) => sum + statistics.received, 0)).toBe(50);
    }
    // Communes of May 2025: the 209 and the four of that month, and V14, V01 and V02, which have figures although they were not there.
    const [then] = data.reported.indicators;
    const [now] = data.restated.indicators;
    expect(then?.coverage.reported).toBe(7);
    expect(now?.coverage.reported).toBe(4); // V01, V02, V15, V16
    expect((now?.coverage.expected ?? 0) - (then?.coverage.expected ?? 0)).toBe(69 + 4 - (209 + 7));
  });

  it('expect nothing of a unit when it did not exist', async () => {
    expect(await coverage('18562', '')).toEqual({ status: 'NO_DATA', coverage: { reported: 0, expected: 0 } });
    expect(await coverage('18562', 'restated: true')).toMatchObject({ coverage: { reported: 0, expected: 1 } });
    expect(await coverage('V13', 'scheme: CALENDAR')).toMatchObject({ coverage: { reported: 1, expected: 1 } });
    expect(await coverage('V13', 'scheme: CALENDAR, restated: true')).toMatchObject({ coverage: { expected: 0 } });
  });
});

interface View {
  indicators: { numerator: number; denominator: number; coverage: { reported: number; expected: number } }[];
  communes: { nodes: { statistics: { received: number } }[] };
  rest: View['communes'];
}

describe('the number of statements', () => {
  it('is the same for 5 units and for 72, whatever of the organisation is asked', async () => {
    const query = `query ($last: Int!) { units(last: $last, orderBy: CODE, filter: { kind: COMMUNE }) { nodes { aliases { name } groups { code units(first: 2) { nodes { code } } }
      predecessors { predecessor { code name } } successors { successor { code } }
      statistics(period: "2025-12", restated: true) { received notRestated }
      procedures(first: 2) { edges { statistics(period: "2025-12", restated: true) { received } } } } } }`;
    const count = async (last: number) => {
      statements.length = 0;
      await ask(query, { last });
      return statements.length;
    };
    const few = await count(5);
    expect(await count(72)).toBe(few);
    expect(few).toBeLessThanOrEqual(20);
  });

  it('of a search is one', async () => {
    statements.length = 0;
    await ask('{ searchUnits(text: "xa") { unit { code name } reason } }');
    expect(statements.filter((text) => text.includes('search_key'))).toHaveLength(1);
  });
});
