import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request as httpRequest } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { serverAudits } from 'graphql-http';
import { Role } from '../../schema/access/index.js';
import { readEnvironment } from '../../schema/base/index.js';
import { readTrustedDocuments } from '../../server/http/transport/trusted-documents.js';
import { reportMorning } from '../support/december-reports.js';
import { startRunningServer, type Answer, type RunningServer } from '../support/running-server.js';

const LISTED = 'query Ten { province { name } }';
const UNLISTED = '{ province { code } }';
const FRIEND = 'https://dieu-hanh.hatinh.example';
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

const folder = mkdtempSync(join(tmpdir(), 'documents-'));
const manifest = join(folder, 'manifest.json');
let server: RunningServer;
let guarded: RunningServer;

beforeAll(async () => {
  writeFileSync(manifest, JSON.stringify({ ten: LISTED }));
  server = await startRunningServer(reportMorning);
  guarded = await startRunningServer(reportMorning, { CORS_ORIGINS: FRIEND, TRUSTED_DOCUMENTS: manifest });
});
afterAll(async () => {
  await server?.close();
  await guarded?.close();
  rmSync(folder, { recursive: true, force: true });
});

async function post(body: unknown, headers: Record<string, string> = {}, { origin } = server) {
  const init = {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  };
  const response = await fetch(`${origin}/graphql`, init);
  const { data, errors } = (await response.json()) as Answer;
  return { status: response.status, headers: response.headers, data, code: errors?.[0]?.extensions?.code };
}

/** The answer as it travels, which fetch would unpack. */
function raw(acceptEncoding: string, query: string): Promise<{ coding: string | undefined; bytes: Buffer }> {
  return new Promise((resolve, reject) => {
    const headers = { 'content-type': 'application/json', 'accept-encoding': acceptEncoding };
    const sent = httpRequest(`${server.origin}/graphql`, { method: 'POST', headers }, (response) => {
      const parts: Buffer[] = [];
      response.on('data', (part: Buffer) => parts.push(part));
      response.on('end', () => resolve({ coding: response.headers['content-encoding'], bytes: Buffer.concat(parts) }));
    });
    sent.on('error', reject).end(JSON.stringify({ query }));
  });
}

describe('GraphQL over HTTP', () => {
  it('passes the audits of graphql-http: no MUST failed, of SHOULD only 400 where 200 is suggested', async () => {
    const audits = serverAudits({ url: `${server.origin}/graphql`, fetchFn: fetch });
    const failed: string[] = [];
    for (const audit of audits) {
      const { status } = await audit.fn();
      if (status !== 'ok') failed.push(`${status} ${audit.name}`);
    }
    expect(audits.length).toBeGreaterThanOrEqual(61);
    const suggested = failed.filter((line) => !line.startsWith('notice MAY'));
    for (const line of suggested)
      expect(line).toMatch(
        /^warn SHOULD use (a status code of 200|200 status code) on .* when accepting application\/json$/,
      );
    expect(suggested.length).toBeLessThanOrEqual(3);
  });

  it.each([
    ['application/graphql-response+json', 'application/graphql-response+json'],
    ['application/json', 'application/json'],
    ['application/graphql-response+json; charset=utf-8, application/json;q=0.5', 'application/graphql-response+json'],
    ['*/*', 'application/json'],
  ])('answers who accepts %s in %s', async (accept, type) => {
    const { status, headers } = await post({ query: LISTED }, { accept });
    expect({ status, type: headers.get('content-type')?.split(';')[0] }).toEqual({ status: 200, type });
  });

  it('answers 406 to who accepts nothing that it speaks', async () => {
    const headers = { 'content-type': 'application/json', accept: 'text/csv' };
    const response = await fetch(`${server.origin}/graphql`, {
      method: 'POST',
      headers,
      body: JSON.stringify({ query: LISTED }),
    });
    expect(response.status).toBe(406);
  });

  it.each(['application/x-www-form-urlencoded', 'multipart/form-data', 'text/plain'])(
    'executes nothing that a form of another site could send: %s',
    async (type) => {
      const { status, data } = await post({ query: 'mutation { signOut }' }, { 'content-type': type });
      expect(status).toBe(400);
      expect(data).toBeUndefined();
    },
  );
});

describe('a persisted query', () => {
  const query = 'query Ma { province { code name } }';
  const extensions = { persistedQuery: { version: 1, sha256Hash: sha256(query) } };

  it('is asked for by its hash once it was sent whole, also by GET', async () => {
    expect(await post({ extensions })).toMatchObject({ status: 200, code: 'PERSISTED_QUERY_NOT_FOUND' });
    expect(await post({ query, extensions })).toMatchObject({ status: 200, code: undefined });
    const { data } = await post({ extensions });
    expect(data).toEqual({ province: { code: '42', name: 'Tỉnh Hà Tĩnh' } });
    expect(await post({ documentId: sha256(query) })).toMatchObject({ data });
    const url = `${server.origin}/graphql?extensions=${encodeURIComponent(JSON.stringify(extensions))}`;
    const got = await fetch(url, { headers: { 'apollo-require-preflight': '1' } });
    expect(await got.json()).toMatchObject({ data });
  });

  it.each([
    ['a hash of another text', { version: 1, sha256Hash: sha256('khác') }],
    ['a version that there is not', { version: 2, sha256Hash: sha256(query) }],
  ])('with %s is a fault of the request', async (_case, persistedQuery) => {
    const reply = await post({ query, extensions: { persistedQuery } });
    expect(reply).toMatchObject({ status: 400, code: 'BAD_REQUEST' });
  });
});

describe('a long answer', () => {
  const query = '{ province { communes(first: 69) { nodes { code name } } } }';

  it.each([
    ['br', (bytes: Buffer) => brotliDecompressSync(bytes)],
    ['gzip', (bytes: Buffer) => gunzipSync(bytes)],
  ])('travels packed in %s for who accepts it', async (coding, unpack) => {
    const plain = await raw('identity', query);
    const packed = await raw(coding, query);
    expect(plain.coding).toBeUndefined();
    expect(packed.coding).toBe(coding);
    expect(unpack(packed.bytes)).toEqual(plain.bytes);
    expect(packed.bytes.length).toBeLessThan(plain.bytes.length / 3);
  });

  it('is packed in brotli for browsers, which accept both; a short one travels as it is', async () => {
    expect((await raw('gzip, deflate, br', query)).coding).toBe('br');
    expect((await raw('gzip, deflate, br', '{ province { name } }')).coding).toBeUndefined();
  });
});

async function preflight(from: string, { origin } = guarded) {
  const headers = {
    origin: from,
    'access-control-request-method': 'POST',
    'access-control-request-headers': 'content-type,authorization',
  };
  const response = await fetch(`${origin}/graphql`, { method: 'OPTIONS', headers });
  return Object.fromEntries([...response.headers].filter(([name]) => name.startsWith('access-control')));
}

describe('a page of another site', () => {
  it('may ask when its origin is configured, without our cookie', async () => {
    const allowed = await preflight(FRIEND);
    expect(allowed).toMatchObject({
      'access-control-allow-origin': FRIEND,
      'access-control-allow-methods': 'GET,POST',
    });
    expect(allowed['access-control-allow-headers']).toContain('authorization');
    expect(allowed).not.toHaveProperty('access-control-allow-credentials');
    const { headers } = await post({ query: LISTED }, { origin: FRIEND }, guarded);
    expect(headers.get('access-control-allow-origin')).toBe(FRIEND);
  });

  it('may not by default, nor from any other origin', async () => {
    expect(await preflight(FRIEND, server)).toEqual({});
    expect(await preflight('https://la.example')).not.toHaveProperty('access-control-allow-origin');
  });

  it.each(['https://a.example/duong-dan', 'a.example', '*', 'https://a.example,'])(
    'is not let in by a setting that is no origin: %s',
    (origins) => {
      expect(() => readEnvironment({ CORS_ORIGINS: origins })).toThrow(/CORS_ORIGINS/);
    },
  );
});

describe('with a list of trusted documents', () => {
  it('everybody may ask what is listed, by id or text', async () => {
    const data = { province: { name: 'Tỉnh Hà Tĩnh' } };
    expect(await post({ documentId: 'ten' }, {}, guarded)).toMatchObject({ status: 200, data });
    const extensions = { persistedQuery: { version: 1, sha256Hash: 'ten' } };
    expect(await post({ extensions }, {}, guarded)).toMatchObject({ status: 200, data });
    expect(await post({ query: LISTED }, {}, guarded)).toMatchObject({ status: 200, data });
  });

  it('nobody but an administrator may ask anything else, or add to the list', async () => {
    const { token: officer } = await guarded.createAccount(Role.Officer, '18562');
    const { token: admin } = await guarded.createAccount(Role.Admin);
    const refused = { status: 403, code: 'UNTRUSTED_DOCUMENT', data: undefined };
    expect(await post({ query: UNLISTED }, {}, guarded)).toMatchObject(refused);
    expect(await post({ query: UNLISTED }, { authorization: `Bearer ${officer}` }, guarded)).toMatchObject(refused);
    const signed = { authorization: `Bearer ${admin}` };
    const extensions = { persistedQuery: { version: 1, sha256Hash: sha256(UNLISTED) } };
    expect(await post({ query: UNLISTED, extensions }, signed, guarded)).toMatchObject({ status: 200 });
    expect(await post({ extensions }, {}, guarded)).toMatchObject({ code: 'PERSISTED_QUERY_NOT_FOUND' });
  });

  it('our own pages still work: reading, and signing in', async () => {
    expect((await fetch(`${guarded.origin}/viec`)).status).toBe(200);
    const script = await (await fetch(`${guarded.origin}/pages/operations.js`)).text();
    expect(script).toContain('signIn');
    const { texts } = (await readTrustedDocuments(manifest)) ?? { texts: new Set<string>() };
    const signIn = [...texts].find((text) => text.includes('signIn(') && text.startsWith('mutation ($email'));
    const { email, password } = await guarded.createAccount(Role.Officer, '18562');
    const reply = await post({ query: signIn, variables: { email, password } }, {}, guarded);
    expect(reply).toMatchObject({ status: 200, data: { signIn: { __typename: 'SignInPayload' } } });
  });

  it('reads the manifests of both kinds of tools, and refuses any other file by name', async () => {
    const apollo = join(folder, 'apollo.json');
    const operations = [{ id: sha256(LISTED), name: 'Ten', type: 'query', body: LISTED }];
    writeFileSync(apollo, JSON.stringify({ format: 'apollo-persisted-query-manifest', version: 1, operations }));
    expect((await readTrustedDocuments(apollo))?.byId.get(sha256(LISTED))).toBe(LISTED);
    const broken = join(folder, 'broken.json');
    writeFileSync(broken, '["{ a }"]');
    await expect(readTrustedDocuments(broken)).rejects.toThrow('TRUSTED_DOCUMENTS');
    await expect(readTrustedDocuments(join(folder, 'khong-co.json'))).rejects.toThrow('TRUSTED_DOCUMENTS');
  });
});
