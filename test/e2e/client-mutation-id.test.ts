import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { ANSWERS_KEPT_DAYS, ClientMutation, Role } from '../../schema/access/index.js';
import { AuditEntry } from '../../schema/audit/index.js';
import { rowsOf } from '../../schema/base/index.js';
import { TaskProgress } from '../../schema/plan/index.js';
import { dataOf } from '../support/answers.js';
import { reportMorning } from '../support/december-reports.js';
import { startRunningServer, type RunningServer } from '../support/running-server.js';

const COMMUNE = '18562';
const DAY_MS = 86_400_000;
const RECORD = `mutation ($task: ID!, $unit: String!, $percent: Int, $key: String) {
  recordTaskProgress(task: $task, unit: $unit, status: IN_PROGRESS, percent: $percent, clientMutationId: $key) {
    ... on RecordTaskProgressPayload { progress { percent unit { code } recordedAt } }
    ... on UserErrors { userErrors { code message path hint } } } }`;
const INVITE = `mutation ($email: String!, $key: String) {
  inviteUser(email: $email, name: "Cán bộ mới", role: ADMIN, clientMutationId: $key) {
    ... on InviteUserPayload { link } ... on UserErrors { userErrors { code path } } } }`;

let server: RunningServer;
let clock = reportMorning;
let tokens: Record<'head' | 'other' | 'admin', string>;
let task: string;

beforeAll(async () => {
  server = await startRunningServer(() => clock);
  tokens = {
    head: (await server.createAccount(Role.Head, COMMUNE)).token,
    other: (await server.createAccount(Role.Coordinator)).token,
    admin: (await server.createAccount(Role.Admin)).token,
  };
  const { plan } = dataOf<{ plan: { tasks: { id: string; code: string }[] } }>(
    await server.request('{ plan(number: "457/KH-UBND") { tasks { id code } } }'),
  );
  task = plan.tasks.find(({ code }) => code === 'IV.9.b')?.id ?? '';
});
afterAll(() => server?.close());

/** The answer as text, and whether it was given before. */
async function send(query: string, variables: object, token: string) {
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` };
  const body = JSON.stringify({ query, variables });
  const response = await fetch(`${server.origin}/graphql`, { method: 'POST', headers, body });
  return { text: await response.text(), replayed: response.headers.get('idempotent-replayed') === 'true' };
}

function record(key: string | null, percent: number, token = tokens.head, unit = COMMUNE) {
  return send(RECORD, { task, unit, percent, key }, token);
}

const recorded = () => server.orm.em.fork().count(TaskProgress);

const field = (alias: string) =>
  `${alias}: recordTaskProgress(task: $task, unit: "${COMMUNE}", status: IN_PROGRESS, clientMutationId: $key) {
    ... on UserErrors { userErrors { message } } }`;

describe('a mutation that its client named', () => {
  it('is done once and answered alike however often it is sent', async () => {
    const before = await recorded();
    const audited = await server.orm.em.fork().count(AuditEntry);
    const key = randomUUID();
    const first = await record(key, 40);
    expect(JSON.parse(first.text)).toMatchObject({ data: { recordTaskProgress: { progress: { percent: 40 } } } });
    expect(first.replayed).toBe(false);
    clock = new Date(clock.getTime() + 60_000);
    for (const again of [await record(key, 40), await record(key, 40)]) {
      expect(again).toEqual({ text: first.text, replayed: true });
    }
    expect(await recorded()).toBe(before + 1);
    expect(await server.orm.em.fork().count(AuditEntry)).toBe(audited + 1);
  });

  it('is done once by many requests at once', async () => {
    const before = await recorded();
    const key = randomUUID();
    const answers = await Promise.all(Array.from({ length: 8 }, () => record(key, 50)));
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
    expect(answers.filter(({ replayed }) => !replayed)).toHaveLength(1);
    expect(await recorded()).toBe(before + 1);
  });

  it('without a name, or with another, is done each time', async () => {
    const before = await recorded();
    await record(null, 60);
    await record(null, 60);
    await record(randomUUID(), 60);
    expect(await recorded()).toBe(before + 3);
  });

  it('is refused when the name was used for something else', async () => {
    const key = randomUUID();
    await record(key, 70);
    const before = await recorded();
    expect(JSON.parse((await record(key, 71)).text)).toMatchObject({
      data: { recordTaskProgress: { userErrors: [{ code: 'CONFLICT', path: ['clientMutationId'] }] } },
    });
    expect((await send(INVITE, { email: 'a@hatinh.example', key }, tokens.head)).text).toContain('CONFLICT');
    expect(await recorded()).toBe(before);
  });

  it('has its name to itself: that of another viewer is another', async () => {
    const key = randomUUID();
    const before = await recorded();
    await record(key, 72);
    expect((await record(key, 73, tokens.other)).text).toContain('"percent":73');
    expect(await recorded()).toBe(before + 2);
  });

  it('is refused again when it was refused: nothing is done behind the back of who read the refusal', async () => {
    const key = randomUUID();
    const first = await record(key, 101);
    expect(JSON.parse(first.text)).toMatchObject({
      data: { recordTaskProgress: { userErrors: [{ code: 'INVALID_INPUT', hint: expect.stringContaining('path') }] } },
    });
    expect(await record(key, 101)).toEqual({ text: first.text, replayed: true });
  });

  it.each([
    ['that could be guessed', { key: '1' }, /16 đến 128/],
    ['of blanks', { key: ' '.repeat(20) }, /16 đến 128/],
  ])('is refused with a name %s', async (_case, variables, reason) => {
    const before = await recorded();
    expect((await send(RECORD, { task, unit: COMMUNE, percent: 1, ...variables }, tokens.head)).text).toMatch(reason);
    expect(await recorded()).toBe(before);
  });

  it('is alone in its request', async () => {
    const before = await recorded();
    const query = `mutation ($task: ID!, $key: String = "${randomUUID()}") { ${field('a')} ...b }
      fragment b on Mutation { ${field('b')} }`;
    expect((await send(query, { task }, tokens.head)).text.match(/một thao tác/g)).toHaveLength(2);
    expect(await recorded()).toBe(before);
  });

  it('is taken back when its answer has errors, and may be sent again', async () => {
    const before = await recorded();
    const key = randomUUID();
    const query = RECORD.replace('recordedAt', 'recordedAt unit { deadlines(first: 300) { totalCount } }');
    const variables = { task, unit: COMMUNE, percent: 80, key };
    for (const { text, replayed } of [
      await send(query, variables, tokens.head),
      await send(query, variables, tokens.head),
    ]) {
      expect(JSON.parse(text)).toMatchObject({ data: null, errors: [{ extensions: { code: 'INVALID_INPUT' } }] });
      expect(replayed).toBe(false);
    }
    expect(await recorded()).toBe(before);
    expect((await record(key, 80)).text).toContain('"percent":80');
  });

  it('may be sent anew once its answer is forgotten', async () => {
    const key = randomUUID();
    await record(key, 81);
    const before = await recorded();
    clock = new Date(clock.getTime() + ANSWERS_KEPT_DAYS * DAY_MS + 1);
    const { token } = await server.createAccount(Role.Head, COMMUNE);
    await record(randomUUID(), 82, token);
    const left = await server.orm.em.fork().find(ClientMutation, {});
    expect(left.every(({ createdAt }) => createdAt.getTime() === clock.getTime())).toBe(true);
    expect(await recorded()).toBe(before + 1);
  });
});

describe('what is kept of an answer', () => {
  it('shows neither the name nor a one-time link to who reads the table', async () => {
    const { token } = await server.createAccount(Role.Admin);
    const key = randomUUID();
    const first = await send(INVITE, { email: 'quan-tri@hatinh.example', key }, token);
    const { link } = (JSON.parse(first.text) as { data: { inviteUser: { link: string } } }).data.inviteUser;
    expect(link).toContain('#');
    const rows = await rowsOf(
      server.orm.em.fork(),
      sql<{ row: string }>`select key_hash || body_hash || encode(answer, 'escape') as row from client_mutation`,
    );
    expect(rows.length).toBeGreaterThan(0);
    for (const { row } of rows)
      for (const secret of [key, link, link.split('#')[1] ?? link]) expect(row).not.toContain(secret);
    expect(await send(INVITE, { email: 'quan-tri@hatinh.example', key }, token)).toEqual({
      text: first.text,
      replayed: true,
    });
  });
});

describe('a mutation that anybody may send', () => {
  it('takes no name, since nobody would own it', async () => {
    const { errors } = await server.request(
      'mutation { signIn(email: "a", password: "b", clientMutationId: "c") { __typename } }',
    );
    expect(errors?.[0]?.extensions?.code).toBe('GRAPHQL_VALIDATION_FAILED');
  });
});
