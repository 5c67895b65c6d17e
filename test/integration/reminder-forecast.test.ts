import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { addDays, civilDateAt, parseCivilDate, rowsOf, type CivilDate } from '../../schema/base/index.js';
import { PostKind } from '../../schema/organisation/index.js';
import {
  forecastDays,
  readForecastFacts,
  readFreshFacts,
  type ForecastDay,
  type ForecastDeadline,
} from '../../schema/reminders/index.js';
import { runOnce } from '../../worker/once.js';
import { jobs } from '../../worker/schedule.js';
import { openPlanDatabase, type PlanDatabase } from '../support/plan-database.js';
import { buildPost } from '../support/reminders.js';
import { openWorker, type WorkerParts } from '../support/worker.js';

/** Units with posts: departments and communes; 18562 loses its focal point in the middle. */
const UNITS = ['SKHCN', 'SNV', 'VPUBT', '18562'];
const from = parseCivilDate('2025-12-01');
const to = parseCivilDate('2026-01-06');
const doneOn = parseCivilDate('2025-12-18');
let db: PlanDatabase;
let worker: WorkerParts;

beforeAll(async () => {
  db = await openPlanDatabase();
  worker = await openWorker(String(db.orm.config.get('clientUrl')), jobs);
  const em = db.orm.em.fork();
  await rowsOf(em, sql`update installation set go_live_on = ${from}::date`);
  for (const unit of UNITS) {
    await buildPost(em, { unit, kind: PostKind.Head });
    await buildPost(em, { unit, ...(unit === '18562' && { validTo: parseCivilDate('2025-12-20') }) });
  }
});
afterAll(async () => {
  await worker.close();
  await db.close();
});

const atHalfPastEight = (day: CivilDate) => new Date(`${day}T08:30:00+07:00`);

/** What was told, by day, thing, post and rung; sorted. */
const linesOf = (days: readonly ForecastDay[]) =>
  days
    .flatMap(({ day, tell }) =>
      tell.map(({ deadline, post, rung }) => {
        const { sourceCode, periodId } = deadline as ForecastDeadline;
        return [day, sourceCode, periodId, post.id, rung.code].join(' ');
      }),
    )
    .toSorted();

const isDone = ({ sourceCode, unitId }: ForecastDeadline, unit: string) =>
  sourceCode === 'IV.8.e-MONTH' && unitId === unit;

describe('the forecast', () => {
  it('is what the real worker tells, day after day, whoever is done or leaves meanwhile', async () => {
    const em = db.orm.em.fork();
    const [{ id: unit } = { id: '' }] = await rowsOf(em, sql<{ id: string }>`select id from unit where code = 'SKHCN'`);
    const facts = await readForecastFacts(em, { from, to });
    const done = facts.deadlines.filter((deadline) => isDone(deadline, unit)).map(({ id }) => [id, doneOn] as const);
    const forecast = [...forecastDays({ ...facts, doneOn: new Map(done) }, { from, to })];
    expect(done.length).toBeGreaterThan(0);
    for (let day = from; day < to; day = addDays(day, 1)) {
      if (day === doneOn) {
        await rowsOf(
          em,
          sql`update deadline set fulfilled_at = now() where unit_id = ${unit}::uuid and source_code = 'IV.8.e-MONTH'`,
        );
      }
      const summary = await runOnce(worker.context, atHalfPastEight(day), false);
      expect([day, summary.notDone, summary.notSent]).toEqual([day, 0, 0]);
    }
    const told = await rowsOf(
      em,
      sql<{ line: string }>`select concat_ws(' ', decided_on, source_code, period_id, post_id, rung) as line
        from reminder join deadline on deadline.id = deadline_id`,
    );
    const lines = linesOf(forecast);
    expect(told.map(({ line }) => line).toSorted()).toEqual(lines);
    expect(new Set(lines.map((line) => line.split(' ').at(-1))).size).toBeGreaterThan(6);
    expect(civilDateAt(atHalfPastEight(from))).toBe(from);
  });

  it('told each post on the first day of what was overdue in one digest, and never again of that', async () => {
    const rows = await rowsOf(
      db.orm.em.fork(),
      sql<{ digests: number; days: number; old: number }>`select count(distinct message_id)::int as digests,
          count(distinct decided_on)::int as days, count(*) filter (where rung <> 'OVERDUE_AT_GO_LIVE')::int as old
        from reminder join deadline on deadline.id = deadline_id where due_on < ${from}::date group by post_id`,
    );
    expect(rows.length).toBeGreaterThanOrEqual(UNITS.length);
    for (const row of rows) expect(row).toEqual({ digests: 1, days: 1, old: 0 });
  });

  it('covers 16 months of the whole plan for all units', async () => {
    const em = db.orm.em.fork();
    const units = await rowsOf(
      em,
      sql<{ code: string }>`select code from unit where valid_to is null and code <> all(${UNITS}::text[])`,
    );
    await rowsOf(
      em,
      sql`insert into post (unit_id, kind, title, email, valid_from)
        select unit.id, post_kind.name, 'thử', lower(post_kind.name) || '.' || code || '@example.vn', '2025-01-01'
        from unit cross join unnest(array['HEAD', 'FOCAL_POINT']) as post_kind (name)
        where code = any(${units.map(({ code }) => code)}::text[])`,
    );
    const range = { from: parseCivilDate('2025-08-20'), to: parseCivilDate('2027-01-01') };
    const days = [...forecastDays(await readFreshFacts(em, range), range)];
    const told = days.reduce((sum, { tell }) => sum + tell.length, 0);
    expect(days).toHaveLength(499);
    expect(told).toBeGreaterThan(10_000);
  });
});
