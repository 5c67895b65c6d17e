import { addDays, type DayRange } from '../../base/index.js';
import { periodContaining, PeriodKind, previousPeriod, samePeriodLastYear, type Period } from '../../calendar/index.js';
import { periodsUpTo } from '../../indicators/index.js';
import type { ReportedPeriod } from '../report-content.js';

/** Points of a trend, the period itself included: a year of months, two of quarters, else four. */
const TREND_POINTS: Record<PeriodKind, number> = {
  [PeriodKind.Month]: 12,
  [PeriodKind.Quarter]: 8,
  [PeriodKind.HalfYear]: 4,
  [PeriodKind.Year]: 4,
};

/** A range of days with the name that it is printed under. */
export interface NamedRange extends DayRange {
  readonly id: string;
  readonly name: string;
}

/** The ranges whose figures a report tells. */
export interface ReportRanges {
  readonly current: Period;
  /** The period right before; of a year also `lastYear`. */
  readonly before: Period;
  readonly lastYear: Period;
  /** From the first day of the reporting year to the period's last day. */
  readonly yearToDate: NamedRange;
  /** Earliest first, `current` last. */
  readonly trend: readonly Period[];
}

/** The ranges that the report of a period tells. */
export function reportRanges(period: Period): ReportRanges {
  const year = periodContaining(addDays(period.to, -1), PeriodKind.Year, period.scheme);
  return {
    current: period,
    before: previousPeriod(period),
    lastYear: samePeriodLastYear(period),
    yearToDate: {
      id: `${year.id}..${period.id}`,
      name: `Lũy kế từ đầu năm ${year.id}`,
      from: year.from,
      to: period.to,
    },
    trend: periodsUpTo(period, TREND_POINTS[period.kind]),
  };
}

/** A range as a report prints it, both days included. */
export function reportedPeriod({ id, name, from, to }: NamedRange): ReportedPeriod {
  return { id, name, from, lastDay: addDays(to, -1) };
}
