/** A source of reproducible chance: the same seed gives the same draws, on every machine. */
export interface Random {
  /** A number in [0, 1). */
  next(): number;
  /** A whole number in [0, count). */
  below(count: number): number;
  /** True with that probability. */
  chance(probability: number): boolean;
  /** A draw of the normal distribution with mean 0 and deviation 1. */
  normal(): number;
}

/** The source of a seed. Algorithm: mulberry32 by Tommy Ettinger, public domain; 32 bits suffice for plausible rows. */
export function randomOf(seed: number): Random {
  let state = Math.imul(seed | 0, 0x9e3779b1) >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  return {
    next,
    below: (count) => Math.floor(next() * count),
    chance: (probability) => next() < probability,
    normal: () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next()),
  };
}

/** A seed for one thing of many, told by its name, so that adding a thing leaves the others as they were. */
export function seedOf(seed: number, name: string): number {
  let hash = 0x811c9dc5 ^ seed;
  for (let place = 0; place < name.length; place += 1) hash = Math.imul(hash ^ name.charCodeAt(place), 0x01000193);
  return hash;
}

/** Draws places of a list by weight. */
export class WeightedChoice {
  private readonly ends: Float64Array;

  /** Weights are 0 or more; at least one above 0. */
  constructor(weights: readonly number[]) {
    let sum = 0;
    this.ends = Float64Array.from(weights, (weight) => (sum += weight));
  }

  /** A place; its probability is its share of all weights. */
  draw(random: Random): number {
    const point = random.next() * (this.ends.at(-1) ?? 0);
    let low = 0;
    let high = this.ends.length - 1;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.ends[middle] ?? 0) > point) high = middle;
      else low = middle + 1;
    }
    return low;
  }
}
