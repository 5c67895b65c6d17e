import { civilDateAt, daysBetween, type CivilDate } from '../../base/index.js';
import { formatPercent } from '../../indicators/index.js';
import type { UnitKind } from '../../organisation/index.js';
import { Timeliness, timelinessOf } from '../workflow/timeliness-rules.js';

/** What one unit owes of a period, and what it has sent. */
export interface OwedOfUnit {
  readonly unitId: string;
  readonly code: string;
  readonly name: string;
  readonly kind: UnitKind;
  readonly deadlineId: string;
  /** Last day on time. */
  readonly dueOn: CivilDate;
  readonly dueAt: Date;
  /** Null while nothing is compiled. */
  readonly reportId: string | null;
  readonly firstSentAt: Date | null;
}

/** The same judged at an instant. */
export interface JudgedUnit extends OwedOfUnit {
  readonly timeliness: Timeliness;
  /** Civil days after the due day: of the sending, or until now; 0 when on time or not due. */
  readonly daysLate: number;
}

/** How units report, as counts of units, with the units behind them. */
export interface ReportingRates {
  readonly expected: number;
  readonly sent: number;
  readonly onTime: number;
  readonly late: number;
  /** Overdue and not sent. */
  readonly missing: number;
  /** Not sent, not due yet. */
  readonly notDue: number;
  /** `sent / expected`, truncated: `94,56 %`; null when nothing is expected, as is the other. */
  readonly sentPercent: string | null;
  /** `onTime / expected`. */
  readonly onTimePercent: string | null;
  readonly units: readonly JudgedUnit[];
}

/** Where a unit stood at an instant. */
export function judgedUnit(owed: OwedOfUnit, now: Date): JudgedUnit {
  const timeliness = timelinessOf(owed, now);
  const until =
    timeliness === Timeliness.Late ? owed.firstSentAt : timeliness === Timeliness.OverdueNotSent ? now : null;
  return { ...owed, timeliness, daysLate: until ? daysBetween(owed.dueOn, civilDateAt(until)) : 0 };
}

/** The rates of what units owe, in the order given: expected = on time + late + missing + not due. */
export function reportingRates(owed: readonly OwedOfUnit[], now: Date): ReportingRates {
  const units = owed.map((one) => judgedUnit(one, now));
  const count = (which: Timeliness) => units.filter(({ timeliness }) => timeliness === which).length;
  const [onTime, late] = [count(Timeliness.OnTime), count(Timeliness.Late)];
  const expected = units.length;
  const percent = (part: number) => (expected === 0 ? null : formatPercent(part, expected));
  return {
    expected,
    sent: onTime + late,
    onTime,
    late,
    missing: count(Timeliness.OverdueNotSent),
    notDue: count(Timeliness.NotDue),
    sentPercent: percent(onTime + late),
    onTimePercent: percent(onTime),
    units,
  };
}
