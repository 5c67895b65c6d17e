/** What an admission lets through. */
export interface AdmissionLimits {
  /** Most that run at once. */
  readonly atOnce: number;
  /** Most that wait for their turn; further ones are turned away at once. */
  readonly waiting: number;
  /** Longest wait, in milliseconds. */
  readonly waitMs: number;
}

/** Lets so many through at once, lets so many wait so long, in the order in which they came. */
export class Admission {
  private running = 0;
  private readonly queue: ((isAdmitted: boolean) => void)[] = [];

  constructor(private readonly limits: AdmissionLimits) {}

  /** Runs `work` when it is its turn; null when it was turned away, and then it has not begun. */
  async run<T>(work: () => Promise<T>): Promise<{ readonly result: T } | null> {
    if (!(await this.enter())) return null;
    try {
      return { result: await work() };
    } finally {
      this.leave();
    }
  }

  private enter(): Promise<boolean> {
    const { atOnce, waiting, waitMs } = this.limits;
    if (this.running < atOnce) {
      this.running += 1;
      return Promise.resolve(true);
    }
    if (this.queue.length >= waiting) return Promise.resolve(false);
    return new Promise((resolve) => {
      const answer = (isAdmitted: boolean) => {
        clearTimeout(timer);
        resolve(isAdmitted);
      };
      const timer = setTimeout(() => {
        this.queue.splice(this.queue.indexOf(answer), 1);
        resolve(false);
      }, waitMs);
      this.queue.push(answer);
    });
  }

  /** Hands the place to whoever has waited longest. */
  private leave(): void {
    const next = this.queue.shift();
    if (next) next(true);
    else this.running -= 1;
  }
}
