import { setTimeout as sleep } from 'node:timers/promises';
import { childEnvironment, PlanError, type Environment } from '../../schema/base/index.js';
import { openLogFile } from './log-file.js';
import { shownLogLine, type LogEntry } from './log-line-rules.js';
import { ServiceProcess } from './service-process.js';
import type { Shutdown } from './shutdown.js';

/** A part of the product to be run as a process of its own. */
interface PartOptions {
  /** Name for the person at the terminal. */
  readonly name: string;
  /** Compiled program, from the project's top. */
  readonly program: string;
  readonly environment: Environment;
  /** Least level of the lines that the terminal shows. */
  readonly shownFrom: string;
  /** How long it may take to stop, in milliseconds. */
  readonly patienceMs: number;
  /** Told of every line that it logs. */
  readonly watch?: (entry: LogEntry) => void;
}

const READY_WITHIN_MS = 120_000;
const ASK_EVERY_MS = 50;
const ANSWER_WITHIN_MS = 2000;
const SHOWN_LINES = 8;
// Together with PostgreSQL's below the 10 s after which a supervisor kills.
const WORKER_PATIENCE_MS = 4500;
const SERVER_PATIENCE_MS = 2000;
const MAIL_PATIENCE_MS = 1000;

/** The parts of the product that run as processes of their own, their logs in one folder. */
export class Services {
  private readonly parts: ServiceProcess[] = [];
  private readonly conditions: (() => Promise<boolean>)[] = [];

  constructor(
    private readonly logFolder: string,
    private readonly shutdown: Shutdown,
    private readonly say: (line: string) => void,
  ) {}

  /** Starts the mail catcher. */
  startMailCatcher(environment: Environment): void {
    const program = 'dist/server/local/mail-catcher.js';
    this.start({ name: 'mail', program, environment, shownFrom: 'silent', patienceMs: MAIL_PATIENCE_MS });
    this.conditions.push(() => answers(`http://127.0.0.1:${environment.MAIL_CATCHER_PORT}/`));
  }

  /** Starts the server; `environment` has the addresses of database and mail server. */
  startServer(environment: Environment): void {
    const [program, shownFrom] = ['dist/server/main.js', environment.LOG_LEVEL];
    this.start({ name: 'server', program, environment, shownFrom, patienceMs: SERVER_PATIENCE_MS });
    this.conditions.push(() => answers(healthAddress(environment)));
  }

  /** Starts the worker; `environment` as for the server. */
  startWorker(environment: Environment): void {
    let isWorking = false;
    const [program, shownFrom] = ['dist/worker/main.js', environment.LOG_LEVEL];
    const watch = ({ text }: LogEntry) => void (isWorking ||= text === 'started');
    this.start({ name: 'worker', program, environment, shownFrom, patienceMs: WORKER_PATIENCE_MS, watch });
    this.conditions.push(async () => isWorking);
  }

  /**
   * Waits until every part answers, or somebody asks to stop.
   * @throws PlanError CONFIGURATION with its last words when one of them ends, or does not come up in two minutes.
   */
  async untilReady(): Promise<void> {
    const end = performance.now() + READY_WITHIN_MS;
    while (!this.shutdown.asked.aborted && !(await this.isReady())) {
      const ended = this.parts.find((part) => part.hasEnded);
      if (ended) throw await endedError(ended);
      if (performance.now() > end) {
        throw new PlanError('CONFIGURATION', `Hệ thống chưa sẵn sàng sau ${READY_WITHIN_MS / 1000} giây.`);
      }
      await sleep(ASK_EVERY_MS);
    }
  }

  /** Waits until one of them ends. @throws PlanError CONFIGURATION with its last words. */
  async untilOneEnds(): Promise<never> {
    throw await endedError(await Promise.race(this.parts.map((part) => part.ended.then(() => part))));
  }

  /** Ends all of them at once. */
  kill(): void {
    for (const part of this.parts) part.kill();
  }

  private start({ name, program, environment, shownFrom, patienceMs, watch }: PartOptions): void {
    // What the terminal does not show is what one needs from the file: never less than `info` there.
    const level = environment.LOG_LEVEL === 'debug' ? 'debug' : 'info';
    const part = new ServiceProcess({
      name,
      program,
      environment: childEnvironment({ ...environment, LOG_LEVEL: level }),
      logFile: openLogFile(this.logFolder, name),
      onEntry: (entry) => {
        watch?.(entry);
        const line = shownLogLine(name, entry, shownFrom);
        if (line !== null) this.say(line);
      },
    });
    this.parts.push(part);
    this.shutdown.add(name, () => part.stop(patienceMs));
  }

  private async isReady(): Promise<boolean> {
    for (const condition of this.conditions) if (!(await condition())) return false;
    return true;
  }
}

async function endedError(part: ServiceProcess): Promise<PlanError> {
  const lines = [`${part.name} đã dừng ngoài ý muốn (${await part.ended}). Những dòng nhật ký cuối:`];
  for (const line of part.lastLines.slice(-SHOWN_LINES)) lines.push(`  ${line}`);
  return new PlanError('CONFIGURATION', lines.join('\n'), { part: part.name });
}

function healthAddress({ HOST, PORT }: Environment): string {
  const host = ['0.0.0.0', '::'].includes(HOST) ? '127.0.0.1' : HOST;
  return `http://${host.includes(':') ? `[${host}]` : host}:${PORT}/healthz`;
}

async function answers(address: string): Promise<boolean> {
  try {
    // The mail catcher shows its page only to who asks for HTML.
    const headers = { accept: 'text/html, */*' };
    const { ok } = await fetch(address, { headers, signal: AbortSignal.timeout(ANSWER_WITHIN_MS) });
    return ok;
  } catch {
    return false;
  }
}
