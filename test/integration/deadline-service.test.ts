import 'reflect-metadata';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { sql } from 'kysely';
import { AuditEntry } from '../../schema/audit/index.js';
import { Certainty, fromEpochDay, parseCivilDate, rowsOf, toEpochDay } from '../../schema/base/index.js';
import { CalendarDay, readCalendarDays, workingCalendarOf } from '../../schema/calendar/index.js';
import { Unit, UnitKind } from '../../schema/organisation/index.js';
import {
  Deadline,
  DeadlineKind,
  DeadlineService,
  deadlineStatus,
  DeadlineStatus,
  dueInstantOf,
  hasDeadlineStatus,
  statusDay,
} from '../../schema/plan/index.js';
import { openPlanDatabase, type PlanDatabase } from '../support/plan-database.js';

const DECEMBER_REPORTS = ['2025-12', '2025-Q4', '2025-H2', '2025'];
const civil = parseCivilDate;
let database: PlanDatabase;
const em = () => database.orm.em.fork();

function open(day: string) {
  return em().transactional((inner) => new DeadlineService(inner).openDue(civil(day)));
}

describe('opening deadlines', () => {
  beforeEach(async () => {
    database = await openPlanDatabase();
  });
  afterEach(() => database.close());

  it('opens nothing before the plan, and on its day the periods and dated rules that have begun', async () => {
    expect(await open('2025-08-19')).toMatchObject({ opened: 0, corrected: 0 });
    expect((await open('2025-08-20')).opened).toBeGreaterThan(0);
    const months = await em().find(Deadline, { kind: DeadlineKind.Report, sourceCode: 'IV.9.e-MONTH' });
    expect(new Set(months.map(({ periodId }) => periodId))).toEqual(new Set(['2025-09']));
    const dated = await em().find(Deadline, { kind: DeadlineKind.Dated, sourceCode: 'II.3.e-2026' });
    expect(dated.map(({ periodId, dueOn }) => [periodId, dueOn])).toEqual([['2026', '2026-12-31']]);
  });

  it('opens each thing once, however often and by however many at a time', async () => {
    const counts = await Promise.all([open('2025-12-15'), open('2025-12-15'), open('2025-12-15')]);
    const opened = counts.map((count) => count.opened);
    expect(opened.filter((count) => count > 0)).toHaveLength(1);
    expect(await open('2025-12-15')).toMatchObject({ opened: 0, corrected: 0 });
  });

  it('moves what is still open when the calendar changes, and only that', async () => {
    await open('2026-06-14');
    await em().transactional(async (inner) => {
      const done = await inner.findOneOrFail(Deadline, { unit: { code: '18073' }, periodId: '2026-06' });
      await new DeadlineService(inner).fulfil(done.id, new Date('2026-06-14T02:00:00Z'), null, 'test');
      const day = { name: 'Nghỉ', source: 'Thông báo', certainty: Certainty.Provisional };
      await inner.insert(CalendarDay, { day: civil('2026-06-15'), working: false, ...day });
    });
    const before = await em().count(Deadline, { dueOn: civil('2026-06-16') });
    expect(await open('2026-06-14')).toMatchObject({ opened: 0, corrected: before - 1, withdrawn: [] });
    const communes = await em().find(Deadline, { periodId: '2026-06' }, { populate: ['unit'] });
    const byUnit = new Map(communes.map((deadline) => [deadline.unit.unwrap().code, deadline]));
    expect(byUnit.get('18073')?.dueOn).toBe('2026-06-16');
    expect(byUnit.get('18100')).toMatchObject({ dueOn: '2026-06-17', dueAt: new Date('2026-06-17T17:00:00Z') });
    expect(await open('2026-06-14')).toMatchObject({ opened: 0, corrected: 0 });
  });

  it('tells what moved, and moves nothing to before the day: nobody becomes late by a change', async () => {
    await open('2026-06-14');
    const day = civil('2026-06-15');
    const facts = { working: false, name: 'Nghỉ', source: 'Thông báo', certainty: Certainty.Provisional };
    await em().insert(CalendarDay, { day, ...facts });
    const replan = (on: string) =>
      em()
        .transactional((inner) => new DeadlineService(inner).replan(civil(on)))
        .then((changes) => changes.moved);
    const due = await em().count(Deadline, { dueOn: civil('2026-06-16') });
    const moved = await replan('2026-06-15');
    expect(moved).toHaveLength(due);
    expect(new Set(moved.map(({ dueOnBefore, dueOn }) => `${dueOnBefore} ${dueOn}`))).toEqual(
      new Set(['2026-06-16 2026-06-17']),
    );
    expect(await replan('2026-06-15')).toEqual([]);
    await em().nativeDelete(CalendarDay, { day });
    expect(await replan('2026-06-17')).toEqual([]);
    expect(await em().count(Deadline, { dueOn: civil('2026-06-17') })).toBe(due);
    expect(await replan('2026-06-16')).toHaveLength(due);
  });
});

describe('an opened deadline', () => {
  beforeAll(async () => {
    database = await openPlanDatabase();
  });
  afterAll(() => database.close());

  it('has the four December reports of every bound unit due on 16 December 2025', async () => {
    await open('2025-12-15');
    const due = await em().find(
      Deadline,
      { kind: DeadlineKind.Report, periodId: { $in: DECEMBER_REPORTS } },
      { populate: ['unit'] },
    );
    expect(new Set(due.map(({ dueOn }) => dueOn))).toEqual(new Set(['2025-12-16']));
    expect(new Set(due.map(({ dueAt }) => dueAt.toISOString()))).toEqual(new Set(['2025-12-16T17:00:00.000Z']));
    const today = { validTo: null };
    const communes = await em().count(Unit, { kind: UnitKind.Commune, ...today });
    const departments = await em().count(Unit, { kind: UnitKind.Department, ...today });
    expect(due).toHaveLength(4 * (communes + departments - 2));
    expect(due.filter(({ unit }) => ['TKT', 'BCHQS'].includes(unit.unwrap().code))).toEqual([]);
    const titles = due.filter(({ unit }) => unit.unwrap().code === '18073').map(({ title }) => title);
    expect(titles.toSorted()).toEqual([
      'Báo cáo 6 tháng cuối năm 2025',
      'Báo cáo Năm 2025',
      'Báo cáo Quý IV/2025',
      'Báo cáo Tháng 12/2025',
    ]);
  });

  it('gives the inspection of the quarter to the one department that leads it', async () => {
    await open('2025-12-15');
    const found = await em().findOneOrFail(
      Deadline,
      { kind: DeadlineKind.Inspection, periodId: '2025-Q4' },
      { populate: ['unit', 'clause'] },
    );
    expect(found).toMatchObject({ title: 'Kiểm tra thực tế Quý IV/2025', dueOn: '2025-12-31' });
    expect([found.unit.unwrap().code, found.clause.unwrap().code]).toEqual(['SKHCN', 'IV.3.d']);
  });

  it('records the first fulfilment with its evidence and refuses a second', async () => {
    await open('2025-12-15');
    const { id } = await em().findOneOrFail(Deadline, { sourceCode: 'IV.1.e' });
    const at = new Date('2025-12-30T09:00:00+07:00');
    await em().transactional((inner) => new DeadlineService(inner).fulfil(id, at, 'Công văn 12', 'vp@example.vn'));
    expect(await em().findOneOrFail(Deadline, id)).toMatchObject({ fulfilledAt: at, evidence: 'Công văn 12' });
    expect(await em().findOneOrFail(AuditEntry, { subjectId: id })).toMatchObject({
      action: 'DEADLINE_FULFILLED',
      actor: 'vp@example.vn',
    });
    const again = em().transactional((inner) => new DeadlineService(inner).fulfil(id, new Date(), null, 'x'));
    await expect(again).rejects.toMatchObject({ code: 'CONFLICT', message: expect.stringContaining('30/12/2025') });
    const nothing = em().transactional((inner) =>
      new DeadlineService(inner).fulfil('00000000-0000-7000-8000-000000000000', at, null, 'x'),
    );
    await expect(nothing).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('tells the same status in SQL as in code', async () => {
    const calendar = workingCalendarOf(readCalendarDays());
    const days = fc
      .integer({ min: toEpochDay(civil('2025-06-01')), max: toEpochDay(civil('2027-06-01')) })
      .map(fromEpochDay);
    const near = fc.tuple(days, fc.integer({ min: -12, max: 12 })).map(([day, by]) => ({
      day,
      dueOn: fromEpochDay(toEpochDay(day) + by),
    }));
    const offset = fc.option(fc.constantFrom<number | 'WITHDRAWN'>(-86_400_000, -1, 0, 1, 86_400_000, 'WITHDRAWN'));
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(near, offset), { minLength: 20, maxLength: 40 }), async (cases) => {
        for (const [{ day, dueOn }, shift] of cases) {
          const dueAt = dueInstantOf(dueOn);
          const fulfilledAt = typeof shift === 'number' ? new Date(dueAt.getTime() + shift) : null;
          const withdrawnAt = shift === 'WITHDRAWN' ? dueAt : null;
          const bounds = statusDay(day, calendar);
          const columns = sql.join(
            Object.values(DeadlineStatus).map(
              (status) => sql`${hasDeadlineStatus(status, bounds)} as ${sql.ref(status)}`,
            ),
          );
          const [row] = await rowsOf(
            em(),
            sql<Record<string, boolean | null>>`select ${columns} from (values (${dueOn}::date,
              ${dueAt.toISOString()}::timestamptz, ${fulfilledAt?.toISOString() ?? null}::timestamptz,
              ${withdrawnAt?.toISOString() ?? null}::timestamptz))
              as deadline(due_on, due_at, fulfilled_at, withdrawn_at)`,
          );
          const holding = Object.entries(row ?? {}).filter(([, holds]) => holds === true);
          const work = { dueOn, dueAt, fulfilledAt, withdrawnAt };
          expect(holding.map(([status]) => status)).toEqual([deadlineStatus(work, bounds)]);
        }
      }),
      { numRuns: 10 },
    );
  });
});
