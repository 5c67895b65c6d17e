import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { CombinedGraphQLErrors } from '@apollo/client';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Role } from '../../../schema/access/index.js';
import { projectFile } from '../../../schema/base/index.js';
import { TaskProgress } from '../../../schema/plan/index.js';
import { reportMorning } from '../../support/december-reports.js';
import { startRunningServer, type RunningServer } from '../../support/running-server.js';
import { typedDocuments } from './generate.js';
import { PlanClient, Refused } from './plan-client.js';

const COMMUNE = '18562';
let server: RunningServer;
let account: { email: string; password: string };

beforeAll(async () => {
  server = await startRunningServer(reportMorning);
  account = await server.createAccount(Role.Head, COMMUNE);
});
afterAll(() => server?.close());

/** A network that carries requests but loses the first answers. */
function losing(answers: number): typeof fetch {
  let left = answers;
  return async (...request) => {
    const response = await fetch(...request);
    if (left-- > 0) throw new TypeError('the answer was lost');
    return response;
  };
}

describe('the example of a frontend', () => {
  it('signs in, and reads a refusal as one', async () => {
    const client = new PlanClient(server.origin);
    const refused = await client.signIn(account.email, 'mật khẩu sai của tôi').catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(Refused);
    expect((refused as Refused).refusals).toEqual([
      expect.objectContaining({ code: 'UNAUTHENTICATED', hint: expect.any(String) }),
    ]);
    expect(await client.signIn(account.email, account.password)).toMatchObject({
      role: 'HEAD',
      unit: { code: COMMUNE },
    });
  });

  it('reads all communes page by page, each once, and finds them joined in its cache', async () => {
    const client = new PlanClient(server.origin);
    const sizes: number[] = [];
    const codes = new Set<string>();
    for await (const page of client.communes('2025-12', 30)) {
      sizes.push(page.length);
      for (const { code, indicators } of page) {
        codes.add(code);
        expect(indicators[0]?.status).toBe('NO_DATA');
      }
    }
    expect({ sizes, communes: codes.size }).toEqual({ sizes: [30, 30, 9], communes: 69 });
    const cached = Object.keys(client.apollo.cache.extract() as object).filter((key) => key.startsWith('Commune:'));
    expect(cached).toHaveLength(69);
  });

  it('tells a fault of its request from a refusal', async () => {
    const client = new PlanClient(server.origin);
    const fault = await client
      .communes('2025-12', 500)
      .next()
      .catch((error: unknown) => error);
    expect(CombinedGraphQLErrors.is(fault) && fault.errors[0]?.extensions).toMatchObject({
      code: 'INVALID_INPUT',
      requestId: expect.any(String),
    });
  });

  it('records once what the network made it send three times', async () => {
    const reader = new PlanClient(server.origin);
    const task = (await reader.taskOf('IV.9.b')) ?? '';
    const client = new PlanClient(server.origin);
    await client.signIn(account.email, account.password);
    const before = await server.orm.em.fork().count(TaskProgress);
    const unsteady = new PlanClient(server.origin, losing(2));
    Object.assign(unsteady, { token: Reflect.get(client, 'token') as string });
    expect(await unsteady.recordProgress(task, COMMUNE, 30)).toMatchObject({ percent: 30 });
    expect(await server.orm.em.fork().count(TaskProgress)).toBe(before + 1);
    await expect(client.recordProgress(task, '18073', 30)).rejects.toBeInstanceOf(Refused);
  });
});

describe('the tools of frontends', () => {
  it('GraphQL Code Generator makes the typed documents that the example is compiled with', async () => {
    expect(await typedDocuments()).toBe(readFileSync(projectFile('test/e2e/client/documents.ts'), 'utf8'));
  });

  it('relay-compiler compiles connections in both directions, refetching by node and unions', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'relay-'));
    try {
      mkdirSync(join(folder, 'out'));
      cpSync(projectFile('test/fixtures/relay/units.js'), join(folder, 'src/units.js'));
      cpSync(projectFile('server/schema.graphql'), join(folder, 'schema.graphql'));
      const config = { src: './src', schema: './schema.graphql', language: 'javascript', artifactDirectory: './out' };
      writeFileSync(join(folder, 'relay.config.json'), JSON.stringify(config));
      const compiler = createRequire(import.meta.url)('relay-compiler') as string;
      await promisify(execFile)(compiler, ['relay.config.json'], { cwd: folder });
      const made = readdirSync(join(folder, 'out'));
      expect(made).toHaveLength(7);
      const pagination = readFileSync(join(folder, 'out/unitsCommunesPaginationQuery.graphql.js'), 'utf8');
      expect(pagination).toContain('hasPreviousPage');
      expect(pagination).toContain('node(id: $id)');
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
