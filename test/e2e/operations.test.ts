import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { Role } from '../../schema/access/index.js';
import { addDays, civilDateAt, instantAt, rowsOf, startOfDay } from '../../schema/base/index.js';
import { claimDue } from '../../worker/heartbeat.js';
import { takeRequests } from '../../worker/requests.js';
import { jobs } from '../../worker/schedule.js';
import { dataOf } from '../support/answers.js';
import { startRunningServer, type RunningServer } from '../support/running-server.js';
import { openWorker, type WorkerParts } from '../support/worker.js';

/** The real instant: readiness compares clocks. */
const now = new Date();
const today = civilDateAt(now);
/** Hours from the last midnight in Vietnam, so that what was due is known. */
const noon = instantAt(today, 12);
let server: RunningServer;
let worker: WorkerParts;
let token: string;
const write = (text: string) => server.orm.em.fork().execute(text);
const iso = (instant: Date) => instant.toISOString();

beforeAll(async () => {
  server = await startRunningServer(() => new Date());
  worker = await openWorker(server.databaseUrl, jobs);
  ({ token } = await server.createAccount(Role.Admin));
  await write(`update installation set go_live_on = '${addDays(today, -3)}'`);
});
afterAll(async () => {
  await worker?.close();
  await server?.close();
});
beforeEach(async () => {
  await write('delete from slot');
  await write('delete from message');
});

const ask = async <Data = Record<string, unknown>>(query: string) =>
  dataOf<Data>(await server.request(query, {}, token));

const run = (args: string) =>
  ask<{ runJob: { request?: { id: string }; userErrors?: { code: string }[] } }>(`mutation { runJob(${args}) {
    ... on RunJobPayload { request { id dryRun state } } ... on UserErrors { userErrors { code message } } } }`);
const count = async (table: string) =>
  (await rowsOf(server.orm.em.fork(), sql<{ n: number }>`select count(*)::int as n from ${sql.table(table)}`))[0]?.n;
const result = (id: string) =>
  ask<{ jobRequest: { state: string; effects: { name: string; count: number }[] | null } }>(
    `{ jobRequest(id: "${id}") { state dryRun endedAt effects { name count } } }`,
  );

interface Ready {
  readonly status: string;
  readonly checks: { readonly name: string; readonly ok: boolean; readonly message: string }[];
}

async function readyz(): Promise<{ code: number; bad: string[] }> {
  const response = await fetch(`${server.origin}/readyz`);
  const { checks } = (await response.json()) as Ready;
  return { code: response.status, bad: checks.filter(({ ok }) => !ok).map(({ name }) => name) };
}

/** Writes everything down that was due, as done. */
async function accountForAll() {
  await claimDue(worker.context, now);
  await write(`update slot set state = 'DONE', reason = null, ended_at = claimed_at`);
}

async function queueMessage(columns: Record<string, string>) {
  const { state = 'QUEUED', queued_at: queuedAt = iso(now), ...rest } = columns;
  const names = Object.keys(rest);
  await write(`insert into message (dedupe_key, post_id, to_name, to_address, subject, text_body, html_body, message_id,
      state, attempts, queued_at ${names.map((name) => `, ${name}`).join('')})
    select md5(random()::text), id, 'Đầu mối', 'dau-moi@hatinh.example', 'Nhắc', '', '', md5(random()::text), '${state}', 1,
      '${queuedAt}' ${names.map((name) => `, '${rest[name]}'`).join('')} from post limit 1`);
}

describe('/readyz', () => {
  it('is green when everything due has run', async () => {
    await accountForAll();
    expect(await readyz()).toEqual({ code: 200, bad: [] });
  });

  it('turns red when nobody runs what is due, when a run hangs, and when one was given up', async () => {
    expect(await readyz()).toEqual({ code: 503, bad: ['SLOTS'] });
    await accountForAll();
    await write(`update slot set state = 'QUEUED', ended_at = null
      where (schedule, due_at) = (select schedule, max(due_at) from slot where schedule = 'check-integrity' group by 1)`);
    expect(await readyz()).toEqual({ code: 503, bad: ['SLOTS'] });
    await write(`update slot set state = 'FAILED', ended_at = claimed_at where state = 'QUEUED'`);
    expect(await readyz()).toEqual({ code: 503, bad: ['LAST_RUNS'] });
  });

  it('turns red when mail waits too long, and when the mail server takes nothing', async () => {
    await accountForAll();
    await write(`insert into post (unit_id, kind, title, email, valid_from) select id, 'FOCAL_POINT', 'Đầu mối',
      'dau-moi@hatinh.example', '2025-01-01' from unit where code = '18562'`);
    await queueMessage({ queued_at: iso(new Date(+now - 16 * 60_000)) });
    expect(await readyz()).toEqual({ code: 503, bad: ['OUTBOX'] });
    await write('delete from message');
    const later = iso(new Date(+now + 3_600_000));
    await queueMessage({ queued_at: iso(new Date(+now - 30 * 60_000)), last_error: '421', next_attempt_at: later });
    expect(await readyz()).toEqual({ code: 503, bad: ['MAIL_SERVER'] });
    await queueMessage({ state: 'SENT', sent_at: iso(now) });
    expect(await readyz()).toEqual({ code: 200, bad: [] });
  });

  it('turns red when the clocks differ by more than 5 s', async () => {
    const late = await startRunningServer(new Date(+now - 3_600_000));
    try {
      const response = await fetch(`${late.origin}/readyz`);
      const { checks } = (await response.json()) as Ready;
      expect([response.status, checks.find(({ name }) => name === 'CLOCK')?.ok]).toEqual([503, false]);
    } finally {
      await late.close();
    }
  });
});

describe('the ledger', () => {
  const range = `from: "${iso(startOfDay(addDays(today, -3)))}", to: "${iso(now)}"`;

  it('has no gap after the worker was away, and tells one that is made', async () => {
    await claimDue(worker.context, now);
    expect(await ask(`{ jobSlotGaps(${range}) { schedule } }`)).toEqual({ jobSlotGaps: [] });
    await write(
      `delete from slot where schedule = 'check-integrity' and due_at = '${iso(instantAt(addDays(today, -1), 2))}'`,
    );
    expect(await ask(`{ jobSlotGaps(${range}) { schedule dueAt } }`)).toEqual({
      jobSlotGaps: [{ schedule: 'check-integrity', dueAt: iso(instantAt(addDays(today, -1), 2)) }],
    });
  });

  it('is listed page by page, and narrowed', async () => {
    await claimDue(worker.context, noon);
    const { jobSlots } = await ask<{ jobSlots: { totalCount: number; nodes: unknown[] } }>(`{
      jobSlots(first: 2, filter: { schedule: "check-integrity", state: [SKIPPED] }) {
        totalCount nodes { schedule state reason dueAt effects { name count } } } }`);
    expect(jobSlots.totalCount).toBe(3);
    expect(jobSlots.nodes).toMatchObject([
      { state: 'SKIPPED', reason: 'đã có lượt mới hơn', effects: null },
      { state: 'SKIPPED', reason: 'đã có lượt mới hơn', effects: null },
    ]);
  });

  it('is foretold', async () => {
    const [from, to] = [iso(instantAt(addDays(today, 1), 0)), iso(instantAt(addDays(today, 2), 0))];
    const { scheduleForecast } = await ask(`{ scheduleForecast(from: "${from}", to: "${to}") { schedule title } }`);
    expect(scheduleForecast).toHaveLength(jobs.length);
    const refused = await server.request(`{ scheduleForecast(from: "${to}", to: "${from}") { schedule } }`, {}, token);
    expect(refused.errors?.[0]?.extensions?.code).toBe('INVALID_INPUT');
  });

  it('stands beside checks and schedules in the status', async () => {
    await accountForAll();
    const { opsStatus } = await ask(`{ opsStatus { ready goLiveOn clockSkewMs checks { name ok }
      schedules { name cron catchUp nextDueAt hasFailed } outbox { queued retrying dueSince } } }`);
    expect(opsStatus).toMatchObject({
      ready: true,
      goLiveOn: addDays(today, -3),
      schedules: jobs.map(({ schedule }) => ({ name: schedule.name, catchUp: 'RUN_LATEST', hasFailed: false })),
      outbox: { queued: 0, retrying: 0, dueSince: null },
    });
  });
});

describe('runJob', () => {
  it('tells what a run would do and keeps nothing, then does just that', async () => {
    const rehearsed = (await run('schedule: "compile-reports", day: "2025-09-15"')).runJob.request?.id ?? '';
    expect((await run('schedule: "compile-reports", day: "2025-09-15"')).runJob.userErrors).toMatchObject([
      { code: 'CONFLICT' },
    ]);
    expect(await takeRequests(worker.context, now)).toBe(1);
    const would = (await result(rehearsed)).jobRequest;
    expect(would.state).toBe('DONE');
    expect(would.effects?.find(({ name }) => name === 'opened')?.count).toBeGreaterThan(80);
    expect([await count('report'), await count('deadline')]).toEqual([0, 0]);

    const real = (await run('schedule: "compile-reports", dryRun: false, day: "2025-09-15"')).runJob.request?.id ?? '';
    const takers = await Promise.all([takeRequests(worker.context, now), takeRequests(worker.context, now)]);
    expect(takers.toSorted()).toEqual([0, 1]);
    expect((await result(real)).jobRequest.effects).toEqual(would.effects);
    expect(await count('report')).toBeGreaterThan(80);
  }, 120_000);

  it('that fails changes nothing and says so', async () => {
    const broken = { ...worker.context, jobs: [] };
    const id = (await run('schedule: "check-integrity"')).runJob.request?.id ?? '';
    expect(await takeRequests(broken, now)).toBe(1);
    expect((await result(id)).jobRequest).toMatchObject({ state: 'FAILED', effects: null });
  });

  it('is refused for a schedule that is not there', async () => {
    expect((await run('schedule: "drop-tables"')).runJob.userErrors).toMatchObject([{ code: 'INVALID_INPUT' }]);
  });
});
