import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { Role } from '../../schema/access/index.js';
import { parseCivilDate } from '../../schema/base/index.js';
import { Deadline } from '../../schema/plan/index.js';
import { resultOf } from '../support/answers.js';
import { fillDecember2025, reportMorning } from '../support/december-reports.js';
import { startRunningServer, type RunningServer } from '../support/running-server.js';

let server: RunningServer;
let token: string;

beforeAll(async () => {
  server = await startRunningServer(reportMorning); // 16 December 2025, the day the December reports are due
  await fillDecember2025(server);
  ({ token } = await server.createAccount(Role.Admin));
});
afterAll(() => server?.close());

const MOVED = 'movedCount moved { title dueOnBefore dueOn unit { code } }';
const ERRORS = '... on UserErrors { userErrors { code message path } }';
const PLAN = `mutation ($content: String!) { planTableImport(table: CALENDAR, form: CSV, content: $content) {
  ... on PlanTableImportPayload { plan { added planToken } ${MOVED} } ${ERRORS} } }`;
const COMMIT = `mutation ($content: String!, $planToken: String!) {
  commitTableImport(table: CALENDAR, form: CSV, content: $content, planToken: $planToken, reason: "Bão") {
    ... on CommitTableImportPayload { tableImport { added } ${MOVED} } ${ERRORS} } }`;
const HEADER = 'day,working,name,source,certainty\n';
const content = `${HEADER}2025-12-16,false,Nghỉ tránh bão,Công điện 99/CĐ-UBND,CONFIRMED\n`;

const ask = async (operation: string, variables: Record<string, unknown>) =>
  resultOf(await server.request(operation, variables, token));

const dueOn = (day: string) => server.orm.em.fork().count(Deadline, { dueOn: parseCivilDate(day) });

it('an import of holidays tells in its plan what it would move, and moves exactly that', async () => {
  const due = await dueOn('2025-12-16');
  const told = await ask(PLAN, { content });
  expect(told).toMatchObject({ plan: { added: 1 }, movedCount: due });
  expect((told['moved'] as object[])[0]).toMatchObject({ dueOnBefore: '2025-12-16', dueOn: '2025-12-17' });
  expect(await dueOn('2025-12-16')).toBe(due);

  const { planToken } = told['plan'] as { planToken: string };
  const done = await ask(COMMIT, { content, planToken });
  expect(done).toMatchObject({ tableImport: { added: 1 }, movedCount: due, moved: told['moved'] });
  expect([await dueOn('2025-12-16'), await dueOn('2025-12-17')]).toEqual([0, due]);

  const again = await ask(PLAN, { content });
  expect(again).toMatchObject({ plan: { added: 0 }, movedCount: 0, moved: [] });
});

it('an import with a bad row moves nothing for it', async () => {
  const bad = `${HEADER}2025-12-20,false,Thứ Bảy,Công điện,CONFIRMED\n`;
  expect(await ask(PLAN, { content: bad })).toMatchObject({ plan: { added: 0 }, movedCount: 0 });
});
