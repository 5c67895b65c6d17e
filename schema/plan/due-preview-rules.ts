import { addDays, daysBetween, formatVietnameseDate, PlanError, type CivilDate } from '../base/index.js';
import {
  periodContaining,
  periodsClosingIn,
  workingDaysBetween,
  type Period,
  type WorkingCalendar,
} from '../calendar/index.js';
import { dueDayOfPeriod, type RecurringDuty } from './deadline-rules.js';
import { DutyKind } from './duty.js';

/** When a period of a duty closes and is due. */
export interface DuePreviewEntry {
  readonly period: Period;
  /** Last day of the period: figures are taken up to its end. */
  readonly cutOffOn: CivilDate;
  readonly dueOn: CivilDate;
  /** Working days after the cut-off up to the due day, that day included; negative when it lies before the cut-off. */
  readonly workingDays: number;
  /** Vietnamese; null when nothing is to be warned of. */
  readonly warning: string | null;
}

/** What of a duty decides when its periods are due. */
export type PreviewedDuty = Pick<RecurringDuty, 'kind' | 'cycle' | 'scheme' | 'dueRule' | 'firstPeriodOn'>;

/** Longest range that is looked at, in days: three years. */
const LONGEST_RANGE_DAYS = 1_100;

/**
 * Due days of the periods of a duty that close from `from` to `to` (both included), earliest first.
 *
 * A report is warned of when no working day is left between the cut-off and the due day.
 * @throws PlanError INVALID_INPUT when the range is turned round or longer than three years.
 * Source of the warning: Nghị định 09/2019/NĐ-CP, Điều 8 khoản 5 điểm b.
 */
export function duePreview(
  duty: PreviewedDuty,
  from: CivilDate,
  to: CivilDate,
  calendar: WorkingCalendar,
): DuePreviewEntry[] {
  if (to < from || daysBetween(from, to) > LONGEST_RANGE_DAYS) {
    throw new PlanError('INVALID_INPUT', 'Khoảng ngày phải đi từ trước đến sau và không dài quá ba năm.', { from, to });
  }
  const first = periodContaining(duty.firstPeriodOn, duty.cycle, duty.scheme);
  return periodsClosingIn(from, addDays(to, 1), duty.cycle, duty.scheme)
    .filter((period) => period.from >= first.from)
    .map((period) => {
      const cutOffOn = addDays(period.to, -1);
      const dueOn = dueDayOfPeriod(duty.dueRule, period, calendar);
      const workingDays = workingDaysBetween(period.to, addDays(dueOn, 1), calendar);
      const isTooShort = duty.kind === DutyKind.Report && workingDays < 1;
      return { period, cutOffOn, dueOn, workingDays, warning: isTooShort ? warning(cutOffOn, dueOn) : null };
    });
}

function warning(cutOffOn: CivilDate, dueOn: CivilDate): string {
  return (
    `Từ sau ngày chốt số liệu ${formatVietnameseDate(cutOffOn)} đến hết hạn ${formatVietnameseDate(dueOn)} ` +
    'không có ngày làm việc nào; Nghị định 09/2019/NĐ-CP (Điều 8 khoản 5 điểm b) yêu cầu ít nhất 01 ngày làm việc.'
  );
}
