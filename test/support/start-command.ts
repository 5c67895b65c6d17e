import { spawn } from 'node:child_process';
import { createServer, type AddressInfo } from 'node:net';
import { projectFile } from '../../schema/base/index.js';
import { until } from './until.js';

/** `npm start` without the build, running. */
export interface StartCommand {
  readonly pid: number;
  /** What it has printed so far, both outputs. */
  output(): string;
  /** Waits until it has printed a text. @throws Error with its output when it ends before. */
  says(text: string): Promise<void>;
  /** Waits until everything is ready. @throws as `says`. */
  ready(): Promise<void>;
  /** Sends a signal and waits for the end. */
  stop(signal: NodeJS.Signals): Promise<EndedCommand>;
  readonly ended: Promise<EndedCommand>;
}

/** How it ended. */
export interface EndedCommand {
  /** Null when it was killed. */
  readonly exitCode: number | null;
  readonly output: string;
}

/** The first start makes a cluster and the history of a year on a machine that runs other tests too. */
const READY_WITHIN_MS = 150_000;

/** Starts everything; nothing of ours but `variables` stands in its environment. */
export function runStart(variables: Readonly<Record<string, string>>): StartCommand {
  const child = spawn(process.execPath, [projectFile('dist/server/local/start.js')], {
    cwd: projectFile('.'),
    env: { PATH: process.env['PATH'], NODE_COMPILE_CACHE: process.env['NODE_COMPILE_CACHE'], ...variables },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  let exitCode: number | null | undefined;
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text) => (output += text));
  const ended = new Promise<EndedCommand>((resolve) =>
    child.once('close', (code) => resolve({ exitCode: (exitCode = code), output })),
  );
  const says = async (text: string) => {
    await until(() => exitCode !== undefined || output.includes(text), READY_WITHIN_MS);
    if (exitCode !== undefined) throw new Error(`ended with ${exitCode}: ${output}`);
  };
  return {
    pid: child.pid ?? 0,
    output: () => output,
    ended,
    says,
    ready: () => says('Dừng: Ctrl-C'),
    stop: (signal) => {
      child.kill(signal);
      return ended;
    },
  };
}

/** Ports that were free a moment ago. */
export async function freePorts(count: number): Promise<string[]> {
  const servers = await Promise.all(Array.from({ length: count }, () => holdPort()));
  const ports = servers.map((server) => String((server.address() as AddressInfo).port));
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return ports;
}

/** A server that holds a port of 127.0.0.1; 0 = any free one. */
export function holdPort(port = 0): Promise<ReturnType<typeof createServer>> {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(port, '127.0.0.1', () => resolve(server));
  });
}
