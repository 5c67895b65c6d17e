/** What an admission lets through. */
export interface AdmissionLimits {
  /** Most that run at once. */
  readonly atOnce: number;
  /** Most that wait for their turn; further ones are turned away at once. */
  readonly waiting: number;
  /** Longest wait, in milliseconds. */
  readonly waitMs: number;
  /** Rest after each before the next begins, as a share of the time that it took: then others have their turn. */
  readonly rest: number;
}

/** Lets so many through at once, lets so many wait so long, in the order in which they came. */
export class Admission {
  private running = 0;
  private readonly queue: ((isAdmitted: boolean) => void)[] = [];

  constructor(private readonly limits: AdmissionLimits) {}

  /** Whether one more would be turned away now. */
  get isFull(): boolean {
    return this.running >= this.limits.atOnce && this.queue.length >= this.limits.waiting;
  }

  /** Runs `work` when it is its turn; null when it was turned away, and then it has not begun. */
  async run<T>(work: () => Promise<T>): Promise<{ readonly result: T } | null> {
    if (!(await this.enter())) return null;
    const started = performance.now();
    try {
      return { result: await work() };
    } finally {
      setTimeout(() => this.leave(), (performance.now() - started) * this.limits.rest).unref();
    }
  }

  private enter(): Promise<boolean> {
    const { atOnce, waitMs } = this.limits;
    if (this.running < atOnce) {
      this.running += 1;
      return Promise.resolve(true);
    }
    if (this.isFull) return Promise.resolve(false);
    const { promise, resolve } = Promise.withResolvers<boolean>();
    const answer = (isAdmitted: boolean) => {
      clearTimeout(timer);
      resolve(isAdmitted);
    };
    const timer = setTimeout(() => {
      this.queue.splice(this.queue.indexOf(answer), 1);
      resolve(false);
    }, waitMs);
    this.queue.push(answer);
    return promise;
  }

  /** Hands the place to whoever has waited longest. */
  private leave(): void {
    const next = this.queue.shift();
    if (next) next(true);
    else this.running -= 1;
  }
}
