import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client, DatabaseError } from 'pg';
import { databaseUrl, templateDatabase } from './postgres.js';

/** A database of one test file. */
export interface TestDatabase {
  url: string;
  /** Removes it, cutting connections that are still open. */
  drop(): Promise<void>;
}

const objectInUse = '55006'; // another file is copying the template at this moment
const retryMs = 50;
const attempts = 200;

/**
 * A new database, copied from the template that the test run prepared.
 * @throws Error when no test server runs (the global set-up of jest starts it).
 */
export async function createTestDatabase(): Promise<TestDatabase> {
  return create(copyTemplate);
}

/** A new database with nothing in it. @throws Error when no test server runs. */
export async function createEmptyDatabase(): Promise<TestDatabase> {
  return create((server, name) => runOn(server, `create database ${name} template template0`));
}

async function create(make: (server: string, name: string) => Promise<void>): Promise<TestDatabase> {
  const server = process.env['TEST_DATABASE_SERVER_URL'];
  if (!server) throw new Error('TEST_DATABASE_SERVER_URL is not set');
  const name = `test_${randomBytes(8).toString('hex')}`;
  await make(server, name);
  return {
    url: databaseUrl(server, name),
    drop: () => runOn(server, `drop database if exists ${name} with (force)`),
  };
}

async function copyTemplate(server: string, name: string): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await runOn(server, `create database ${name} template ${templateDatabase}`);
    } catch (error) {
      const isBusy = error instanceof DatabaseError && error.code === objectInUse;
      if (!isBusy || attempt === attempts) throw error;
      await sleep(retryMs);
    }
  }
}

async function runOn(server: string, sql: string): Promise<void> {
  const client = new Client({ connectionString: server });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
