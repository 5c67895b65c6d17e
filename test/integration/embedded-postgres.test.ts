import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import {
  discardEmbeddedPostgres,
  startEmbeddedPostgres,
  type EmbeddedPostgres,
} from '../../server/local/embedded-postgres.js';
import { makeRunFolder } from '../support/postgres.js';

/** First column of the first row. */
async function ask(url: string, sql: string): Promise<unknown> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<{ answer: unknown }>(sql);
    return rows[0]?.answer;
  } finally {
    await client.end();
  }
}

function mainProcess(postgres: EmbeddedPostgres): number {
  return Number(readFileSync(join(postgres.dataDirectory, 'postmaster.pid'), 'utf8').split('\n')[0]);
}

function processIds(): number[] {
  return readdirSync('/proc').map(Number).filter(Boolean);
}

/** Command and parameters, each ended by a NUL; empty when the process is gone, or dead and not yet collected. */
function commandOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
  } catch {
    return '';
  }
}

function isRunning(pid: number): boolean {
  return commandOf(pid) !== '';
}

async function until(isSo: () => boolean): Promise<void> {
  for (let attempt = 0; attempt < 200; attempt++) {
    if (isSo()) return;
    await sleep(50);
  }
  throw new Error('It did not come about within 10 seconds');
}

const inOrder = (names: string[]) =>
  `select array_agg(name order by name) as answer from unnest(array[${names.map((name) => `'${name}'`).join()}]) name`;

describe('embedded PostgreSQL', () => {
  let folder: string;
  const start = (port = 0, log?: (line: string) => void) =>
    startEmbeddedPostgres({ dataDirectory: folder, port, ...(log && { log }) });

  beforeAll(() => {
    folder = makeRunFolder();
  });
  afterAll(() => discardEmbeddedPostgres(folder));

  it('answers as PostgreSQL 18 in UTF-8 and UTC', async () => {
    const postgres = await start();
    expect(await ask(postgres.url, 'select version() as answer')).toMatch(/^PostgreSQL 18\./);
    expect(await ask(postgres.url, `select current_setting('server_encoding') as answer`)).toBe('UTF8');
    expect(await ask(postgres.url, `select current_setting('timezone') as answer`)).toBe('UTC');
    expect(await ask(postgres.url, `select current_setting('listen_addresses') as answer`)).toBe('127.0.0.1');
    await postgres.stop();
    await postgres.stop();
  });

  it('sorts, raises and cuts Vietnamese words as Vietnamese', async () => {
    const postgres = await start();
    const letters = ['a', 'ă', 'â', 'b', 'd', 'đ', 'e', 'ê'];
    const tones = ['da', 'dà', 'dả', 'dã', 'dá', 'dạ', 'Đức Thọ', 'Hà Tĩnh'];
    expect(await ask(postgres.url, inOrder(letters.toReversed()))).toEqual(letters);
    expect(await ask(postgres.url, inOrder(tones.toReversed()))).toEqual(tones);
    expect(await ask(postgres.url, `select upper('đức thọ') as answer`)).toBe('ĐỨC THỌ');
    await ask(postgres.url, 'create extension pg_trgm');
    expect(await ask(postgres.url, `select similarity('Đức Thọ', 'ĐỨC THỌ')::int as answer`)).toBe(1);
    expect(await ask(postgres.url, `select cardinality(show_trgm('Ệ')) as answer`)).toBe(2);
    await postgres.stop();
  });

  it('keeps the data and a random password that only this account can read', async () => {
    const first = await start();
    await ask(first.url, 'create database kept');
    await ask(first.urlFor('kept'), 'create table note as select 457 as number');
    await first.stop();
    const second = await start();
    expect(await ask(second.urlFor('kept'), 'select number as answer from note')).toBe(457);
    const file = join(second.dataDirectory, '..', 'password');
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(new URL(second.url).password).toBe(readFileSync(file, 'utf8').trim());
    const wrong = new URL(second.url);
    wrong.password = 'postgres';
    await expect(ask(wrong.href, 'select 1 as answer')).rejects.toMatchObject({ code: '28P01' });
    await second.stop();
  });

  it('names a taken port and the variable to change', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo;
    await expect(start(port)).rejects.toMatchObject({
      code: 'CONFIGURATION',
      message: expect.stringMatching(new RegExp(`Cổng ${port} .*EMBEDDED_DATABASE_PORT`)),
    });
    other.close();
  });

  it('refuses data of another major version and leaves it as it is', async () => {
    const postgres = await start();
    await postgres.stop();
    const file = join(postgres.dataDirectory, 'PG_VERSION');
    writeFileSync(file, '17\n');
    await expect(start()).rejects.toMatchObject({ code: 'CONFIGURATION', message: expect.stringContaining('17') });
    writeFileSync(file, '18\n');
    const again = await start();
    expect(await ask(again.urlFor('kept'), 'select number as answer from note')).toBe(457);
    await again.stop();
  });

  it('shares one PostgreSQL between two users, and the last one stops it', async () => {
    const lines: string[] = [];
    const [first, second] = await Promise.all([
      start(0, (line) => lines.push(line)),
      start(0, (line) => lines.push(line)),
    ]);
    expect(mainProcess(first)).toBe(mainProcess(second));
    expect(first.url).toBe(second.url);
    expect(lines).toContainEqual(expect.stringContaining('Dùng chung'));
    const pid = mainProcess(first);
    await first.stop();
    expect(await ask(second.url, 'select 1 as answer')).toBe(1);
    await second.stop();
    expect(isRunning(pid)).toBe(false);
  });

  it('starts beside a lock file whose process id now belongs to another program', async () => {
    const postgres = await start();
    const file = join(postgres.dataDirectory, 'postmaster.pid');
    const lines = readFileSync(file, 'utf8').split('\n');
    await postgres.stop();
    writeFileSync(file, [process.pid, ...lines.slice(1)].join('\n'));
    const again = await start();
    expect(await ask(again.url, 'select 1 as answer')).toBe(1);
    await again.stop();
  });
});

/** Kills the shell that would stop the PostgreSQL `pid` once its starter is gone. */
function killGuard(pid: number): void {
  for (const id of processIds()) if (commandOf(id).includes(`\0sh\0${pid}\0`)) process.kill(id, 'SIGKILL');
}

describe('embedded PostgreSQL after kill -9 of the process that started it', () => {
  let folder: string;

  beforeEach(() => {
    folder = makeRunFolder();
  });
  afterEach(() => discardEmbeddedPostgres(folder));

  /** Has a child process start a cluster, writes a row, kills the child; returns the cluster as the child saw it. */
  async function startAndKill(ephemeral: boolean, beforeKill: (pid: number) => void = () => undefined) {
    const module = new URL('../../server/local/embedded-postgres.js', import.meta.url).href;
    const script = `
      const { startEmbeddedPostgres } = await import(${JSON.stringify(module)});
      const options = ${JSON.stringify({ dataDirectory: folder, port: 0, ephemeral })};
      console.log(JSON.stringify(await startEmbeddedPostgres(options)));`;
    const parameters = ['--input-type=module', '-e', script];
    const child = spawn(process.execPath, parameters, { stdio: ['ignore', 'pipe', 'inherit'] });
    const [output] = (await once(child.stdout, 'data')) as [Buffer];
    const postgres = JSON.parse(output.toString()) as EmbeddedPostgres;
    const pid = mainProcess(postgres);
    await ask(postgres.url, 'create table note as select 457 as number');
    beforeKill(pid);
    child.kill('SIGKILL');
    await once(child, 'exit');
    return { pid, dataDirectory: postgres.dataDirectory };
  }

  it.each([
    ['while PostgreSQL is being stopped by its guard', () => undefined],
    ['when the guard was killed too', killGuard],
  ])('starts again %s, with every row and never twice on one folder', async (_case, beforeKill) => {
    const left = await startAndKill(false, beforeKill);
    const postgres = await startEmbeddedPostgres({ dataDirectory: folder, port: 0 });
    expect(await ask(postgres.url, 'select number as answer from note')).toBe(457);
    const running = mainProcess(postgres);
    expect(isRunning(left.pid)).toBe(left.pid === running);
    await postgres.stop();
    expect(isRunning(running)).toBe(false);
  });

  it('stops by itself, and a throw-away one removes its data', async () => {
    const left = await startAndKill(true);
    await until(() => !isRunning(left.pid) && !existsSync(join(left.dataDirectory, 'PG_VERSION')));
  });
});
