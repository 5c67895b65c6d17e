import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Role } from '../../schema/access/index.js';
import { PostKind } from '../../schema/organisation/index.js';
import { dataOf } from '../support/answers.js';
import { fillDecember2025, reportMorning } from '../support/december-reports.js';
import { buildPost } from '../support/reminders.js';
import { startRunningServer, type RunningServer } from '../support/running-server.js';
import { watchStatements } from '../support/statements.js';

let server: RunningServer;
let token: string;
const statements: string[] = [];

// One connection: with several, whichever answers first decides which loads still share a statement.

beforeAll(async () => {
  server = await startRunningServer(reportMorning, { DATABASE_POOL_SIZE: '1' });
  await fillDecember2025(server);
  ({ token } = await server.createAccount(Role.Admin));
  const em = server.orm.em.fork();
  for (const unit of ['18562', '18073', '18100']) await buildPost(em, { unit, kind: PostKind.Head });
  // Once, a server asks whether all tables note their writes.
  await server.request('{ province { code } }');
  await watchStatements(server.orm, (text) => statements.push(text));
});
afterAll(() => server?.close());

const PERIOD = 'period: "2025-12"';
const FIGURES = `statistics(${PERIOD}) { received synthetic }
  indicators(${PERIOD}) { percent status unit { code } procedure { code } target { clause { code } indicator { code } } explain { comparison } }`;
const UNIT = `code province { code } posts { email }
  procedures(first: 5) { totalCount edges { statistics(${PERIOD}) { resolved }
    node { code groups versions { code validTo } codes { code } owner { code } units(first: 2) { totalCount nodes { code } } ${FIGURES} } } }
  deadlines(first: 3) { totalCount nodes { status workingDaysLeft unit { code } clause { code } report { state } } }
  reports(first: 3) { totalCount nodes { unit { code } period { name } deadline { dueOn unit { code } report { state } }
    figures { synthetic statistics { received } previous { received } indicators { code } } } }
  ${FIGURES}`;

/** Fields of procedures, the dossiers behind a count and processing times, of some communes. */
function fieldsAndDossiers(dossier: string): string {
  return `query ($first: Int!) { province { fields { statistics(${PERIOD}) { received } }
    communes(first: $first) { nodes { fields { name statistics(${PERIOD}) { received } } processingTime(${PERIOD}) { percent target { code } }
      procedures(first: 3) { edges { processingTime(${PERIOD}) { percent } node { processingTime(${PERIOD}) { percent } } } }
      statistics(from: "2025-11-20", to: "2025-12-02") { received dossiers(count: received, first: 2) { totalCount
        nodes { ${dossier} } } } } } } }`;
}

async function statementsOf(
  query: string,
  variables: Record<string, unknown>,
): Promise<{ data: unknown; sql: string[] }> {
  statements.length = 0;
  const data = dataOf(await server.request(query, variables, token));
  return { data, sql: [...statements] };
}

describe('the number of statements', () => {
  it('is the same for 7 communes and for 69', async () => {
    const query = `query ($first: Int!) { province { communes(first: $first) { nodes { ${UNIT} } } } }`;
    const few = await statementsOf(query, { first: 7 });
    const all = await statementsOf(query, { first: 69 });
    expect((all.data as { province: { communes: { nodes: object[] } } }).province.communes.nodes).toHaveLength(69);
    expect(all.sql.length).toBe(few.sql.length);
    expect(few.sql.length).toBeLessThanOrEqual(40);
  });

  it('is the same for 10 departments and for all', async () => {
    const query = `query ($first: Int!) { province { departments(first: $first) { nodes { ${UNIT} } } } }`;
    const few = await statementsOf(query, { first: 10 });
    const all = await statementsOf(query, { first: 200 });
    expect(all.sql.length).toBe(few.sql.length);
  });

  it('is the same for the fields, dossiers and processing times of 7 communes and of 69', async () => {
    const few = await statementsOf(fieldsAndDossiers('code'), { first: 7 });
    const all = await statementsOf(fieldsAndDossiers('code'), { first: 69 });
    expect(all.sql.length).toBe(few.sql.length);
    const whole = fieldsAndDossiers('code procedure { code } receivingUnit { code } resolvingUnit { code }');
    expect((await statementsOf(whole, { first: 69 })).sql.length).toBe(all.sql.length + 2);
  });

  it.each([
    [
      'deadlines',
      `query ($first: Int!) { deadlines(first: $first) { totalCount nodes { status workingDaysLeft unit { code posts { email } } clause { code } report { state period { id } figures { scope } } } } }`,
    ],
    [
      'reports',
      `query ($first: Int!) { reports(first: $first) { nodes { unit { code } deadline { dueOn status } figures { synthetic } timeliness daysLate
        availableActions { action allowed reason } history { actionName actor } revisions { number figures { scope } } currentRevision { report { state } } } } }`,
    ],
    [
      'obligations',
      `query ($first: Int!) { obligations(first: $first, filter: { lateness: [NOT_DUE, OVERDUE_NOT_SENT] }) { totalCount nodes { unit { code } period { name }
        recipients { code } deadline { title } state timeliness daysLate availableActions { allowed } report { state history { action } } } } }`,
    ],
    [
      'procedures',
      `query ($first: Int!) { procedures(first: $first) { edges { statistics(${PERIOD}) { received } node { owner { code } groups groupMemberships { item } versions { eform } codes { code } units(first: 1) { nodes { code } } ${FIGURES} } } } }`,
    ],
    ['units', `query ($first: Int!) { units(first: $first) { nodes { ${UNIT} } } }`],
  ])('is the same for 5 %s and for 80', async (_name, query) => {
    const few = await statementsOf(query, { first: 5 });
    const many = await statementsOf(query, { first: 80 });
    expect(many.sql.length).toBe(few.sql.length);
  });

  it('does not grow with the clauses of the plan or the units of its duties', async () => {
    const { sql } = await statementsOf(
      `{ province { plans { clauses { code children { code children { code children { code } } } }
        targets { clause { code } } tasks { clause { code } lead { units { code } } cooperating { units { code province { code } } } }
        duties { clause { code } responsible { units { code } scopes } recipients { code } } } } }`,
      {},
    );
    expect(sql.length).toBeLessThanOrEqual(15);
  });

  it('does not grow with the versions of the plan, or with the units that lead its tasks', async () => {
    const { sql } = await statementsOf(
      `{ province { plans { clauses { versions { validFrom children { code } } } targets { units { code } versions { clause { code } } }
        tasks { units { code } isAssigned assignments { documentNumber } progress { status unit { code } } history(first: 5) { nodes { unit { code } } } }
        deadlineRules { dueOn clause { code } responsible { units { code } } } } } }`,
      {},
    );
    expect(sql.length).toBeLessThanOrEqual(25);
  });

  it('is the same for the tasks of 5 units and of 80', async () => {
    const query = `query ($first: Int!) { units(first: $first) { nodes { tasks { code clause { code } progress { status unit { code } } } } } }`;
    const few = await statementsOf(query, { first: 5 });
    const many = await statementsOf(query, { first: 80 });
    expect(many.sql.length).toBe(few.sql.length);
    expect(many.sql.length).toBeLessThanOrEqual(12);
  });

  it('does not grow with the deadlines that a change of the calendar moves', async () => {
    const change = `mutation { saveCalendarDay(day: "2025-12-16", working: false, name: "Nghỉ", source: "Công điện",
      certainty: DERIVED, reason: "thử", dryRun: true) { ... on CalendarChangePayload { movedCount PART } } }`;
    const bare = await statementsOf(change.replace('PART', ''), {});
    const nested = 'moved { title unit { code province { code } } deadline { status report { state } } }';
    const full = await statementsOf(change.replace('PART', nested), {});
    expect((full.data as { saveCalendarDay: { movedCount: number } }).saveCalendarDay.movedCount).toBeGreaterThan(200);
    expect(full.sql.length - bare.sql.length).toBeLessThanOrEqual(5);
  });

  it('does not grow with the duties whose due days are asked for', async () => {
    const preview = 'duePreview(from: "2025-09-01", to: "2026-12-31") { period { id } dueOn warning }';
    const { sql } = await statementsOf(`{ plan(number: "457/KH-UBND") { duties { ${preview} } } }`, {});
    expect(sql.length).toBeLessThanOrEqual(5);
  });

  it('is small for a ranking of all communes and for the reports they owe', async () => {
    const ranking = await statementsOf(
      `{ ranking(indicator: "FULL_PROCESS_OF_RESOLVED", ${PERIOD}, kind: COMMUNE) { rank unit { code } value { percent target { clause { code } } } } }`,
      {},
    );
    expect(ranking.sql.length).toBeLessThanOrEqual(9);
    const missing = await statementsOf(
      '{ missingReports(period: "2025-12") { unit { code } deadline { dueOn status report { state } } } }',
      {},
    );
    expect((missing.data as { missingReports: object[] }).missingReports.length).toBeGreaterThan(69);
    expect(missing.sql.length).toBeLessThanOrEqual(9);
  });

  it('is small for the targets that the catalogue measures, and one more for each list behind them', async () => {
    const values = await statementsOf(
      '{ plan(number: "457/KH-UBND") { catalogueTargets { status exempt target { code } } } }',
      {},
    );
    expect(values.sql.length).toBeLessThanOrEqual(7);
    const behind = await statementsOf(
      `{ plan(number: "457/KH-UBND") { catalogueTargets { procedures(part: UNKNOWN, first: 50) { nodes { code validFrom } } } } }`,
      {},
    );
    const { plan } = behind.data as { plan: { catalogueTargets: object[] } };
    expect(behind.sql.length).toBeLessThanOrEqual(values.sql.length + plan.catalogueTargets.length);
  });

  it('is at most three when nothing nested is asked for: who asks, what is visible, the thing itself', async () => {
    expect((await statementsOf('{ province { name } }', {})).sql.length).toBeLessThanOrEqual(3);
    const counted = await statementsOf('{ units(first: 1) { nodes { code } } }', {});
    expect(counted.sql.some((text) => text.includes('count(*)'))).toBe(false);
  });
});
