import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, existsSync, openSync, readFileSync, readlinkSync, realpathSync, rmSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { PlanError } from '../../schema/base/index.js';
import { programEnvironment, runAs, type OsUser } from './os-user.js';
import type { PostgresBinaries } from './postgres-binaries.js';
import { serverSettings } from './server-settings.js';

/** A PostgreSQL main process found on a data folder. */
export interface Postmaster {
  pid: number;
  /** Port on 127.0.0.1; 0 while it is not written down yet. */
  port: number;
  isReady: boolean;
}

export interface LaunchOptions {
  data: string;
  port: number;
  ephemeral: boolean;
  user: OsUser | null;
  binaries: PostgresBinaries;
}

/**
 * What became of a launch: `ready`, `portTaken`, or `rival` = another process uses or has just stopped
 * the same data folder, so look again.
 */
export type LaunchResult = 'ready' | 'portTaken' | 'rival';

const pollMs = 20;
const startTimeoutMs = 60_000; // recovery after a power cut can take this long
const stopTimeoutMs = 60_000;
const largestLog = 5_000_000; // bytes

/**
 * The PostgreSQL running on `data`; null when there is none.
 *
 * A `postmaster.pid` left by a crash names a process id that may by now be something else, which PostgreSQL itself
 * cannot tell and would refuse to start: such a file is removed.
 */
export function findPostmaster(data: string): Postmaster | null {
  const file = join(data, 'postmaster.pid');
  if (!existsSync(file)) return null;
  const lines = readFileSync(file, 'utf8').split('\n');
  const pid = Number(lines[0]);
  if (!pid) return null;
  if (isPostmaster(pid, data)) return { pid, port: Number(lines[3] ?? 0), isReady: lines[7]?.trim() === 'ready' };
  if (isAlive(pid)) rmSync(file, { force: true });
  return null;
}

/**
 * Starts PostgreSQL on `data` and waits until it accepts connections.
 * @throws PlanError CONFIGURATION with the last lines of its log when it does not start.
 */
export async function launchPostmaster(options: LaunchOptions): Promise<LaunchResult> {
  const { data, port, ephemeral, user, binaries } = options;
  const logFile = join(dirname(data), 'server.log');
  const start = statSync(logFile, { throwIfNoEntry: false })?.size ?? 0;
  const from = start > largestLog ? 0 : start;
  const output = openSync(logFile, from === 0 ? 'w' : 'a', 0o600);
  const parameters = ['-D', data, ...serverSettings(port, ephemeral).flatMap((setting) => ['-c', setting])];
  // A process group of its own: Ctrl-C in the terminal must not stop it before server and worker have closed.
  const child = spawn(binaries.postgres, parameters, {
    ...runAs(user),
    detached: true,
    stdio: ['ignore', output, output],
  });
  closeSync(output);
  child.unref();
  if (child.pid) guard(child.pid, options);
  const failure = await outcome(child, data);
  if (failure === 'ready') return failure;
  const text = failure.message + readFileSync(logFile).subarray(from).toString('utf8');
  if (child.pid && failure.hasExited) await dismissGuard(child.pid);
  if (/could not bind|could not create any TCP\/IP sockets/.test(text)) return 'portTaken';
  if (failure.exitCode === 0) return 'rival'; // somebody asked it to stop
  if (/lock file .* already exists|pre-existing shared memory/.test(text)) return 'rival';
  throw new PlanError('CONFIGURATION', `PostgreSQL nhúng không khởi động được:\n${lastLines(text)}`, { logFile });
}

/** Stops a PostgreSQL cleanly, cutting its connections, and waits until it is gone. */
export async function stopPostmaster(pid: number, data: string): Promise<void> {
  if (!isPostmaster(pid, data)) return;
  process.kill(pid, 'SIGINT'); // "fast": open transactions are rolled back, nothing is lost
  for (let waited = 0; isPostmaster(pid, data); waited += pollMs) {
    if (waited > stopTimeoutMs) throw new Error(`PostgreSQL (process ${pid}) does not stop`);
    await sleep(pollMs);
  }
}

interface Failure {
  exitCode: number | null;
  hasExited: boolean;
  message: string;
}

async function outcome(child: ChildProcess, data: string): Promise<'ready' | Failure> {
  const seen: { failure?: Failure } = {};
  child.once('error', ({ message }) => (seen.failure = { exitCode: null, hasExited: true, message }));
  child.once('exit', (exitCode) => (seen.failure = { exitCode, hasExited: true, message: '' }));
  for (let waited = 0; waited < startTimeoutMs && !seen.failure; waited += pollMs) {
    const found = findPostmaster(data);
    if (found?.isReady && found.pid === child.pid) return 'ready';
    await sleep(pollMs);
  }
  return seen.failure ?? { exitCode: null, hasExited: false, message: 'start-up timed out\n' };
}

// Waits for this process: a line says that all is well, the end of input that it died.
const guardScript = `
read -r line && exit 0
[ "$(head -n 1 "$2/postmaster.pid" 2>/dev/null)" = "$1" ] || exit 0
kill -INT "$1"
[ "$3" = true ] || exit 0
while [ -e "$2/postmaster.pid" ]; do sleep 0.1; done
rm -rf "$2"/*`;

const guards = new Map<number, ChildProcess>();

/** Stops PostgreSQL when this process is killed and so cannot; removes the data of an ephemeral one. */
function guard(pid: number, { data, ephemeral, user }: LaunchOptions): void {
  if (process.platform === 'win32') return;
  const parameters = ['-c', guardScript, 'sh', String(pid), data, String(ephemeral)];
  const child = spawn('/bin/sh', parameters, { ...runAs(user), detached: true, stdio: ['pipe', 'ignore', 'ignore'] });
  child.on('error', () => undefined); // no shell: then the next start stops what is left
  child.stdin.on('error', () => undefined);
  child.unref();
  if (child.pid) guards.set(pid, child);
}

/** Sends the guard of a PostgreSQL home and waits for it: once that process is stopped on purpose, or left to others. */
export async function dismissGuard(pid: number): Promise<void> {
  const child = guards.get(pid);
  guards.delete(pid);
  if (!child?.stdin || child.exitCode !== null || child.signalCode !== null) return;
  child.ref();
  child.stdin.end('stopped\n');
  await once(child, 'exit');
}

function isPostmaster(pid: number, data: string): boolean {
  if (!isAlive(pid)) return false;
  if (process.platform === 'linux') {
    try {
      return readlinkSync(`/proc/${pid}/cwd`) === realpathSync(data); // PostgreSQL works inside its data folder
    } catch {
      return false; // gone meanwhile, or another account's process
    }
  }
  if (process.platform === 'win32') return true;
  const { stdout } = spawnSync('ps', ['-o', 'command=', '-p', String(pid)], {
    env: programEnvironment,
    encoding: 'utf8',
  });
  return stdout.includes(data);
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function lastLines(text: string): string {
  return text.trim().split('\n').slice(-5).join('\n');
}
