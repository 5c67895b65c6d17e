import {
  addDays,
  civilDate,
  parseCivilDate,
  partsOf,
  PlanError,
  startOfDay,
  type CivilDate,
  type DayRange,
} from '../base/index.js';
import {
  addWorkingDays,
  lastWorkingDayBefore,
  nextPeriod,
  periodContaining,
  PeriodKind,
  periodOf,
  PeriodScheme,
  type Period,
  type WorkingCalendar,
} from '../calendar/index.js';
import { UnitKind } from '../organisation/index.js';
import { DatePrecision } from './deadline-rule.js';
import { DeadlineKind } from './deadline.js';
import { DutyKind, type DueRule } from './duty.js';
import type { Assignment } from './task.js';
import { isInForce, type VersionSpan } from './version-rules.js';

/** What of a unit decides whether an assignment names it. */
export interface BindableUnit {
  readonly id: string;
  readonly code: string;
  readonly kind: UnitKind;
  readonly validFrom: CivilDate | null;
  /** First day on which it exists no more; null while it does. */
  readonly validTo: CivilDate | null;
}

/** What of a version of a recurring duty decides who owes what when. */
export interface RecurringDuty extends VersionSpan {
  readonly kind: DutyKind;
  readonly cycle: PeriodKind;
  readonly scheme: PeriodScheme;
  readonly responsible: Assignment;
  readonly exceptUnits: readonly string[];
  readonly dueRule: DueRule;
  readonly firstPeriodOn: CivilDate;
}

/** What of a dated rule decides who owes what when. */
export interface DatedRule {
  readonly name: string;
  readonly precision: DatePrecision;
  readonly spanEnd: CivilDate;
  readonly rollToWorkingDay: boolean;
  readonly responsible: Assignment;
  readonly exceptUnits: readonly string[];
}

/** The same thing owed by several units by one instant. */
export interface Obligation {
  readonly kind: DeadlineKind;
  readonly periodId: string;
  readonly title: string;
  readonly dueOn: CivilDate;
  readonly dueAt: Date;
  readonly precision: DatePrecision;
  /** In the order given; may be empty. */
  readonly unitIds: readonly string[];
}

/**
 * Last day on time of a duty's period.
 *
 * The n-th working day after the cut-off (the period's last day), the period's last working day, or a fixed day of the
 * month in which the period ends.
 * Source: the plan names cycles only. The default of 2 working days follows Quyết định 01/2023/QĐ-UBND of Khánh Hòa;
 * at least 1 is asked by Nghị định 09/2019/NĐ-CP, Điều 8 khoản 5 điểm b; day 25 by its Điều 13 for what a province
 * sends. No source moves a due day that is no working day: whether it rolls is part of the rule.
 */
export function dueDayOfPeriod(rule: DueRule, period: DayRange, calendar: WorkingCalendar): CivilDate {
  switch (rule.kind) {
    case 'WORKING_DAYS_AFTER_CUT_OFF':
      return addWorkingDays(addDays(period.to, -1), rule.days, calendar);
    case 'LAST_WORKING_DAY_OF_PERIOD':
      return lastWorkingDayBefore(period.to, calendar);
    case 'DAY_OF_LAST_MONTH': {
      const day = dayOfMonth(addDays(period.to, -1), rule.day);
      return rule.roll === 'NONE' ? day : addWorkingDays(addDays(day, -1), 1, calendar);
    }
  }
}

/** A day of the month that `month` lies in; its last day when it is shorter. */
function dayOfMonth(month: CivilDate, day: number): CivilDate {
  const { year, month: monthOfYear } = partsOf(month);
  const [wished, last] = [civilDate(year, monthOfYear, day), civilDate(year, monthOfYear + 1, 0)];
  return wished < last ? wished : last;
}

/** Last day on time of a dated rule: the last working day, or the last calendar day, of the span it names. */
export function dueDayOfSpan(
  { spanEnd, rollToWorkingDay }: Pick<DatedRule, 'spanEnd' | 'rollToWorkingDay'>,
  calendar: WorkingCalendar,
): CivilDate {
  return rollToWorkingDay ? lastWorkingDayBefore(spanEnd, calendar) : addDays(spanEnd, -1);
}

/** The instant at which a due day is over in the province: midnight ending it, itself no longer on time. */
export function dueInstantOf(dueOn: CivilDate): Date {
  return startOfDay(addDays(dueOn, 1));
}

/**
 * Days of the day, calendar month, quarter or year that a dated clause names (`2025-12-31`, `2025-12`, `2025-Q4`,
 * `2025`).
 * @throws PlanError INVALID_INPUT when the text does not have that precision.
 */
export function spanOf(precision: DatePrecision, text: string): DayRange {
  if (precision === DatePrecision.Day) {
    const day = parseCivilDate(text);
    return { from: day, to: addDays(day, 1) };
  }
  const period = periodOf(text, PeriodScheme.Calendar);
  if (period.kind !== SPAN_KINDS[precision]) {
    throw new PlanError('INVALID_INPUT', `«${text}» không có độ chính xác ${precision}.`, { text, precision });
  }
  return period;
}

/** The text that `spanOf` reads, from the first day after the span. */
export function spanIdOf(precision: DatePrecision, spanEnd: CivilDate): string {
  const lastDay = addDays(spanEnd, -1);
  if (precision === DatePrecision.Day) return lastDay;
  return periodContaining(lastDay, SPAN_KINDS[precision], PeriodScheme.Calendar).id;
}

/**
 * Units that an assignment names, less the excepted ones, in the order given. A unit owes a range only when it exists
 * on the range's last day: one that was merged away before the cut-off has nobody left to report.
 */
export function boundUnits<T extends BindableUnit>(
  assignment: Assignment,
  exceptUnits: readonly string[],
  units: readonly T[],
  range: Pick<DayRange, 'to'>,
): T[] {
  const named = new Set(assignment.units);
  const kinds = new Set<UnitKind>(assignment.scopes.map((scope) => SCOPE_KINDS[scope]));
  const excepted = new Set(exceptUnits);
  return units.filter(
    (unit) =>
      (named.has(unit.code) || kinds.has(unit.kind)) &&
      !excepted.has(unit.code) &&
      (unit.validFrom === null || unit.validFrom < range.to) &&
      (unit.validTo === null || unit.validTo >= range.to),
  );
}

/** Periods of a duty that have begun by a day (included), earliest first; the first contains `firstPeriodOn`. */
export function openedPeriods(
  { firstPeriodOn, cycle, scheme }: Pick<RecurringDuty, 'firstPeriodOn' | 'cycle' | 'scheme'>,
  day: CivilDate,
): Period[] {
  const periods: Period[] = [];
  let period = periodContaining(firstPeriodOn, cycle, scheme);
  for (; period.from <= day; period = nextPeriod(period)) periods.push(period);
  return periods;
}

/** Opened periods that a version of a duty governs: those on whose last day it holds. */
export function governedPeriods(
  duty: Pick<RecurringDuty, 'firstPeriodOn' | 'cycle' | 'scheme'> & VersionSpan,
  day: CivilDate,
): Period[] {
  return openedPeriods(duty, day).filter(({ to }) => isInForce(duty, addDays(to, -1)));
}

/**
 * What a version of a duty has every bound unit owe: one obligation for each period that has begun by `day` and that it
 * governs, earliest first.
 */
export function expandDuty(
  duty: RecurringDuty,
  units: readonly BindableUnit[],
  day: CivilDate,
  calendar: WorkingCalendar,
): Obligation[] {
  return governedPeriods(duty, day).map((period) => {
    const dueOn = dueDayOfPeriod(duty.dueRule, period, calendar);
    return {
      kind: DEADLINE_KINDS[duty.kind],
      periodId: period.id,
      title: `${TITLES[duty.kind]} ${period.name}`,
      dueOn,
      dueAt: dueInstantOf(dueOn),
      precision: duty.dueRule.kind === 'LAST_WORKING_DAY_OF_PERIOD' ? CYCLE_PRECISION[duty.cycle] : DatePrecision.Day,
      unitIds: boundUnits(duty.responsible, duty.exceptUnits, units, period).map((unit) => unit.id),
    };
  });
}

/** What a dated rule has every bound unit owe. */
export function expandDatedRule(
  rule: DatedRule,
  units: readonly BindableUnit[],
  calendar: WorkingCalendar,
): Obligation {
  const dueOn = dueDayOfSpan(rule, calendar);
  return {
    kind: DeadlineKind.Dated,
    periodId: spanIdOf(rule.precision, rule.spanEnd),
    title: rule.name,
    dueOn,
    dueAt: dueInstantOf(dueOn),
    precision: rule.precision,
    unitIds: boundUnits(rule.responsible, rule.exceptUnits, units, { to: rule.spanEnd }).map((unit) => unit.id),
  };
}

const SPAN_KINDS = {
  [DatePrecision.Month]: PeriodKind.Month,
  [DatePrecision.Quarter]: PeriodKind.Quarter,
  [DatePrecision.Year]: PeriodKind.Year,
} as const;

/** A half-year is named by its last month. */
const CYCLE_PRECISION: Record<PeriodKind, DatePrecision> = {
  [PeriodKind.Month]: DatePrecision.Month,
  [PeriodKind.Quarter]: DatePrecision.Quarter,
  [PeriodKind.HalfYear]: DatePrecision.Month,
  [PeriodKind.Year]: DatePrecision.Year,
};

const SCOPE_KINDS = { EVERY_DEPARTMENT: UnitKind.Department, EVERY_COMMUNE: UnitKind.Commune } as const;

const DEADLINE_KINDS: Record<DutyKind, DeadlineKind> = {
  [DutyKind.Report]: DeadlineKind.Report,
  [DutyKind.Inspection]: DeadlineKind.Inspection,
  [DutyKind.Survey]: DeadlineKind.Survey,
  [DutyKind.Scoring]: DeadlineKind.Scoring,
};

const TITLES: Record<DutyKind, string> = {
  [DutyKind.Report]: 'Báo cáo',
  [DutyKind.Inspection]: 'Kiểm tra thực tế',
  [DutyKind.Survey]: 'Khảo sát',
  [DutyKind.Scoring]: 'Chấm điểm chỉ số',
};
