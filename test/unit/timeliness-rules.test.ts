import 'reflect-metadata';
import { describe, expect, it } from '@jest/globals';
import { parseCivilDate } from '../../schema/base/index.js';
import { daysLate, Timeliness, timelinessOf } from '../../schema/reports/index.js';

const dueOn = parseCivilDate('2025-12-16');
const dueAt = new Date('2025-12-17T00:00:00+07:00');
const before = new Date('2025-12-16T23:59:59.999+07:00');
const open = { dueOn, dueAt, fulfilledAt: null, withdrawnAt: null };

describe('timeliness', () => {
  it.each([
    ['not due until the last instant', open, before, Timeliness.NotDue, null],
    ['overdue from midnight on', open, dueAt, Timeliness.OverdueNotSent, 1],
    ['overdue by civil days in Vietnam', open, new Date('2025-12-19T23:00:00+07:00'), Timeliness.OverdueNotSent, 3],
    ['on time when first sent in the last instant', { ...open, fulfilledAt: before }, dueAt, Timeliness.OnTime, null],
    ['late when first sent at midnight', { ...open, fulfilledAt: dueAt }, dueAt, Timeliness.Late, 1],
    [
      'late for ever by the days of the first sending',
      { ...open, fulfilledAt: new Date('2025-12-18T06:00:00+07:00') },
      new Date('2026-06-01T00:00:00Z'),
      Timeliness.Late,
      2,
    ],
    ['nothing when it is not owed any more', { ...open, withdrawnAt: before }, dueAt, null, null],
  ])('is %s', (_case, work, at, timeliness, days) => {
    expect(timelinessOf(work, at)).toBe(timeliness);
    expect(daysLate(work, at)).toBe(days);
  });
});
