import type { ReportContent } from '../../report-content.js';
import { KIND_GROUPS } from '../outline/words.js';
import { INK, type Chart } from './chart-svg.js';
import { barLabel, inkOf, lengthOf, targetLength, valueInWords } from './chart-values.js';
import { targetLine } from './trend-chart.js';

/** Values of all units by one indicator. */
export type UnitValues = NonNullable<ReportContent['unitValues']>[number];
type UnitValue = UnitValues['units'][number];

const ROW = 17;
const LONGEST_NAME = 34;

/** For each kind of units a chart of their values against the target, the highest first; empty when not compiled. */
export function unitCharts({ indicator: code, units }: UnitValues, { indicators }: ReportContent): Chart[] {
  const indicator = indicators.find((one) => one.code === code);
  return KIND_GROUPS.flatMap(({ kind, text }) => {
    const own = units.filter((unit) => unit.kind === kind);
    if (own.length === 0) return [];
    const id = `bieu-do-don-vi-${code}-${kind}`.toLowerCase().replaceAll('_', '-');
    return unitChart(id, `${text}: ${indicator?.name ?? code}`, indicator?.target ?? null, own.toSorted(highestFirst));
  });
}

function highestFirst(one: UnitValue, other: UnitValue): number {
  return (lengthOf(other.percent) ?? -1) - (lengthOf(one.percent) ?? -1);
}

function unitChart(id: string, title: string, target: string | null, units: readonly UnitValue[]): Chart {
  const at = targetLength(target);
  const values = units.map(({ name, percent, status, denominator }) =>
    valueInWords(name, percent, status, denominator),
  );
  return {
    id,
    title: target === null ? title : `${title}, mức giao ${target}`,
    description: `${values.join('; ')}.`,
    width: 400,
    height: units.length * ROW + 44,
    hasInks: true,
    option: {
      grid: { left: units.some(({ kind }) => kind !== 'COMMUNE') ? 180 : 118, right: 16, top: 20, bottom: 24 },
      xAxis: {
        type: 'value',
        min: 0,
        max: 100,
        interval: 20,
        axisLabel: { formatter: '{value} %', fontSize: 9.5, color: INK.quiet },
        splitLine: { lineStyle: { color: INK.track } },
      },
      yAxis: {
        type: 'category',
        inverse: true,
        data: units.map(({ name }) => shortened(name)),
        axisTick: { show: false },
        axisLine: { lineStyle: { color: INK.other } },
        axisLabel: { interval: 0, fontSize: 10, color: INK.text },
      },
      series: [
        {
          type: 'bar',
          silent: true,
          barWidth: 11,
          data: units.map(barOf),
          ...(at !== null && { markLine: targetLine({ xAxis: at }, `Mức giao ${target}`, 'start') }),
        },
      ],
    },
  };
}

function barOf({ percent, status }: UnitValue) {
  const value = lengthOf(percent) ?? 0;
  const itemStyle = { color: inkOf(status) };
  return { value, itemStyle, label: { ...barLabel(value, percent), fontSize: 9 } };
}

/** A name that fits beside the bars; the table has it whole. */
function shortened(name: string): string {
  return name.length <= LONGEST_NAME ? name : `${name.slice(0, LONGEST_NAME - 1)}…`;
}
