import { randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { AccountService, type Role } from '../../schema/access/index.js';
import { createLog, readEnvironment } from '../../schema/base/index.js';
import { openDatabase, type Database } from '../../schema/database.js';
import { buildServer } from '../../server/app.js';
import { createTestDatabase } from './database.js';

/** Answer of a GraphQL request. */
export interface Answer {
  data?: Record<string, unknown> | null;
  errors?: { message: string; path?: (string | number)[]; extensions?: { code?: string; requestId?: string } }[];
}

/** The product's server on a free port, on a test database of its own. */
export interface RunningServer {
  /** `http://127.0.0.1:<port>`, without a slash at the end. */
  readonly origin: string;
  readonly databaseUrl: string;
  readonly orm: Database;
  /** Makes an account with a password. */
  createAccount(role: Role, unitCode?: string | null): Promise<{ email: string; password: string; token: string }>;
  /** Sends a query over HTTP, signed in when a token is given. */
  request(query: string, variables?: Readonly<Record<string, unknown>>, token?: string): Promise<Answer>;
  close(): Promise<void>;
}

/**
 * Starts one; its clock says `now`, or what `now` gives when asked, and `settings` stand in its environment; on `PORT`
 * when they name one, else on any that is free.
 */
export async function startRunningServer(
  now: Date | (() => Date),
  settings: NodeJS.ProcessEnv = {},
): Promise<RunningServer> {
  const clock = typeof now === 'function' ? now : () => now;
  const { url, drop } = await createTestDatabase();
  const environment = readEnvironment({ ...settings, DATABASE_URL: url });
  const { DATABASE_POOL_SIZE: poolSize, STATEMENT_TIMEOUT_MS: statementTimeoutMs } = environment;
  const orm = await openDatabase({ url, poolSize, statementTimeoutMs });
  const log = createLog('test', settings['LOG_LEVEL'] ? environment.LOG_LEVEL : 'silent');
  const { app, stop } = await buildServer({ database: orm, environment, log, clock });
  const http = createServer(app);
  await new Promise<void>((resolve) => http.listen(Number(settings['PORT'] ?? 0), '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
  return {
    origin,
    databaseUrl: url,
    orm,
    createAccount: (role, unitCode = null) => createAccount(orm, role, unitCode, clock()),
    request: (query, variables, token) => request(`${origin}/graphql`, { query, variables }, token),
    close: async () => {
      http.closeAllConnections();
      await new Promise((resolve) => http.close(resolve));
      await stop();
      await orm.close();
      await drop();
    },
  };
}

async function createAccount(orm: Database, role: Role, unitCode: string | null, now: Date) {
  const email = `${randomBytes(6).toString('hex')}@hatinh.example`;
  const password = randomBytes(12).toString('base64url');
  await orm.em.fork().transactional(async (em) => {
    const accounts = new AccountService(em);
    const user = await accounts.createUser({ email, name: 'Người dùng thử', role, unitCode }, 'test');
    await accounts.setPassword(await accounts.oneTimeLink(user.id, 'test', now), password, now);
  });
  const { token } = await new AccountService(orm.em.fork()).signIn(email, password, now, 1);
  return { email, password, token };
}

async function request(endpoint: string, body: unknown, token: string | undefined): Promise<Answer> {
  const response = await fetch(endpoint, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) },
    body: JSON.stringify(body),
  });
  return (await response.json()) as Answer;
}
