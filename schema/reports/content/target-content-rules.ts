import type { ChannelTime } from '../../dossiers/index.js';
import { bindsUnit, shortenedTime, type TargetValue } from '../../indicators/index.js';
import type { Unit } from '../../organisation/index.js';
import type { Target } from '../../plan/index.js';
import type { ReportedTarget, ReportedTime, ReportedValue } from '../report-content.js';
import { targetInWords } from './target-words-rules.js';

/** Times by channel, of one unit or added up over many; null when single dossiers are not known. */
export type Times = readonly (Omit<ChannelTime, 'medianDays'> & Partial<Pick<ChannelTime, 'medianDays'>>)[] | null;

/** The same thing in the ranges that a report compares; what is missing was not asked for or is not known. */
export interface Compared<T> {
  readonly current: T;
  readonly before: T | null;
  readonly lastYear: T | null;
  readonly yearToDate: T | null;
}

/** Nothing to compare with. */
export const NO_COMPARISON = { before: null, lastYear: null, yearToDate: null } as const;

/** What `make` makes of each; of what is missing nothing. */
export function mapCompared<T, R>(
  { current, before, lastYear, yearToDate }: Compared<T>,
  make: (of: T) => R,
): Compared<R> {
  const then = (of: T | null) => (of === null ? null : make(of));
  return { current: make(current), before: then(before), lastYear: then(lastYear), yearToDate: then(yearToDate) };
}

/** Values of targets in each range, by target code, as a report lists them in the order of the current ones. */
export function reportedTargets(
  values: Compared<readonly TargetValue[]>,
  clauseCodes: ReadonlyMap<string, string>,
): ReportedTarget[] {
  const [before, lastYear, yearToDate] = [values.before, values.lastYear, values.yearToDate].map(byCode);
  return values.current.map((value) => {
    const { target, indicator, numerator, denominator, percent, status, gapToTarget, coverage } = value;
    const then = (of: ReadonlyMap<string, TargetValue> | undefined) => of?.get(target.code) ?? null;
    const [previous, last, year] = [then(before), then(lastYear), then(yearToDate)];
    return {
      ...headOf(target, clauseCodes),
      indicator: indicator?.name ?? null,
      numerator,
      denominator,
      percent,
      previousPercent: previous?.percent ?? null,
      lastYearPercent: last?.percent ?? null,
      yearToDatePercent: year?.percent ?? null,
      previous: valueOf(previous),
      lastYear: valueOf(last),
      yearToDate: valueOf(year),
      status,
      gapToTarget,
      coverage,
    };
  });
}

/** Time that online dossiers took, as a report tells it; null when nothing is known of the current range. */
export function reportedTime({ current, before, lastYear }: Compared<Times>): ReportedTime | null {
  if (!current) return null;
  const { status: _, ...values } = shortenedTime(current, null);
  return {
    ...values,
    previousPercent: before && shortenedTime(before, null).percent,
    lastYearPercent: lastYear && shortenedTime(lastYear, null).percent,
    channels: current.map(({ channel, resolved, medianDays = null }) => ({ channel, resolved, medianDays })),
  };
}

/** The targets of shortened time that bind a unit, or the province, beside what its dossiers really took. */
export function timeTargetsOf(
  targets: readonly Target[],
  unit: Unit | null,
  times: Compared<Times>,
  clauseCodes: ReadonlyMap<string, string>,
): ReportedTarget[] {
  const binding = targets.filter((target) => unit === null || bindsUnit(target, unit));
  return binding.flatMap((target) => timeTarget(target, times, clauseCodes) ?? []);
}

function timeTarget(
  target: Target,
  { current, before, lastYear }: Compared<Times>,
  clauseCodes: ReadonlyMap<string, string>,
): ReportedTarget | null {
  if (!current) return null;
  const [now, then, last] = [current, before, lastYear].map((times) => times && shortenedTime(times, target));
  if (!now) return null;
  const value = (of: typeof now | null | undefined) =>
    of && of.limitHours > 0 ? { numerator: of.savedHours, denominator: of.limitHours } : null;
  return {
    ...headOf(target, clauseCodes),
    indicator: 'Thời gian thực tế được rút ngắn của hồ sơ trực tuyến so với thời hạn nộp trực tiếp (giờ làm việc)',
    numerator: value(now)?.numerator ?? null,
    denominator: value(now)?.denominator ?? null,
    percent: now.percent,
    previousPercent: then?.percent ?? null,
    lastYearPercent: last?.percent ?? null,
    yearToDatePercent: null,
    previous: value(then),
    lastYear: value(last),
    yearToDate: null,
    status: now.status,
    gapToTarget: null,
    coverage: { reported: 1, expected: 1 },
  };
}

function headOf(target: Target, clauseCodes: ReadonlyMap<string, string>) {
  const { code, clause, quote } = target;
  return { code, clause: clauseCodes.get(clause.id) ?? code, quote, target: targetInWords(target) };
}

function byCode(values: readonly TargetValue[] | null): ReadonlyMap<string, TargetValue> {
  return new Map((values ?? []).map((value) => [value.target.code, value]));
}

function valueOf(value: TargetValue | null): ReportedValue | null {
  if (!value || value.numerator === null) return null;
  return { numerator: value.numerator, denominator: value.denominator };
}
