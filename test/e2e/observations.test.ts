import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Role } from '../../schema/access/index.js';
import { AuditEntry } from '../../schema/audit/index.js';
import { Observation } from '../../schema/observations/index.js';
import { dataOf, errorCode } from '../support/answers.js';
import { reportMorning } from '../support/december-reports.js';
import { buildObservation } from '../support/observations.js';
import { startRunningServer, type RunningServer } from '../support/running-server.js';
import { watchStatements } from '../support/statements.js';

const [COMMUNE, OTHER, THIRD] = ['18562', '18073', '18100'];

let server: RunningServer;
let officer: { token: string; email: string };
let stranger: string;
let coordinator: string;
let admin: string;
const statements: string[] = [];

// One connection: with several, whichever answers first decides which loads still share a statement.

beforeAll(async () => {
  server = await startRunningServer(reportMorning, { DATABASE_POOL_SIZE: '1' });
  officer = await server.createAccount(Role.Officer, COMMUNE);
  ({ token: stranger } = await server.createAccount(Role.Head, OTHER));
  ({ token: coordinator } = await server.createAccount(Role.Coordinator));
  ({ token: admin } = await server.createAccount(Role.Admin));
  await watchStatements(server.orm, (text) => statements.push(text));
});
afterAll(() => server?.close());

interface Result {
  readonly __typename: string;
  readonly isNew?: boolean;
  readonly observation?: { readonly revision: number; readonly value: number | null };
  readonly stored?: { readonly revision: number; readonly value: number | null; readonly recordedBy: string } | null;
  readonly sent?: { readonly value: number | null; readonly expectedRevision: number };
  readonly message?: string;
  readonly userErrors?: readonly { readonly code: string; readonly message: string; readonly path: string[] | null }[];
}

const RESULT = `__typename
  ... on RecordObservationPayload { isNew observation { revision value unit { code } measure { code } period { id scheme } } }
  ... on ObservationConflictPayload { message stored { revision value recordedBy } sent { value expectedRevision } }
  ... on UserErrors { userErrors { code message path } }`;

async function record(token: string | undefined, entries: object[], reason?: string): Promise<Result[]> {
  const { recordObservations } = dataOf<{ recordObservations: Result & { results?: Result[] } }>(
    await server.request(
      `mutation ($entries: [RecordObservationInput!]!, $reason: String) { recordObservations(entries: $entries, reason: $reason) {
        __typename ... on RecordObservationsPayload { results { ${RESULT} } }
        ... on UserErrors { userErrors { code message path } } } }`,
      { entries, reason },
      token,
    ),
  );
  return recordObservations.results ?? [recordObservations];
}

/** An entry of the commune's staff. */
function entry(period: string, over: object = {}): object {
  return { unit: COMMUNE, measure: 'STAFF_TOTAL', period, value: 100, expectedRevision: 0, ...over };
}

describe('recordObservations', () => {
  it('answers every entry by itself: recorded, in conflict with both values, or refused with field and reason', async () => {
    await record(coordinator, [entry('2025-10', { value: 90 })]);
    const results = await record(
      officer.token,
      [
        entry('2025-10', { value: 91 }),
        entry('2025-11'),
        entry('2025-12', { value: null }),
        entry('2025-12', { value: null, missingReason: ' Chưa có số ' }),
        entry('2025-12', { unit: OTHER }),
        entry('2026-02'),
      ],
      'Rà soát quý IV',
    );
    expect(results).toMatchObject([
      {
        __typename: 'ObservationConflictPayload',
        stored: { revision: 1, value: 90 },
        sent: { value: 91, expectedRevision: 0 },
      },
      {
        __typename: 'RecordObservationPayload',
        isNew: true,
        observation: {
          revision: 1,
          value: 100,
          unit: { code: COMMUNE },
          measure: { code: 'STAFF_TOTAL' },
          period: { id: '2025-11', scheme: 'ND09' },
        },
      },
      { userErrors: [{ code: 'INVALID_INPUT', path: ['entries', '2', 'missingReason'] }] },
      { observation: { revision: 1, value: null } },
      { userErrors: [{ code: 'FORBIDDEN', path: ['entries', '4', 'unit'] }] },
      { userErrors: [{ code: 'INVALID_INPUT', path: ['entries', '5', 'period'] }] },
    ]);
    expect(results[0]?.message).toMatch(/đang lưu 90 .*gửi lên ghi 91/);
    const stored = await server.orm.em.fork().find(Observation, { recordedBy: officer.email });
    expect(stored.map(({ periodId }) => periodId).toSorted()).toEqual(['2025-11', '2025-12']);
    const audit = await server.orm.em.fork().find(AuditEntry, { actor: officer.email, action: 'OBSERVATION_RECORDED' });
    expect(audit.map(({ details }) => details?.['reason'])).toEqual(['Rà soát quý IV', 'Rà soát quý IV']);
  });

  it('is for officers and heads of the unit and for coordinators', async () => {
    const one = [entry('2025-09')];
    expect(await record(undefined, one)).toMatchObject([{ userErrors: [{ code: 'UNAUTHENTICATED' }] }]);
    expect(await record(admin, one)).toMatchObject([{ userErrors: [{ code: 'FORBIDDEN' }] }]);
    expect(await record(stranger, one)).toMatchObject([{ userErrors: [{ code: 'FORBIDDEN' }] }]);
    expect(await record(officer.token, one)).toMatchObject([{ isNew: true }]);
    expect(await record(coordinator, [entry('2025-09', { value: 101, expectedRevision: 1 })])).toMatchObject([
      { isNew: true, observation: { revision: 2 } },
    ]);
  });

  it('takes whole numbers only, and no more entries than a page has', async () => {
    for (const value of [1.5, '12', 2 ** 53]) {
      const answer = await server.request(
        'mutation ($entries: [RecordObservationInput!]!) { recordObservations(entries: $entries) { __typename } }',
        { entries: [entry('2025-10', { value })] },
        officer.token,
      );
      expect(answer.errors).toHaveLength(1);
      expect(JSON.stringify(answer.errors)).toMatch(/không phải là số nguyên/);
    }
    const many = Array.from({ length: 201 }, () => entry('2025-10'));
    expect(await record(officer.token, many)).toMatchObject([{ userErrors: [{ path: ['entries'] }] }]);
  });
});

interface Value {
  readonly value: number | null;
  readonly reported: number;
  readonly expected: number;
  readonly synthetic: boolean;
  readonly measure: { readonly code: string };
  readonly current?: { readonly revision: number; readonly note: string | null } | null;
}

const VALUE = 'value reported expected synthetic measure { code }';

describe('observed values', () => {
  it('are public, as sums with coverage; who recorded what is not', async () => {
    const em = server.orm.em.fork();
    const parts = { measure: 'ADULTS_TOTAL', period: '2025-12' };
    await buildObservation(em, { ...parts, unit: COMMUNE, value: 9_000_000_000 });
    await buildObservation(em, { ...parts, unit: OTHER, value: 1, synthetic: true });
    await buildObservation(em, { ...parts, unit: THIRD, value: 'Chưa thống kê' });
    const query = `query ($measures: [String!]) { province { observations(period: "2025-12", measures: $measures) { ${VALUE} } }
      unit(code: "${COMMUNE}") { observations(period: "2025-12", measures: $measures) { ${VALUE} } } }`;
    const measures = ['ADULTS_TOTAL', 'ADULTS_WITH_SIGNATURE'];
    expect(dataOf(await server.request(query, { measures }))).toEqual({
      province: {
        observations: [
          { value: 9_000_000_001, reported: 2, expected: 69, synthetic: true, measure: { code: 'ADULTS_TOTAL' } },
          { value: null, reported: 0, expected: 69, synthetic: false, measure: { code: 'ADULTS_WITH_SIGNATURE' } },
        ],
      },
      unit: {
        observations: [
          { value: 9_000_000_000, reported: 1, expected: 1, synthetic: false, measure: { code: 'ADULTS_TOTAL' } },
          { value: null, reported: 0, expected: 1, synthetic: false, measure: { code: 'ADULTS_WITH_SIGNATURE' } },
        ],
      },
    });
  });

  it('of a unit are those that it has to enter, with the record to go on from', async () => {
    const query = `{ unit(code: "${COMMUNE}") { observations(period: "2025-12") { ${VALUE} current { revision note } } } }`;
    const { unit } = dataOf<{ unit: { observations: Value[] } }>(await server.request(query, {}, officer.token));
    expect(unit.observations.map(({ measure }) => measure.code)).toEqual([
      'ADULTS_TOTAL',
      'ADULTS_WITH_SIGNATURE',
      'CENTRE_COMPUTERS',
      'CENTRE_SCANNERS',
      'STAFF_TOTAL',
      'STAFF_VNEID_LEVEL_2',
      'USER_ASSESSORS',
    ]);
    // A stock that a unit says it has no figure of has none; the period is over, so that one is expected.
    expect(unit.observations[4]).toMatchObject({ value: null, reported: 0, expected: 1, current: { revision: 1 } });
    // No quarter has closed in this month's days but the fourth, and nobody counted in it.
    expect(unit.observations[6]).toMatchObject({ value: null, expected: 1, current: null });
    for (const token of [undefined, stranger]) {
      const code = token ? 'FORBIDDEN' : 'UNAUTHENTICATED';
      expect(errorCode(await server.request(query, {}, token))).toBe(code);
    }
  });

  it('refuse a measure that there is not', async () => {
    const query = '{ province { observations(period: "2025-12", measures: ["KHONG"]) { value } } }';
    expect(errorCode(await server.request(query))).toBe('INVALID_INPUT');
  });
});

describe('measures', () => {
  it('are public, as they hold on a day', async () => {
    const query = `query ($asOf: Date) { measures(asOf: $asOf) {
      code countUnit cycle scheme aggregation least greatest unitKinds unitCodes exceptUnits clauseCode quote } }`;
    const { measures } = dataOf<{ measures: { code: string }[] }>(await server.request(query));
    expect(measures).toContainEqual({
      code: 'UNITS_INSPECTED',
      countUnit: 'lượt đơn vị',
      cycle: 'QUARTER',
      scheme: 'CALENDAR',
      aggregation: 'SUM',
      least: 0,
      greatest: 1_000_000_000_000,
      unitKinds: [],
      unitCodes: ['SKHCN'],
      exceptUnits: [],
      clauseCode: 'IV.3.d',
      quote: 'hằng quý đi kiểm tra thực tế cung cấp dịch vụ công trực tuyến tại các sở, ngành, địa phương',
    });
    expect(dataOf(await server.request(query, { asOf: '2025-08-19' }))).toEqual({ measures: [] });
  });
});

describe('observationHistory', () => {
  const query = `query ($unit: String!) { observationHistory(unit: $unit, measure: "STAFF_TOTAL", period: "2025-09", first: 1) {
    totalCount nodes { revision value recordedBy unit { code } period { name } } pageInfo { hasNextPage } } }`;

  it('tells every revision, newest first, page by page', async () => {
    expect(dataOf(await server.request(query, { unit: COMMUNE }, officer.token))).toMatchObject({
      observationHistory: {
        totalCount: 2,
        nodes: [{ revision: 2, value: 101, unit: { code: COMMUNE }, period: { name: 'Tháng 09/2025' } }],
        pageInfo: { hasNextPage: true },
      },
    });
  });

  it('is for the unit itself, coordinators and administrators', async () => {
    expect(errorCode(await server.request(query, { unit: COMMUNE }))).toBe('UNAUTHENTICATED');
    expect(errorCode(await server.request(query, { unit: COMMUNE }, stranger))).toBe('FORBIDDEN');
    for (const token of [coordinator, admin]) dataOf(await server.request(query, { unit: COMMUNE }, token));
    expect(errorCode(await server.request(query, { unit: 'KHONG' }, admin))).toBe('NOT_FOUND');
  });
});

describe('the number of statements', () => {
  it('is the same for 5 communes and for 69', async () => {
    const query = `query ($first: Int!) { province { communes(first: $first) { nodes {
      observations(period: "2025-12", measures: ["ADULTS_TOTAL", "STAFF_TOTAL"]) { ${VALUE} current { revision unit { code } measure { name } } }
      restated: observations(period: "2025-Q4", restated: true) { value } } } } }`;
    const communes = '{ province { communes(first: 1) { nodes { code } } } }';
    const { province } = dataOf<{ province: { communes: { nodes: { code: string }[] } } }>(
      await server.request(communes),
    );
    const [first] = province.communes.nodes;
    const seen = { unit: first?.code ?? '', measure: 'ADULTS_TOTAL', period: '2025-12', value: 5 };
    await buildObservation(server.orm.em.fork(), seen);
    const counts = [];
    for (const size of [5, 69]) {
      statements.length = 0;
      dataOf(await server.request(query, { first: size }, coordinator));
      counts.push(statements.length);
    }
    expect(counts[1]).toBe(counts[0]);
    // Session, what is visible, province, communes, measures, the values twice, current observations, their units.
    expect(counts[1]).toBeLessThanOrEqual(9);
  });
});
