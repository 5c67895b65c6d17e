import type { ReportedIndicator } from '../../report-content.js';
import { targetStatusText } from '../outline/words.js';
import { INK, type Chart } from './chart-svg.js';
import { barLabel, inkOf, inLines, lengthOf, targetLength, valueInWords } from './chart-values.js';

const WIDTH = 400;
const ROW = 62;
const LINE_CHARACTERS = 62;

/** Every indicator as a bar with its target as a stroke across it; null when there is no indicator. */
export function indicatorChart(indicators: readonly ReportedIndicator[]): Chart | null {
  if (indicators.length === 0) return null;
  const values = indicators.map(({ name, percent, status, denominator }) =>
    valueInWords(name, percent, status, denominator),
  );
  return {
    id: 'bieu-do-chi-so',
    title: 'Các chỉ số so với mức giao (vạch đứng)',
    description: `${values.join('; ')}.`,
    width: WIDTH,
    height: indicators.length * ROW + 24,
    hasInks: true,
    option: {
      grid: { left: 4, right: 14, top: 0, bottom: 24 },
      xAxis: {
        type: 'value',
        min: 0,
        max: 100,
        interval: 20,
        axisLabel: { formatter: '{value} %', fontSize: 10, color: INK.quiet, alignMaxLabel: 'right' },
        splitLine: { show: false },
      },
      yAxis: {
        type: 'category',
        inverse: true,
        data: indicators.map(labelOf),
        axisTick: { show: false },
        axisLine: { lineStyle: { color: INK.line } },
        axisLabel: {
          inside: true,
          align: 'left',
          verticalAlign: 'bottom',
          fontSize: 10.5,
          lineHeight: 13,
          color: INK.text,
          margin: 2,
          padding: [0, 0, 11, 0],
        },
        z: 5,
      },
      series: [bars(indicators), targetStrokes(indicators)],
    },
  };
}

function labelOf({ name, target, status, denominator }: ReportedIndicator): string {
  const outcome = targetStatusText(status, denominator);
  const words = target === null ? name : `${name} (giao ${target}: ${outcome.toLowerCase()})`;
  return inLines(words, LINE_CHARACTERS).join('\n');
}

function bars(indicators: readonly ReportedIndicator[]) {
  return {
    type: 'bar' as const,
    silent: true,
    barWidth: 16,
    barGap: '-100%',
    showBackground: true,
    backgroundStyle: { color: INK.track },
    data: indicators.map(({ percent, status }) => {
      const value = lengthOf(percent) ?? 0;
      const itemStyle = { color: inkOf(status) };
      return { value, itemStyle, label: { ...barLabel(value, percent), fontSize: 10.5 } };
    }),
  };
}

function targetStrokes(indicators: readonly ReportedIndicator[]) {
  return {
    type: 'scatter' as const,
    silent: true,
    symbol: 'rect',
    symbolSize: [2.5, 24],
    itemStyle: { color: INK.target, opacity: 1 },
    z: 6,
    data: indicators.flatMap(({ target }, index) => {
      const at = targetLength(target);
      return at === null ? [] : [[at, index]];
    }),
  };
}
