import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { addDays, type CivilDate, parseCivilDate } from '../../schema/base/index.js';
import { readCalendarDays, type WorkingCalendar } from '../../schema/calendar/index.js';
import { PostKind } from '../../schema/organisation/index.js';
import {
  ladderHorizon,
  OVERDUE_AT_GO_LIVE,
  ReminderTone,
  rungFor,
  rungLabel,
  toneOf,
} from '../../schema/reminders/index.js';

const days = readCalendarDays();
const calendar: WorkingCalendar = {
  closedDays: new Set(days.filter(({ working }) => !working).map(({ day }) => day)),
  extraWorkingDays: new Set(days.filter(({ working }) => working).map(({ day }) => day)),
};
const rung = (dueOn: string, day: string) =>
  rungFor({ dueOn: parseCivilDate(dueOn), day: parseCivilDate(day), calendar });

/** Name in the mail of what a deadline of 16/12/2025 has reached on a day. */
const label = (day: string, urgedBefore: number) => {
  const reached = rung('2025-12-16', day);
  return reached && rungLabel(reached, urgedBefore);
};

const codeOn = (dueOn: CivilDate, on: CivilDate) => rungFor({ dueOn, day: on, calendar })?.code;

/** Place of every rung in the ladder, to compare two. */
function height(code: string | undefined): number {
  if (code === undefined) return -1;
  const fixed = ['BEFORE_14', 'BEFORE_7', 'BEFORE_3', 'BEFORE_1', 'ON_DAY', 'AFTER_1', 'AFTER_3', 'AFTER_7'];
  const [, span, count] = /^AFTER_(WEEK|MONTH)_(\d+)$/.exec(code) ?? [];
  if (span) return (span === 'WEEK' ? 100 : 200) + Number(count);
  return fixed.indexOf(code);
}

describe('rungFor, due on Tuesday 16/12/2025', () => {
  it.each([
    ['2025-11-25', null],
    ['2025-11-26', 'BEFORE_14'],
    ['2025-12-04', 'BEFORE_14'],
    ['2025-12-05', 'BEFORE_7'],
    ['2025-12-10', 'BEFORE_7'],
    ['2025-12-11', 'BEFORE_3'],
    ['2025-12-14', 'BEFORE_3'],
    ['2025-12-15', 'BEFORE_1'],
    ['2025-12-16', 'ON_DAY'],
    ['2025-12-17', 'AFTER_1'],
    ['2025-12-19', 'AFTER_3'],
    ['2025-12-24', 'AFTER_3'],
    ['2025-12-25', 'AFTER_7'],
    ['2025-12-29', 'AFTER_7'],
    ['2025-12-30', 'AFTER_WEEK_2'],
    ['2026-02-10', 'AFTER_WEEK_8'],
    // 16/02/2026 lies in Tết: the monthly rung waits for the offices to open again.
    ['2026-02-16', 'AFTER_WEEK_8'],
    ['2026-02-23', 'AFTER_MONTH_2'],
    ['2026-03-16', 'AFTER_MONTH_3'],
    ['2026-11-23', 'AFTER_MONTH_11'],
  ])('%s: %s', (day, code) => {
    expect(rung('2025-12-16', day)?.code ?? null).toBe(code);
  });

  it('writes to the head from the due day on', () => {
    expect(rung('2025-12-16', '2025-12-15')?.posts).toEqual([PostKind.FocalPoint]);
    expect(rung('2025-12-16', '2025-12-16')?.posts).toEqual([PostKind.FocalPoint, PostKind.Head]);
  });

  it('speaks louder as time passes', () => {
    expect(rung('2025-12-16', '2025-12-16')?.tone).toBe(ReminderTone.Remind);
    expect(rung('2025-12-16', '2025-12-17')?.tone).toBe(ReminderTone.Urge);
    expect(rung('2025-12-16', '2026-02-10')?.tone).toBe(ReminderTone.UrgeAgain);
    expect(rung('2025-12-16', '2026-02-23')?.tone).toBe(ReminderTone.Escalate);
  });

  it('counts the urgings that were really sent, not those that the ladder passed over', () => {
    expect(label('2025-12-16', 0)).toBe('Nhắc việc');
    expect(label('2025-12-17', 0)).toBe('Đôn đốc');
    expect(label('2025-12-30', 1)).toBe('Đôn đốc lần 2');
    expect(label('2026-11-23', 0)).toBe('Đôn đốc, thuộc diện báo cáo cấp trên');
    expect(label('2026-11-23', 4)).toBe('Đôn đốc lần 5, thuộc diện báo cáo cấp trên');
    expect(rungLabel(OVERDUE_AT_GO_LIVE, 0)).toBe('Tồn từ trước khi theo dõi');
  });
});

describe('the ladder', () => {
  const day = fc.integer({ min: 0, max: 900 }).map((count) => addDays(parseCivilDate('2025-01-01'), count));

  it('never goes down as days pass, and reaches every rung once at most', () => {
    fc.assert(
      fc.property(day, (dueOn) => {
        let [last, changes] = [-1, 0];
        const seen = new Set<string>();
        for (let on = addDays(dueOn, -40); on < addDays(dueOn, 400); on = addDays(on, 1)) {
          const code = codeOn(dueOn, on);
          expect(height(code)).toBeGreaterThanOrEqual(last);
          if (height(code) > last) changes += 1;
          last = height(code);
          if (code) seen.add(code);
        }
        expect(seen.size).toBe(changes);
      }),
      { numRuns: 40 },
    );
  });

  it('tells of the due day itself and of the day before it, whatever the calendar', () => {
    fc.assert(
      fc.property(day, (dueOn) => {
        expect(codeOn(dueOn, dueOn)).toBe('ON_DAY');
        expect(codeOn(dueOn, addDays(dueOn, -1))).toMatch(/^BEFORE_(1|3)$/);
      }),
    );
  });

  it('has nothing to say beyond its horizon', () => {
    fc.assert(
      fc.property(day, fc.integer({ min: 1, max: 60 }), (on, beyond) => {
        expect(codeOn(addDays(ladderHorizon(on, calendar), beyond), on)).toBeUndefined();
      }),
    );
  });
});

describe('the tone of a code', () => {
  it('is the one its rung has, on every day from long before to a year after', () => {
    const dueOn = parseCivilDate('2025-12-16');
    const codes = new Set<string>();
    for (let day = addDays(dueOn, -40); day < '2026-12-16'; day = addDays(day, 1)) {
      const reached = rungFor({ dueOn, day, calendar });
      if (reached) expect([reached.code, toneOf(reached.code)]).toEqual([reached.code, reached.tone]);
      codes.add(reached?.code ?? '');
    }
    expect(codes.size).toBeGreaterThan(20);
    expect(toneOf(OVERDUE_AT_GO_LIVE.code)).toBe(OVERDUE_AT_GO_LIVE.tone);
  });
});
