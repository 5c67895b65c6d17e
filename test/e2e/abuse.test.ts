import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Client } from 'pg';
import { Role } from '../../schema/access/index.js';
import { errorCode } from '../support/answers.js';
import { fillDecember2025, reportMorning } from '../support/december-reports.js';
import { fuzz } from '../support/fuzz.js';
import { knownTexts } from '../support/known-texts.js';
import { sendWhileProbing } from '../support/overload.js';
import { startRunningServer, type Answer, type RunningServer } from '../support/running-server.js';

let server: RunningServer;
let tokens: (string | undefined)[];

beforeAll(async () => {
  server = await startRunningServer(reportMorning, { STATEMENT_TIMEOUT_MS: '1000' });
  await fillDecember2025(server);
  const head = await server.createAccount(Role.Head, '18562');
  const admin = await server.createAccount(Role.Admin);
  tokens = [undefined, head.token, admin.token];
});
afterAll(() => server?.close());

interface Priced extends Answer {
  readonly extensions?: { cost?: { requested: number; limit: number; fields?: { field: string; items: number }[] } };
}

async function post(body: unknown, headers: Record<string, string> = {}): Promise<{ status: number; answer: Priced }> {
  const response = await fetch(`${server.origin}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
  return { status: response.status, answer: (await response.json()) as Priced };
}

const times = (count: number, text: (place: number) => string) =>
  Array.from({ length: count }, (_, place) => text(place)).join(' ');

describe('a limit', () => {
  it.each<[string, (count: number) => string, number, RegExp]>([
    ['aliases', (count) => `{ ${times(count, (place) => `a${place}: viewer { name }`)} }`, 30, /bí danh/],
    ['directives', (count) => `{ ${times(count, () => '... @include(if: true) { viewer { name } }')} }`, 30, /chỉ thị/],
    [
      'directives in fragments',
      (count) => `{ ...f } fragment f on Query { viewer { ${times(count, () => '... @skip(if: true) { name }')} } }`,
      30,
      /chỉ thị/,
    ],
    [
      'mutations',
      (count) =>
        `mutation { ${times(count, (place) => `a${place}: setPassword(token: "x", password: "y") { __typename }`)} }`,
      5,
      /nhiều nhất 5 thao tác/,
    ],
    [
      'mutations in fragments',
      (count) => `mutation { ...f } fragment f on Mutation { ${times(count, (place) => `a${place}: signOut`)} }`,
      5,
      /nhiều nhất 5 thao tác/,
    ],
  ])('of %s passes what is at it and refuses one more, before anything is done', async (_what, query, limit, words) => {
    expect((await post({ query: query(limit) })).answer.errors).toBeUndefined();
    const { status, answer } = await post({ query: query(limit + 1) });
    expect(status).toBe(400);
    expect(answer.errors?.[0]?.message).toMatch(words);
    expect(answer.data).toBeUndefined();
  });

  it('of one request a body holds for lists of them', async () => {
    const { status, answer } = await post([{ query: '{ viewer { name } }' }, { query: '{ viewer { name } }' }]);
    expect(status).toBe(400);
    expect(answer.data).toBeUndefined();
  });

  it('of the time of a statement ends it, and says so', async () => {
    const client = new Client({ connectionString: server.databaseUrl });
    await client.connect();
    try {
      await client.query('begin; lock table unit_group in access exclusive mode');
      const { answer } = await post({ query: '{ unitGroups { code } }' });
      expect(errorCode(answer)).toBe('TIMED_OUT');
      expect(answer.errors?.[0]?.message).toContain('quá nhiều thời gian');
    } finally {
      await client.end();
    }
  });
});

describe('the cost', () => {
  const query = `query ($n: Int) { province { communes(first: 10) { nodes { procedures(first: $n) { nodes { code } } } } }
    ...f } fragment f on Query { units(first: 3) { edges { node { code } } } }`;

  it('of an answer is told: pages times pages, and the limit', async () => {
    const { answer } = await post({ query, variables: { n: 20 } });
    expect(answer.extensions?.cost).toEqual({ requested: 10 * (1 + 20) + 3, limit: 50_000 });
    const again = await post({ query, variables: { n: 20 } });
    expect(again.answer).toEqual(answer);
  });

  it('is told field by field to who asks, and adds up', async () => {
    const { answer } = await post({ query, variables: { n: 20 } }, { 'x-query-cost': 'fields' });
    expect(answer.extensions?.cost).toEqual({
      requested: 213,
      limit: 50_000,
      fields: [
        { field: 'Commune.procedures', items: 200 },
        { field: 'Province.communes', items: 10 },
        { field: 'Query.units', items: 3 },
      ],
    });
  });

  it('of a refused request is told with the refusal', async () => {
    const text =
      '{ province { communes(first: 69) { nodes { procedures(first: 200) { nodes { units(first: 200) { nodes { code } } } } } } } }';
    const { status, answer } = await post({ query: text });
    expect(status).toBe(400);
    expect(errorCode(answer)).toBe('QUERY_TOO_LARGE');
    expect(answer.extensions?.cost?.requested).toBeGreaterThan(50_000);
  });
});

describe('a text that cannot be stored', () => {
  it.each([
    ['half of a surrogate pair', 'x\uD800', 'Unicode'],
    ['a null character', 'x\u0000y', 'ký tự rỗng'],
  ])('is refused in a variable wherever it stands: %s', async (_what, text, words) => {
    const query = 'query ($filter: UnitFilter) { units(filter: $filter) { totalCount } }';
    const { status, answer } = await post({ query, variables: { filter: { text }, more: 'x' } });
    expect(status).toBe(400);
    expect(errorCode(answer)).toBe('INVALID_INPUT');
    expect(answer.errors?.[0]?.message).toContain(words);
  });
});

describe('requests made from the schema', () => {
  it('get neither a fault of ours nor a look inside, valid or spoilt', async () => {
    const known = await knownTexts(server);
    const { findings, codes } = await fuzz({
      endpoint: `${server.origin}/graphql`,
      seed: 7,
      requests: 120,
      tokens,
      known,
    });
    expect(findings).toEqual([]);
    // They have to get somewhere, or nothing was tried.
    expect(codes.get('OK')).toBeGreaterThan(25);
    expect(codes.size).toBeGreaterThan(4);
  });
});

describe('many expensive requests at once', () => {
  it('are answered or turned away, while cheap ones are answered', async () => {
    const { expensive, probes } = await sendWhileProbing(server.origin, 20, 500);
    for (const code of expensive.keys()) expect(['200', '503 OVERLOADED']).toContain(code);
    expect(expensive.get('200')).toBeGreaterThan(0);
    expect(expensive.get('503 OVERLOADED')).toBeGreaterThan(0);
    expect(probes.healthz.count).toBeGreaterThan(0);
    expect(probes.cheap.count).toBeGreaterThan(0);
  });
});
