import { addDays, civilDate, daysBetween, partsOf, type CivilDate } from '../../base/index.js';
import { addWorkingDays, type WorkingCalendar } from '../../calendar/index.js';
import { PostKind } from '../../organisation/index.js';

/** How a rung speaks: nhắc, đôn đốc (first and repeated), báo cáo cấp trên. */
export enum ReminderTone {
  Remind = 'REMIND',
  Urge = 'URGE',
  Escalate = 'ESCALATE',
}

/** One step of the ladder that a deadline climbs until it is fulfilled. */
export interface Rung {
  /** Stable code, part of the key that allows one mail a rung. */
  readonly code: string;
  readonly tone: ReminderTone;
  /** Posts that are written to. */
  readonly posts: readonly PostKind[];
}

/** What decides the rung of a deadline on a day. */
export interface LadderInput {
  readonly dueOn: CivilDate;
  readonly day: CivilDate;
  readonly calendar: WorkingCalendar;
}

const FOCAL_POINT_ONLY = [PostKind.FocalPoint] as const;
const FOCAL_POINT_AND_HEAD = [PostKind.FocalPoint, PostKind.Head] as const;

/** Working days before and after the due day on which somebody is written to. */
const BEFORE = [14, 7, 3, 1] as const;
const AFTER = [1, 3, 7] as const;
/** Weekly rungs begin with the second week (the first is AFTER_3 and AFTER_7) and end with the eighth. */
const FIRST_WEEK = 2;
const LAST_WEEK = 8;
/** Monthly rungs begin with the first month end after the eighth week. */
const FIRST_MONTH = 2;

/**
 * The one rung of whatever was already overdue when watching began: it is told of once, in the first digest.
 */
export const OVERDUE_AT_GO_LIVE: Rung = {
  code: 'OVERDUE_AT_GO_LIVE',
  tone: ReminderTone.Urge,
  posts: FOCAL_POINT_AND_HEAD,
};

const BY_HAND = 'BY_HAND';

/** Code of the rung of a reminder that a coordinator sends by hand: one a day. */
export function byHandRung(day: CivilDate): string {
  return `${BY_HAND}_${day}`;
}

/**
 * The highest rung that a deadline has reached at the start of a day; null more than 14 working days ahead.
 *
 * Rungs in order: BEFORE_14, _7, _3, _1 working days; ON_DAY; AFTER_1, _3, _7 working days; AFTER_WEEK_2 … _8;
 * AFTER_MONTH_2 …. Weekly and monthly ones move to the next working day. Lower rungs that nobody sent are passed over,
 * so that a worker that was away sends one mail and not a pile. The rung never falls as days pass.
 */
export function rungFor({ dueOn, day, calendar }: LadderInput): Rung | null {
  const onOrAfter = (wished: CivilDate) => addWorkingDays(addDays(wished, -1), 1, calendar) <= day;
  if (day < dueOn) {
    const days = BEFORE.findLast((count) => addWorkingDays(dueOn, -count, calendar) <= day);
    return days === undefined ? null : rung(`BEFORE_${days}`, ReminderTone.Remind, FOCAL_POINT_ONLY);
  }
  const month = lastReached(FIRST_MONTH, monthsBetween(dueOn, day), (count) => onOrAfter(addMonths(dueOn, count)));
  if (month !== null) return rung(`AFTER_MONTH_${month}`, ReminderTone.Escalate, FOCAL_POINT_AND_HEAD);
  const fullWeeks = Math.min(Math.floor(daysBetween(dueOn, day) / 7), LAST_WEEK);
  const week = lastReached(FIRST_WEEK, fullWeeks, (count) => onOrAfter(addDays(dueOn, count * 7)));
  if (week !== null) return rung(`AFTER_WEEK_${week}`, ReminderTone.Urge, FOCAL_POINT_AND_HEAD);
  const index = AFTER.findLastIndex((count) => addWorkingDays(dueOn, count, calendar) <= day);
  if (index < 0) return rung('ON_DAY', ReminderTone.Remind, FOCAL_POINT_AND_HEAD);
  return rung(`AFTER_${AFTER[index]}`, ReminderTone.Urge, FOCAL_POINT_AND_HEAD);
}

/**
 * Name of a rung in a mail: «Nhắc việc», «Đôn đốc», «Đôn đốc lần 2». It counts what the post was really sent, so that a
 * worker that was away, or a late start, never speaks of urgings that nobody got.
 *
 * @param urgedBefore times that the post was urged about the same deadline before.
 */
export function rungLabel({ code, tone }: Pick<Rung, 'code' | 'tone'>, urgedBefore: number): string {
  if (code === OVERDUE_AT_GO_LIVE.code) return 'Tồn từ trước khi theo dõi';
  if (code.startsWith(BY_HAND)) return 'Điều phối cấp tỉnh nhắc';
  if (tone === ReminderTone.Remind) return 'Nhắc việc';
  const label = urgedBefore === 0 ? 'Đôn đốc' : `Đôn đốc lần ${urgedBefore + 1}`;
  return tone === ReminderTone.Escalate ? `${label}, thuộc diện báo cáo cấp trên` : label;
}

/** How the rung of a code speaks; the tone that `rungFor` gives it. */
export function toneOf(code: string): ReminderTone {
  if (code.startsWith('AFTER_MONTH')) return ReminderTone.Escalate;
  const isOverdue = code.startsWith('AFTER') || code === OVERDUE_AT_GO_LIVE.code;
  return isOverdue ? ReminderTone.Urge : ReminderTone.Remind;
}

/** The last day on which a deadline can be due that has reached any rung by `day`. */
export function ladderHorizon(day: CivilDate, calendar: WorkingCalendar): CivilDate {
  // One more than the longest rung: a due day that is not a working day lies after the last working one.
  return addWorkingDays(day, BEFORE[0] + 1, calendar);
}

function rung(code: string, tone: ReminderTone, posts: readonly PostKind[]): Rung {
  return { code, tone, posts };
}

/** The greatest number of `[first, last]` that was reached; null when none. */
function lastReached(first: number, last: number, isReached: (count: number) => boolean): number | null {
  for (let count = last; count >= first; count -= 1) if (isReached(count)) return count;
  return null;
}

/** Whole months from `from` to `to`, by `addMonths`. */
function monthsBetween(from: CivilDate, to: CivilDate): number {
  const [start, end] = [partsOf(from), partsOf(to)];
  const months = (end.year - start.year) * 12 + end.month - start.month;
  return addMonths(from, months) > to ? months - 1 : months;
}

/** The same day `months` later, or the last day of that month when it has no such day. */
function addMonths(day: CivilDate, months: number): CivilDate {
  const { year, month, day: dayOfMonth } = partsOf(day);
  const wished = civilDate(year, month + months, dayOfMonth);
  const lastOfMonth = civilDate(year, month + months + 1, 0);
  return wished < lastOfMonth ? wished : lastOfMonth;
}
