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

/** What the rates count. */
export enum ReportingCount {
  Expected = 'EXPECTED',
  Sent = 'SENT',
  OnTime = 'ON_TIME',
  Late = 'LATE',
  Missing = 'MISSING',
  NotDue = 'NOT_DUE',
}

/** Which units each number counts. */
const COUNTED: Readonly<Record<ReportingCount, readonly Timeliness[]>> = {
  [ReportingCount.Expected]: Object.values(Timeliness),
  [ReportingCount.Sent]: [Timeliness.OnTime, Timeliness.Late],
  [ReportingCount.OnTime]: [Timeliness.OnTime],
  [ReportingCount.Late]: [Timeliness.Late],
  [ReportingCount.Missing]: [Timeliness.OverdueNotSent],
  [ReportingCount.NotDue]: [Timeliness.NotDue],
};

/** Where something owed stood at an instant; days late are civil days after the due day, until sending or until now. */
export function lateness(
  { dueOn, ...owed }: Pick<OwedOfUnit, 'dueOn' | 'dueAt' | 'firstSentAt'>,
  now: Date,
): Pick<JudgedUnit, 'timeliness' | 'daysLate'> {
  const timeliness = timelinessOf(owed, now);
  if (timeliness === Timeliness.NotDue || timeliness === Timeliness.OnTime) return { timeliness, daysLate: 0 };
  const until = timeliness === Timeliness.Late ? (owed.firstSentAt ?? now) : now;
  return { timeliness, daysLate: daysBetween(dueOn, civilDateAt(until)) };
}

/** The units behind a number of the rates, in the order given. */
export function unitsCounted(units: readonly JudgedUnit[], count: ReportingCount): JudgedUnit[] {
  return units.filter(({ timeliness }) => COUNTED[count].includes(timeliness));
}

/** The rates of what units owe, in the order given: expected = on time + late + missing + not due. */
export function reportingRates(owed: readonly OwedOfUnit[], now: Date): ReportingRates {
  const units = owed.map((one) => ({ ...one, ...lateness(one, now) }));
  const count = (which: ReportingCount) => unitsCounted(units, which).length;
  const expected = count(ReportingCount.Expected);
  const percent = (part: number) => (expected === 0 ? null : formatPercent(part, expected));
  return {
    expected,
    sent: count(ReportingCount.Sent),
    onTime: count(ReportingCount.OnTime),
    late: count(ReportingCount.Late),
    missing: count(ReportingCount.Missing),
    notDue: count(ReportingCount.NotDue),
    sentPercent: percent(count(ReportingCount.Sent)),
    onTimePercent: percent(count(ReportingCount.OnTime)),
    units,
  };
}
