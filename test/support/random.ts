/** Random choices that a seed alone decides. */
export class Random {
  private state: number;

  constructor(seed: number) {
    this.state = seed >>> 0;
  }

  /** A whole number from 0 to below `end`. */
  below(end: number): number {
    // mulberry32
    this.state = (this.state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % end;
  }

  /** True in `percent` of a hundred times. */
  chance(percent: number): boolean {
    return this.below(100) < percent;
  }

  /** One of several. @throws Error when there is none. */
  pick<T>(choices: readonly T[]): T {
    if (choices.length === 0) throw new Error('Nothing to choose from');
    return choices[this.below(choices.length)] as T;
  }
}
