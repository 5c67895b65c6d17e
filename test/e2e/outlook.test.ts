import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { instantAt, parseCivilDate } from '../../schema/base/index.js';
import { importDossiers } from '../../schema/dossiers/index.js';
import { dataOf, errorCode } from '../support/answers.js';
import { csvOf, type RowCells } from '../support/dossier-rows.js';
import { startRunningServer, type RunningServer } from '../support/running-server.js';
import { watchStatements } from '../support/statements.js';

const [BIRTH, DEATH, COPY, TRANSPORT] = ['1.001193', '1.000656', '2.000815', '1.000703'];
const [THACH_HA, THANH_SEN, TRAN_PHU, BAC_HONG_LINH, NAM_HONG_LINH] = ['18562', '18073', '18100', '18115', '18118'];
const TODAY = parseCivilDate('2026-06-20');
const [RESOLVED, ELIGIBLE] = ['FULL_PROCESS_OF_RESOLVED', 'FULL_PROCESS_OF_ELIGIBLE'];

let server: RunningServer;
let dossiers = 0;
const statements: string[] = [];

async function take(rows: readonly Partial<RowCells>[]): Promise<void> {
  const source = Readable.from([csvOf(rows)]);
  const file = { url: server.databaseUrl, source, fileName: 'ho-so.csv', actor: 'test', today: TODAY };
  expect(await importDossiers(file)).toMatchObject({ rejected: 0 });
}

/** So many dossiers of a procedure, resolved by a unit on a day. */
function resolved(count: number, unit: string, procedure: string, on: string, channel = 'ONLINE'): Partial<RowCells>[] {
  return Array.from({ length: count }, () => {
    dossiers += 1;
    const days = { received_on: on, due_on: on, finished_on: on };
    const place = { receiving_unit: unit, resolving_unit: unit };
    return {
      ...days,
      ...place,
      code: `H27.14-260101-${String(dossiers).padStart(4, '0')}`,
      procedure_code: procedure,
      channel,
    };
  });
}

/** The legal month 7/2026 runs from 15/6: five days are gone, 25 left. */
const [NOW, BEFORE, LAST_YEAR] = ['2026-06-16', '2026-06-02', '2025-07-07'];
const FILE = [
  ...resolved(3, THACH_HA, BIRTH, NOW),
  ...resolved(3, THACH_HA, BIRTH, NOW, 'IN_PERSON'),
  ...resolved(1, THACH_HA, DEATH, NOW, 'POSTAL'),
  ...resolved(2, THACH_HA, COPY, NOW, 'IN_PERSON'),
  ...resolved(1, THACH_HA, COPY, NOW),
  ...resolved(1, THACH_HA, BIRTH, BEFORE),
  ...resolved(1, THACH_HA, BIRTH, BEFORE, 'IN_PERSON'),
  ...resolved(1, THACH_HA, BIRTH, LAST_YEAR),
  ...resolved(3, THACH_HA, BIRTH, LAST_YEAR, 'IN_PERSON'),
  ...[THANH_SEN, TRAN_PHU].flatMap((unit) => [
    ...resolved(7, unit, BIRTH, NOW),
    ...resolved(3, unit, BIRTH, NOW, 'IN_PERSON'),
  ]),
  ...resolved(1, THANH_SEN, BIRTH, BEFORE, 'IN_PERSON'),
  ...resolved(1, TRAN_PHU, BIRTH, BEFORE),
  ...resolved(3, BAC_HONG_LINH, BIRTH, LAST_YEAR),
  ...resolved(3, BAC_HONG_LINH, BIRTH, LAST_YEAR, 'IN_PERSON'),
  ...resolved(4, NAM_HONG_LINH, COPY, NOW, 'IN_PERSON'),
  ...resolved(19, 'SXD', TRANSPORT, NOW),
  ...resolved(1, 'SXD', TRANSPORT, NOW, 'IN_PERSON'),
];

// One connection: with several, whichever answers first decides which loads still share a statement.
beforeAll(async () => {
  server = await startRunningServer(instantAt(TODAY, 9), { DATABASE_POOL_SIZE: '1' });
  await take(FILE);
  await watchStatements(server.orm, (text) => statements.push(text));
});
afterAll(() => server?.close());

/** A selection of the value of an indicator for a unit. */
async function valueOf(unit: string, selection: string, period = '2026-07', indicator = RESOLVED): Promise<object> {
  const answer = await server.request(
    `{ unit(code: "${unit}") { indicators(period: "${period}", codes: ["${indicator}"]) { ${selection} } } }`,
  );
  return dataOf<{ unit: { indicators: [object] } }>(answer).unit.indicators[0];
}

const FORECAST = `forecast { asOf daysGone daysLeft workingDaysLeft gap outcome feasible
  assumption { basis text from to days numerator denominator }
  remaining expectedNumerator expectedDenominator expectedPercent needed
  perDay { numerator denominator decimal } perWorkingDay { decimal } shareOfRemaining { decimal } sharePercent
  lastFeasibleDay }`;

describe('a forecast', () => {
  it('tells what it takes, under which assumption, and until when', async () => {
    expect(await valueOf(THACH_HA, `numerator denominator ${FORECAST}`)).toEqual({
      numerator: 3,
      denominator: 10,
      forecast: {
        asOf: '2026-06-20',
        daysGone: 5,
        daysLeft: 25,
        workingDaysLeft: 17,
        gap: 4,
        outcome: 'FEASIBLE',
        feasible: true,
        assumption: {
          basis: 'PERIOD_SO_FAR',
          text: 'Mẫu số tiếp tục tăng theo nhịp của kỳ đến nay (15/06/2026–19/06/2026: 10 trong 5 ngày); 25 ngày còn lại thêm 50, phần lẻ bỏ đi.',
          from: '2026-06-15',
          to: '2026-06-19',
          days: 5,
          numerator: 3,
          denominator: 10,
        },
        remaining: 50,
        expectedNumerator: 18,
        expectedDenominator: 60,
        expectedPercent: '30,00 %',
        needed: 39,
        perDay: { numerator: '39', denominator: '25', decimal: '1,56' },
        perWorkingDay: { decimal: '2,29' },
        shareOfRemaining: { decimal: '0,78' },
        sharePercent: '78,00 %',
        lastFeasibleDay: '2026-06-28',
      },
    });
  });

  it('goes by the year before where nothing has come in yet, and by nothing where nothing ever has', async () => {
    const basis = await valueOf(BAC_HONG_LINH, `numerator ${FORECAST}`);
    expect(basis).toMatchObject({
      numerator: null,
      forecast: {
        gap: null,
        assumption: { basis: 'SAME_PERIOD_LAST_YEAR', from: '2025-06-15', to: '2025-07-14', denominator: 6, days: 30 },
        remaining: 5,
        needed: 4,
        lastFeasibleDay: '2026-07-09',
      },
    });
    expect(await valueOf('18133', FORECAST)).toMatchObject({
      forecast: { outcome: 'INSUFFICIENT', feasible: null, assumption: null, needed: null, daysLeft: 25 },
    });
  });

  it('is none for a period that is over, which keeps its gap, and none without a target', async () => {
    expect(await valueOf(THACH_HA, `gapToTarget ${FORECAST}`, '2026-06')).toEqual({ gapToTarget: 1, forecast: null });
    expect(await valueOf(THACH_HA, FORECAST, '2026-07', 'RESOLVED_IN_TIME')).toEqual({ forecast: null });
  });
});

const SHIFT = '{ procedure { code } available dossiers gapLeft mustBeRaised }';
const CLOSING = `closingProcedures { gap procedures ${SHIFT} remaining toRaise ${SHIFT} remainingAfterRaising }`;
const closed = (gap: number, procedures: object[] | null) => ({
  closingProcedures: { gap, procedures, remaining: 0, toRaise: [], remainingAfterRaising: 0 },
});

describe('the procedures that would close the gap', () => {
  it('are the fewest, with what each brings', async () => {
    expect(await valueOf(THACH_HA, CLOSING)).toEqual(
      closed(4, [
        { procedure: { code: BIRTH }, available: 3, dossiers: 3, gapLeft: 1, mustBeRaised: false },
        { procedure: { code: DEATH }, available: 1, dossiers: 1, gapLeft: 0, mustBeRaised: false },
      ]),
    );
  });

  it('are none when the target is met, and unknown for other indicators', async () => {
    expect(await valueOf(TRAN_PHU, CLOSING)).toEqual(closed(0, []));
    expect(await valueOf(THACH_HA, CLOSING, '2026-07', 'ONLINE_PAYMENT')).toEqual({ closingProcedures: null });
  });

  it('do not suffice where only procedures offered in part are left, which are listed apart', async () => {
    expect(await valueOf(NAM_HONG_LINH, CLOSING)).toEqual({
      closingProcedures: {
        gap: 3,
        procedures: null,
        remaining: 3,
        toRaise: [{ procedure: { code: COPY }, available: 4, dossiers: 3, gapLeft: 0, mustBeRaised: true }],
        remainingAfterRaising: 0,
      },
    });
  });

  it('are of eligible procedures only for the ratio of those', async () => {
    expect(await valueOf('SXD', CLOSING, '2026-07', ELIGIBLE)).toEqual(
      closed(1, [{ procedure: { code: TRANSPORT }, available: 1, dossiers: 1, gapLeft: 0, mustBeRaised: false }]),
    );
    const { province } = dataOf<{ province: { indicators: [object, object] } }>(
      await server.request(
        `{ province { indicators(period: "2026-07", codes: ["${RESOLVED}", "${ELIGIBLE}"]) { numerator denominator ${CLOSING} } } }`,
      ),
    );
    // 36 of 54 and of 47: of the latter it takes 45, of the former 38.
    expect(province.indicators).toMatchObject([
      { numerator: 36, denominator: 54, ...closed(2, [{ procedure: { code: BIRTH }, available: 9, dossiers: 2 }]) },
      {
        numerator: 36,
        denominator: 47,
        ...closed(9, [{ procedure: { code: BIRTH }, available: 9, dossiers: 9, gapLeft: 0 }]),
      },
    ]);
  });

  it('of a procedure are itself, over all units', async () => {
    const { procedure } = dataOf<{ procedure: { indicators: object[] } }>(
      await server.request(
        `{ procedure(code: "${COPY}") { indicators(period: "2026-07", codes: ["${RESOLVED}"]) { ${CLOSING} } } }`,
      ),
    );
    expect(procedure.indicators).toMatchObject([
      { closingProcedures: { gap: 5, procedures: null, toRaise: [{ available: 7, dossiers: 5 }] } },
    ]);
  });
});

/** What is asked of a value of two days. */
function ofDays(from: string, to: string): string {
  return `indicators(from: "${from}", to: "${to}", codes: ["${RESOLVED}"]) { denominator forecast { needed }
    trend { percent } previous { points } closingProcedures { procedures { dossiers } } }`;
}

describe('a value of any other days', () => {
  it('has no period before it, but still a list that closes its gap', async () => {
    const { unit } = dataOf<{ unit: object }>(
      await server.request(
        `{ unit(code: "${THACH_HA}") { june: ${ofDays('2026-06-01', '2026-06-30')} cut: ${ofDays('2026-06-02', '2026-06-16')}
          before: ${ofDays('2026-06-03', '2026-06-15')} } }`,
      ),
    );
    const none = { forecast: null, trend: [], previous: null };
    expect(unit).toMatchObject({
      june: [{ ...none, denominator: 12, closingProcedures: { procedures: [{ dossiers: 4 }, { dossiers: 1 }] } }],
      cut: [{ ...none, denominator: 12 }],
      before: [{ ...none, denominator: null }],
    });
  });
});

const COMPARED = '{ points change difference { numerator denominator } value { percent period { id } } }';

describe('a comparison', () => {
  it('sets a value beside the period before and the same of the year before', async () => {
    expect(await valueOf(THACH_HA, `percent previous ${COMPARED} sameLastYear ${COMPARED}`)).toEqual({
      percent: '30,00 %',
      previous: {
        points: '−20,00',
        change: 'WORSE',
        difference: { numerator: '-20', denominator: '1' },
        value: { percent: '50,00 %', period: { id: '2026-06' } },
      },
      sameLastYear: {
        points: '+5,00',
        change: 'BETTER',
        difference: { numerator: '5', denominator: '1' },
        value: { percent: '25,00 %', period: { id: '2025-07' } },
      },
    });
  });

  it('is none where either period has no value', async () => {
    expect(await valueOf(TRAN_PHU, `sameLastYear ${COMPARED}`)).toEqual({ sameLastYear: null });
    expect(await valueOf(BAC_HONG_LINH, `sameLastYear ${COMPARED}`)).toEqual({ sameLastYear: null });
  });
});

describe('a trend', () => {
  it('has a value for every period up to the one asked for, with or without dossiers', async () => {
    expect(await valueOf(THACH_HA, 'trend(count: 4) { numerator percent period { id } }')).toEqual({
      trend: [
        { numerator: null, percent: null, period: { id: '2026-04' } },
        { numerator: null, percent: null, period: { id: '2026-05' } },
        { numerator: 1, percent: '50,00 %', period: { id: '2026-06' } },
        { numerator: 3, percent: '30,00 %', period: { id: '2026-07' } },
      ],
    });
    const { province } = dataOf<{ province: { indicators: [{ trend: object[] }] } }>(
      await server.request(
        `{ province { indicators(period: "2026", codes: ["${RESOLVED}"]) { trend(count: 2) { denominator } } } }`,
      ),
    );
    expect(province.indicators[0].trend).toEqual([{ denominator: 10 }, { denominator: 58 }]);
    const quarters = await valueOf(THACH_HA, 'trend(count: 5) { period { id } denominator }', '2026-Q3');
    expect(quarters).toMatchObject({
      trend: [{ period: { id: '2025-Q3' }, denominator: 4 }, {}, {}, { denominator: 2 }, { denominator: 10 }],
    });
    expect(await valueOf(THACH_HA, 'trend { period { id } }')).toHaveProperty('trend.length', 12);
  });

  it.each([0, 61])('of %i periods is refused', async (count) => {
    const answer = await server.request(
      `{ unit(code: "${THACH_HA}") { indicators(period: "2026-07") { trend(count: ${count}) { percent } } } }`,
    );
    expect(errorCode(answer)).toBe('INVALID_INPUT');
  });
});

describe('a rank', () => {
  const RANK = 'rank of previousRank rankChange unit { code }';

  it('stands beside that of the period before', async () => {
    const { ranking } = dataOf<{ ranking: object[] }>(
      await server.request(
        `{ ranking(indicator: "${RESOLVED}", period: "2026-07", kind: COMMUNE) { ${RANK} value { percent } } }`,
      ),
    );
    expect(ranking).toHaveLength(69);
    expect(ranking.slice(0, 5)).toMatchObject([
      { rank: 1, of: 4, previousRank: 3, rankChange: 2, unit: { code: THANH_SEN } },
      { rank: 1, of: 4, previousRank: 1, rankChange: 0, unit: { code: TRAN_PHU } },
      { rank: 3, of: 4, previousRank: 2, rankChange: -1, unit: { code: THACH_HA } },
      { rank: 4, of: 4, previousRank: null, rankChange: null, unit: { code: NAM_HONG_LINH } },
      { rank: null, of: 4, rankChange: null },
    ]);
  });

  it('is told of a unit, among its kind', async () => {
    const rank = `rank(indicator: "${RESOLVED}", period: "2026-07") { ${RANK} }`;
    const data = dataOf(
      await server.request(`{ commune: unit(code: "${THACH_HA}") { ${rank} } department: unit(code: "SXD") { ${rank} }
        former: unit(code: "${THACH_HA}") { rank(indicator: "${RESOLVED}", period: "2025-05", asOf: "2025-06-30") { rank } } }`),
    );
    expect(data).toMatchObject({
      commune: { rank: { rank: 3, of: 4, previousRank: 2, rankChange: -1, unit: { code: THACH_HA } } },
      department: { rank: { rank: 1, of: 1, previousRank: null } },
      former: { rank: null },
    });
  });

  it('by an indicator that is not there is refused', async () => {
    const answer = await server.request(
      `{ unit(code: "${THACH_HA}") { rank(indicator: "X", period: "2026-07") { rank } } }`,
    );
    expect(errorCode(answer)).toBe('INVALID_INPUT');
  });
});

/** Statements of a query for so many communes. */
async function statementsFor(first: number, fields: string): Promise<string[]> {
  statements.length = 0;
  const query = `query ($first: Int!) { province { communes(first: $first) { nodes { code ${fields} } } } }`;
  dataOf(await server.request(query, { first }));
  return [...statements];
}

describe('the number of statements', () => {
  it.each([
    ['forecasts', 12, 'indicators(period: "2026-07") { forecast { needed assumption { text } } }'],
    ['trends', 10, 'indicators(period: "2026-07") { trend(count: 24) { percent } }'],
    ['comparisons', 10, 'indicators(period: "2026-07") { previous { points } sameLastYear { points } }'],
    [
      'closing procedures',
      11,
      'indicators(period: "2026-07") { closingProcedures { procedures { procedure { code } } toRaise { procedure { code } } } }',
    ],
    ['ranks', 12, `rank(indicator: "${RESOLVED}", period: "2026-07") { rank previousRank value { percent } }`],
  ])('of %s is the same for 7 communes and for 69, and at most %i', async (_name, most, fields) => {
    // Something to close among the first seven as well.
    await take(resolved(2, BAC_HONG_LINH, BIRTH, NOW, 'IN_PERSON'));
    await take(resolved(2, BAC_HONG_LINH, COPY, NOW, 'IN_PERSON'));
    const [few, all] = [await statementsFor(7, fields), await statementsFor(69, fields)];
    expect(all.length).toBe(few.length);
    expect(all.length).toBeLessThanOrEqual(most);
  });

  it('of a trend is that of one period and one more, however many its periods', async () => {
    const of = `indicators(period: "2026-07", codes: ["${RESOLVED}"])`;
    const [one, three, sixty] = [
      await statementsFor(69, `${of} { percent }`),
      await statementsFor(69, `${of} { percent trend(count: 3) { percent } }`),
      await statementsFor(69, `${of} { percent trend(count: 60) { percent } }`),
    ];
    expect([three.length, sixty.length]).toEqual([one.length + 1, one.length + 1]);
  });
});
