import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Role } from '../../schema/access/index.js';
import { instantAt, parseCivilDate } from '../../schema/base/index.js';
import { dataOf, resultOf } from '../support/answers.js';
import { startRunningServer, type RunningServer } from '../support/running-server.js';

const morning = instantAt(parseCivilDate('2026-03-02'), 8);

let server: RunningServer;
let admin: Awaited<ReturnType<RunningServer['createAccount']>>;

beforeAll(async () => {
  server = await startRunningServer(morning);
  admin = await server.createAccount(Role.Admin);
});
afterAll(() => server?.close());

const ERRORS = '... on UserErrors { userErrors { code message path } }';
const IMPORT = `from added changed unchanged rejected planToken changes { row key kind fields { column before after } }
  faults { row column cell value rule message }`;
const PLAN = `mutation ($form: TableFileForm!, $content: String!) {
  planTableImport(table: CALENDAR, form: $form, content: $content) {
    ... on PlanTableImportPayload { plan { ${IMPORT} } } ${ERRORS} } }`;
const COMMIT = `mutation ($form: TableFileForm!, $content: String!, $planToken: String!, $reason: String!) {
  commitTableImport(table: CALENDAR, form: $form, content: $content, planToken: $planToken, reason: $reason) {
    ... on CommitTableImportPayload { tableImport { ${IMPORT} } } ${ERRORS} } }`;
const EXPORT = `query ($form: TableFileForm!) { tableExport(table: CALENDAR, form: $form) {
  fileName content columns { name title allowed isRequired } } }`;

interface Told {
  readonly added: number;
  readonly changed: number;
  readonly unchanged: number;
  readonly rejected: number;
  readonly planToken: string;
}

const ask = async (operation: string, variables: Record<string, unknown>) =>
  resultOf(await server.request(operation, variables, admin.token));

async function exported(form: string): Promise<string> {
  const data = dataOf<{ tableExport: { content: string } }>(await server.request(EXPORT, { form }, admin.token));
  return data.tableExport.content;
}

const auditPage = async (text: string) =>
  dataOf<{ auditEntries: { totalCount: number; nodes: { at: string }[]; pageInfo: { endCursor: string } } }>(
    await server.request(
      `{ auditEntries(${text}) { totalCount nodes { at actor details } pageInfo { endCursor } } }`,
      {},
      admin.token,
    ),
  ).auditEntries;

describe('an administrator', () => {
  it('takes a table out, changes a line, looks at the plan, commits it, and finds it in the audit', async () => {
    const file = (await exported('CSV')).replace('Tết Dương lịch', 'Tết Dương lịch (đã sửa)');
    const { plan } = (await ask(PLAN, { form: 'CSV', content: file })) as unknown as { plan: Told };
    expect(plan).toMatchObject({
      added: 0,
      changed: 1,
      rejected: 0,
      from: '2026-03-02',
      changes: [{ kind: 'CHANGED' }],
    });

    const sent = { form: 'CSV', content: file, planToken: plan.planToken, reason: 'Sửa tên ngày nghỉ' };
    expect(await ask(COMMIT, sent)).toEqual({ tableImport: plan });
    expect(await ask(COMMIT, sent)).toMatchObject({ userErrors: [{ code: 'CONFLICT', path: ['planToken'] }] });
    expect(await exported('CSV')).toBe(file);

    const data = dataOf<{ auditEntries: unknown }>(
      await server.request(
        `query ($actor: String!) { auditEntries(first: 3, filter: { actor: $actor, from: "2020-01-01" }) { totalCount
          nodes { action subjectType subjectId reason fields { name before after } } pageInfo { hasNextPage } } }`,
        { actor: admin.email },
        admin.token,
      ),
    );
    const name = { name: 'name', before: 'Tết Dương lịch', after: 'Tết Dương lịch (đã sửa)' };
    expect(data.auditEntries).toMatchObject({
      nodes: [
        { action: 'TABLE_EXPORTED', subjectType: 'Table', subjectId: 'calendar' },
        { action: 'TABLE_IMPORTED', subjectId: 'calendar', reason: 'Sửa tên ngày nghỉ' },
        { action: 'CALENDAR_DAY_SAVED', reason: 'Sửa tên ngày nghỉ', fields: [name] },
      ],
    });
  });

  it('sends a spreadsheet back and changes nothing', async () => {
    const content = await exported('XLSX');
    expect(await ask(PLAN, { form: 'XLSX', content })).toMatchObject({ plan: { added: 0, changed: 0, rejected: 0 } });
  });

  it.each([
    ['no base64', 'XLSX', 'không phải base64'],
    ['no spreadsheet', 'XLSX', Buffer.from('PK').toString('base64')],
    ['no such columns', 'CSV', 'a,b\n1,2\n'],
  ])('is told why a file cannot be read: %s', async (_what, form, content) => {
    const sent = { form, content, planToken: '', reason: 'thử' };
    const refused = { userErrors: [{ code: 'INVALID_INPUT', path: ['content'] }] };
    expect(await ask(PLAN, { form, content })).toMatchObject(refused);
    expect(await ask(COMMIT, sent)).toMatchObject(refused);
  });

  it('pages through the audit and narrows it to a subject and to days', async () => {
    const first = await auditPage('first: 1');
    expect(first.totalCount).toBeGreaterThan(1);
    const second = await auditPage(`first: 1, after: "${first.pageInfo.endCursor}"`);
    expect(second.nodes[0]?.at.localeCompare(first.nodes[0]?.at ?? '')).toBeLessThanOrEqual(0);
    expect((await auditPage('first: 1, filter: { to: "2020-01-01" }')).totalCount).toBe(0);
    const one = await auditPage(
      'first: 5, filter: { subjectType: "Table", subjectId: "calendar", action: "TABLE_IMPORTED" }',
    );
    expect(one.totalCount).toBe(1);
  });
});
