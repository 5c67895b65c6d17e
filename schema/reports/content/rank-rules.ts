import { rankByRatio, type Ratio } from '../../indicators/index.js';
import type { UnitKind } from '../../organisation/index.js';

/** A unit's value by which it is ranked among those of its kind. */
export interface RankedValue extends Ratio {
  readonly unitId: string;
  readonly kind: UnitKind;
}

/** A place, 1 the best, equal values sharing it; `of` how many units have one. */
export interface Place {
  readonly place: number;
  readonly of: number;
}

/** Places by unit id, each kind for itself; a unit without a value is missing. */
export function placesOf(values: readonly RankedValue[]): Map<string, Place> {
  const places = new Map<string, Place>();
  for (const ofKind of Map.groupBy(values, ({ kind }) => kind).values()) {
    const ranked = rankByRatio(ofKind).flatMap(({ item, rank }) =>
      rank === null ? [] : { unitId: item.unitId, rank },
    );
    for (const { unitId, rank } of ranked) places.set(unitId, { place: rank, of: ranked.length });
  }
  return places;
}
