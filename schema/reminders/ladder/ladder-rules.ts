import { addDays, civilDate, daysBetween, partsOf, type CivilDate } from '../../base/index.js';
import { addWorkingDays, type WorkingCalendar } from '../../calendar/index.js';
import { PostKind } from '../../organisation/index.js';
import { DEFAULT_LADDER, ReminderTone, StepUnit, type Ladder, type LadderStep } from './ladder.js';

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
  /** Left out: the default one. */
  readonly ladder?: Ladder;
}

/**
 * The one rung of whatever was already overdue when watching began: it is told of once, in the first digest.
 */
export const OVERDUE_AT_GO_LIVE: Rung = {
  code: 'OVERDUE_AT_GO_LIVE',
  tone: ReminderTone.Urge,
  posts: [PostKind.FocalPoint, PostKind.Head],
};

const BY_HAND = 'BY_HAND';

/** Code of the rung of a reminder that a coordinator sends by hand: one a day. */
export function byHandRung(day: CivilDate): string {
  return `${BY_HAND}_${day}`;
}

/**
 * The highest rung that a deadline has reached at the start of a day; null before the first one.
 *
 * Codes: BEFORE_n working days; ON_DAY; AFTER_n working days; AFTER_WEEK_n; AFTER_MONTH_n. Weekly and monthly rungs move
 * to the next working day. Lower rungs that nobody sent are passed over, so that a worker that was away sends one mail
 * and not a pile. The rung never falls as days pass.
 */
export function rungFor({ dueOn, day, calendar, ladder = DEFAULT_LADDER }: LadderInput): Rung | null {
  for (const step of ladder.steps.toReversed()) {
    const count = reachedOf(step, { dueOn, day, calendar });
    if (count !== null) return { code: codeOf(step.unit, count), tone: step.tone, posts: step.posts };
  }
  return null;
}

/** Code of the rung of a step at a distance from the due day. */
export function codeOf(unit: StepUnit, count: number): string {
  if (unit !== StepUnit.WorkingDay) return `AFTER_${unit}_${count}`;
  if (count === 0) return 'ON_DAY';
  return count < 0 ? `BEFORE_${-count}` : `AFTER_${count}`;
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
  if (code === 'AFTER_1' || code === OVERDUE_AT_GO_LIVE.code) return ReminderTone.Urge;
  return code.startsWith('AFTER') ? ReminderTone.UrgeAgain : ReminderTone.Remind;
}

/** The last day on which a deadline can be due that has reached any rung by `day`. */
export function ladderHorizon(day: CivilDate, calendar: WorkingCalendar, ladder: Ladder = DEFAULT_LADDER): CivilDate {
  const longest = Math.max(0, ...ladder.steps.map(({ first }) => -first));
  // One more than the longest rung: a due day that is not a working day lies after the last working one.
  return addWorkingDays(day, longest + 1, calendar);
}

/** Distance of the highest rung of a step that is reached; null when none is. */
function reachedOf({ unit, first, last }: LadderStep, { dueOn, day, calendar }: LadderInput): number | null {
  if (unit === StepUnit.WorkingDay) {
    if (first < 0 ? day >= dueOn : day < dueOn) return null;
    return addWorkingDays(dueOn, first, calendar) <= day ? first : null;
  }
  if (day < dueOn) return null;
  const isWeek = unit === StepUnit.Week;
  const passed = isWeek ? Math.floor(daysBetween(dueOn, day) / 7) : monthsBetween(dueOn, day);
  for (let count = Math.min(passed, last ?? passed); count >= first; count -= 1) {
    const wished = isWeek ? addDays(dueOn, count * 7) : addMonths(dueOn, count);
    if (addWorkingDays(addDays(wished, -1), 1, calendar) <= day) return count;
  }
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
