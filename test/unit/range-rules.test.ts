import { describe, expect, it } from '@jest/globals';
import { parseCivilDate } from '../../schema/base/index.js';
import { dayRangeOf, isPeriod, periodOf, PeriodScheme } from '../../schema/calendar/index.js';
import { brokenParts } from '../../schema/dossiers/statistics/flow-sql.js';

const range = (from: string, lastDay: string) => dayRangeOf(parseCivilDate(from), parseCivilDate(lastDay));

describe('a range of days', () => {
  it('includes both days as officers write them and is half-open inside', () => {
    expect(range('2025-11-15', '2025-12-14')).toEqual({ from: '2025-11-15', to: '2025-12-15' });
    expect(range('2025-11-15', '2025-11-15')).toEqual({ from: '2025-11-15', to: '2025-11-16' });
  });

  it('may last ten years and not a day longer', () => {
    expect(range('2016-02-29', '2026-02-28').to).toBe('2026-03-01');
    expect(range('2015-01-01', '2024-12-31').to).toBe('2025-01-01');
    expect(() => range('2015-01-01', '2025-01-01')).toThrow(/dài quá 10 năm/);
  });

  it.each([
    ['2025-11-15', '2025-11-14', /«từ» \(15\/11\/2025\) phải không sau «đến» \(14\/11\/2025\)/],
    ['1999-12-31', '2000-01-05', /31\/12\/1999 nằm ngoài các năm 2000–2100/],
    ['2100-12-01', '2101-01-01', /01\/01\/2101 nằm ngoài/],
  ])('from %s to %s is refused, saying why', (from, to, message) => {
    expect(() => range(from, to)).toThrow(message);
  });

  it('is a period only when it carries a period id', () => {
    expect(isPeriod(range('2025-11-15', '2025-12-14'))).toBe(false);
    expect(isPeriod(periodOf('2025-12', PeriodScheme.Nd09))).toBe(true);
  });
});

describe('the half-months that the ends of a range cut', () => {
  it.each([
    ['are none for whole half-months', '2025-11-15', '2025-12-31', []],
    ['are one at the beginning', '2025-11-20', '2025-12-31', [['2025-11-15', '2025-12-01']]],
    ['are one at the end', '2025-11-15', '2025-12-20', [['2025-12-15', '2025-12-21']]],
    [
      'are two',
      '2025-11-02',
      '2025-12-20',
      [
        ['2025-11-01', '2025-11-15'],
        ['2025-12-15', '2025-12-21'],
      ],
    ],
    ['are one when both ends cut the same', '2025-11-03', '2025-11-05', [['2025-11-01', '2025-11-06']]],
    ['are one when the range begins with it', '2025-11-15', '2025-11-15', [['2025-11-15', '2025-11-16']]],
    ['are one when the range ends with it', '2025-11-16', '2025-11-30', [['2025-11-15', '2025-12-01']]],
  ])('%s', (_case, from, to, parts) => {
    expect(brokenParts(range(from, to)).map((part) => [part.from, part.to])).toEqual(parts);
  });
});
