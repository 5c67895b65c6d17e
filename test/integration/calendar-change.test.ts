import 'reflect-metadata';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { addDays, Certainty, parseCivilDate, weekdayOf } from '../../schema/base/index.js';
import { CalendarService } from '../../schema/calendar/index.js';
import { CalendarChangeService, Deadline, DeadlineService } from '../../schema/plan/index.js';
import { openPlanDatabase, type PlanDatabase } from '../support/plan-database.js';

const today = parseCivilDate('2026-06-14'); // June reports are due on the 16th
const act = { actor: 'quan-tri@hatinh.example', reason: 'Bão', today, dryRun: false };
const facts = { working: false, name: 'Nghỉ', source: 'Công điện', certainty: Certainty.Provisional };
let database: PlanDatabase;
const em = () => database.orm.em.fork();

beforeAll(async () => {
  database = await openPlanDatabase();
  await em().transactional((inner) => new DeadlineService(inner).openDue(today));
});
afterAll(() => database.close());

const close = (day: string, dryRun = false) =>
  em().transactional((inner) =>
    new CalendarChangeService(inner).save({ ...facts, day: parseCivilDate(day) }, { ...act, dryRun }),
  );
const dueDays = async () =>
  new Set((await em().find(Deadline, { periodId: '2026-06' })).map(({ dueOn }) => String(dueOn)));

it('keeps deadlines and calendar in step when several change it at once, dry runs and the morning run among them', async () => {
  const morningRun = em().transactional((inner) => new DeadlineService(inner).openDue(today));
  await Promise.all([
    close('2026-06-15'),
    close('2026-06-16'),
    close('2026-06-18', true),
    close('2026-06-17'),
    morningRun,
  ]);
  expect(await dueDays()).toEqual(new Set(['2026-06-19'])); // 18 and 19 June are the two working days
  const calendar = await new CalendarService(em()).workingCalendar();
  const closed = ['2026-06-15', '2026-06-16', '2026-06-17', '2026-06-18'].filter((day) =>
    calendar.closedDays.has(parseCivilDate(day)),
  );
  expect(closed).toEqual(['2026-06-15', '2026-06-16', '2026-06-17']);
  const again = em().transactional((inner) => new DeadlineService(inner).openDue(today));
  expect(await again).toMatchObject({ opened: 0, corrected: 0 });
});

it('refuses to close so many days that no working day is left to be due on, and keeps nothing of it', async () => {
  const before = await new CalendarService(em()).all();
  const closeAll = em().transactional(async (inner) => {
    for (let day = addDays(today, 1); day < '2026-10-01'; day = addDays(day, 1)) {
      if (weekdayOf(day) <= 5) await new CalendarService(inner).save({ ...facts, day }, act);
    }
    return new CalendarChangeService(inner).remove(parseCivilDate('2026-09-30'), act);
  });
  await expect(closeAll).rejects.toMatchObject({ code: 'INVALID_INPUT' });
  expect(await new CalendarService(em()).all()).toEqual(before);
});
