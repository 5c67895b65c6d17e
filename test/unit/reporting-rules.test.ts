import 'reflect-metadata';
import { describe, expect, it } from '@jest/globals';
import { parseCivilDate } from '../../schema/base/index.js';
import { UnitKind } from '../../schema/organisation/index.js';
import {
  consolidated,
  groupedObstacles,
  ObstacleCategory,
  provinceReportDue,
  ReportingCount,
  reportingRates,
  Timeliness,
  timelinessOf,
  unitsCounted,
  type OwedOfUnit,
  type ReportedObstacle,
} from '../../schema/reports/index.js';

const dueAt = new Date('2025-12-17T00:00:00+07:00');
const before = new Date(dueAt.getTime() - 1);
const after = new Date(dueAt.getTime() + 1);
const far = new Date('2025-12-20T09:00:00+07:00');

describe('timeliness', () => {
  it.each([
    [null, before, Timeliness.NotDue],
    [null, dueAt, Timeliness.OverdueNotSent],
    [null, after, Timeliness.OverdueNotSent],
    [before, before, Timeliness.OnTime],
    [before, far, Timeliness.OnTime],
    [dueAt, dueAt, Timeliness.Late], // the instant itself is no longer on time
    [after, far, Timeliness.Late],
    [far, after, Timeliness.OverdueNotSent], // sent later than the instant that is asked about
    [before, new Date(before.getTime() - 1), Timeliness.NotDue],
  ])('sent %p, asked %p: %s', (firstSentAt, now, expected) => {
    expect(timelinessOf({ dueAt, firstSentAt }, now)).toBe(expected);
  });
});

describe('the province’s report', () => {
  const owed = (sentAt: Date | null, at = dueAt) => ({ dueAt: at, sentAt });

  it.each([
    ['nobody owes anything', [], before, 'NONE_OWED'],
    ['all have sent', [owed(before), owed(before)], before, 'ALL_SENT'],
    ['all have sent, one late', [owed(before), owed(after)], after, 'ALL_SENT'],
    ['one has not sent and may still', [owed(before), owed(null)], before, null],
    ['one has not sent and is overdue', [owed(before), owed(null)], dueAt, 'LAST_DUE_PASSED'],
    ['one has more time than the others', [owed(null), owed(null, far)], after, null],
    ['the last one’s time is over too', [owed(null), owed(null, far)], far, 'LAST_DUE_PASSED'],
    ['one sends later than now', [owed(before), owed(after)], before, null],
  ])('%s', (_what, units, now, reason) => {
    expect(provinceReportDue(units, now)).toBe(reason);
  });
});

/** Five units, one for each way to report, and two that sent late. */
function owedUnit(code: string, firstSentAt: Date | null, due = '2025-12-16'): OwedOfUnit {
  return {
    unitId: `id-${code}`,
    code,
    name: `Xã ${code}`,
    kind: UnitKind.Commune,
    deadlineId: `deadline-${code}`,
    dueOn: parseCivilDate(due),
    dueAt: due === '2025-12-16' ? dueAt : new Date('2025-12-31T00:00:00+07:00'),
    reportId: `report-${code}`,
    firstSentAt,
  };
}
const five = [
  owedUnit('A', before),
  owedUnit('B', after),
  owedUnit('C', null),
  owedUnit('D', null, '2025-12-30'),
  owedUnit('E', new Date('2025-12-19T23:59:59+07:00')),
];

describe('the rates', () => {
  it('count every unit once, with the units behind each number', () => {
    const rates = reportingRates(five, far);
    const { units, ...numbers } = rates;
    expect(numbers).toEqual({
      expected: 5,
      sent: 3,
      onTime: 1,
      late: 2,
      missing: 1,
      notDue: 1,
      sentPercent: '60,00 %',
      onTimePercent: '20,00 %',
    });
    const codes = (count: ReportingCount) =>
      unitsCounted(units, count)
        .map(({ code }) => code)
        .join('');
    expect(Object.values(ReportingCount).map((count) => `${count} ${codes(count)}`)).toEqual([
      'EXPECTED ABCDE',
      'SENT ABE',
      'ON_TIME A',
      'LATE BE',
      'MISSING C',
      'NOT_DUE D',
    ]);
    expect(units.map(({ daysLate }) => daysLate)).toEqual([0, 1, 4, 0, 3]);
  });

  it('truncate percentages, and have none of nothing', () => {
    const units = Array.from({ length: 92 }, (_, index) => owedUnit(String(index), index < 91 ? before : null));
    expect(reportingRates(units, far)).toMatchObject({ sent: 91, sentPercent: '98,91 %' });
    expect(reportingRates([], far)).toMatchObject({ expected: 0, sentPercent: null, onTimePercent: null });
  });
});

function told(unit: string, category: ObstacleCategory, description: string): ReportedObstacle {
  return { unit: { code: unit, name: `Xã ${unit}` }, category, description } as ReportedObstacle;
}

describe('the consolidated report', () => {
  const obstacles = new Map([
    ['id-A', [told('A', ObstacleCategory.Staff, '1'), told('A', ObstacleCategory.Staff, '2')]],
    ['id-C', [told('C', ObstacleCategory.Software, '3'), told('C', ObstacleCategory.Funding, '4')]],
    ['id-D', [told('D', ObstacleCategory.Software, '5')]],
  ]);

  it('puts five units together, one for each way to report', () => {
    const sent = new Map([
      ['report-A', { number: 2, summary: 'Tốt' }],
      ['report-B', { number: 1, summary: null }],
      ['report-C', { number: 1, summary: 'Chưa gửi' }], // not sent by then
    ]);
    const { units, obstacles: groups, ...counts } = consolidated(reportingRates(five, far), sent, obstacles);
    expect(counts).toEqual({ expected: 5, sent: 3, sentOnTime: 1, sentLate: 2 });
    expect(
      units.map(({ code, timeliness, sentAt, revision, summary }) => [code, timeliness, sentAt, revision, summary]),
    ).toEqual([
      ['A', 'ON_TIME', '2025-12-16T16:59:59.999Z', 2, 'Tốt'],
      ['B', 'LATE', '2025-12-16T17:00:00.001Z', 1, null],
      ['C', 'OVERDUE_NOT_SENT', null, null, null],
      ['D', 'NOT_DUE', null, null, null],
      ['E', 'LATE', '2025-12-19T16:59:59.000Z', null, null],
    ]);
    expect(
      groups.map(({ category, categoryName, units: count, items }) => [
        category,
        categoryName,
        count,
        items.map(({ description }) => description).join(''),
      ]),
    ).toEqual([
      ['SOFTWARE', 'Phần mềm, cơ sở dữ liệu', 2, '35'],
      ['STAFF', 'Nhân lực', 1, '12'],
      ['FUNDING', 'Kinh phí', 1, '4'],
    ]);
  });

  it('orders categories of as many units by obstacles, then as reports group them', () => {
    const groups = groupedObstacles([
      told('A', ObstacleCategory.Other, 'x'),
      told('B', ObstacleCategory.Regulation, 'x'),
      told('C', ObstacleCategory.Staff, 'x'),
      told('C', ObstacleCategory.Staff, 'y'),
    ]);
    expect(groups.map(({ category }) => category)).toEqual(['STAFF', 'REGULATION', 'OTHER']);
    expect(groupedObstacles([])).toEqual([]);
  });
});
