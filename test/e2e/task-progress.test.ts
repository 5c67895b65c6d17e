import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Role } from '../../schema/access/index.js';
import { AuditEntry } from '../../schema/audit/index.js';
import { dataOf, errorCode, resultOf } from '../support/answers.js';
import { reportMorning } from '../support/december-reports.js';
import { startRunningServer, type RunningServer } from '../support/running-server.js';

const [COMMUNE, OTHER] = ['18562', '18073'];

let server: RunningServer;
let officer: string;
let head: string;
let stranger: string;
let coordinator: string;
let admin: string;
let tasks: Map<string, string>;

beforeAll(async () => {
  server = await startRunningServer(reportMorning);
  const people = [
    await server.createAccount(Role.Officer, COMMUNE),
    await server.createAccount(Role.Head, COMMUNE),
    await server.createAccount(Role.Head, OTHER),
    await server.createAccount(Role.Coordinator),
    await server.createAccount(Role.Admin),
  ];
  [officer = '', head = '', stranger = '', coordinator = '', admin = ''] = people.map(({ token }) => token);
  const { plan } = dataOf<{ plan: { tasks: { code: string; id: string }[] } }>(
    await server.request('{ plan(number: "457/KH-UBND") { tasks { id code } } }'),
  );
  tasks = new Map(plan.tasks.map(({ code, id }) => [code, id]));
});
afterAll(() => server?.close());

function record(token: string | undefined, facts: Record<string, unknown>) {
  return server.request(
    `mutation ($task: ID!, $unit: String!, $status: TaskStatus!, $percent: Int, $note: String, $evidence: String) {
      recordTaskProgress(task: $task, unit: $unit, status: $status, percent: $percent, note: $note, evidence: $evidence) {
        ... on RecordTaskProgressPayload { progress { status percent note evidence unit { code } } }
        ... on UserErrors { userErrors { code path } } } }`,
    { task: tasks.get('IV.9.b'), unit: COMMUNE, status: 'IN_PROGRESS', ...facts },
    token,
  );
}

async function refusal(token: string | undefined, facts: Record<string, unknown>) {
  const [error] = resultOf(await record(token, facts)).userErrors ?? [];
  return error && [error.code, error.path?.[0] ?? null];
}

function assign(token: string | undefined, units: string[], documentNumber: string, code = 'II.3.f') {
  return server.request(
    `mutation ($task: ID!, $units: [String!]!, $documentNumber: String!) {
      assignTask(task: $task, units: $units, documentNumber: $documentNumber) {
        ... on AssignTaskPayload { task { isAssigned lead { scopes } units { code } assignments { documentNumber units { code } } } }
        ... on UserErrors { userErrors { code path } } } }`,
    { task: tasks.get(code), units, documentNumber },
    token,
  );
}

interface Progress {
  node: { progress: { status: string; percent: number | null; recordedBy: string | null; unit: { code: string } }[] };
}

async function progressOf(code: string, token: string): Promise<Progress['node']['progress']> {
  const answer = await server.request(
    'query ($id: ID!) { node(id: $id) { ... on Task { progress { status percent recordedBy unit { code } } } } }',
    { id: tasks.get(code) },
    token,
  );
  return dataOf<Progress>(answer).node.progress;
}

describe('progress of a task', () => {
  it('has one line for every lead unit, not started until somebody records otherwise', async () => {
    const communes = await progressOf('IV.9.b', coordinator);
    expect(communes).toHaveLength(69);
    expect(new Set(communes.map(({ status, recordedBy }) => `${status} ${recordedBy}`))).toEqual(
      new Set(['NOT_STARTED null']),
    );
    const departments = await progressOf('IV.8.b', coordinator);
    expect(departments).toHaveLength(17);
    expect(departments.filter(({ unit }) => ['TKT', 'BCHQS'].includes(unit.code))).toEqual([]);
    expect((await progressOf('IV.1.b', coordinator)).map(({ unit }) => unit.code)).toEqual(['VPUBT']);
  });

  it('is recorded by officer and head of the lead unit and by the coordinator, the newest being current', async () => {
    const facts = { percent: 30, note: ' Đã rà soát ', evidence: 'https://hatinh.example/van-ban/12' };
    expect(resultOf(await record(officer, facts))).toEqual({
      progress: {
        status: 'IN_PROGRESS',
        percent: 30,
        note: 'Đã rà soát',
        evidence: facts.evidence,
        unit: { code: COMMUNE },
      },
    });
    expect(resultOf(await record(head, { percent: 60 }))).toMatchObject({ progress: { percent: 60 } });
    expect(resultOf(await record(coordinator, { status: 'DONE' }))).toMatchObject({ progress: { percent: null } });
    const [own] = await progressOf('IV.9.b', officer);
    expect(own).toMatchObject({ status: 'DONE', unit: { code: COMMUNE } });
    const { node } = dataOf<{ node: { history: { totalCount: number; nodes: { percent: number | null }[] } } }>(
      await server.request(
        'query ($id: ID!) { node(id: $id) { ... on Task { history(first: 2) { totalCount nodes { percent } } } } }',
        { id: tasks.get('IV.9.b') },
        head,
      ),
    );
    expect(node.history).toEqual({ totalCount: 3, nodes: [{ percent: null }, { percent: 60 }] });
  });

  it('is audited with what it was before', async () => {
    await record(coordinator, { unit: OTHER, percent: 10 });
    await record(coordinator, { unit: OTHER, percent: 20, note: 'Thêm' });
    const em = server.orm.em.fork();
    const entries = await em.find(
      AuditEntry,
      { action: 'TASK_PROGRESS_RECORDED' },
      { orderBy: { id: 'desc' }, limit: 1 },
    );
    expect(entries[0]?.details).toMatchObject({
      before: { unit: OTHER, status: 'IN_PROGRESS', percent: 10 },
      after: { unit: OTHER, percent: 20 },
      reason: 'Thêm',
    });
  });

  it('is refused to others, for units that do not lead, and when it is no progress', async () => {
    expect(await refusal(undefined, {})).toEqual(['UNAUTHENTICATED', null]);
    expect(await refusal(stranger, {})).toEqual(['FORBIDDEN', null]);
    expect(await refusal(admin, {})).toEqual(['FORBIDDEN', null]);
    expect(await refusal(officer, { task: tasks.get('IV.1.b') })).toEqual(['INVALID_INPUT', 'unit']);
    expect(await refusal(coordinator, { unit: 'KHONGCO' })).toEqual(['NOT_FOUND', 'unit']);
    expect(await refusal(coordinator, { task: tasks.get('II.3.f'), unit: 'SKHCN' })).toEqual(['INVALID_INPUT', 'unit']);
    for (const percent of [-1, 101]) expect(await refusal(head, { percent })).toEqual(['INVALID_INPUT', 'percent']);
    expect(await refusal(head, { status: 'DONE', percent: 99 })).toEqual(['INVALID_INPUT', 'percent']);
    expect(await refusal(head, { status: 'NOT_STARTED', percent: 1 })).toEqual(['INVALID_INPUT', 'percent']);
    expect(await refusal(head, { status: 'BLOCKED', note: ' ' })).toEqual(['INVALID_INPUT', 'note']);
    for (const evidence of [
      'javascript:alert(1)',
      'ftp://a.vn/b',
      'Công văn 12',
      'https://u:p@a.vn/',
      'http://a b.vn',
    ]) {
      expect(await refusal(head, { evidence })).toEqual(['INVALID_INPUT', 'evidence']);
    }
  });

  it('is seen by nobody outside, and by a unit only of itself', async () => {
    const query = 'query ($id: ID!) { node(id: $id) { ... on Task { units { code } progress { status } } } }';
    expect(errorCode(await server.request(query, { id: tasks.get('IV.9.b') }))).toBe('UNAUTHENTICATED');
    expect((await progressOf('IV.9.b', stranger)).map(({ unit }) => unit.code)).toEqual([OTHER]);
    expect(await progressOf('IV.1.b', stranger)).toEqual([]);
  });

  it('is told of the unit itself in the list of its tasks', async () => {
    const { unit } = dataOf<{ unit: { tasks: { code: string; progress: { unit: { code: string } }[] }[] } }>(
      await server.request(
        `{ unit(code: "${COMMUNE}") { tasks { code progress { unit { code } } } } }`,
        {},
        coordinator,
      ),
    );
    expect(unit.tasks.map(({ code }) => code)).toEqual(['II.3.b', 'IV.9.b', 'IV.9.c', 'IV.9.d', 'IV.9.g']);
    for (const { progress } of unit.tasks) expect(progress).toEqual([{ unit: { code: COMMUNE } }]);
  });
});

describe('a task that the plan gives to nobody', () => {
  it('is assigned by a coordinator with a document, again and again, each time kept', async () => {
    expect(resultOf(await assign(coordinator, ['SKHCN'], ' 20/CV-UBND '))).toMatchObject({
      task: { isAssigned: true, lead: null, units: [{ code: 'SKHCN' }] },
    });
    expect(resultOf(await assign(coordinator, ['VPUBT', 'SNV'], '21/CV-UBND'))).toMatchObject({
      task: {
        units: [{ code: 'SNV' }, { code: 'VPUBT' }],
        assignments: [
          { documentNumber: '21/CV-UBND', units: [{ code: 'VPUBT' }, { code: 'SNV' }] },
          { documentNumber: '20/CV-UBND', units: [{ code: 'SKHCN' }] },
        ],
      },
    });
    expect((await progressOf('II.3.f', coordinator)).map(({ unit }) => unit.code)).toEqual(['SNV', 'VPUBT']);
    const entries = await server.orm.em
      .fork()
      .find(AuditEntry, { action: 'TASK_ASSIGNED' }, { orderBy: { id: 'asc' } });
    expect(entries.map(({ details }) => details)).toMatchObject([
      { before: null, after: { units: ['SKHCN'] }, reason: '20/CV-UBND' },
      { before: { units: ['SKHCN'] }, after: { units: ['VPUBT', 'SNV'] }, reason: '21/CV-UBND' },
    ]);
  });

  it.each([
    ['nobody', () => undefined, ['SKHCN'], '1/CV', 'II.3.f', 'UNAUTHENTICATED', null],
    ['the head of a unit', () => head, ['SKHCN'], '1/CV', 'II.3.f', 'FORBIDDEN', null],
    ['an administrator', () => admin, ['SKHCN'], '1/CV', 'II.3.f', 'FORBIDDEN', null],
    ['a coordinator without document', () => coordinator, ['SKHCN'], ' ', 'II.3.f', 'INVALID_INPUT', 'documentNumber'],
    ['a coordinator without unit', () => coordinator, [], '1/CV', 'II.3.f', 'INVALID_INPUT', 'units'],
    ['a coordinator for no unit', () => coordinator, ['KHONGCO'], '1/CV', 'II.3.f', 'INVALID_INPUT', 'units'],
    ['a coordinator against the plan', () => coordinator, ['SNV'], '1/CV', 'IV.1.b', 'CONFLICT', 'task'],
  ])('is not assigned by %s', async (_who, token, units, document, task, code, path) => {
    const [error] = resultOf(await assign(token(), units, document, task)).userErrors ?? [];
    expect([error?.code, error?.path?.[0] ?? null]).toEqual([code, path]);
  });
});
