import 'reflect-metadata';
import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { addDays, civilDate, fromEpochDay, parseCivilDate, partsOf, toEpochDay } from '../../schema/base/index.js';
import {
  isWorkingDay,
  PeriodKind,
  periodContaining,
  periodOf,
  PeriodScheme,
  readCalendarDays,
  workingCalendarOf,
} from '../../schema/calendar/index.js';
import { dueDayOfPeriod, duePreview, DutyKind, type DueRule, type PreviewedDuty } from '../../schema/plan/index.js';
import { legalPeriods } from '../support/legal-periods.js';

const calendar = workingCalendarOf(readCalendarDays());
const civil = parseCivilDate;
const dayOfLastMonth = (day: number, roll: 'NONE' | 'NEXT_WORKING_DAY'): DueRule => ({
  kind: 'DAY_OF_LAST_MONTH',
  day,
  roll,
});

const monthly: PreviewedDuty = {
  kind: DutyKind.Report,
  cycle: PeriodKind.Month,
  scheme: PeriodScheme.Nd09,
  dueRule: { kind: 'WORKING_DAYS_AFTER_CUT_OFF', days: 2 },
  firstPeriodOn: civil('2025-08-20'),
};
const preview = (change: Partial<PreviewedDuty>, from: string, to: string) =>
  duePreview({ ...monthly, ...change }, civil(from), civil(to), calendar);
const ids = (from: string, to: string) => preview({}, from, to).map(({ period }) => period.id);

describe('day 25 of the last month', () => {
  it.each(legalPeriods)('$id is due on $day25', ({ id, day25 }) => {
    const period = periodOf(id, PeriodScheme.Nd09);
    const due = (['NONE', 'NEXT_WORKING_DAY'] as const).map((roll) =>
      dueDayOfPeriod(dayOfLastMonth(25, roll), period, calendar),
    );
    expect(due).toEqual(day25);
  });

  it.each([
    ['2025-12', '2025-12-25'],
    ['2025-Q4', '2025-12-25'],
    ['2026-H1', '2026-06-25'],
    ['2026', '2026-12-25'],
  ])('of the calendar period %s is %s: the month is the one in which the period ends', (id, due) => {
    const period = periodOf(id, PeriodScheme.Calendar);
    expect(dueDayOfPeriod(dayOfLastMonth(25, 'NONE'), period, calendar)).toBe(due);
  });
});

describe('a day of the last month', () => {
  it.each([
    ['2026-02', 31, '2026-02-28', '2026-03-02'], // a Saturday
    ['2024-02', 31, '2024-02-29', '2024-02-29'],
    ['2026-04', 31, '2026-04-30', '2026-05-04'], // 30/4, 1/5 and a weekend
    ['2026-02', 16, '2026-02-16', '2026-02-23'], // Tết
    ['2026-08', 22, '2026-08-22', '2026-08-22'], // a worked Saturday
  ])('%s, day %i, is %s, or %s when it rolls', (id, day, asIs, rolled) => {
    const period = periodOf(id, PeriodScheme.Nd09);
    expect(dueDayOfPeriod(dayOfLastMonth(day, 'NONE'), period, calendar)).toBe(asIs);
    expect(dueDayOfPeriod(dayOfLastMonth(day, 'NEXT_WORKING_DAY'), period, calendar)).toBe(rolled);
  });

  it('lies in the month of the cut-off, and rolls to the first working day not before it', () => {
    const days = fc.integer({ min: toEpochDay(civil('2025-01-01')), max: toEpochDay(civil('2027-10-01')) });
    const schemes = fc.constantFrom(...Object.values(PeriodScheme));
    const kinds = fc.constantFrom(...Object.values(PeriodKind));
    fc.assert(
      fc.property(days, schemes, kinds, fc.integer({ min: 1, max: 31 }), (epochDay, scheme, kind, day) => {
        const period = periodContaining(fromEpochDay(epochDay), kind, scheme);
        const asIs = dueDayOfPeriod(dayOfLastMonth(day, 'NONE'), period, calendar);
        const { year, month } = partsOf(addDays(period.to, -1));
        expect(asIs.slice(0, 7)).toBe(civilDate(year, month, 1).slice(0, 7));
        expect(partsOf(asIs).day === day || partsOf(addDays(asIs, 1)).day === 1).toBe(true);
        const rolled = dueDayOfPeriod(dayOfLastMonth(day, 'NEXT_WORKING_DAY'), period, calendar);
        expect(rolled >= asIs && isWorkingDay(rolled, calendar)).toBe(true);
        for (let off = asIs; off < rolled; off = addDays(off, 1)) expect(isWorkingDay(off, calendar)).toBe(false);
      }),
    );
  });
});

describe('the preview of due days', () => {
  it('has cut-off 14/02/2026 and 2 working days fall due on 24/02/2026', () => {
    expect(preview({}, '2026-02-01', '2026-02-28')).toEqual([
      {
        period: periodOf('2026-02', PeriodScheme.Nd09),
        cutOffOn: '2026-02-14',
        dueOn: '2026-02-24',
        workingDays: 2,
        warning: null,
      },
    ]);
  });

  it('takes the periods that close in the range, both ends included, from the first period on', () => {
    expect(ids('2025-10-14', '2025-11-14')).toEqual(['2025-10', '2025-11']);
    expect(ids('2025-10-15', '2025-11-13')).toEqual([]);
    expect(ids('2025-01-01', '2025-10-20')).toEqual(['2025-09', '2025-10']);
  });

  it.each([
    ['the first working day after it', { kind: 'WORKING_DAYS_AFTER_CUT_OFF', days: 1 }, '2026-02-23', 1, false],
    ['day 15, which is a Sunday', dayOfLastMonth(15, 'NONE'), '2026-02-15', 0, true],
    ['day 20, all Tết', dayOfLastMonth(20, 'NONE'), '2026-02-20', 0, true],
    ['day 20, moved', dayOfLastMonth(20, 'NEXT_WORKING_DAY'), '2026-02-23', 1, false],
    ['day 14, the cut-off itself', dayOfLastMonth(14, 'NONE'), '2026-02-14', 0, true],
    ['day 12, before it', dayOfLastMonth(12, 'NONE'), '2026-02-12', -1, true],
    ['the last working day of the period', { kind: 'LAST_WORKING_DAY_OF_PERIOD' }, '2026-02-13', 0, true],
  ] as [string, DueRule, string, number, boolean][])(
    'counts the working days between cut-off and %s, and warns without one',
    (_case, dueRule, dueOn, workingDays, isWarned) => {
      const [entry] = preview({ dueRule }, '2026-02-14', '2026-02-14');
      expect(entry).toMatchObject({ dueOn, workingDays });
      expect(entry?.warning ?? '').toMatch(isWarned ? /14\/02\/2026.*09\/2019.*Điều 8 khoản 5 điểm b/ : /^$/);
    },
  );

  it('warns of reports only: an inspection is due within its period', () => {
    const dueRule = { kind: 'LAST_WORKING_DAY_OF_PERIOD' } as const;
    expect(preview({ kind: DutyKind.Inspection, dueRule }, '2026-02-14', '2026-02-14')).toMatchObject([
      { warning: null },
    ]);
  });

  it.each([
    ['2026-01-02', '2026-01-01'],
    ['2025-01-01', '2028-12-31'],
  ])('refuses the range %s to %s', (from, to) => {
    expect(() => preview({}, from, to)).toThrow(expect.objectContaining({ code: 'INVALID_INPUT' }));
  });
});
