import { periodOf, PeriodScheme } from '../../../calendar/index.js';
import { formatPercent } from '../../../indicators/index.js';
import type { ReportContent } from '../../report-content.js';
import { INK, type Chart } from './chart-svg.js';
import { lengthOf, targetLength } from './chart-values.js';

/** One period of a trend, as printed. */
export interface TrendPoint {
  readonly period: string;
  readonly numerator: number | null;
  readonly denominator: number | null;
  /** Null when there is nothing to divide. */
  readonly percent: string | null;
}

/** A headline indicator up to the period of the report, oldest first. */
export interface Trend {
  readonly code: string;
  readonly name: string;
  /** `≥ 70 %`; null when the plan sets none here. */
  readonly target: string | null;
  readonly points: readonly TrendPoint[];
}

/** Points that can have their words beside each other; of more, every second one has, the last always. */
const MOST_LABELS = 8;

/** The trends that a report was compiled with and that have a value; empty when there is none. */
export function trendsOf({ trend = [], indicators }: ReportContent): Trend[] {
  const all = trend.map(({ indicator: code, points }) => {
    const of = indicators.find((indicator) => indicator.code === code);
    return { code, name: of?.name ?? code, target: of?.target ?? null, points: points.map(pointOf) };
  });
  return all.filter(({ points }) => points.some(({ percent }) => percent !== null));
}

function isLabelled(index: number, count: number): boolean {
  return count <= MOST_LABELS || (count - 1 - index) % 2 === 0;
}

type StoredPoint = NonNullable<ReportContent['trend']>[number]['points'][number];

function pointOf({ periodId, numerator, denominator }: StoredPoint): TrendPoint {
  const hasShare = numerator !== null && denominator !== null && denominator > 0;
  return {
    // Ids are written alike in every scheme.
    period: periodOf(periodId, PeriodScheme.Nd09).name,
    numerator,
    denominator,
    percent: hasShare ? formatPercent(numerator, denominator) : null,
  };
}

/** A trend as a line with the line of its target; a period without value is a gap. */
export function trendChart({ code, name, target, points }: Trend): Chart {
  const at = targetLength(target);
  return {
    id: `bieu-do-ky-${code.toLowerCase().replaceAll('_', '-')}`,
    title: `${name} qua các kỳ`,
    description:
      `${points.map(({ period, percent }) => `${period}: ${percent ?? 'không có'}`).join('; ')}.` +
      (target === null ? '' : ` Mức giao ${target}.`),
    width: 400,
    height: 210,
    hasInks: false,
    option: {
      grid: { left: 40, right: 20, top: 24, bottom: 26 },
      xAxis: {
        type: 'category',
        data: points.map(({ period }) => period.replace(/^Tháng /, '')),
        axisTick: { show: false },
        axisLine: { lineStyle: { color: INK.other } },
        axisLabel: { fontSize: 10, color: INK.text, interval: (index: number) => isLabelled(index, points.length) },
      },
      yAxis: {
        type: 'value',
        min: 0,
        max: 100,
        interval: 20,
        axisLabel: { formatter: '{value} %', fontSize: 10, color: INK.quiet },
        splitLine: { lineStyle: { color: INK.track } },
      },
      series: [lineOf(points, at, target)],
    },
  };
}

function lineOf(points: readonly TrendPoint[], at: number | null, target: string | null) {
  return {
    type: 'line' as const,
    silent: true,
    clip: false,
    symbol: 'circle',
    symbolSize: 6,
    lineStyle: { color: INK.met, width: 2 },
    itemStyle: { color: INK.met },
    data: points.map(({ percent }, index) => ({
      value: lengthOf(percent) ?? '-',
      label: {
        show: percent !== null && isLabelled(index, points.length),
        position: 'top' as const,
        formatter: percent ?? '',
        fontSize: 9.5,
      },
    })),
    label: { color: INK.text, textBorderColor: '#ffffff', textBorderWidth: 3 },
    ...(at !== null && { markLine: targetLine({ yAxis: at }, `Mức giao ${target}`, 'insideStartTop') }),
  };
}

/** The line of a target across a chart, with its words. */
export function targetLine(
  place: { readonly xAxis: number } | { readonly yAxis: number },
  words: string,
  position: 'insideStartTop' | 'start',
) {
  // Words that stand over the right edge of the drawing would be cut.
  const alignment = 'xAxis' in place && place.xAxis > 75 ? { align: 'right' as const } : {};
  return {
    silent: true,
    symbol: 'none',
    animation: false,
    z: 1,
    lineStyle: { color: INK.target, width: 1.5, type: [5, 3] },
    label: { formatter: words, position, fontSize: 10, color: INK.target, ...alignment },
    data: [place],
  };
}
