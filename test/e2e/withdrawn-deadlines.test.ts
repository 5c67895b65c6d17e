import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { Role } from '../../schema/access/index.js';
import { parseCivilDate, toGlobalId } from '../../schema/base/index.js';
import { Deadline, DeadlineService, PlanLoadService } from '../../schema/plan/index.js';
import { amendedPlan, issuedPlan } from '../support/amendments.js';
import { dataOf, resultOf } from '../support/answers.js';
import { reportMorning } from '../support/december-reports.js';
import { startRunningServer, type RunningServer } from '../support/running-server.js';

const today = parseCivilDate('2025-12-16');
const REASON = 'Chấm dứt từ ngày 15/12/2025 theo 100/KH-UBND ngày 15/12/2025';

let server: RunningServer;
let token: string;
let id: string;

beforeAll(async () => {
  server = await startRunningServer(reportMorning);
  ({ token } = await server.createAccount(Role.Coordinator));
  const ended = amendedPlan({ effectiveOn: parseCivilDate('2025-12-15'), ended: { deadlines: ['I.1'] } });
  const act = { actor: 'test', today, dryRun: false };
  await server.orm.em.fork().transactional((em) => new PlanLoadService(em).load(issuedPlan, act));
  await server.orm.em.fork().transactional((em) => new DeadlineService(em).openDue(parseCivilDate('2025-12-14')));
  await server.orm.em.fork().transactional((em) => new PlanLoadService(em).load(ended, act));
  const stored = await server.orm.em.fork().findOneOrFail(Deadline, { sourceCode: 'I.1', unit: { code: '18562' } });
  id = toGlobalId('Deadline', stored.id);
});
afterAll(() => server?.close());

const page = async (path: string) => {
  const response = await fetch(`${server.origin}${path}`, { headers: { cookie: `ke_hoach_457_session=${token}` } });
  return response.text();
};

it('a withdrawn deadline has a status of its own, with its reason, and is in no list of what is owed', async () => {
  const answer = await server.request(
    `{ unit(code: "18562") {
      withdrawn: deadlines(status: [WITHDRAWN]) { nodes { id status withdrawnAt withdrawnReason earlierDueOn } }
      open: deadlines(first: 200, status: [OVERDUE, DUE_SOON, UPCOMING]) { nodes { id } } }
      deadlines(first: 1, filter: { status: [WITHDRAWN] }) { totalCount } }`,
    {},
    token,
  );
  const { unit, deadlines } = dataOf<{
    unit: { withdrawn: { nodes: object[] }; open: { nodes: { id: string }[] } };
    deadlines: { totalCount: number };
  }>(answer);
  expect(unit.withdrawn.nodes).toEqual([
    { id, status: 'WITHDRAWN', withdrawnAt: expect.any(String), withdrawnReason: REASON, earlierDueOn: [] },
  ]);
  expect(unit.open.nodes.map((node) => node.id)).not.toContain(id);
  expect(deadlines.totalCount).toBe(await server.orm.em.fork().count(Deadline, { sourceCode: 'I.1' }));
});

it('recording it as done is refused in words that say why', async () => {
  const { userErrors } = resultOf(
    await server.request(
      `mutation ($id: ID!) { completeDeadline(id: $id, evidence: "Công văn 1") {
        ... on UserErrors { userErrors { code message } } } }`,
      { id },
      token,
    ),
  ) as { userErrors: object[] };
  expect(userErrors).toEqual([{ code: 'CONFLICT', message: expect.stringContaining(REASON) }]);
});

it('its page says that it is not owed any more and offers no act; the list shows it apart', async () => {
  const text = await page(`/viec/${id}`);
  expect(text).toContain('Đã rút, không còn phải làm');
  expect(text).toContain(REASON);
  expect(text).not.toContain('data-operation="completeDeadline"');
  const { token: head } = await server.createAccount(Role.Head, '18562');
  const response = await fetch(`${server.origin}/viec`, { headers: { cookie: `ke_hoach_457_session=${head}` } });
  const [open, withdrawn] = (await response.text()).split('Không còn phải làm');
  expect(open).not.toContain(id);
  expect(withdrawn).toContain(id);
  expect(withdrawn).toContain(REASON);
});
