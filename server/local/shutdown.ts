import { toError } from '../../schema/base/index.js';

/** Something that was started, in the words of the person at the terminal, and how to stop it. */
interface Started {
  readonly name: string;
  stop(): Promise<void>;
}

/** npm passes Ctrl-C on to a process that has already got it from the terminal: what follows at once is the same one. */
const SAME_KEYSTROKE_MS = 1000;
/** Exit code of a process ended by SIGINT, as shells count. */
const FORCED_EXIT_CODE = 130;

/** Keeps what was started and stops it in reverse order: at Ctrl-C, SIGTERM, a closed terminal, or a failure. */
export class Shutdown {
  private readonly started: Started[] = [];
  private readonly request = new AbortController();
  private askedAt = 0;

  /** Begins to listen for signals; `onForced` ends at once whatever still runs when Ctrl-C comes a second time. */
  constructor(
    private readonly say: (line: string) => void,
    private readonly onForced: () => void,
  ) {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => this.ask(signal));
  }

  /** Aborted once somebody asked to stop. */
  get asked(): AbortSignal {
    return this.request.signal;
  }

  /** Remembers what has just been started. */
  add(name: string, stop: () => Promise<void>): void {
    this.started.push({ name, stop });
  }

  /** Stops everything, the newest first; one that fails is told and does not keep the others running. */
  async stopAll(): Promise<void> {
    for (let next = this.started.pop(); next; next = this.started.pop()) {
      try {
        await next.stop();
      } catch (error) {
        this.say(`Không dừng được ${next.name}: ${toError(error).message}`);
      }
    }
  }

  private ask(signal: NodeJS.Signals): void {
    const now = performance.now();
    if (!this.asked.aborted) {
      this.askedAt = now;
      this.request.abort();
      this.say('Đang dừng… (nhấn Ctrl-C lần nữa để dừng ngay)');
    } else if (signal === 'SIGINT' && now - this.askedAt > SAME_KEYSTROKE_MS) {
      this.onForced();
      process.exit(FORCED_EXIT_CODE);
    }
  }
}
