import { describe, expect, it } from '@jest/globals';
import { addDays, Certainty, parseCivilDate, weekdayOf } from '../../schema/base/index.js';
import {
  dayInWords,
  explainDay,
  faultsOfCalendarDay,
  isWorkingDay,
  readCalendarDays,
  workingCalendarOf,
  type CalendarDayFacts,
} from '../../schema/calendar/index.js';

const facts: CalendarDayFacts = {
  day: parseCivilDate('2026-03-02'), // a Monday
  working: false,
  name: 'Nghỉ bù',
  source: 'Thông báo 1/TB-BNV',
  certainty: Certainty.Confirmed,
};
const fieldsOf = (change: Partial<CalendarDayFacts>) =>
  faultsOfCalendarDay({ ...facts, ...change }).map(({ field, rule }) => `${field} ${rule}`);

describe('a day of the calendar', () => {
  it('is a closed weekday or a worked weekend, and nothing else', () => {
    for (let day = facts.day; day < '2026-03-09'; day = addDays(day, 1)) {
      const isWeekend = weekdayOf(day) > 5;
      expect(fieldsOf({ day, working: false })).toEqual(isWeekend ? ['working WEEKDAY'] : []);
      expect(fieldsOf({ day, working: true })).toEqual(isWeekend ? [] : ['working WEEKDAY']);
    }
  });

  it.each([
    [{ name: '' }, ['name TEXT']],
    [{ name: ' Tết' }, ['name TEXT']],
    [{ name: 'a'.repeat(301) }, ['name TEXT']],
    [{ name: 'a'.repeat(300) }, []],
    [{ source: 'một\thai' }, ['source TEXT']],
    [{ name: '', source: '' }, ['name TEXT', 'source TEXT']],
    [{ day: parseCivilDate('1999-12-31') }, ['day RANGE']],
    [{ day: parseCivilDate('2101-01-03') }, ['day RANGE']],
  ] as [Partial<CalendarDayFacts>, string[]][])('with %j has the faults %j', (change, faults) => {
    expect(fieldsOf(change)).toEqual(faults);
  });

  it('of the data file has no fault', () => {
    expect(readCalendarDays().flatMap(faultsOfCalendarDay)).toEqual([]);
  });
});

describe('the explanation of a day', () => {
  it('agrees with the rule that due days are counted by, every day of 2025–2027', () => {
    const days = readCalendarDays();
    const calendar = workingCalendarOf(days);
    const listed = new Map(days.map((day) => [day.day, day]));
    for (let day = parseCivilDate('2025-01-01'); day < '2028-01-01'; day = addDays(day, 1)) {
      expect([day, explainDay(day, listed.get(day) ?? null).working]).toEqual([day, isWorkingDay(day, calendar)]);
    }
  });

  it('names the weekday, and how sure a provisional holiday is', () => {
    expect(dayInWords(parseCivilDate('2026-02-24'))).toBe('thứ Ba, 24/02/2026');
    const tet = readCalendarDays().find(({ day }) => day === '2027-02-08') ?? null;
    expect(explainDay(parseCivilDate('2027-02-08'), tet)).toMatchObject({
      working: false,
      certainty: Certainty.Provisional,
      reason: 'Thứ Hai, 08/02/2027: nghỉ – Tết Đinh Mùi (tạm tính).',
    });
  });
});
