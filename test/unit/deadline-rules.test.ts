import 'reflect-metadata';
import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { addDays, daysBetween, parseCivilDate, PlanError, toEpochDay, fromEpochDay } from '../../schema/base/index.js';
import {
  isWorkingDay,
  PeriodKind,
  periodContaining,
  periodOf,
  PeriodScheme,
  readCalendarDays,
  workingCalendarOf,
  workingDaysBetween,
} from '../../schema/calendar/index.js';
import { UnitKind } from '../../schema/organisation/index.js';
import {
  boundUnits,
  DatePrecision,
  DeadlineKind,
  dueDayOfPeriod,
  dueDayOfSpan,
  dueInstantOf,
  DutyKind,
  expandDatedRule,
  expandDuty,
  spanIdOf,
  spanOf,
  type BindableUnit,
  type RecurringDuty,
} from '../../schema/plan/index.js';

const calendar = workingCalendarOf(readCalendarDays());
const civil = parseCivilDate;
const AFTER_TWO = { kind: 'WORKING_DAYS_AFTER_CUT_OFF', days: 2 } as const;
const AFTER_ONE = { kind: 'WORKING_DAYS_AFTER_CUT_OFF', days: 1 } as const;
const LAST_DAY = { kind: 'LAST_WORKING_DAY_OF_PERIOD' } as const;

/** Legal periods with their first and last day and the first and second working day after the cut-off. */
const PERIODS = `
2025-08 2025-07-15 2025-08-14 2025-08-15 2025-08-18
2025-09 2025-08-15 2025-09-14 2025-09-15 2025-09-16
2025-Q3 2025-06-15 2025-09-14 2025-09-15 2025-09-16
2025-10 2025-09-15 2025-10-14 2025-10-15 2025-10-16
2025-11 2025-10-15 2025-11-14 2025-11-17 2025-11-18
2025-12 2025-11-15 2025-12-14 2025-12-15 2025-12-16
2025-Q4 2025-09-15 2025-12-14 2025-12-15 2025-12-16
2025-H2 2025-06-15 2025-12-14 2025-12-15 2025-12-16
2025 2024-12-15 2025-12-14 2025-12-15 2025-12-16
2026-01 2025-12-15 2026-01-14 2026-01-15 2026-01-16
2026-02 2026-01-15 2026-02-14 2026-02-23 2026-02-24
2026-03 2026-02-15 2026-03-14 2026-03-16 2026-03-17
2026-Q1 2025-12-15 2026-03-14 2026-03-16 2026-03-17
2026-04 2026-03-15 2026-04-14 2026-04-15 2026-04-16
2026-05 2026-04-15 2026-05-14 2026-05-15 2026-05-18
2026-06 2026-05-15 2026-06-14 2026-06-15 2026-06-16
2026-Q2 2026-03-15 2026-06-14 2026-06-15 2026-06-16
2026-H1 2025-12-15 2026-06-14 2026-06-15 2026-06-16
2026-07 2026-06-15 2026-07-14 2026-07-15 2026-07-16
2026-08 2026-07-15 2026-08-14 2026-08-17 2026-08-18
2026-09 2026-08-15 2026-09-14 2026-09-15 2026-09-16
2026-Q3 2026-06-15 2026-09-14 2026-09-15 2026-09-16
2026-10 2026-09-15 2026-10-14 2026-10-15 2026-10-16
2026-11 2026-10-15 2026-11-14 2026-11-16 2026-11-17
2026-12 2026-11-15 2026-12-14 2026-12-15 2026-12-16
2026-Q4 2026-09-15 2026-12-14 2026-12-15 2026-12-16
2026-H2 2026-06-15 2026-12-14 2026-12-15 2026-12-16
2026 2025-12-15 2026-12-14 2026-12-15 2026-12-16`
  .trim()
  .split('\n')
  .map((line) => line.split(' ') as [string, string, string, string, string]);

function unit(code: string, kind: UnitKind, validFrom: string | null = null, validTo: string | null = null) {
  return { id: `id-${code}`, code, kind, validFrom: validFrom && civil(validFrom), validTo: validTo && civil(validTo) };
}

const units = [
  unit('SYT', UnitKind.Department),
  unit('TKT', UnitKind.Department),
  unit('BAOHT', UnitKind.Agency),
  unit('18073', UnitKind.Commune, '2025-07-01'),
  unit('18100', UnitKind.Commune, '2025-07-01', '2025-12-01'),
] as BindableUnit[];

const duty: RecurringDuty = {
  kind: DutyKind.Report,
  cycle: PeriodKind.Month,
  scheme: PeriodScheme.Nd09,
  responsible: { units: [], scopes: ['EVERY_DEPARTMENT'] },
  exceptUnits: ['TKT'],
  dueRule: AFTER_TWO,
  firstPeriodOn: civil('2025-08-20'),
  validFrom: civil('2025-08-20'),
  validTo: null,
};

function dueOf(calendarPeriod: string) {
  return dueDayOfPeriod(LAST_DAY, periodOf(calendarPeriod, PeriodScheme.Calendar), calendar);
}

function codes(assignment: RecurringDuty['responsible'], except: string[], to: string) {
  return boundUnits(assignment, except, units, { to: civil(to) }).map(({ code }) => code);
}

function idsOn(day: string) {
  return expandDuty(duty, units, civil(day), calendar).map(({ periodId }) => periodId);
}

function titleOf(kind: DutyKind, cycle: PeriodKind) {
  const other = { ...duty, kind, cycle, scheme: PeriodScheme.Calendar };
  return expandDuty(other, units, civil('2025-12-31'), calendar).at(-1)?.title;
}

describe('the due day of a period', () => {
  it.each(PERIODS)('%s from %s to %s is due on %s or %s', (id, from, lastDay, plusOne, plusTwo) => {
    const period = periodOf(id, PeriodScheme.Nd09);
    expect([period.from, addDays(period.to, -1)]).toEqual([from, lastDay]);
    expect(dueDayOfPeriod(AFTER_ONE, period, calendar)).toBe(plusOne);
    expect(dueDayOfPeriod(AFTER_TWO, period, calendar)).toBe(plusTwo);
  });

  it('is the last working day of a calendar quarter or year for inspections and surveys', () => {
    expect(dueOf('2025-Q3')).toBe('2025-09-30');
    expect(dueOf('2025-Q4')).toBe('2025-12-31');
    expect(dueOf('2026-Q1')).toBe('2026-03-31');
    expect(dueOf('2026-05')).toBe('2026-05-29');
  });

  it('always is a working day with the rule’s working days between cut-off and due day', () => {
    const days = fc
      .integer({ min: toEpochDay(civil('2025-01-01')), max: toEpochDay(civil('2027-10-01')) })
      .map(fromEpochDay);
    const kinds = fc.constantFrom(...Object.values(PeriodKind));
    fc.assert(
      fc.property(days, kinds, fc.integer({ min: 1, max: 10 }), (day, kind, count) => {
        const period = periodContaining(day, kind, PeriodScheme.Nd09);
        const due = dueDayOfPeriod({ kind: 'WORKING_DAYS_AFTER_CUT_OFF', days: count }, period, calendar);
        expect(isWorkingDay(due, calendar)).toBe(true);
        expect(workingDaysBetween(period.to, addDays(due, 1), calendar)).toBe(count);
        const last = dueDayOfPeriod(LAST_DAY, period, calendar);
        expect(isWorkingDay(last, calendar)).toBe(true);
        expect(workingDaysBetween(addDays(last, 1), period.to, calendar)).toBe(0);
        expect(daysBetween(period.from, last)).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  it('ends at midnight in Vietnam whatever the zone of the machine', () => {
    expect(dueInstantOf(civil('2025-12-16')).toISOString()).toBe('2025-12-16T17:00:00.000Z');
  });
});

describe('a date that the plan names once', () => {
  it.each([
    [DatePrecision.Day, '2026-02-28', '2026-02-28', '2026-03-01'],
    [DatePrecision.Month, '2025-12', '2025-12-01', '2026-01-01'],
    [DatePrecision.Quarter, '2026-Q1', '2026-01-01', '2026-04-01'],
    [DatePrecision.Year, '2026', '2026-01-01', '2027-01-01'],
  ])('%s %s spans [%s, %s) and is named so again', (precision, text, from, to) => {
    expect(spanOf(precision, text)).toMatchObject({ from, to });
    expect(spanIdOf(precision, spanOf(precision, text).to)).toBe(text);
  });

  it('must have the precision it claims', () => {
    expect(() => spanOf(DatePrecision.Month, '2025')).toThrow(PlanError);
    expect(() => spanOf(DatePrecision.Day, '2025-02-29')).toThrow(PlanError);
  });

  it('is due on the last working day, or on the last day, of its span', () => {
    const spanEnd = spanOf(DatePrecision.Month, '2026-05').to;
    expect(dueDayOfSpan({ spanEnd, rollToWorkingDay: true }, calendar)).toBe('2026-05-29');
    expect(dueDayOfSpan({ spanEnd, rollToWorkingDay: false }, calendar)).toBe('2026-05-31');
  });

  it('is owed by each bound unit under the span’s id and the rule’s name', () => {
    const rule = {
      name: 'Cung cấp số liệu',
      precision: DatePrecision.Month,
      spanEnd: civil('2026-01-01'),
      rollToWorkingDay: true,
      responsible: { units: ['BAOHT'], scopes: ['EVERY_COMMUNE'] as const },
      exceptUnits: [],
    };
    expect(expandDatedRule(rule, units, calendar)).toEqual({
      kind: DeadlineKind.Dated,
      periodId: '2025-12',
      title: 'Cung cấp số liệu',
      dueOn: '2025-12-31',
      dueAt: new Date('2025-12-31T17:00:00Z'),
      precision: DatePrecision.Month,
      unitIds: ['id-BAOHT', 'id-18073'],
    });
  });
});

describe('the units of an assignment', () => {
  it('are the named ones and every unit of a scope, each once, less the excepted ones', () => {
    expect(codes({ units: ['BAOHT', 'SYT'], scopes: ['EVERY_DEPARTMENT'] }, ['TKT'], '2026-01-01')).toEqual([
      'SYT',
      'BAOHT',
    ]);
  });

  it('must exist on the last day of the range', () => {
    const communes = { units: [], scopes: ['EVERY_COMMUNE'] as const };
    expect(codes(communes, [], '2025-07-01')).toEqual([]);
    expect(codes(communes, [], '2025-07-02')).toEqual(['18073', '18100']);
    expect(codes(communes, [], '2025-12-01')).toEqual(['18073', '18100']);
    expect(codes(communes, [], '2025-12-02')).toEqual(['18073']);
  });
});

describe('a recurring duty', () => {
  it('begins with the period that contains its first day and opens each period on the day it begins', () => {
    expect(idsOn('2025-08-14')).toEqual([]);
    expect(idsOn('2025-08-15')).toEqual(['2025-09']);
    expect(idsOn('2025-12-14')).toEqual(['2025-09', '2025-10', '2025-11', '2025-12']);
    expect(idsOn('2025-12-15').at(-1)).toBe('2026-01');
  });

  it('has the year of its first day even though that year began before the plan', () => {
    const yearly = { ...duty, cycle: PeriodKind.Year };
    expect(expandDuty(yearly, units, civil('2025-08-20'), calendar)).toMatchObject([
      { periodId: '2025', title: 'Báo cáo Năm 2025', dueOn: '2025-12-16', unitIds: ['id-SYT'] },
    ]);
  });

  it('names what is owed by kind and period', () => {
    expect(titleOf(DutyKind.Report, PeriodKind.Month)).toBe('Báo cáo Tháng 12/2025');
    expect(titleOf(DutyKind.Inspection, PeriodKind.Quarter)).toBe('Kiểm tra thực tế Quý IV/2025');
    expect(titleOf(DutyKind.Survey, PeriodKind.Year)).toBe('Khảo sát Năm 2025');
  });
});
