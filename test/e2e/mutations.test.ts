import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Role } from '../../schema/access/index.js';
import { fromGlobalId } from '../../schema/base/index.js';
import { buildRow, csvOf } from '../support/dossier-rows.js';
import { dataOf, errorCode, resultOf } from '../support/answers.js';
import { fillDecember2025, reportMorning } from '../support/december-reports.js';
import { startRunningServer, type RunningServer } from '../support/running-server.js';

type Account = Awaited<ReturnType<RunningServer['createAccount']>>;

let server: RunningServer;
let admin: Account;
let coordinator: Account;

beforeAll(async () => {
  server = await startRunningServer(reportMorning, { PUBLIC_URL: 'https://kh457.example.vn' });
  await fillDecember2025(server);
  admin = await server.createAccount(Role.Admin);
  coordinator = await server.createAccount(Role.Coordinator);
});
afterAll(() => server?.close());

const ERRORS = '... on UserErrors { userErrors { code message path } }';

const OPERATIONS = {
  signIn: `mutation ($email: String!, $password: String!) { signIn(email: $email, password: $password) {
    ... on SignInPayload { token viewer { name role unit { code } } } ${ERRORS} } }`,
  setPassword: `mutation ($token: String!, $password: String!) { setPassword(token: $token, password: $password) {
    ... on SetPasswordPayload { done } ${ERRORS} } }`,
  inviteUser: `mutation ($email: String!, $name: String!, $role: Role!, $unit: String) {
    inviteUser(email: $email, name: $name, role: $role, unit: $unit) { ... on InviteUserPayload { link } ${ERRORS} } }`,
  savePost: `mutation ($unit: String!, $kind: PostKind!, $title: String!, $email: String!, $from: Date) {
    savePost(unit: $unit, kind: $kind, title: $title, email: $email, from: $from) {
      ... on SavePostPayload { post { email title validFrom validTo } } ${ERRORS} } }`,
  importDossiers: `mutation ($fileName: String!, $csv: String!, $dryRun: Boolean! = false, $expected: Int) {
    importDossiers(fileName: $fileName, csv: $csv, dryRun: $dryRun, expectedDataVersion: $expected) {
    ... on ImportDossiersPayload { summary { isDryRun isAlreadyImported created rejected sha256 baseDataVersion }
      dossierImport { sha256 findingCounts { rule severity count }
      findings(severity: BLOCK, first: 1) { totalCount nodes { row column severity } } fileName rowsRead created changed unchanged rejected
      rejections { row column value rule message } } } ${ERRORS} } }`,
  sendReport: `mutation ($id: ID!) { sendReport(id: $id) {
    ... on ReportPayload { report { state firstSentAt deadline { status fulfilledAt } } }
    ... on ReportConflict { message report { state firstSentAt } } ${ERRORS} } }`,
  completeDeadline: `mutation ($id: ID!, $evidence: String!) { completeDeadline(id: $id, evidence: $evidence) {
    ... on CompleteDeadlinePayload { deadline { status evidence fulfilledAt } } ${ERRORS} } }`,
};

async function act(name: keyof typeof OPERATIONS, variables: Record<string, unknown>, as?: Account) {
  return resultOf(await server.request(OPERATIONS[name], variables, as?.token));
}

/** Runs an act and says which audit rows it left: `action by actor`. */
async function audited<T>(work: () => Promise<T>): Promise<{ result: T; audit: string[] }> {
  const em = server.orm.em.fork();
  const [last] = await em.execute<{ id: string }[]>('select coalesce(max(id), 0) as id from audit_entry');
  const result = await work();
  const rows = await em.execute<{ action: string; actor: string }[]>(
    'select action, actor from audit_entry where id > ? order by id',
    [last?.id],
  );
  return { result, audit: rows.map(({ action, actor }) => `${action} by ${actor}`) };
}

/** An open deadline of a unit: that of the report due today, or another one. */
async function owed(unit: string, isReport: boolean): Promise<{ id: string; report: { id: string } | null }> {
  const answer = await server.request(
    `query ($status: [DeadlineStatus!]) { unit(code: "${unit}") { deadlines(first: 200, status: $status) { nodes { id kind report { id } } } } }`,
    { status: isReport ? ['DUE_SOON'] : ['OVERDUE', 'DUE_SOON', 'UPCOMING'] },
    admin.token,
  );
  const { unit: found } = dataOf<{ unit: { deadlines: { nodes: Owed[] } } }>(answer);
  const deadline = found.deadlines.nodes.find(
    ({ kind, report }) => isReport === (kind === 'REPORT' && report !== null),
  );
  if (!deadline) throw new Error(`${unit} owes no such thing`);
  return deadline;
}

interface Owed {
  id: string;
  kind: string;
  report: { id: string } | null;
}

describe('signIn', () => {
  it.each([
    ['a wrong password', () => ({ email: admin.email, password: 'sai mật khẩu rồi' }), 'UNAUTHENTICATED'],
    ['an unknown address', () => ({ email: 'ai-do@hatinh.example', password: 'x' }), 'UNAUTHENTICATED'],
    ['what is no address', () => ({ email: 'ai đó', password: 'x' }), 'INVALID_INPUT'],
  ])('refuses %s in its union', async (_case, variables, code) => {
    const { userErrors } = await act('signIn', variables());
    expect(userErrors).toMatchObject([{ code }]);
    expect(userErrors?.[0]?.message).toMatch(/e-mail/);
  });

  it('leaves one audit row', async () => {
    const { email, password } = await server.createAccount(Role.Head, '18073');
    const { result, audit } = await audited(() => act('signIn', { email, password }));
    expect(result).toMatchObject({ viewer: { role: 'HEAD', unit: { code: '18073' } } });
    expect(audit).toEqual([`SIGNED_IN by ${email}`]);
  });
});

describe('inviteUser and setPassword', () => {
  const person = { email: 'van-thu@thachha.example', name: 'Văn thư', role: 'OFFICER', unit: '18562' };
  const password = 'mùa thu ở quê rất êm';

  it('lead from the invitation to the first sign-in, the link working once', async () => {
    const { result, audit } = await audited(() => act('inviteUser', person, admin));
    expect(audit).toEqual([`USER_CREATED by ${admin.email}`, `ONE_TIME_LINK_ISSUED by ${admin.email}`]);
    const link = new URL(String(result['link']));
    expect(link.origin + link.pathname).toBe('https://kh457.example.vn/dat-mat-khau');
    const token = link.hash.slice(1);
    const short = await act('setPassword', { token, password: 'ngắn' });
    expect(short.userErrors).toMatchObject([{ code: 'INVALID_INPUT', path: ['password'] }]);
    const set = await audited(() => act('setPassword', { token, password }));
    expect(set).toEqual({ result: { done: true }, audit: [`PASSWORD_SET by ${person.email}`] });
    const again = await act('setPassword', { token, password });
    expect(again.userErrors).toMatchObject([{ code: 'INVALID_INPUT', path: ['token'] }]);
    expect(await act('signIn', { email: person.email, password })).toMatchObject({ viewer: { name: 'Văn thư' } });
  });

  it.each([
    ['an address taken', () => ({ ...person, email: admin.email }), 'CONFLICT', 'email'],
    ['no address', () => ({ ...person, email: 'văn thư' }), 'INVALID_INPUT', 'email'],
    ['a name on two lines', () => ({ ...person, email: 'b@c.vn', name: 'A\r\nBcc: x@y.vn' }), 'INVALID_INPUT', 'name'],
    ['a head without unit', () => ({ email: 'b@c.vn', name: 'A', role: 'HEAD' }), 'INVALID_INPUT', 'unit'],
    ['an unknown unit', () => ({ ...person, email: 'b@c.vn', unit: '00000' }), 'INVALID_INPUT', 'unit'],
    ['the role of nobody', () => ({ ...person, email: 'b@c.vn', role: 'PUBLIC' }), 'INVALID_INPUT', 'role'],
  ])('inviteUser refuses %s, leaving nothing behind', async (_case, variables, code, field) => {
    const { result, audit } = await audited(() => act('inviteUser', variables(), admin));
    expect(result.userErrors).toMatchObject([{ code, path: [field] }]);
    expect(audit).toEqual([]);
  });

  it('inviteUser is refused to a coordinator in its union', async () => {
    expect((await act('inviteUser', person, coordinator)).userErrors).toMatchObject([{ code: 'FORBIDDEN' }]);
    expect((await act('inviteUser', person)).userErrors).toMatchObject([{ code: 'UNAUTHENTICATED' }]);
  });
});

describe('savePost', () => {
  const post = { unit: '18100', kind: 'FOCAL_POINT', title: 'Công chức đầu mối', email: 'dau-moi@tranphu.example' };

  it('hands a post over from a day: the holder until then stays until that day', async () => {
    const first = await audited(() => act('savePost', post, coordinator));
    expect(first).toEqual({
      result: { post: { email: post.email, title: post.title, validFrom: '2025-12-16', validTo: null } },
      audit: [`POST_SAVED by ${coordinator.email}`],
    });
    const next = { ...post, email: 'nguoi-moi@tranphu.example', from: '2026-01-05' };
    expect(await act('savePost', next, admin)).toMatchObject({ post: { validFrom: '2026-01-05' } });
    const stored = await server.orm.em.fork().execute(
      `select email, valid_from::text, valid_to::text from post where unit_id = (select id from unit where code = '18100')
       order by valid_from`,
    );
    expect(stored).toEqual([
      { email: post.email, valid_from: '2025-12-16', valid_to: '2026-01-05' },
      { email: next.email, valid_from: '2026-01-05', valid_to: null },
    ]);
    const today = await server.request('{ unit(code: "18100") { posts { email } } }', {}, coordinator.token);
    expect(dataOf(today)).toEqual({ unit: { posts: [{ email: post.email }] } });
    const earlier = await act('savePost', { ...next, from: '2026-01-01' }, admin);
    expect(earlier.userErrors).toMatchObject([{ code: 'INVALID_INPUT', path: ['from'] }]);
  });

  it.each([
    ['a second address', { email: 'a@b.vn, c@d.vn' }, 'email'],
    ['a header after the address', { email: 'a@b.vn\r\nBcc: c@d.vn' }, 'email'],
    ['a name around the address', { email: '"Sếp" <a@b.vn>' }, 'email'],
    ['a line break in the title', { title: 'Đầu mối\nBcc: c@d.vn' }, 'title'],
    ['an empty title', { title: '  ' }, 'title'],
    ['an unknown unit', { unit: '00000' }, 'unit'],
  ])('refuses %s, leaving nothing behind', async (_case, change, field) => {
    const { result, audit } = await audited(() => act('savePost', { ...post, unit: '18115', ...change }, admin));
    expect(result.userErrors).toMatchObject([{ path: [field] }]);
    expect(audit).toEqual([]);
  });

  it('calls a day that there is not a faulty request', async () => {
    const answer = await server.request(OPERATIONS.savePost, { ...post, from: '2026-02-30' }, admin.token);
    expect(['INVALID_INPUT', 'BAD_USER_INPUT']).toContain(errorCode(answer));
  });
});

describe('importDossiers', () => {
  const good = { code: 'H27.14-251103-0901' };
  const bad = { code: 'H27.14-251103-0902', received_on: '2025-02-30', channel: 'FAX' };

  it('takes the good rows and names row, column and reason of the bad ones', async () => {
    const csv = csvOf([good, bad]);
    const { result, audit } = await audited(() =>
      act('importDossiers', { fileName: 'tháng 11.csv', csv }, coordinator),
    );
    expect(result['dossierImport']).toMatchObject({
      fileName: 'tháng 11.csv',
      rowsRead: 2,
      created: 1,
      changed: 0,
      unchanged: 0,
      rejected: 1,
      rejections: expect.arrayContaining([
        expect.objectContaining({
          row: 3,
          column: 'channel',
          value: 'FAX',
          message: expect.stringContaining('ONLINE'),
        }),
        expect.objectContaining({ row: 3, column: 'received_on', value: '2025-02-30' }),
      ]),
    });
    expect(audit).toHaveLength(1);
    expect(audit[0]).toContain(`by ${coordinator.email}`);
    const again = await act('importDossiers', { fileName: 'tháng 11.csv', csv }, coordinator);
    expect(again['dossierImport']).toMatchObject({ created: 0, unchanged: 1, rejected: 1 });
    const listed = await server.request(
      '{ dossierImports(first: 2) { nodes { created rejections { row } } } }',
      {},
      coordinator.token,
    );
    expect(dataOf(listed)).toMatchObject({ dossierImports: { nodes: [{ created: 0 }, { created: 1 }] } });
  });

  it('tells by a dry run what it would do, refuses an outdated one, and pages through all that was found', async () => {
    const csv = csvOf([{ code: 'H27.14-251103-0905' }, { ...bad, code: 'H27.14-251103-0906' }]);
    const { result: dry, audit } = await audited(() =>
      act('importDossiers', { fileName: 'a.csv', csv, dryRun: true }, coordinator),
    );
    expect(dry).toMatchObject({ dossierImport: null, summary: { isDryRun: true, created: 1, rejected: 1 } });
    expect(audit).toEqual([]);
    const { baseDataVersion, sha256 } = dry['summary'] as { baseDataVersion: number; sha256: string };
    const refused = await act('importDossiers', { fileName: 'a.csv', csv, expected: baseDataVersion - 1 }, coordinator);
    expect(refused).toMatchObject({ userErrors: [{ code: 'CONFLICT' }] });
    const done = await act('importDossiers', { fileName: 'a.csv', csv, expected: baseDataVersion }, coordinator);
    expect(done['dossierImport']).toMatchObject({
      sha256,
      created: 1,
      findingCounts: [
        { rule: 'CHANNEL_UNKNOWN', severity: 'BLOCK', count: 1 },
        { rule: 'DATE_FORMAT', severity: 'BLOCK', count: 1 },
      ],
      findings: { totalCount: 2, nodes: [{ row: 3, severity: 'BLOCK' }] },
    });
  });

  it('shows its figures to the next question at once', async () => {
    const question = '{ unit(code: "18115") { statistics(period: "2025-11") { received } } }';
    expect(dataOf(await server.request(question))).toMatchObject({ unit: { statistics: { received: 0 } } });
    const row = buildRow({ code: 'H27.14-251103-0903', receiving_unit: '18115', resolving_unit: '18115' });
    await act('importDossiers', { fileName: 'a.csv', csv: csvOf([row]) }, admin);
    expect(dataOf(await server.request(question))).toMatchObject({ unit: { statistics: { received: 1 } } });
  });

  it.each([
    ['an empty text', ''],
    ['a wrong header', 'mã;ngày\n1;2\n'],
    ['an open quote', `${csvOf([good])}"H27`],
  ])('refuses %s in its union', async (_case, csv) => {
    const { result, audit } = await audited(() => act('importDossiers', { fileName: 'a.csv', csv }, admin));
    expect(result.userErrors).toMatchObject([{ code: 'INVALID_INPUT' }]);
    expect(audit).toEqual([]);
  });
});

describe('sendReport', () => {
  it('sends once, and meets the deadline on time', async () => {
    const head = await server.createAccount(Role.Head, '18073');
    const { id, report } = await owed('18073', true);
    const { result, audit } = await audited(() => act('sendReport', { id: report?.id }, head));
    expect(result).toEqual({
      report: {
        state: 'SENT',
        firstSentAt: reportMorning.toISOString(),
        deadline: { status: 'DONE_ON_TIME', fulfilledAt: reportMorning.toISOString() },
      },
    });
    expect(audit).toEqual([`DEADLINE_FULFILLED by ${head.email}`, `REPORT_SENT by ${head.email}`]);
    const again = await audited(() => act('sendReport', { id: report?.id }, head));
    expect(again.result).toEqual({
      message: 'Không gửi được: báo cáo đã gửi.',
      report: { state: 'SENT', firstSentAt: reportMorning.toISOString() },
    });
    expect(again.audit).toEqual([]);
    const missing = await server.request('{ missingReports(period: "2025-12") { deadline { id } } }', {}, admin.token);
    expect(JSON.stringify(missing.data)).not.toContain(id);
  });

  it('is refused in its union for what is no report, or not there', async () => {
    const head = await server.createAccount(Role.Head, '18073');
    const { id } = await owed('18073', false);
    const absent = Buffer.from('Report:00000000-0000-7000-8000-000000000000').toString('base64url');
    expect((await act('sendReport', { id }, head)).userErrors).toMatchObject([{ code: 'NOT_FOUND' }]);
    expect((await act('sendReport', { id: absent }, head)).userErrors).toMatchObject([{ code: 'NOT_FOUND' }]);
    expect((await act('sendReport', { id: 'x' }, head)).userErrors).toMatchObject([{ code: 'INVALID_INPUT' }]);
  });
});

describe('completeDeadline', () => {
  it('records what was done with its evidence, once', async () => {
    const head = await server.createAccount(Role.Head, '18100');
    const { id } = await owed('18100', false);
    const { result, audit } = await audited(() => act('completeDeadline', { id, evidence: ' Văn bản 12/UBND ' }, head));
    expect(result).toMatchObject({
      deadline: { evidence: 'Văn bản 12/UBND', fulfilledAt: reportMorning.toISOString() },
    });
    expect(audit).toEqual([`DEADLINE_FULFILLED by ${head.email}`]);
    const again = await act('completeDeadline', { id, evidence: 'lần nữa' }, head);
    expect(again.userErrors).toMatchObject([{ code: 'CONFLICT' }]);
  });

  it('is refused without evidence, and for a report, changing nothing', async () => {
    const head = await server.createAccount(Role.Head, '18100');
    const [report, other] = [await owed('18100', true), await owed('18115', false)];
    const cases = [
      await act('completeDeadline', { id: report.id, evidence: ' ' }, head),
      await act('completeDeadline', { id: report.id, evidence: 'đã gửi' }, head),
      await act('completeDeadline', { id: other.id, evidence: 'của xã khác' }, head),
    ];
    expect(cases.map(({ userErrors }) => userErrors?.[0]?.code)).toEqual([
      'INVALID_INPUT',
      'INVALID_INPUT',
      'FORBIDDEN',
    ]);
    const rows = await server.orm.em
      .fork()
      .execute('select evidence, fulfilled_at from deadline where id in (?, ?)', [
        fromGlobalId(report.id).key,
        fromGlobalId(other.id).key,
      ]);
    const untouched = { evidence: null, fulfilled_at: null };
    expect(rows).toEqual([untouched, untouched]);
  });

  it('is seen by the next mutation of the same document', async () => {
    const head = await server.createAccount(Role.Head, '18118');
    const { id, report } = await owed('18118', true);
    const answer = await server.request(
      `mutation ($id: ID!, $report: ID!) {
        first: completeDeadline(id: $id, evidence: "x") { __typename }
        second: sendReport(id: $report) { ... on ReportPayload { report { deadline { status } } } } }`,
      { id, report: report?.id },
      head.token,
    );
    expect(dataOf(answer)).toEqual({
      first: { __typename: 'UserErrors' },
      second: { report: { deadline: { status: 'DONE_ON_TIME' } } },
    });
  });
});
