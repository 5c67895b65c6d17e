import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from 'pg';
import { discardEmbeddedPostgres } from '../../server/local/embedded-postgres.js';
import { createTestDatabase } from '../support/database.js';
import { makeRunFolder } from '../support/postgres.js';
import { commandOf, descendantsOf } from '../support/process-tree.js';
import { freePorts, holdPort, runStart, type StartCommand } from '../support/start-command.js';
import { until } from '../support/until.js';

/** A supervisor kills what has not stopped by then. */
const STOP_WITHIN_MS = 10_000;
const DOSSIERS = 500;

let folder: string;
let port: string;
let mailPort: string;
let variables: Record<string, string>;
let running: StartCommand | undefined;

beforeAll(async () => {
  const [http = '', page = '', smtp = '', database = ''] = await freePorts(4);
  [port, mailPort, folder] = [http, page, makeRunFolder()];
  variables = {
    EMBEDDED_DATABASE_DIRECTORY: folder,
    EMBEDDED_DATABASE_PORT: database,
    PORT: http,
    MAIL_CATCHER_PORT: page,
    MAIL_CATCHER_SMTP_PORT: smtp,
    DEMO_DOSSIERS: String(DOSSIERS),
  };
});
afterEach(async () => {
  await running?.stop('SIGKILL');
  running = undefined;
});
afterAll(() => discardEmbeddedPostgres(folder));

async function start(more: Readonly<Record<string, string>> = {}): Promise<StartCommand> {
  running = runStart({ ...variables, ...more });
  await running.ready();
  return running;
}

async function ask(query: string): Promise<unknown> {
  const response = await fetch(`http://127.0.0.1:${port}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query }),
  });
  return response.json();
}

/** The page of the mail catcher as a browser gets it; null when nothing listens. */
async function mailPage(): Promise<string | null> {
  try {
    return await (await fetch(`http://127.0.0.1:${mailPort}/`, { headers: { accept: 'text/html' } })).text();
  } catch {
    return null;
  }
}

/** Number of rows of a table; `url` is an address that `psql` would take. */
async function countRows(url: string, table: string): Promise<number> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<{ count: string }>(`select count(*) from ${table}`);
    return Number(rows[0]?.count);
  } finally {
    await client.end();
  }
}

function embeddedUrl(): string {
  const { folder: home } = existsSync(join(folder, 'location.json'))
    ? (JSON.parse(readFileSync(join(folder, 'location.json'), 'utf8')) as { folder: string })
    : { folder };
  const password = readFileSync(join(home, 'cluster', 'password'), 'utf8').trim();
  return `postgresql://postgres:${password}@127.0.0.1:${variables['EMBEDDED_DATABASE_PORT']}/ke_hoach_457`;
}

/** Stops it as Ctrl-C does and makes sure that nothing it started is left. */
async function stopWhole(command: StartCommand): Promise<void> {
  const started = descendantsOf(command.pid);
  expect(started.map((each) => each.command).join('\n')).toMatch(/dist\/server\/main\.js[\s\S]*dist\/worker\/main\.js/);
  const begun = performance.now();
  const { exitCode } = await command.stop('SIGINT');
  expect(performance.now() - begun).toBeLessThan(STOP_WITHIN_MS);
  expect(exitCode).toBe(0);
  expect(started.filter(({ pid, command: name }) => commandOf(pid) === name)).toEqual([]);
}

describe('the start command on a machine with nothing', () => {
  it('is killed in the middle of the first start, and answers questions by then', async () => {
    running = runStart(variables);
    await running.says('Đã hỏi được GraphQL');
    expect(await ask('{ province { name } }')).toMatchObject({ data: { province: { name: 'Tỉnh Hà Tĩnh' } } });
    expect(running.output()).not.toContain('sẵn sàng');
    const started = descendantsOf(running.pid);
    await running.stop('SIGKILL');
    await until(() => started.every(({ pid, command: name }) => commandOf(pid) !== name), STOP_WITHIN_MS);
  });

  it('brings everything up with the whole demonstration at the next one and leaves nothing behind at Ctrl-C', async () => {
    const command = await start();
    expect(await ask('{ province { name } }')).toMatchObject({ data: { province: { name: 'Tỉnh Hà Tĩnh' } } });
    expect(await mailPage()).toContain('<title>MailDev');
    expect(await countRows(embeddedUrl(), 'dossier where synthetic')).toBe(DOSSIERS);
    expect(await countRows(embeddedUrl(), 'dossier where not synthetic')).toBe(0);
    expect(await countRows(embeddedUrl(), `post where title not like '%(mô phỏng)'`)).toBe(0);
    expect(await countRows(embeddedUrl(), `report where first_sent_at is not null`)).toBeGreaterThan(1000);
    expect(await countRows(embeddedUrl(), `audit_entry where action = 'DEMO_LOADED'`)).toBe(1);
    expect(command.output()).toContain('MÔ PHỎNG');
    await stopWhole(command);
    expect(await mailPage()).toBeNull();
  });

  it('prints accounts that can sign in, with passwords that only their owner can read', async () => {
    const command = await start();
    const [, email = '', password = ''] = /(quan-tri@\S+)\s+(\S+)/.exec(command.output()) ?? [];
    const query = `mutation { signIn(email: "${email}", password: "${password}") { __typename } }`;
    expect(await ask(query)).toMatchObject({ data: { signIn: { __typename: 'SignInPayload' } } });
    expect(statSync(join(folder, 'demo-accounts.json')).mode & 0o077).toBe(0);
  });

  it('keeps the data at the next start and loads nothing again', async () => {
    const command = await start({ DEMO_DOSSIERS: '700' });
    expect(await countRows(embeddedUrl(), 'dossier')).toBe(DOSSIERS);
    expect(command.output()).not.toContain('Đang nạp');
    await stopWhole(command);
  });

  it('says which port is taken and which variable changes it, and starts nothing', async () => {
    const holder = await holdPort(Number(port));
    try {
      const command = runStart(variables);
      const { exitCode, output } = await command.ended;
      expect(exitCode).toBe(1);
      expect(output).toContain(`Cổng ${port} (GraphQL) đã có chương trình khác dùng`);
      expect(output).toContain('đặt biến PORT');
      expect(output).not.toMatch(/^\s+at /m);
      expect(await mailPage()).toBeNull();
    } finally {
      holder.close();
    }
  });

  it('stops everything and tells why when a part of it dies', async () => {
    const command = await start();
    const started = descendantsOf(command.pid);
    const server = started.find((each) => each.command.includes('dist/server/main.js'));
    process.kill(server?.pid ?? 0, 'SIGKILL');
    const { exitCode, output } = await command.ended;
    expect(exitCode).toBe(1);
    expect(output).toContain('server đã dừng ngoài ý muốn (tín hiệu SIGKILL)');
    expect(output).toContain('listening');
    expect(started.filter(({ pid, command: name }) => commandOf(pid) === name)).toEqual([]);
  });
});

describe('the start command killed', () => {
  it('takes everything it started along', async () => {
    const command = await start();
    const started = descendantsOf(command.pid);
    expect(started.length).toBeGreaterThan(4);
    await command.stop('SIGKILL');
    await until(() => started.every(({ pid, command: name }) => commandOf(pid) !== name), STOP_WITHIN_MS);
  });
});

describe('the start command with a database of its own', () => {
  it('starts nothing embedded and loads no dossiers', async () => {
    const { url, drop } = await createTestDatabase();
    const empty = makeRunFolder();
    const own = { DATABASE_URL: url, SMTP_URL: 'smtp://127.0.0.1:9', EMBEDDED_DATABASE_DIRECTORY: empty };
    try {
      const command = await start(own);
      expect(await ask('{ province { name } }')).toMatchObject({ data: { province: { name: 'Tỉnh Hà Tĩnh' } } });
      expect(await mailPage()).toBeNull();
      expect(existsSync(join(empty, 'cluster'))).toBe(false);
      await stopWhole(command);
      expect(await countRows(url, 'dossier')).toBe(0);
      expect(await countRows(url, 'app_user')).toBe(0);
    } finally {
      await discardEmbeddedPostgres(empty);
      await drop();
    }
  });

  it('asks for a mail server', async () => {
    const { exitCode, output } = await runStart({ ...variables, DATABASE_URL: 'postgresql://127.0.0.1:9/x' }).ended;
    expect(exitCode).toBe(1);
    expect(output).toContain('SMTP_URL');
  });
});
