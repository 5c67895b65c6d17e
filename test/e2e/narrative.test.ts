import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Role } from '../../schema/access/index.js';
import { AuditEntry } from '../../schema/audit/index.js';
import { instantAt, parseCivilDate } from '../../schema/base/index.js';
import { DeadlineService } from '../../schema/plan/index.js';
import { ReportService } from '../../schema/reports/index.js';
import { dataOf, errorCode, resultOf } from '../support/answers.js';
import { startRunningServer, type RunningServer } from '../support/running-server.js';
import { watchStatements } from '../support/statements.js';

const [COMMUNE, OTHER, DEPARTMENT] = ['18562', '18073', 'SKHCN'];
/** The server's clock, which `at` sets; sessions begin when it says what it says last. */
const clock = new Date('2026-02-16T08:00:00+07:00');
const at = (instant: string) => clock.setTime(Date.parse(instant));

let server: RunningServer;
let head: string;
let asked: string;
let stranger: string;
let coordinator: string;
let statements = 0;

beforeAll(async () => {
  server = await startRunningServer(clock, { DATABASE_POOL_SIZE: '1' });
  ({ token: head } = await server.createAccount(Role.Head, COMMUNE));
  ({ token: asked } = await server.createAccount(Role.Officer, DEPARTMENT));
  ({ token: stranger } = await server.createAccount(Role.Head, OTHER));
  ({ token: coordinator } = await server.createAccount(Role.Coordinator));
  for (const day of ['2026-01-15', '2026-02-16'].map(parseCivilDate)) {
    await server.orm.em.fork().transactional(async (em) => {
      await new DeadlineService(em).openDue(day);
      await new ReportService(em).compileClosed(day, instantAt(day, 6));
    });
  }
  await watchStatements(server.orm, () => (statements += 1));
  at('2026-01-15T08:00:00+07:00'); // January 2026 has closed, February has begun
});
afterAll(() => server?.close());

const REFUSED = '... on UserErrors { userErrors { code message path } }';
const OBSTACLE = `__typename ... on ObstaclePayload { obstacle { id status revision closedOn
  addressee { code } answers { byName text byUnit { code } } } } ${REFUSED}`;

/** Sends a mutation of an obstacle; what it answers. */
async function act(token: string, mutation: string, variables: object = {}) {
  return resultOf(await server.request(mutation, { ...variables }, token));
}

function raise(token: string, obstacle: object) {
  return act(
    token,
    `mutation ($obstacle: RaiseObstacleInput!) { raiseObstacle(obstacle: $obstacle) { ${OBSTACLE} } }`,
    { obstacle: { unit: COMMUNE, period: '2025-12', category: 'INFRASTRUCTURE', ...obstacle } },
  );
}

async function raised(obstacle: object): Promise<string> {
  const result = await raise(head, obstacle);
  expect(result).toMatchObject({ obstacle: { status: 'OPEN', revision: 1 } });
  return (result['obstacle'] as { id: string }).id;
}

const answer = (token: string, id: string, text: string) =>
  act(token, `mutation ($id: ID!, $text: String!) { answerObstacle(id: $id, text: $text) { ${OBSTACLE} } }`, {
    id,
    text,
  });

const close = (token: string, id: string, reason: string) =>
  act(token, `mutation ($id: ID!, $reason: String!) { closeObstacle(id: $id, reason: $reason) { ${OBSTACLE} } }`, {
    id,
    reason,
  });

const change = (token: string, id: string, expectedRevision: number, changes: object) =>
  act(
    token,
    `mutation ($id: ID!, $expectedRevision: Int!, $changes: ChangeObstacleInput!) {
      changeObstacle(id: $id, expectedRevision: $expectedRevision, changes: $changes) { ${OBSTACLE}
        ... on ObstacleConflictPayload { message stored { revision description versions { revision description } }
          sent { description addressee { code } expectedRevision } } } }`,
    { id, expectedRevision, changes },
  );

interface Narrated {
  readonly id: string;
  readonly state: string;
  readonly narrative: {
    readonly summary: string | null;
    readonly summaryRevision: number;
    readonly suggestedSummary: { readonly text: string; readonly periodId: string } | null;
    readonly obstacles: readonly {
      readonly id: string;
      readonly status: string;
      readonly carriedForward: boolean;
      readonly unit: { readonly code: string };
      readonly answers: readonly { readonly by: string }[];
    }[];
  };
}

async function report(period: string, token = head): Promise<Narrated> {
  const { unit } = dataOf<{ unit: { reports: { nodes: Narrated[] } } }>(
    await server.request(
      `query ($period: String) { unit(code: "${COMMUNE}") { reports(period: $period, first: 1) { nodes { id state
        narrative { summary summaryRevision suggestedSummary { text periodId } obstacles { id status carriedForward
          unit { code } answers { by } } } } } } }`,
      { period },
      token,
    ),
  );
  const [found] = unit.reports.nodes;
  if (!found) throw new Error(`no report of ${period}`);
  return found;
}

/** Status of an obstacle in a report; null when the report does not tell it. */
async function toldIn(period: string, id: string): Promise<string | null> {
  const { narrative } = await report(period);
  return narrative.obstacles.find((one) => one.id === id)?.status ?? null;
}

describe('the life of an obstacle', () => {
  it('is raised, answered by whom it asks, closed, and told in no report that follows', async () => {
    at('2025-12-15T09:00:00+07:00');
    const id = await raised({ description: '<b>Mạng</b> chậm', addressee: DEPARTMENT, answerBy: '2025-12-20' });
    expect([await toldIn('2025-11', id), await toldIn('2025-12', id)]).toEqual([null, 'OPEN']);
    at('2025-12-19T09:00:00+07:00');
    expect(await answer(asked, id, 'Đã nâng cấp đường truyền')).toMatchObject({
      obstacle: {
        status: 'ANSWERED',
        answers: [{ byName: 'Sở Khoa học và Công nghệ', byUnit: { code: DEPARTMENT } }],
      },
    });
    const { narrative } = await report('2026-01');
    expect(narrative.obstacles.find((one) => one.id === id)).toEqual({
      id,
      status: 'ANSWERED',
      carriedForward: true,
      unit: { code: COMMUNE },
      answers: [{ by: 'Sở Khoa học và Công nghệ' }],
    });
    at('2026-01-10T09:00:00+07:00');
    expect(await close(head, id, 'Đã xong')).toMatchObject({ obstacle: { status: 'CLOSED', closedOn: '2026-01-10' } });
    at('2026-02-16T08:00:00+07:00');
    expect([await toldIn('2026-01', id), await toldIn('2026-02', id)]).toEqual(['CLOSED', null]);
    at('2026-01-15T08:00:00+07:00');
    const audit = await server.orm.em.fork().find(AuditEntry, { subjectType: 'Obstacle' }, { orderBy: { id: 'asc' } });
    expect(audit.map(({ action }) => action)).toEqual([
      'OBSTACLE_RAISED',
      'OBSTACLE_ANSWERED',
      'OBSTACLE_CHANGED',
      'OBSTACLE_CLOSED',
    ]);
  });

  it('tells who changes what has been changed both versions', async () => {
    const id = await raised({ description: 'Một' });
    expect(await change(coordinator, id, 1, { description: 'Hai' })).toMatchObject({ obstacle: { revision: 2 } });
    const conflict = await change(head, id, 1, { description: 'Ba', addressee: OTHER });
    expect(conflict).toMatchObject({
      __typename: 'ObstacleConflictPayload',
      message: expect.stringMatching(/đang lưu lần ghi 2 .*theo lần ghi 1/),
      stored: {
        revision: 2,
        description: 'Hai',
        versions: [
          { revision: 2, description: 'Hai' },
          { revision: 1, description: 'Một' },
        ],
      },
      sent: { description: 'Ba', addressee: { code: OTHER }, expectedRevision: 1 },
    });
    expect(await change(head, id, 2, { proposal: 'Thêm người' })).toMatchObject({ obstacle: { revision: 3 } });
  });

  it('refuses bad input with the field, and lets no stack, SQL or path out', async () => {
    const refused = async (obstacle: object) => {
      const { userErrors } = await raise(head, obstacle);
      return userErrors?.map(({ code, path, message }) => `${code} ${path?.join('.')} ${message}`).join();
    };
    expect(await refused({ description: 'a\u202Eb' })).toBe(
      'INVALID_INPUT description «Nội dung khó khăn, vướng mắc» có ký tự đổi chiều chữ U+202E ở dòng 1.',
    );
    expect(await refused({ description: 'x', proposal: 'a\u0007b' })).toBe(
      'INVALID_INPUT proposal «Đề xuất, kiến nghị» có ký tự điều khiển U+0007 ở dòng 1.',
    );
    expect(await refused({ description: 'x'.repeat(900_000) })).toBe(
      'INVALID_INPUT description «Nội dung khó khăn, vướng mắc» dài 900.000 ký tự, nhiều nhất là 5.000 ký tự.',
    );
    const variables = { text: 'a\0b' };
    const query = 'mutation ($text: String!) { answerObstacle(id: "x", text: $text) { __typename } }';
    expect((await server.request(query, variables, head)).errors?.[0]?.message).toBe(
      'Dữ liệu gửi lên có ký tự rỗng ở «text», không lưu được; hãy gõ lại.',
    );
    expect(await refused({ description: 'x', unit: OTHER })).toMatch(/^FORBIDDEN/);
    expect(await refused({ description: 'x', period: '2026-03' })).toMatch(/^INVALID_INPUT period/);
    const whole = await server.request(query, { text: 'x'.repeat(1_048_576) });
    expect([errorCode(whole), whole.errors?.[0]?.message]).toEqual([
      'BODY_TOO_LARGE',
      'Nội dung gửi lên vượt quá 1mb.',
    ]);
    expect(await close(head, 'UmVwb3J0OjE', 'x')).toMatchObject({ userErrors: [{ code: 'INVALID_INPUT' }] });
  });
});

async function list(token: string, filter: object): Promise<string[]> {
  const { obstacles } = dataOf<{ obstacles: { totalCount: number; nodes: { description: string }[] } }>(
    await server.request(
      `query ($filter: ObstacleFilter) { obstacles(filter: $filter, first: 50) { totalCount nodes { description } } }`,
      { filter },
      token,
    ),
  );
  expect(obstacles.nodes).toHaveLength(obstacles.totalCount);
  return obstacles.nodes.map(({ description }) => description);
}

/** A list with everything that hangs on its items. */
const listed = (first: number) => `{ obstacles(first: ${first}) { nodes { unit { name } addressee { name }
  answers { text } versions { revision addressee { name } } } } }`;

async function statementsOf(first: number): Promise<number> {
  const before = statements;
  dataOf(await server.request(listed(first), {}, coordinator));
  return statements - before;
}

describe('lists of obstacles', () => {
  it('hold what the viewer may read, by every condition', async () => {
    const id = await raised({
      description: 'Thiếu người',
      category: 'STAFF',
      addressee: OTHER,
      answerBy: '2026-01-15',
    });
    await raised({ description: 'Thiếu tiền', category: 'FUNDING', period: '2026-01' });
    expect(await list(stranger, {})).toEqual(['Thiếu người']);
    expect(await list(coordinator, { category: ['STAFF', 'FUNDING'] })).toEqual(['Thiếu tiền', 'Thiếu người']);
    expect(await list(coordinator, { addressee: OTHER })).toEqual(['Thiếu người']);
    expect(await list(coordinator, { period: '2026-01' })).toEqual(['Thiếu tiền']);
    expect(await list(coordinator, { unit: OTHER })).toEqual([]);
    expect(await list(head, { unit: COMMUNE, status: ['CLOSED'] })).toHaveLength(1);
    expect(await list(coordinator, { answerOverdue: true })).toEqual([]); // asked for by the end of today
    const rows = "update obstacle set answer_by = '2026-01-14' where description = 'Thiếu người'";
    await server.orm.em.fork().execute(rows);
    expect(await list(coordinator, { answerOverdue: true })).toEqual(['Thiếu người']);
    const hidden = '{ node(id: "' + id + '") { id } }';
    const seen = [head, stranger, asked, coordinator].map(async (token) =>
      Boolean(dataOf<{ node: unknown }>(await server.request(hidden, {}, token)).node),
    );
    expect(await Promise.all(seen)).toEqual([true, true, false, true]);
    const ofUnit = await server.request(
      `{ unit(code: "${COMMUNE}") { obstacles { nodes { description } } } }`,
      {},
      stranger,
    );
    expect(dataOf(ofUnit)).toEqual({ unit: { obstacles: { nodes: [{ description: 'Thiếu người' }] } } });
    expect(errorCode(await server.request('{ obstacles { totalCount } }'))).toBe('UNAUTHENTICATED');
  });

  it('take as many statements for many as for one', async () => {
    await statementsOf(1); // signs the metadata in
    expect(await statementsOf(50)).toBeLessThanOrEqual((await statementsOf(2)) + 2);
    expect(await statementsOf(50)).toBeLessThan(12);
  });
});

describe('the summary', () => {
  const SAVED = `__typename ... on ReportSummaryPayload { report { narrative { summary summaryRevision } } }
    ... on SummaryConflictPayload { message stored storedRevision sent } ${REFUSED}`;
  const save = (token: string, id: string, text: string, expected: number | null = null) =>
    act(
      token,
      `mutation ($id: ID!, $text: String!, $expected: Int) {
        saveReportSummary(report: $id, text: $text, expectedRevision: $expected) { ${SAVED} } }`,
      { id, text, expected },
    );

  it('is written, offered to the next report, taken over, and refused once sent', async () => {
    const december = await report('2025-12');
    const text = 'Kết quả <script>alert(1)</script>\r\nđạt.';
    expect(await save(head, december.id, text, 0)).toMatchObject({
      report: { narrative: { summary: 'Kết quả <script>alert(1)</script>\nđạt.', summaryRevision: 1 } },
    });
    expect(await save(coordinator, december.id, 'Khác', 0)).toMatchObject({
      __typename: 'SummaryConflictPayload',
      stored: 'Kết quả <script>alert(1)</script>\nđạt.',
      storedRevision: 1,
      sent: 'Khác',
    });
    expect((await report('2026-01')).narrative.suggestedSummary).toBeNull();
    await act(head, `mutation ($id: ID!) { sendReport(id: $id) { __typename ${REFUSED} } }`, { id: december.id });
    const january = await report('2026-01');
    expect(january.narrative.suggestedSummary).toEqual({
      text: expect.stringMatching(/^Kết quả/),
      periodId: '2025-12',
    });
    const takeOver = `mutation ($id: ID!) { takeOverReportSummary(report: $id) { ${SAVED} } }`;
    expect(await act(head, takeOver, { id: january.id })).toMatchObject({
      report: { narrative: { summary: expect.stringMatching(/^Kết quả/), summaryRevision: 1 } },
    });
    expect((await report('2026-01')).narrative.suggestedSummary).toBeNull();
    expect(await save(head, december.id, 'Sau khi gửi')).toMatchObject({ userErrors: [{ code: 'CONFLICT' }] });
    expect(await save(stranger, january.id, 'Của đơn vị khác')).toMatchObject({ userErrors: [{ code: 'FORBIDDEN' }] });
  });
});

describe('who has reported', () => {
  it('is told as integers with the units behind each, and the province puts the reports together', async () => {
    const query = `{ reportingRates(period: "2025-12", unitKind: COMMUNE) { expected sent onTime late missing notDue
        sentPercent sentUnits: units(of: SENT) { unit { code } timeliness daysLate report { state } }
        missingUnits: units(of: MISSING) { daysLate } }
      missingReports(period: "2025-12") { unit { code } timeliness daysLate }
      province { reports(period: "2025-12", first: 1) { nodes { narrative { obstacles { id } }
        consolidated { expected sent sentOnTime sentLate units { code timeliness revision summary }
          obstacles { category categoryName units items { description unit { code } } } } } } } }`;
    const data = dataOf<{
      reportingRates: { missingUnits: { daysLate: number }[] };
      missingReports: { unit: { code: string }; timeliness: string; daysLate: number }[];
      province: { reports: { nodes: { consolidated: { units: object[]; obstacles: { units: number }[] } }[] } };
    }>(await server.request(query, {}, coordinator));
    expect(data.reportingRates).toMatchObject({ expected: 69, sent: 1, onTime: 0, late: 1, missing: 68, notDue: 0 });
    expect(data.reportingRates).toMatchObject({
      sentPercent: '1,44 %',
      sentUnits: [{ unit: { code: COMMUNE }, timeliness: 'LATE', daysLate: 30, report: { state: 'SENT' } }],
    });
    expect(data.reportingRates.missingUnits).toHaveLength(68);
    expect(data.missingReports).not.toContainEqual(expect.objectContaining({ unit: { code: COMMUNE } }));
    expect(new Set(data.missingReports.map(({ timeliness, daysLate }) => `${timeliness} ${daysLate}`))).toEqual(
      new Set(['OVERDUE_NOT_SENT 30']),
    );
    const [own] = data.province.reports.nodes;
    expect(own).toMatchObject({ narrative: { obstacles: [] }, consolidated: { sent: 1, sentOnTime: 0, sentLate: 1 } });
    expect(own?.consolidated.units).toContainEqual({
      code: COMMUNE,
      timeliness: 'LATE',
      revision: 1,
      summary: expect.stringMatching(/^Kết quả/),
    });
    expect(own?.consolidated.obstacles).toContainEqual({
      category: 'STAFF',
      categoryName: 'Nhân lực',
      units: 1,
      items: [{ description: 'Thiếu người', unit: { code: COMMUNE } }],
    });
  });

  it('is not due before the due day is over, and narrowed to the own unit', async () => {
    const query =
      '{ reportingRates(period: "2026-01") { expected notDue sentPercent units { unit { code } daysLate } } }';
    expect(dataOf(await server.request(query, {}, stranger))).toEqual({
      reportingRates: {
        expected: 1,
        notDue: 1,
        sentPercent: '0,00 %',
        units: [{ unit: { code: OTHER }, daysLate: 0 }],
      },
    });
    const consolidated = '{ province { reports(period: "2025-12") { totalCount } } }';
    expect(dataOf(await server.request(consolidated, {}, stranger))).toEqual({
      province: { reports: { totalCount: 0 } },
    });
  });
});
