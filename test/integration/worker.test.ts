import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { parseCivilDate, rowsOf } from '../../schema/base/index.js';
import { AuditService } from '../../schema/audit/index.js';
import type { Job } from '../../worker/job.js';
import { claimDue, requeueLost } from '../../worker/heartbeat.js';
import { startLoop } from '../../worker/loop.js';
import { runOnce } from '../../worker/once.js';
import { runSlot } from '../../worker/runner.js';
import { EMPTY_AUDIT } from '../support/audit.js';
import { openPlanDatabase, type PlanDatabase } from '../support/plan-database.js';
import { until } from '../support/until.js';
import { openWorker, type WorkerParts } from '../support/worker.js';

const at = (text: string) => new Date(`${text}+07:00`);
const now = at('2025-12-16T08:00');
const tenPastThree = () => Promise.resolve(at('2025-12-16T03:10'));
let db: PlanDatabase;
let url: string;

beforeAll(async () => {
  db = await openPlanDatabase();
  url = String(db.orm.config.get('clientUrl'));
});
beforeEach(async () => {
  await rowsOf(db.orm.em.fork(), sql`delete from slot`);
  await db.orm.em.fork().execute(EMPTY_AUDIT);
  await rowsOf(db.orm.em.fork(), sql`update installation set go_live_on = '2025-12-16'`);
});
afterAll(() => db.close());

/** A job whose effect is one row in the audit log. */
function auditJob(name: string, overrides: Partial<Job> = {}): Job {
  return {
    schedule: { name, cron: '0 6 * * *', catchUp: { policy: 'RUN_LATEST' } },
    after: [],
    run: async ({ em, day }) => {
      await rowsOf(
        em,
        sql`insert into audit_entry (actor, action, subject_type, subject_id) values ('test', ${name}, 'day', ${day})`,
      );
      return { rows: 1 };
    },
    ...overrides,
  };
}

async function withWorkers(count: number, jobs: readonly Job[], use: (workers: WorkerParts[]) => Promise<void>) {
  const workers: WorkerParts[] = [];
  try {
    for (let index = 0; index < count; index += 1) workers.push(await openWorker(url, jobs));
    await use(workers);
  } finally {
    await Promise.all(workers.map((worker) => worker.close()));
  }
}

const effects = () =>
  rowsOf(
    db.orm.em.fork(),
    sql<{ action: string; subject_id: string }>`select action, subject_id from audit_entry order by id`,
  );
const states = () =>
  rowsOf(
    db.orm.em.fork(),
    sql<{ schedule: string; state: string; attempts: number; reason: string | null }>`
      select schedule, state, attempts, reason from slot order by schedule, due_at`,
  );

describe('workers', () => {
  it('run each slot once when several of them tick and work at once', async () => {
    const all = auditJob('many', {
      schedule: { name: 'many', cron: '*/30 * * * *', catchUp: { policy: 'RUN_ALL', max: 100 } },
    });
    await withWorkers(3, [all], async (workers) => {
      const loops = await Promise.all(workers.map(({ context }) => startLoop(context, '* * * * * *', tenPastThree)));
      await until(async () => {
        const rows = await states();
        return rows.length === 7 && rows.every(({ state }) => state !== 'QUEUED');
      });
      await Promise.all(loops.map((loop) => loop.stop()));
    });
    expect(await effects()).toHaveLength(7);
  });

  it('run a job after the one it builds on, even when it is handed out first', async () => {
    const jobs = [auditJob('first'), auditJob('second', { after: ['first'] })];
    await withWorkers(1, jobs, async ([worker]) => {
      if (!worker) return;
      const claimed = await claimDue(worker.context, now);
      const [first, second] = claimed;
      if (!first || !second) throw new Error('nothing claimed');
      expect(await runSlot(worker.context, second, now)).toBe('WAITING');
      expect(await runSlot(worker.context, first, now)).toBe('DONE');
      expect(await runSlot(worker.context, second, now)).toBe('DONE');
      expect(await runSlot(worker.context, second, now)).toBe('NONE');
    });
    expect((await effects()).map(({ action }) => action)).toEqual(['first', 'second']);
  });

  it('leave nothing of a failed run, try it five times and park it with its error', async () => {
    const poison = auditJob('poison', {
      run: async ({ em }) => {
        await new AuditService(em).record({ actor: 'test', action: 'half', subjectType: 'day', subjectId: '1' });
        await em.flush();
        throw new Error('broken');
      },
    });
    await withWorkers(1, [poison, auditJob('other')], async ([worker]) => {
      if (!worker) return;
      const [slot, other] = await claimDue(worker.context, now);
      if (!slot || !other) throw new Error('nothing claimed');
      const outcomes: string[] = [];
      for (let attempt = 0; attempt < 6; attempt += 1) outcomes.push(await runSlot(worker.context, slot, now));
      expect(outcomes).toEqual(['RETRY', 'RETRY', 'RETRY', 'RETRY', 'FAILED', 'NONE']);
      expect(await runSlot(worker.context, other, now)).toBe('DONE');
    });
    expect((await states()).map(({ state, attempts, reason }) => ({ state, attempts, reason }))).toEqual([
      { state: 'CAUGHT_UP', attempts: 0, reason: null },
      { state: 'FAILED', attempts: 5, reason: 'broken' },
    ]);
    expect((await effects()).map(({ action }) => action)).toEqual(['other']);
  });

  it('take up work whose place in the queue was lost', async () => {
    await withWorkers(1, [auditJob('lost')], async ([worker]) => {
      if (!worker) return;
      await claimDue(worker.context, now);
      await rowsOf(db.orm.em.fork(), sql`delete from pgboss.job where name = 'run-slot'`);
      const count = () => rowsOf(db.orm.em.fork(), sql`select 1 from pgboss.job where name = 'run-slot'`);
      await requeueLost(worker.context, at('2025-12-16T08:09'));
      expect(await count()).toHaveLength(0);
      await requeueLost(worker.context, at('2025-12-16T08:11'));
      await requeueLost(worker.context, at('2025-12-16T08:12'));
      expect(await count()).toHaveLength(1);
    });
  });

  it('look at a day before watching began only when asked to, and then at that day alone', async () => {
    await rowsOf(db.orm.em.fork(), sql`update installation set go_live_on = '2026-11-23'`);
    await withWorkers(1, [auditJob('past')], async ([worker]) => {
      if (!worker) return;
      expect(await runOnce(worker.context, now, false)).toMatchObject({ claimed: 0, done: 0 });
      expect(await runOnce(worker.context, now, true)).toMatchObject({ claimed: 1, done: 1 });
      expect(await runOnce(worker.context, now, true)).toMatchObject({ claimed: 0, done: 0 });
    });
    expect(await effects()).toEqual([{ action: 'past', subject_id: parseCivilDate('2025-12-16') }]);
  });
});
