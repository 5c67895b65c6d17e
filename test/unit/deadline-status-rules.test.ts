import 'reflect-metadata';
import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { fromEpochDay, parseCivilDate, toEpochDay } from '../../schema/base/index.js';
import { readCalendarDays, workingCalendarOf } from '../../schema/calendar/index.js';
import { deadlineStatus, DeadlineStatus, dueInstantOf, statusDay, workingDaysLeft } from '../../schema/plan/index.js';

const calendar = workingCalendarOf(readCalendarDays());
const civil = parseCivilDate;

function statusOn(day: string, dueOn: string, fulfilledAt: string | null = null): DeadlineStatus {
  const due = civil(dueOn);
  const work = {
    dueOn: due,
    dueAt: dueInstantOf(due),
    fulfilledAt: fulfilledAt === null ? null : new Date(fulfilledAt),
    withdrawnAt: null,
  };
  return deadlineStatus(work, statusDay(civil(day), calendar));
}

describe('deadlineStatus', () => {
  it.each([
    ['2025-12-10', DeadlineStatus.Upcoming], // Wednesday, 4 working days left
    ['2025-12-11', DeadlineStatus.DueSoon],
    ['2025-12-13', DeadlineStatus.DueSoon], // Saturday
    ['2025-12-16', DeadlineStatus.DueSoon],
    ['2025-12-17', DeadlineStatus.Overdue],
  ])('on %s, work due on 2025-12-16 is %s', (day, status) => {
    expect(statusOn(day, '2025-12-16')).toBe(status);
  });

  it('counts working days over Tết', () => {
    expect(workingDaysLeft(civil('2026-02-24'), civil('2026-02-13'), calendar)).toBe(2);
    expect(statusOn('2026-02-12', '2026-02-24')).toBe(DeadlineStatus.DueSoon);
    expect(statusOn('2026-02-11', '2026-02-24')).toBe(DeadlineStatus.Upcoming);
  });

  it('takes the first instant of the next day as late', () => {
    expect(statusOn('2026-06-01', '2025-12-16', '2025-12-16T23:59:59.999+07:00')).toBe(DeadlineStatus.DoneOnTime);
    expect(statusOn('2025-12-01', '2025-12-16', '2025-12-17T00:00:00.000+07:00')).toBe(DeadlineStatus.DoneLate);
  });

  it('agrees with the working days left', () => {
    const days = fc
      .integer({ min: toEpochDay(civil('2025-02-01')), max: toEpochDay(civil('2027-10-01')) })
      .map(fromEpochDay);
    fc.assert(
      fc.property(days, days, (day, dueOn) => {
        const left = workingDaysLeft(dueOn, day, calendar);
        const expected =
          dueOn < day ? DeadlineStatus.Overdue : left <= 3 ? DeadlineStatus.DueSoon : DeadlineStatus.Upcoming;
        expect(statusOn(day, dueOn)).toBe(expected);
        expect(Math.sign(left)).toBe(left === 0 ? left : dueOn < day ? -1 : 1);
      }),
    );
  });
});
