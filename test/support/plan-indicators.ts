import { parseCivilDate, projectFile } from '../../schema/base/index.js';
import { IndicatorSet, readIndicators, type Indicator } from '../../schema/indicators/index.js';
import { readMeasures } from '../../schema/observations/index.js';
import { plan457 } from './plan-database.js';

/** What the observed measures of plan 457/KH-UBND count. */
export const measureDimensions457 = new Map(readMeasures().map(({ code, countUnit }) => [code, countUnit]));

/** Indicators of plan 457/KH-UBND as its folder says them. */
export const indicatorData457 = readIndicators(projectFile('schema/plan/kh-457'), plan457, measureDimensions457);

/** The same as a set, without a database. */
export const indicators457 = new IndicatorSet(
  indicatorData457.map(({ from, words, ...data }, position) => ({
    ...data,
    id: data.code,
    planId: 'plan',
    position,
    formula: words,
    validFrom: from,
  })),
);

/** An indicator of the plan. @throws PlanError INVALID_INPUT when there is none of that code. */
export function indicator457(code: string): Indicator {
  return indicators457.of(code, parseCivilDate('2025-12-31'));
}
