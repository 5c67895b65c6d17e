import { createServer, request as httpRequest, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import express from 'express';
import { readManifest } from '../../server/playground/assets.js';
import { playgroundRouter } from '../../server/playground/router.js';

let server: Server;
const manifest = readManifest();
const script = `/playground/assets/${manifest?.script}`;

beforeAll(async () => {
  server = createServer(express().use('/playground', playgroundRouter({ endpoint: '/graphql' })));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterAll(() => new Promise((resolve) => server.close(resolve)));

/** Raw answer: unlike `fetch`, node:http leaves compressed bodies as they came. */
async function get(path: string, acceptEncoding = 'identity'): Promise<{ response: IncomingMessage; body: Buffer }> {
  const { port } = server.address() as AddressInfo;
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    httpRequest({ port, path, headers: { 'accept-encoding': acceptEncoding } }, resolve)
      .on('error', reject)
      .end();
  });
  return { response, body: await buffer(response) };
}

describe('the playground', () => {
  it('serves a page that may load from its own host only', async () => {
    const { response, body } = await get('/playground');
    expect(response.statusCode).toBe(200);
    expect(response.headers['content-security-policy']).toContain("default-src 'none'; script-src 'self';");
    expect(response.headers['content-security-policy']).not.toMatch(/https?:|\*|unsafe-eval/);
    expect(body.toString()).toContain(`src="${script}"`);
    expect(body.toString()).toContain('name="graphql-endpoint" content="/graphql"');
    expect(body.toString()).not.toMatch(/https?:\/\//);
  });

  it('has the page asked for anew each time and its files kept for good', async () => {
    expect((await get('/playground')).response.headers['cache-control']).toBe('no-cache');
    expect((await get(script)).response.headers['cache-control']).toBe('public, max-age=31536000, immutable');
  });

  it('sends the compressed copy the browser can read', async () => {
    const plain = await get(script);
    const brotli = await get(script, 'gzip, br');
    const gzip = await get(script, 'gzip');
    expect(plain.response.headers['content-encoding']).toBeUndefined();
    expect([brotli, gzip].map(({ response }) => response.headers['content-encoding'])).toEqual(['br', 'gzip']);
    expect(brotliDecompressSync(brotli.body).equals(plain.body)).toBe(true);
    expect(gunzipSync(gzip.body).equals(plain.body)).toBe(true);
    for (const { response } of [plain, brotli, gzip]) {
      expect(response.headers['content-type']).toBe('text/javascript; charset=utf-8');
      expect(response.headers['vary']).toContain('Accept-Encoding');
    }
  });

  it.each(['manifest.json', 'nothing.js', '..%2f..%2frouter.js', '..%2f..%2f..%2f..%2fpackage.json'])(
    'does not give out %s',
    async (name) => {
      expect((await get(`/playground/assets/${name}`)).response.statusCode).toBe(404);
    },
  );

  it('leaves no English in the texts of GraphiQL that were translated', async () => {
    const { body } = await get(script);
    for (const text of ['Re-fetch GraphQL schema', 'Execute query', 'Show Deprecated', 'Clear storage'])
      expect(body.toString()).not.toContain(text);
  });
});
