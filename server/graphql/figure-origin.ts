import type { DayRange } from '../../schema/base/index.js';
import type { IndicatorValue } from '../../schema/indicators/index.js';
import type { FigureScope } from './figures.js';

/** What a value was asked for with, so that its neighbours in time can be asked for in the same way. */
export interface FigureOrigin {
  readonly scope: FigureScope;
  readonly range: DayRange;
  readonly restated: boolean;
}

/** Kept beside the values, which are the domain's and know neither province nor request. */
const origins = new WeakMap<IndicatorValue, FigureOrigin>();

/** Remembers what a value was asked for with; the value itself. */
export function withOrigin(value: IndicatorValue, origin: FigureOrigin): IndicatorValue {
  origins.set(value, origin);
  return value;
}

/** What a value was asked for with; null for a value that `indicatorsOf` did not make. */
export function originOf(value: IndicatorValue): FigureOrigin | null {
  return origins.get(value) ?? null;
}
