import { request as httpRequest } from 'node:http';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Client } from 'pg';
import { Role } from '../../schema/access/index.js';
import { reportMorning } from '../support/december-reports.js';
import { startRunningServer, type Answer, type RunningServer } from '../support/running-server.js';

let server: RunningServer;
let closed: RunningServer;

beforeAll(async () => {
  server = await startRunningServer(reportMorning);
  closed = await startRunningServer(reportMorning, { PLAYGROUND: 'false' });
});
afterAll(async () => {
  await server?.close();
  await closed?.close();
});

interface Reply {
  status: number;
  code: string | null;
  message: string;
  requestId: string | null;
  text: string;
}

/** What a client must never read: markup, stacks, statements, places. */
const INTERNAL = /<html|<pre|\bat .+:\d+:\d+|node_modules|\.[jt]s\b|select .+ from|postgres(ql)?:\/\//i;

async function send(path: string, init: RequestInit = {}, origin = server.origin): Promise<Reply> {
  const response = await fetch(`${origin}${path}`, init);
  const text = await response.text();
  expect(text).not.toMatch(INTERNAL);
  expect(response.headers.get('content-type')).toMatch(/^application\/(graphql-response\+)?json/);
  const [error] = (JSON.parse(text) as Answer).errors ?? [];
  const { code = null, requestId = null } = error?.extensions ?? {};
  return { status: response.status, code, message: error?.message ?? '', requestId, text };
}

function post(body: string, headers: Record<string, string> = {}, origin?: string): Promise<Reply> {
  return send(
    '/graphql',
    { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body },
    origin,
  );
}

const ask = (query: string, origin?: string) => post(JSON.stringify({ query }), {}, origin);
/** A query of fields in fields, without lists. */
function deep(levels: number): string {
  const fields = Array.from({ length: levels - 2 }, (_, place) => (place % 2 === 0 ? 'report' : 'deadline'));
  return `{ node(id: "x") { ... on Deadline { ${fields.map((field) => `${field} { `).join('')} id ${'}'.repeat(levels + 1)}`;
}

describe('a faulty request', () => {
  it('is told so when its JSON is broken', async () => {
    expect(await post('{"query": ')).toMatchObject({ status: 400, code: 'BAD_REQUEST' });
    expect(await post('"chỉ là chữ"')).toMatchObject({ status: 400 });
    expect(await post('[]')).toMatchObject({ status: 400 });
    expect(await post('{}')).toMatchObject({ status: 400, code: 'BAD_REQUEST' });
  });

  it('is told so when its body is too large, also when packed', async () => {
    const large = JSON.stringify({ query: `{ viewer { name } } # ${'x'.repeat(1_100_000)}` });
    expect(await post(large)).toMatchObject({ status: 413, code: 'BODY_TOO_LARGE' });
    const packed = gzipSync(JSON.stringify({ query: `# ${'x'.repeat(20_000_000)}` }));
    const headers = { 'content-type': 'application/json', 'content-encoding': 'gzip' };
    expect(await send('/graphql', { method: 'POST', headers, body: packed })).toMatchObject({ status: 413 });
  });

  it('is told so when its type or coding is not one we read', async () => {
    const form = { 'content-type': 'text/plain' };
    expect(await post('{"query":"{ viewer { name } }"}', form)).toMatchObject({ status: 400, code: 'BAD_REQUEST' });
    expect((await post('{}', { 'content-encoding': 'zzz' })).status).toBe(415);
    expect((await post('{}', { 'content-type': 'application/json; charset=latin-9' })).status).toBe(415);
  });

  it.each(['/khong-co', '/graphql/khac', '/%c0%80', '/pages/page.ts', '/pages/..%2fpages-router.ts'])(
    'gets JSON for the path %s',
    async (path) => {
      const { status, code } = await send(path);
      expect([
        [404, 'NOT_FOUND'],
        [400, 'BAD_REQUEST'],
      ]).toContainEqual([status, code]);
    },
  );

  it('is answered without markup when its method is not one we know', async () => {
    expect((await send('/graphql', { method: 'DELETE' })).status).toBeGreaterThanOrEqual(400);
  });

  it('by GET needs a header that a page of another site cannot set', async () => {
    const path = `/graphql?query=${encodeURIComponent('{ viewer { name } }')}`;
    expect(await send(path)).toMatchObject({ status: 400, code: 'BAD_REQUEST' });
    expect(await send(path, { headers: { 'apollo-require-preflight': '1' } })).toMatchObject({ status: 200 });
    const mutation = `/graphql?query=${encodeURIComponent('mutation { signOut }')}`;
    expect((await send(mutation, { headers: { 'apollo-require-preflight': '1' } })).status).toBe(405);
  });
});

describe('a faulty query', () => {
  it.each(['{ unit(code: "\\u0000") { code } }', '{ procedure(code: "1\\u0000") { code } }'])(
    'is told so when it has a character that no database stores: %s',
    async (query) => {
      expect(await ask(query)).toMatchObject({ code: 'INVALID_INPUT', message: expect.stringContaining('ký tự rỗng') });
    },
  );

  it('is told where its syntax breaks, with an id to ask about', async () => {
    const { status, code, requestId } = await ask('{ province { ');
    expect({ status, code }).toEqual({ status: 400, code: 'GRAPHQL_PARSE_FAILED' });
    expect(requestId).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('is not told which names there are', async () => {
    const unknown = await ask('{ provinse { nam } }');
    expect(unknown).toMatchObject({ status: 400, code: 'GRAPHQL_VALIDATION_FAILED' });
    expect(unknown.text).not.toContain('Did you mean');
    const value = await post(
      JSON.stringify({
        query: 'query ($kind: UnitKind) { units(filter: { kind: $kind }) { totalCount } }',
        variables: { kind: 'COMUNE' },
      }),
    );
    expect(value).toMatchObject({ code: 'BAD_USER_INPUT' });
    expect(value.text).not.toContain('Did you mean');
  });

  it.each([
    ['too deep', deep(15), /tầng/],
    [
      'with too many aliases',
      `{ ${Array.from({ length: 31 }, (_, place) => `a${place}: viewer { name }`).join(' ')} }`,
      /bí danh/,
    ],
    [
      'with too many aliases in fragments',
      `{ ...f } fragment f on Query { ${Array.from({ length: 31 }, (_, place) => `a${place}: viewer { name }`).join(' ')} }`,
      /bí danh/,
    ],
    ['with too many tokens', `{ ${'viewer { name } '.repeat(600)} }`, /token/i],
    ['of nested brackets', `{ units(filter: ${'['.repeat(5_000)} }`, /lồng quá sâu/],
  ])('%s is refused', async (_case, query, reason) => {
    const { status, message } = await ask(query);
    expect(status).toBe(400);
    expect(message).toMatch(reason);
  });

  it('as deep as allowed passes', async () => {
    expect((await ask(deep(14))).status).toBe(200);
  });

  it.each([
    [
      'written out',
      '{ units(first: 200) { nodes { procedures(first: 200) { nodes { units { nodes { code } } } } } } }',
      {},
    ],
    [
      'by variables and fragments',
      `query ($n: Int = 200) { units(last: $n) { edges { node { ...u } } } }
        fragment u on Unit { ... on Commune { procedures(first: $n) { nodes { units(first: $n) { nodes { code } } } } } }`,
      { n: 150 },
    ],
    [
      'by lists without pages',
      `{ provinces { plans { clauses { children { children { children { children { children { children { code } } } } } } } } } }`,
      {},
    ],
  ])('that asks for too many items, %s, is refused before it is executed', async (_case, query, variables) => {
    const reply = await post(JSON.stringify({ query, variables }));
    expect(reply).toMatchObject({ status: 400, code: 'QUERY_TOO_LARGE' });
    expect(reply.message).toMatch(/nhiều nhất là 50000/);
  });

  it('for all procedures of all communes passes', async () => {
    const query = '{ province { communes(first: 69) { nodes { procedures(first: 200) { nodes { code } } } } } }';
    expect((await ask(query)).status).toBe(200);
  });

  it('whose fragments double at every step is answered in no time', async () => {
    const steps = Array.from(
      { length: 60 },
      (_, place) => `fragment f${place} on Query { ...f${place + 1} ...f${place + 1} }`,
    );
    const started = performance.now();
    await ask(`{ ...f0 } ${steps.join(' ')} fragment f60 on Query { viewer { name } }`);
    expect(performance.now() - started).toBeLessThan(2_000);
  });

  it('whose fragments run in a circle is refused', async () => {
    const query = '{ ...a } fragment a on Query { ...b } fragment b on Query { ...a }';
    expect(await ask(query)).toMatchObject({ status: 400, code: 'GRAPHQL_VALIDATION_FAILED' });
  });
});

describe('introspection', () => {
  const query = '{ __schema { queryType { name } } }';

  it('is answered with the playground and refused without it', async () => {
    expect((await ask(query)).status).toBe(200);
    expect(await ask(query, closed.origin)).toMatchObject({ status: 400, code: 'GRAPHQL_VALIDATION_FAILED' });
    expect((await ask('{ province { name } }', closed.origin)).status).toBe(200);
    expect((await send('/playground', {}, closed.origin)).status).toBe(404);
  });
});

describe('a request that ends before its body', () => {
  it('leaves the server well', async () => {
    const { port } = new URL(server.origin);
    await new Promise<void>((resolve) => {
      const headers = { 'content-type': 'application/json', 'content-length': '1000' };
      const half = httpRequest({ port, method: 'POST', path: '/graphql', headers });
      half.on('error', () => resolve());
      half.write('{"query": "{ vie');
      half.once('socket', (socket) => socket.once('connect', () => half.destroy(new Error('gone'))));
    });
    expect((await ask('{ province { name } }')).status).toBe(200);
  });
});

/** Takes the database away under the server's open connections. */
async function loseDatabase({ databaseUrl }: RunningServer): Promise<void> {
  const client = new Client({ connectionString: process.env['TEST_DATABASE_SERVER_URL'] });
  await client.connect();
  await client.query(`drop database ${new URL(databaseUrl).pathname.slice(1)} with (force)`);
  await client.end();
}

describe('without its database', () => {
  it('the server says so by code and request id, and nothing of its insides', async () => {
    const lost = await startRunningServer(reportMorning);
    const { token } = await lost.createAccount(Role.Admin);
    await loseDatabase(lost);
    try {
      const anonymous = await ask('{ province { name } }', lost.origin);
      expect(anonymous).toMatchObject({ code: 'INTERNAL_SERVER_ERROR' });
      expect(anonymous.message).toContain('mã yêu cầu');
      const signedIn = await post(
        '{"query":"{ province { name } }"}',
        { authorization: `Bearer ${token}` },
        lost.origin,
      );
      expect(signedIn).toMatchObject({ status: 503, code: 'UNAVAILABLE' });
      expect(signedIn.message).toBe('Hệ thống tạm thời gián đoạn, hãy thử lại sau.');
      for (const { requestId } of [anonymous, signedIn]) expect(requestId).toMatch(/^[0-9a-f-]{36}$/);
      const mutation = await ask('mutation { setPassword(token: "x", password: "y") { __typename } }', lost.origin);
      expect(mutation.code).toBe('INTERNAL_SERVER_ERROR');
      expect((await fetch(`${lost.origin}/healthz`)).status).toBe(200);
      expect((await fetch(`${lost.origin}/readyz`)).status).toBe(503);
    } finally {
      await lost.close();
    }
  });
});
