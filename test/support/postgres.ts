import { chmodSync, mkdirSync, mkdtempSync, readdirSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import {
  discardEmbeddedPostgres,
  startEmbeddedPostgres,
  type EmbeddedPostgres,
} from '../../server/local/embedded-postgres.js';

/** Database that every test database is a copy of. */
export const templateDatabase = 'plan_template';

/** Folder of the throw-away clusters of this account; each is called `<process id>-<random>`. */
const runsFolder = join(tmpdir(), `ke-hoach-457-test-${userInfo().uid}`);

/** A server for one test run. */
export interface TestServer {
  /** Address of its maintenance database. */
  url: string;
  /** Stops it and removes its data; a server from outside is left alone. */
  stop(): Promise<void>;
}

/** The server at `externalUrl`, or a throw-away one when that is empty. */
export async function startTestServer(externalUrl: string | undefined): Promise<TestServer> {
  if (externalUrl) return { url: externalUrl, stop: async () => undefined };
  await removeAbandonedRuns();
  const { postgres, discard } = await startThrowAwayPostgres();
  return { url: postgres.url, stop: discard };
}

/** An empty throw-away PostgreSQL on a free port; `discard` stops it and removes its data. */
export async function startThrowAwayPostgres(): Promise<{ postgres: EmbeddedPostgres; discard(): Promise<void> }> {
  const dataDirectory = makeRunFolder();
  const postgres = await startEmbeddedPostgres({ dataDirectory, port: 0, ephemeral: true });
  const discard = async () => {
    await postgres.stop();
    await discardEmbeddedPostgres(dataDirectory);
  };
  return { postgres, discard };
}

/** A new folder for a cluster; removed by a later test run if this process does not come to it. */
export function makeRunFolder(): string {
  mkdirSync(runsFolder, { recursive: true });
  const folder = mkdtempSync(join(runsFolder, `${process.pid}-`));
  chmodSync(folder, 0o755); // as root, PostgreSQL's account has to enter it
  return folder;
}

/** Makes the template database anew on the server at `url`; returns the template's address. */
export async function createTemplateDatabase(url: string): Promise<string> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(`drop database if exists ${templateDatabase} with (force)`);
    // Spelled out, so that a server from outside gives the same order of names.
    await client.query(
      `create database ${templateDatabase} template template0 encoding 'UTF8' locale_provider icu icu_locale 'vi-VN'`,
    );
  } finally {
    await client.end();
  }
  return databaseUrl(url, templateDatabase);
}

/** Address of another database on the same server. */
export function databaseUrl(serverUrl: string, database: string): string {
  const url = new URL(serverUrl);
  url.pathname = `/${database}`;
  return url.href;
}

async function removeAbandonedRuns(): Promise<void> {
  mkdirSync(runsFolder, { recursive: true });
  for (const name of readdirSync(runsFolder)) {
    if (!isAlive(Number.parseInt(name, 10))) await discardEmbeddedPostgres(join(runsFolder, name));
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
