import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { dataOf, errorCode } from '../support/answers.js';
import { BAC_HONG_LINH, BIRTH, startWithFigures, THACH_HA, THANH_SEN, TRAN_PHU } from '../support/figures.js';
import type { RunningServer } from '../support/running-server.js';

const [RESOLVED, ELIGIBLE] = ['FULL_PROCESS_OF_RESOLVED', 'FULL_PROCESS_OF_ELIGIBLE'];

let server: RunningServer;

beforeAll(async () => {
  server = await startWithFigures();
});
afterAll(() => server?.close());

async function ask<Data>(query: string): Promise<Data> {
  return dataOf<Data>(await server.request(query));
}

const COUNTS = `received receivedOnline receivedInPerson receivedPostal carriedOver resolved resolvedEarly resolvedOnTime
  resolvedLate inProgress inProgressOnTime inProgressLate fullProcess eligible synthetic`;

describe('statistics', () => {
  it('of a unit follow the legal month, and the calendar month when asked', async () => {
    const { unit } = await ask<{ unit: object }>(`{ unit(code: "${THACH_HA}") {
      legal: statistics(period: "2025-12") { ${COUNTS} period { name from to scheme } }
      next: statistics(period: "2026-01") { received resolved carriedOver }
      november: statistics(period: "2025-11", scheme: CALENDAR) { received resolved period { from to } }
      december: statistics(period: "2025-12", scheme: CALENDAR) { received resolved }
      year: statistics(period: "2025", scheme: CALENDAR) { received resolved } } }`);
    expect(unit).toEqual({
      legal: {
        received: 3,
        receivedOnline: 2,
        receivedInPerson: 1,
        receivedPostal: 0,
        carriedOver: 0,
        resolved: 3,
        resolvedEarly: 1,
        resolvedOnTime: 1,
        resolvedLate: 1,
        inProgress: 0,
        inProgressOnTime: 0,
        inProgressLate: 0,
        fullProcess: 2,
        eligible: 2,
        synthetic: false,
        period: { name: 'Tháng 12/2025', from: '2025-11-15', to: '2025-12-14', scheme: 'ND09' },
      },
      next: { received: 1, resolved: 1, carriedOver: 0 },
      november: { received: 3, resolved: 3, period: { from: '2025-11-01', to: '2025-11-30' } },
      december: { received: 1, resolved: 1 },
      year: { received: 4, resolved: 4 },
    });
  });

  it('agree between province, procedures and the edges of their lists', async () => {
    const data = await ask(`{
      province { statistics(period: "2025-12") { received resolved inProgress }
        procedures(filter: { name: "đăng ký khai sinh" }, orderBy: CODE, first: 200) {
          edges { node { code } statistics(period: "2025-12") { received } } } }
      procedure(code: "${BIRTH}") { statistics(period: "2025-12") { received resolved inProgress } }
      unit(code: "${THACH_HA}") { procedures(filter: { name: "đăng ký khai sinh" }, first: 200) {
        edges { node { code } statistics(period: "2025-12") { received resolvedOnTime } } } } }`);
    expect(data).toMatchObject({
      province: {
        statistics: { received: 44, resolved: 43, inProgress: 1 },
        procedures: { edges: expect.arrayContaining([{ node: { code: BIRTH }, statistics: { received: 23 } }]) },
      },
      procedure: { statistics: { received: 23, resolved: 22, inProgress: 1 } },
      unit: {
        procedures: {
          edges: expect.arrayContaining([{ node: { code: BIRTH }, statistics: { received: 2, resolvedOnTime: 1 } }]),
        },
      },
    });
  });

  it('carry an open dossier over, and count it late from the day after its appointment', async () => {
    const { unit } = await ask<{ unit: object }>(`{ unit(code: "${BAC_HONG_LINH}") {
      now: statistics(period: "2025-12") { received resolved inProgress inProgressLate inProgressOnTime }
      later: statistics(period: "2026-01") { received carriedOver inProgress inProgressLate } } }`);
    expect(unit).toEqual({
      now: { received: 1, resolved: 0, inProgress: 1, inProgressLate: 1, inProgressOnTime: 0 },
      later: { received: 0, carriedOver: 1, inProgress: 1, inProgressLate: 1 },
    });
  });

  it('keep the identities of form 06 in every commune', async () => {
    const { province } = await ask<{ province: { communes: { nodes: { statistics: Record<string, number> }[] } } }>(
      `{ province { communes(first: 69) { nodes { statistics(period: "2025-12") { ${COUNTS} } } } } }`,
    );
    for (const { statistics: s } of province.communes.nodes) {
      expect(Number(s['received']) + Number(s['carriedOver'])).toBe(Number(s['resolved']) + Number(s['inProgress']));
    }
  });

  it('of fields add up to their unit and to the province, and follow restating', async () => {
    const counts = 'statistics(period: "2025-12") { received resolved notRestated }';
    interface Fields {
      statistics: { received: number };
      fields: { name: string; statistics: { received: number; resolved: number } }[];
    }
    const data = await ask<Record<'province' | 'unit', Fields>>(`{
      province { ${counts} fields { name ${counts} } }
      unit(code: "${THACH_HA}") { ${counts} fields { name ${counts} restated: statistics(period: "2025-12", restated: true) { received } } } }`);
    for (const { statistics, fields } of Object.values(data)) {
      expect(fields.reduce((sum, field) => sum + field.statistics.received, 0)).toBe(statistics.received);
    }
    expect(data.unit.fields.filter((field) => field.statistics.received > 0)).toMatchObject([
      { name: 'Chứng thực', statistics: { received: 1, resolved: 1 }, restated: { received: 1 } },
      { name: 'Hộ tịch', statistics: { received: 2, resolved: 2 }, restated: { received: 2 } },
    ]);
  });

  it('answer any days, both included, wherever they answer a period', async () => {
    const days = 'from: "2025-11-17", to: "2025-11-18"';
    const data = await ask(`{
      province { statistics(${days}) { received resolved inProgress from to period { id } }
        indicators(${days}, codes: ["${RESOLVED}"]) { numerator denominator from to period { id } coverage { reported } } }
      unit(code: "${THACH_HA}") { statistics(${days}) { received resolved } whole: statistics(period: "2025-12") { from to }
        procedures(filter: { name: "đăng ký khai sinh" }, orderBy: CODE, first: 200) {
          edges { node { code } statistics(${days}) { received resolved } } } }
      procedure(code: "${BIRTH}") { statistics(${days}) { received } } }`);
    const range = { from: '2025-11-17', to: '2025-11-18', period: null };
    expect(data).toMatchObject({
      province: {
        statistics: { received: 44, resolved: 41, inProgress: 3, ...range },
        indicators: [{ numerator: 34, denominator: 41, coverage: { reported: 5 }, ...range }],
      },
      unit: {
        statistics: { received: 3, resolved: 1 },
        whole: { from: '2025-11-15', to: '2025-12-14' },
        procedures: {
          edges: expect.arrayContaining([{ node: { code: BIRTH }, statistics: { received: 2, resolved: 1 } }]),
        },
      },
      procedure: { statistics: { received: 23 } },
    });
  });

  it.each([
    ['neither period nor days', ''],
    ['both', '(period: "2025-12", from: "2025-11-17", to: "2025-11-18")'],
    ['half of the days', '(from: "2025-11-17")'],
    ['no day', '(from: "2025-11-17", to: "2025-11-16")'],
    ['more than ten years', '(from: "2010-01-01", to: "2025-11-16")'],
  ])('refuse %s', async (_case, args) => {
    expect(errorCode(await server.request(`{ province { statistics${args} { received } } }`))).toBe('INVALID_INPUT');
    expect(errorCode(await server.request(`{ province { indicators${args} { percent } } }`))).toBe('INVALID_INPUT');
  });

  it.each(['2025-13', '2025-Q5', 'tháng 12', ''])('refuse the period «%s»', async (period) => {
    const answer = await server.request(`{ province { statistics(period: "${period}") { received } } }`);
    expect(errorCode(answer)).toBe('INVALID_INPUT');
  });
});

const VALUE = 'numerator denominator percent status gapToTarget coverage { reported expected } target { code }';

function valueOf(root: string, code: string, scheme = 'ND09'): string {
  return `{ ${root} { indicators(period: "2025-12", scheme: ${scheme}, codes: ["${code}"]) { ${VALUE} } } }`;
}

async function value(root: string, code: string, scheme?: string): Promise<object | undefined> {
  const data = await ask<Record<string, { indicators: object[] }>>(valueOf(root, code, scheme));
  return Object.values(data)[0]?.indicators[0];
}

const unit = (code: string) => `unit(code: "${code}")`;
const [whole, none] = [
  { reported: 1, expected: 1 },
  { reported: 0, expected: 1 },
];

describe('indicators', () => {
  it.each([
    ['cut 2 of 3 to 66,66 % and miss 70 % by one', unit(THACH_HA), RESOLVED, 2, 3, '66,66 %', 'NOT_MET', 1, whole],
    ['meet «từ 70 %» at exactly 70 %', unit(THANH_SEN), RESOLVED, 7, 10, '70,00 %', 'MET', 0, whole],
    ['miss «trên 95 %» at exactly 95 %', unit('SXD'), ELIGIBLE, 19, 20, '95,00 %', 'NOT_MET', 1, whole],
    [
      'apply to nothing when nothing was resolved',
      unit(BAC_HONG_LINH),
      RESOLVED,
      0,
      0,
      null,
      'NOT_APPLICABLE',
      null,
      whole,
    ],
    ['know nothing of a unit without dossiers', unit('18118'), RESOLVED, null, null, null, 'NO_DATA', null, none],
  ])('%s', async (_case, root, code, numerator, denominator, percent, status, gapToTarget, coverage) => {
    const target = code === RESOLVED ? { code: 'II.1.9-RESOLVED' } : { code: 'II.1.9-ELIGIBLE' };
    const expected = { numerator, denominator, percent, status, gapToTarget, coverage };
    expect(await value(root, code)).toEqual({ ...expected, target: expect.objectContaining(target) });
  });

  it('of the province divide sums, and say how many units reported', async () => {
    expect(await value('province', RESOLVED)).toMatchObject({
      numerator: 35,
      denominator: 43,
      percent: '81,39 %',
      status: 'MET',
      gapToTarget: 0,
      coverage: { reported: 5 },
    });
  });

  it('of a procedure are taken over all units', async () => {
    expect(await value(`procedure(code: "${BIRTH}")`, RESOLVED)).toMatchObject({ numerator: 16, denominator: 22 });
  });

  it('show a value without judging it where the plan sets no target', async () => {
    expect(await value(unit(THACH_HA), ELIGIBLE)).toMatchObject({
      numerator: 2,
      denominator: 2,
      percent: '100,00 %',
      status: 'NOT_APPLICABLE',
      target: null,
      gapToTarget: null,
    });
  });

  it('follow the calendar month when asked', async () => {
    expect(await value(unit(THACH_HA), RESOLVED, 'CALENDAR')).toMatchObject({ numerator: 1, denominator: 1 });
  });

  it('come in the order asked for, all of them when none is named', async () => {
    const { province } = await ask<{ province: Record<string, { indicator: { code: string } }[]> }>(`{ province {
      two: indicators(period: "2025-12", codes: ["SATISFACTION", "${RESOLVED}"]) { indicator { code } }
      all: indicators(period: "2025-12") { indicator { code } } } }`);
    expect(province['two']?.map(({ indicator }) => indicator.code)).toEqual(['SATISFACTION', RESOLVED]);
    expect(province['all']).toHaveLength(6);
  });

  it('refuse a code there is not, naming those there are', async () => {
    const answer = await server.request(valueOf('province', 'TY_LE'));
    expect(errorCode(answer)).toBe('INVALID_INPUT');
    expect(answer.errors?.[0]?.message).toContain(RESOLVED);
  });

  it('explain themselves by counts, comparison and quote', async () => {
    const { unit: thachHa } = await ask<{ unit: { indicators: { explain: object }[] } }>(`{ unit(code: "${THACH_HA}") {
      indicators(period: "2025-12", codes: ["${RESOLVED}"]) { explain { formula comparison quote
        numerator { count value } denominator { count value } } } } }`);
    expect(thachHa.indicators[0]?.explain).toEqual({
      formula: 'Hồ sơ trực tuyến toàn trình đã giải quyết / tổng hồ sơ đã giải quyết',
      comparison: '2 × 100 = 200; cần ≥ 70 × 3 = 210',
      quote: expect.stringContaining('70%'),
      numerator: [{ count: 'fullProcess', value: 2 }],
      denominator: [
        { count: 'resolvedEarly', value: 1 },
        { count: 'resolvedOnTime', value: 1 },
        { count: 'resolvedLate', value: 1 },
      ],
    });
  });
});

describe('a ranking', () => {
  it('gives equal ratios the same rank, by name, and none to units without a value', async () => {
    const { ranking } = await ask<{ ranking: { rank: number | null; unit: { code: string } }[] }>(
      `{ ranking(indicator: "${RESOLVED}", period: "2025-12", kind: COMMUNE) { rank unit { code } } }`,
    );
    expect(ranking.slice(0, 3).map(({ rank, unit: { code } }) => [rank, code])).toEqual([
      [1, THANH_SEN],
      [1, TRAN_PHU],
      [3, THACH_HA],
    ]);
    expect(ranking.slice(3).every(({ rank }) => rank === null)).toBe(true);
    expect(ranking).toHaveLength(69);
  });
});
