import { describe, expect, it } from '@jest/globals';
import { addDays, civilDate, daysBetween, parseCivilDate, type CivilDate } from '../../schema/base/index.js';
import {
  nextPeriod,
  PeriodKind,
  periodContaining,
  periodOf,
  PeriodScheme,
  periodsClosingIn,
  PeriodType,
  previousPeriod,
  samePeriodLastYear,
  type Period,
} from '../../schema/calendar/index.js';
import { legalPeriods } from '../support/legal-periods.js';

const { Month, Quarter, HalfYear, Year } = PeriodKind;
const schemes = [PeriodScheme.Nd09, PeriodScheme.Calendar];
const kinds = [Month, Quarter, HalfYear, Year];
const nd09 = (id: string) => periodOf(id, PeriodScheme.Nd09);

/** Periods of a kind from 2020 to 2035, by walking from one to the next. */
function periodsOf(kind: PeriodKind, scheme: PeriodScheme): Period[] {
  const periods: Period[] = [];
  for (let period = firstOf(kind, scheme); period.id < '2036'; period = nextPeriod(period)) periods.push(period);
  return periods;
}

function firstOf(kind: PeriodKind, scheme: PeriodScheme): Period {
  return periodContaining(civilDate(2020, 1, 2), kind, scheme);
}

describe('a legal period', () => {
  it.each(legalPeriods)('$id runs from $from to $last', ({ id, name, from, last, days }) => {
    const period = nd09(id);
    expect(period).toMatchObject({ id, name, from, to: addDays(last, 1) });
    expect(daysBetween(period.from, period.to)).toBe(days);
    expect(new PeriodType(period)).toMatchObject({ from, to: last });
  });

  it('holds the day the plan was signed, and begins anew on day 15', () => {
    expect(periodContaining(parseCivilDate('2025-08-20'), Month, PeriodScheme.Nd09).id).toBe('2025-09');
    expect(periodContaining(parseCivilDate('2025-08-20'), Quarter, PeriodScheme.Nd09).id).toBe('2025-Q3');
    expect(periodContaining(parseCivilDate('2025-12-14'), Year, PeriodScheme.Nd09).id).toBe('2025');
    expect(periodContaining(parseCivilDate('2025-12-15'), Year, PeriodScheme.Nd09).id).toBe('2026');
    expect(periodContaining(parseCivilDate('2025-12-31'), HalfYear, PeriodScheme.Nd09).id).toBe('2026-H1');
  });
});

describe('a calendar period', () => {
  it.each([
    ['2024-02', '2024-02-01', '2024-03-01'],
    ['2025-12', '2025-12-01', '2026-01-01'],
    ['2025-Q4', '2025-10-01', '2026-01-01'],
    ['2025-H1', '2025-01-01', '2025-07-01'],
    ['2025', '2025-01-01', '2026-01-01'],
  ])('%s runs from %s to before %s', (id, from, to) => {
    expect(periodOf(id, PeriodScheme.Calendar)).toMatchObject({ id, from, to });
  });
});

describe.each(schemes)('the scheme %s, 2020–2035', (scheme) => {
  it.each(kinds)('puts every day into exactly one %s', (kind) => {
    const periods = periodsOf(kind, scheme);
    expect(periods).toHaveLength(16 * { [Month]: 12, [Quarter]: 4, [HalfYear]: 2, [Year]: 1 }[kind]);
    let day = periods[0]?.from as CivilDate;
    for (const period of periods) {
      expect(period.from).toBe(day);
      for (; day < period.to; day = addDays(day, 1)) {
        if (periodContaining(day, kind, scheme).id !== period.id) throw new Error(`${day} is not in ${period.id}`);
      }
    }
  });

  it.each([
    [Quarter, Month, 3],
    [HalfYear, Quarter, 2],
    [Year, HalfYear, 2],
    [Year, Month, 12],
  ])('makes each %s of whole %ss', (kind, partKind, count) => {
    const parts = periodsOf(partKind, scheme);
    for (const [index, whole] of periodsOf(kind, scheme).entries()) {
      const own = parts.slice(index * count, (index + 1) * count);
      expect([own[0]?.from, own.at(-1)?.to]).toEqual([whole.from, whole.to]);
    }
  });

  it.each(kinds)('finds each %s again by its id, and its neighbours', (kind) => {
    const periods = periodsOf(kind, scheme);
    for (const [index, period] of periods.entries()) {
      expect(periodOf(period.id, scheme)).toEqual(period);
      if (index > 0) expect(previousPeriod(period)).toEqual(periods[index - 1]);
      const lastYear = samePeriodLastYear(period);
      expect(lastYear).toMatchObject({ kind, scheme });
      expect([0, 1, -1]).toContain(daysBetween(lastYear.from, period.from) - 365);
    }
  });
});

/** Vietnamese names by the ordinal of the period in its year, the year standing for «…». */
const NAMES: Record<PeriodKind, readonly string[]> = {
  [Month]: ['01', '02', '03', '04', '05', '06', '07', '08', '09', '10', '11', '12'].map((month) => `Tháng ${month}/…`),
  [Quarter]: ['Quý I/…', 'Quý II/…', 'Quý III/…', 'Quý IV/…'],
  [HalfYear]: ['6 tháng đầu năm …', '6 tháng cuối năm …'],
  [Year]: ['Năm …'],
};

/** Last month of a kind's periods, by ordinal, in the words of a calendar. */
const LAST_MONTHS: Record<PeriodKind, readonly number[]> = {
  [Month]: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12],
  [Quarter]: [3, 6, 9, 12],
  [HalfYear]: [6, 12],
  [Year]: [12],
};

describe.each(schemes)('a period of %s, 2020–2035', (scheme) => {
  it.each(kinds)('of kind %s bears its Vietnamese name', (kind) => {
    const names = Array.from({ length: 16 }, (_, index) => 2020 + index).flatMap((year) =>
      NAMES[kind].map((name) => name.replace('…', String(year))),
    );
    expect(periodsOf(kind, scheme).map(({ name }) => name)).toEqual(names);
  });

  it.each(kinds)('of kind %s ends on day 14, or on the last day, of its last month', (kind) => {
    for (const [index, period] of periodsOf(kind, scheme).entries()) {
      const perYear = LAST_MONTHS[kind].length;
      const [year, month] = [2020 + Math.floor(index / perYear), LAST_MONTHS[kind][index % perYear] ?? 0];
      const last = addDays(period.to, -1);
      expect(last.slice(0, 7)).toBe(`${year}-${String(month).padStart(2, '0')}`);
      if (scheme === PeriodScheme.Nd09) expect(last.slice(8)).toBe('14');
      else expect(period.to.slice(8)).toBe('01');
    }
  });
});

describe('a period id', () => {
  it.each([
    '',
    '2025-00',
    '2025-13',
    '2025-Q0',
    '2025-Q5',
    '2025-H3',
    '2025-1',
    '25-01',
    '2025-12-01',
    '2025-9M',
    '1999',
    '2101',
  ])('«%s» is refused', (id) => {
    for (const scheme of schemes) {
      expect(() => periodOf(id, scheme)).toThrow(expect.objectContaining({ code: 'INVALID_INPUT' }));
    }
  });

  it.each([' 2025', '2025 ', '2025\n', '2025-q4', '2025-Q4x', '2025-', '+2025', '２０２５'])(
    '«%s» is refused',
    (id) => {
      expect(() => nd09(id)).toThrow(expect.objectContaining({ code: 'INVALID_INPUT' }));
    },
  );
});

const closing = (from: string, to: string, kind = Month) =>
  periodsClosingIn(parseCivilDate(from), parseCivilDate(to), kind, PeriodScheme.Nd09).map(({ id }) => id);

describe('periodsClosingIn', () => {
  it('takes the periods whose last day is in the range, ends half-open', () => {
    expect(closing('2025-12-14', '2025-12-15')).toEqual(['2025-12']);
    expect(closing('2025-12-13', '2025-12-14')).toEqual([]);
    expect(closing('2025-12-15', '2026-01-14')).toEqual([]);
    expect(closing('2025-12-15', '2026-01-15')).toEqual(['2026-01']);
    expect(closing('2025-09-01', '2026-01-01', Quarter)).toEqual(['2025-Q3', '2025-Q4']);
    expect(closing('2025-12-14', '2025-12-14')).toEqual([]);
  });

  it('finds each period in exactly one of two neighbouring ranges', () => {
    const [from, to] = ['2025-01-01', '2027-01-01'];
    for (let cut = parseCivilDate('2025-11-25'); cut < '2026-01-20'; cut = addDays(cut, 1)) {
      expect([...closing(from, cut), ...closing(cut, to)]).toEqual(closing(from, to));
    }
  });
});
