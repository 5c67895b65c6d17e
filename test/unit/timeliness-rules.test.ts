import 'reflect-metadata';
import { describe, expect, it } from '@jest/globals';
import { parseCivilDate } from '../../schema/base/index.js';
import { daysLate, Timeliness, timelinessOf } from '../../schema/reports/index.js';

const dueOn = parseCivilDate('2025-12-16');
const dueAt = new Date('2025-12-17T00:00:00+07:00');
const before = new Date('2025-12-16T23:59:59.999+07:00');
const twoDaysLater = new Date('2025-12-18T06:00:00+07:00');

describe('timeliness', () => {
  it.each([
    ['not due until the last instant', null, before, Timeliness.NotDue, 0],
    ['overdue from midnight on', null, dueAt, Timeliness.OverdueNotSent, 1],
    ['overdue by civil days in Vietnam', null, new Date('2025-12-19T23:00:00+07:00'), Timeliness.OverdueNotSent, 3],
    ['on time when first sent in the last instant', before, dueAt, Timeliness.OnTime, 0],
    ['late when first sent at midnight', dueAt, dueAt, Timeliness.Late, 1],
    [
      'late for ever by the days of the first sending',
      twoDaysLater,
      new Date('2026-06-01T00:00:00Z'),
      Timeliness.Late,
      2,
    ],
    ['overdue at an instant before it was sent', twoDaysLater, dueAt, Timeliness.OverdueNotSent, 1],
  ])('is %s', (_case, firstSentAt, at, timeliness, days) => {
    expect(timelinessOf({ dueAt, firstSentAt }, at)).toBe(timeliness);
    expect(daysLate({ dueOn, dueAt, firstSentAt }, at)).toBe(days);
  });
});
