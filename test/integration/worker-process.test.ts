import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { rowsOf } from '../../schema/base/index.js';
import { openPlanDatabase, type PlanDatabase } from '../support/plan-database.js';
import { buildDeadline, buildPost } from '../support/reminders.js';
import { startSmtp, type SmtpCatcher } from '../support/smtp.js';
import { until } from '../support/until.js';
import { spawnWorker } from '../support/worker.js';

const once = (now: string) => ['--once', '--now', now];
let db: PlanDatabase;
let url: string;
let smtp: SmtpCatcher;

beforeAll(async () => {
  db = await openPlanDatabase();
  url = String(db.orm.config.get('clientUrl'));
  smtp = await startSmtp();
  const em = db.orm.em.fork();
  await buildPost(em, { unit: 'SKHCN' });
  await buildPost(em, { unit: 'SNV' });
  for (const unit of ['SKHCN', 'SNV']) await buildDeadline(em, { unit, dueOn: '2025-12-19', title: 'Việc thử' });
});
afterAll(async () => {
  await smtp.close();
  await db.close();
});

/** Mails whose list names what the test made. */
const told = () => smtp.mails.filter(({ parsed }) => parsed.text?.includes('Việc thử'));

describe('the worker process', () => {
  it('loses nothing and doubles nothing when it is killed in the middle of a run', async () => {
    await db.orm.em.fork().transactional(async (em) => {
      // The run waits for this lock after it has claimed its slots.
      await rowsOf(em, sql`lock table reminder in access exclusive mode`);
      const { child, ended } = spawnWorker(url, smtp.url, once('2025-12-16T08:00+07:00'));
      await until(async () => {
        const waiting = await rowsOf(
          em,
          sql`select 1 from pg_locks where not granted and relation = 'reminder'::regclass`,
        );
        return waiting.length > 0;
      }, 60_000);
      child.kill('SIGKILL');
      expect((await ended).code).toBeNull();
    });
    expect(smtp.offered).toBe(0);
    const again = await spawnWorker(url, smtp.url, once('2025-12-16T08:00+07:00')).ended;
    expect(again).toMatchObject({ code: 0, output: expect.stringContaining('2 thư đã gửi') });
    expect(
      told()
        .map(({ recipients }) => recipients)
        .toSorted(),
    ).toEqual([['focal-point.skhcn@example.vn'], ['focal-point.snv@example.vn']]);
  });

  it('sends nothing twice when the same instant is run again', async () => {
    const { code, output } = await spawnWorker(url, smtp.url, once('2025-12-16T08:00+07:00')).ended;
    expect(code).toBe(0);
    expect(output).toContain('0 lượt mới, 0 lượt chạy xong, 0 lượt chưa xong; 0 thư đã gửi');
    expect(told()).toHaveLength(2);
  });

  it('writes down every run with what it did', async () => {
    const slots = await rowsOf(
      db.orm.em.fork(),
      sql<{ schedule: string; state: string; messages: number | null }>`
        select schedule, state, (effects ->> 'messages')::int as messages from slot order by due_at`,
    );
    expect(slots).toEqual([
      { schedule: 'refresh-baselines', state: 'CAUGHT_UP', messages: null },
      { schedule: 'check-integrity', state: 'CAUGHT_UP', messages: null },
      { schedule: 'compile-reports', state: 'CAUGHT_UP', messages: null },
      { schedule: 'check-stale-reports', state: 'CAUGHT_UP', messages: null },
      { schedule: 'check-deadlines', state: 'CAUGHT_UP', messages: 2 },
    ]);
  });

  it('ends with 1 when a mail could not be sent', async () => {
    const refusing = await startSmtp(() => 451);
    const { code, output } = await spawnWorker(url, refusing.url, once('2025-12-19T08:00+07:00')).ended;
    expect({ code, output }).toMatchObject({ code: 1, output: expect.stringContaining('2 thư chưa gửi được') });
    await refusing.close();
    const retried = await spawnWorker(url, smtp.url, once('2025-12-19T08:00+07:00')).ended;
    expect(retried).toMatchObject({ code: 0, output: expect.stringContaining('2 thư đã gửi') });
  });

  it('names everything that is missing from its environment', async () => {
    const { code, errors } = await spawnWorker('', '', ['--once']).ended;
    expect({ code, errors }).toMatchObject({ code: 1, errors: expect.stringContaining('DATABASE_URL, SMTP_URL') });
  });

  it('runs as a service and stops in peace when asked to', async () => {
    const { child, ended } = spawnWorker(url, smtp.url, []);
    let output = '';
    child.stdout?.on('data', (chunk: Buffer) => (output += chunk.toString('utf8')));
    await until(() => output.includes('"started"'));
    const askedAt = performance.now();
    child.kill('SIGTERM');
    expect((await ended).code).toBe(0);
    expect(performance.now() - askedAt).toBeLessThan(10_000);
  });
});
