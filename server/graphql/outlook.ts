import {
  isPeriod,
  previousPeriod,
  samePeriodLastYear,
  workingDaysBetween,
  type Period,
} from '../../schema/calendar/index.js';
import {
  differenceOf,
  forecastOf,
  IndicatorComparison,
  IndicatorForecast,
  periodDays,
  periodsUpTo,
  type ForecastInput,
  type IndicatorValue,
} from '../../schema/indicators/index.js';
import type { RequestContext } from '../context.js';
import { originOf, type FigureOrigin } from './figure-origin.js';
import { indicatorsOf } from './figures.js';
import { rangeKey } from './period-args.js';
import { calendarOf } from './working-calendar.js';

/** What a value of a reporting period was asked for with. */
interface PeriodOrigin extends FigureOrigin {
  readonly period: Period;
}

/** Null for a value of any other days: they have no period before them. */
function inPeriod(value: IndicatorValue): PeriodOrigin | null {
  const origin = originOf(value);
  return origin && isPeriod(origin.range) ? { ...origin, period: origin.range } : null;
}

/** Forecast of a value; null without a target, without a period that is not over. */
export async function forecastFor(value: IndicatorValue, context: RequestContext): Promise<IndicatorForecast | null> {
  const origin = inPeriod(value);
  const days = origin && periodDays(origin.period, context.day);
  if (!origin || !days || !value.target) return null;
  const { period } = origin;
  const soFar = countsOf(value);
  const [lastYear, workingDaysLeft] = await Promise.all([
    days.gone > 0 && soFar?.denominator ? null : lastYearCounts(value, origin, context),
    workingDaysOf(period, days.start, context),
  ]);
  const input = { period, today: context.day, target: value.target, soFar, lastYear };
  const result = forecastOf(input);
  return result && new IndicatorForecast({ asOf: context.day, days, workingDaysLeft, gap: value.gapToTarget, result });
}

/** Values of the `count` periods up to a value's own, earliest first. */
export async function trendOf(
  value: IndicatorValue,
  count: number,
  context: RequestContext,
): Promise<IndicatorValue[]> {
  const origin = inPeriod(value);
  if (!origin) return [];
  const periods = periodsUpTo(origin.period, count);
  const values = await Promise.all(periods.map((period) => valueIn(value, origin, period, context)));
  return values.filter((one) => one !== null);
}

/** A value beside that of the period before. */
export function previousOf(value: IndicatorValue, context: RequestContext): Promise<IndicatorComparison | null> {
  return comparedWith(value, previousPeriod, context);
}

/** A value beside that of the same period a year before. */
export function lastYearOf(value: IndicatorValue, context: RequestContext): Promise<IndicatorComparison | null> {
  return comparedWith(value, samePeriodLastYear, context);
}

async function comparedWith(
  value: IndicatorValue,
  earlier: (period: Period) => Period,
  context: RequestContext,
): Promise<IndicatorComparison | null> {
  const origin = inPeriod(value);
  const before = origin && (await valueIn(value, origin, earlier(origin.period), context));
  const difference = before && differenceOf(value, before);
  return difference && new IndicatorComparison(before, difference);
}

/** The same indicator of the same scope in another period. */
async function valueIn(
  { indicator }: IndicatorValue,
  { scope, restated }: PeriodOrigin,
  period: Period,
  context: RequestContext,
): Promise<IndicatorValue | null> {
  const [value] = await indicatorsOf(context, scope, period, [indicator.code], restated);
  return value ?? null;
}

async function lastYearCounts(
  value: IndicatorValue,
  origin: PeriodOrigin,
  context: RequestContext,
): Promise<ForecastInput['lastYear']> {
  const period = samePeriodLastYear(origin.period);
  const before = await valueIn(value, origin, period, context);
  const counts = before && countsOf(before);
  return counts && { ...counts, range: period };
}

function countsOf({ numerator, denominator }: IndicatorValue): ForecastInput['soFar'] {
  return numerator === null || denominator === null ? null : { numerator, denominator };
}

/** Working days from a day to the end of a period, counted once a request. */
async function workingDaysOf(period: Period, from: Period['from'], context: RequestContext): Promise<number> {
  const key = `${rangeKey(period)} ${from}`;
  const count = async () => new Map([[key, workingDaysBetween(from, period.to, await calendarOf(context))]]);
  return (await context.loaders.load(`working days left ${key}`, key, count)) ?? 0;
}
