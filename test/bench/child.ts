import { spawn, type ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';

/** A program under measurement. */
export interface Child {
  readonly process: ChildProcess;
  /** First line that `accept` turned into a value. */
  readonly port: number;
  stop(): Promise<void>;
}

/** Starts a compiled program and waits for the line that tells its port. */
export async function startChild(
  script: string,
  args: readonly string[],
  env: Record<string, string>,
  portOf: (line: string) => number | null,
): Promise<Child> {
  const child = spawn(process.execPath, [script, ...args], {
    env: { ...process.env, NODE_ENV: 'production', ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const lines = createInterface({ input: child.stdout });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const stop = async () => {
    child.kill('SIGTERM');
    await ended;
  };
  for await (const line of lines) {
    const port = portOf(line);
    if (port === null) continue;
    child.stdout.resume();
    return { process: child, port, stop };
  }
  throw new Error(`${script} ended without telling its port`);
}

/** Processor time that a child has used so far, in milliseconds; null where the system does not tell. */
export function processorMs({ process: { pid } }: Child): number | null {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
    return (Number(fields[11]) + Number(fields[12])) * 10;
  } catch {
    return null;
  }
}

/** Most memory a child has held so far, in MiB; null where the system does not tell. */
export function peakMemoryMiB({ process: { pid } }: Child): number | null {
  try {
    const match = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
    return match ? Math.round(Number(match[1]) / 1024) : null;
  } catch {
    return null;
  }
}
