import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { AccountService, Role } from '../../schema/access/index.js';
import { readEnvironment, rowsOf } from '../../schema/base/index.js';
import { CookieBrowser } from '../support/cookie-browser.js';
import { reportMorning } from '../support/december-reports.js';
import { startIdentityProvider, type IdentityProvider } from '../support/identity-provider.js';
import { startRunningServer, type RunningServer } from '../support/running-server.js';

const PATH = '/dang-nhap/cong-dinh-danh';
let server: RunningServer;
let provider: IdentityProvider;

beforeAll(async () => {
  const port = await freePort();
  const origin = `http://127.0.0.1:${port}`;
  provider = await startIdentityProvider(`${origin}${PATH}/ve`);
  server = await startRunningServer(reportMorning, {
    PORT: String(port),
    PUBLIC_URL: origin,
    OIDC_ISSUER: provider.issuer,
    OIDC_CLIENT_ID: provider.clientId,
    OIDC_CLIENT_SECRET: provider.clientSecret,
  });
});
afterAll(async () => {
  await server?.close();
  await provider?.close();
});

/** A port that nobody has at this moment. */
async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
  const { port } = probe.address() as AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  return port;
}

/** An account without a password. */
function invited(email: string): Promise<string> {
  return server.orm.em.fork().transactional(async (em) => {
    const account = { email, name: 'Người dùng thử', role: Role.Head, unitCode: '18562' };
    return (await new AccountService(em).createUser(account, 'test')).id;
  });
}

async function viewerOf(browser: CookieBrowser): Promise<unknown> {
  const response = await fetch(`${server.origin}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', cookie: browser.cookiesFor(new URL(server.origin)) },
    body: JSON.stringify({ query: '{ viewer { role unit { code } } }' }),
  });
  return ((await response.json()) as { data: { viewer: unknown } }).data.viewer;
}

const isWayBack = ({ pathname }: URL) => pathname === `${PATH}/ve`;

/** Goes to the provider and back up to the last step; the address of that step. */
async function almostBack(browser: CookieBrowser): Promise<URL> {
  await browser.open(`${server.origin}${PATH}`, isWayBack);
  return new URL(browser.visited.at(-1) ?? '');
}

describe('signing in by the identity provider', () => {
  it('begins the session of the account with the verified address, and is written down', async () => {
    const id = await invited('truong@thachha.example');
    provider.signsIn({ email: 'Truong@ThachHa.example', verified: true });
    const browser = new CookieBrowser();
    const response = await browser.open(`${server.origin}${PATH}`);
    expect(response.status).toBe(200);
    expect(response.headers.get('refresh')).toBe('0; url=/viec');
    expect(await viewerOf(browser)).toEqual({ role: 'HEAD', unit: { code: '18562' } });
    const asked = new URL(browser.visited.find((address) => address.startsWith(`${provider.issuer}/auth?`)) ?? '');
    expect(Object.fromEntries(asked.searchParams)).toMatchObject({
      response_type: 'code',
      scope: 'openid email',
      code_challenge_method: 'S256',
      state: expect.stringMatching(/^.{20,}$/),
      nonce: expect.stringMatching(/^.{20,}$/),
    });
    const written = await rowsOf(
      server.orm.em.fork(),
      sql`select action, details from audit_entry where subject_id = ${id} order by id desc limit 1`,
    );
    expect(written).toEqual([{ action: 'SIGNED_IN', details: { provider: provider.issuer } }]);
  });

  it('ends at once when the account is disabled, and does not begin again', async () => {
    const id = await invited('khoa@thachha.example');
    provider.signsIn({ email: 'khoa@thachha.example', verified: true });
    const browser = new CookieBrowser();
    await browser.open(`${server.origin}${PATH}`);
    expect(await viewerOf(browser)).not.toBeNull();
    await server.orm.em.fork().transactional((em) => new AccountService(em).disable(id, 'test', reportMorning));
    expect(await viewerOf(browser)).toBeNull();
    expect((await new CookieBrowser().open(`${server.origin}${PATH}`)).status).toBe(403);
  });

  it('tells who has no account, a disabled one or no verified address the same, and makes none', async () => {
    await invited('chua.xac.minh@thachha.example');
    const pages: string[] = [];
    for (const person of [
      { email: 'la@thachha.example', verified: true },
      { email: 'khoa@thachha.example', verified: true },
      { email: 'chua.xac.minh@thachha.example', verified: false },
    ]) {
      provider.signsIn(person);
      const browser = new CookieBrowser();
      const response = await browser.open(`${server.origin}${PATH}`);
      expect(response.status).toBe(403);
      expect(await viewerOf(browser)).toBeNull();
      pages.push(await response.text());
    }
    expect(new Set(pages).size).toBe(1);
    expect(pages[0]).toContain('chưa được cấp quyền');
    const made = await rowsOf(server.orm.em.fork(), sql`select from app_user where email = 'la@thachha.example'`);
    expect(made).toEqual([]);
    const refused = await rowsOf(
      server.orm.em.fork(),
      sql`select from audit_entry where action = 'SIGN_IN_REFUSED' and actor = 'la@thachha.example'`,
    );
    expect(refused).toHaveLength(1);
  });

  it.each<[string, (url: URL) => void]>([
    ['another state', (url) => url.searchParams.set('state', 'x'.repeat(43))],
    ['no state', (url) => url.searchParams.delete('state')],
    ['another code', (url) => url.searchParams.set('code', 'x'.repeat(43))],
    ['another issuer', (url) => url.searchParams.set('iss', 'https://ai-khac.example')],
    ['a refusal of the provider', (url) => (url.search = '?error=access_denied')],
  ])('begins no session for an answer with %s', async (_what, change) => {
    provider.signsIn({ email: 'truong@thachha.example', verified: true });
    const browser = new CookieBrowser();
    const url = await almostBack(browser);
    change(url);
    const response = await browser.open(url.href);
    expect(response.status).toBe(400);
    expect(await response.text()).not.toMatch(/node_modules|\bat .+:\d+|OAUTH_/);
    expect(await viewerOf(browser)).toBeNull();
  });

  it('begins no session in a browser that did not begin it, nor twice by one answer', async () => {
    provider.signsIn({ email: 'truong@thachha.example', verified: true });
    const browser = new CookieBrowser();
    const url = await almostBack(browser);
    const stranger = new CookieBrowser();
    expect((await stranger.open(url.href)).status).toBe(400);
    // A browser that has begun one of its own cannot use another's answer either.
    await almostBack(stranger);
    expect((await stranger.open(url.href)).status).toBe(400);
    expect(await viewerOf(stranger)).toBeNull();
    expect((await browser.open(url.href)).status).toBe(200);
    expect((await browser.open(url.href)).status).toBe(400);
  });

  it('is offered on the page, and is not there without a provider', async () => {
    expect(await (await fetch(`${server.origin}/viec`)).text()).toContain(PATH);
    const without = await startRunningServer(reportMorning);
    try {
      expect(await (await fetch(`${without.origin}/viec`)).text()).not.toContain(PATH);
      expect((await fetch(`${without.origin}${PATH}`)).status).toBe(404);
    } finally {
      await without.close();
    }
  });

  it('asks for a secret, and for TLS unless the provider is on this machine', () => {
    const secret = { OIDC_CLIENT_SECRET: 'x' };
    expect(() => readEnvironment({ OIDC_ISSUER: 'https://id.example.vn' })).toThrow(/OIDC_CLIENT_SECRET/);
    expect(() => readEnvironment({ OIDC_ISSUER: 'http://id.example.vn', ...secret })).toThrow(/OIDC_ISSUER.*https/);
    expect(readEnvironment({ OIDC_ISSUER: 'http://localhost:9000', ...secret }).OIDC_ISSUER).toBe(
      'http://localhost:9000',
    );
  });
});
