import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { projectFile } from '../../schema/base/index.js';
import { readLogLine, type LogEntry } from './log-line-rules.js';

/** A part of the product to be run as a process of its own. */
export interface ServiceOptions {
  /** Name for the person at the terminal. */
  readonly name: string;
  /** Compiled program, from the project's top. */
  readonly program: string;
  /** Its whole environment. */
  readonly environment: NodeJS.ProcessEnv;
  /** Takes every line that it writes. */
  readonly logFile: Writable;
  /** Told of every line. */
  readonly onEntry: (entry: LogEntry) => void;
}

const LAST_LINES = 12;

/** A running part of the product. */
export class ServiceProcess {
  readonly name: string;
  /** Resolves once it has ended, for whatever reason, with that reason in words. */
  readonly ended: Promise<string>;
  private readonly lines: string[] = [];
  private readonly child: ChildProcess;

  /** Starts it. Ctrl-C does not reach it (a process group of its own): whoever started it stops it, in the right order. */
  constructor({ name, program, environment, logFile, onEntry }: ServiceOptions) {
    this.name = name;
    const preload = new URL('end-with-parent.js', import.meta.url).href;
    this.child = spawn(process.execPath, ['--enable-source-maps', '--import', preload, projectFile(program)], {
      env: environment,
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      detached: process.platform !== 'win32',
    });
    const keep = (line: string) => {
      logFile.write(`${line}\n`);
      this.lines.push(line);
      if (this.lines.length > LAST_LINES) this.lines.shift();
      onEntry(readLogLine(line));
    };
    const outputs = [this.child.stdout, this.child.stderr].filter((output) => output !== null);
    const read = outputs.map((output) => readLines(output, keep));
    this.ended = endOf(this.child).then(async (reason) => {
      await Promise.all(read);
      logFile.end();
      return reason;
    });
  }

  get hasEnded(): boolean {
    return this.child.exitCode !== null || this.child.signalCode !== null;
  }

  /** The last lines it wrote, oldest first. */
  get lastLines(): readonly string[] {
    return this.lines.map((line) => readLogLine(line).text);
  }

  /** Asks it to stop and waits until it is gone; kills it after `patienceMs`. */
  async stop(patienceMs: number): Promise<void> {
    this.child.kill('SIGTERM');
    const patience = new AbortController();
    const waited = sleep(patienceMs, true, { signal: patience.signal }).catch(() => false);
    if (await Promise.race([this.ended.then(() => false), waited])) this.kill();
    patience.abort();
    await this.ended;
  }

  /** Ends it at once. */
  kill(): void {
    this.child.kill('SIGKILL');
  }
}

/** Resolves at the end of the output. */
async function readLines(output: Readable, onLine: (line: string) => void): Promise<void> {
  const lines = createInterface({ input: output, crlfDelay: Infinity }).on('line', onLine);
  await once(lines, 'close');
}

async function endOf(child: ChildProcess): Promise<string> {
  try {
    await once(child, 'spawn');
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  const [code, signal] = (await once(child, 'exit')) as [number | null, NodeJS.Signals | null];
  return signal ? `tín hiệu ${signal}` : `mã ${code}`;
}
