import { existsSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { PlanError } from '../../schema/base/index.js';
import { findPostgresBinaries } from './postgres-binaries.js';
import { ensureCluster } from './postgres-cluster.js';
import { choosePostgresHome, dataFolder, findPostgresHome } from './postgres-home.js';
import { PostgresLease } from './postgres-lease.js';
import { dismissGuard, findPostmaster, launchPostmaster, stopPostmaster, type LaunchOptions } from './postmaster.js';

export interface EmbeddedPostgresOptions {
  /** Folder for the data, made when missing. */
  dataDirectory: string;
  /** Port on 127.0.0.1; 0 = any free one. */
  port: number;
  /** Takes lines for the person at the terminal (Vietnamese). */
  log?: (line: string) => void;
  /** True for a throw-away cluster (tests): quick, not safe against a power cut, removed when this process is killed. */
  ephemeral?: boolean;
}

/** A running PostgreSQL that came with npm. */
export interface EmbeddedPostgres {
  /** Address, password included, of the maintenance database "postgres". */
  url: string;
  /** The same for another database. */
  urlFor(database: string): string;
  port: number;
  /** Where PostgreSQL keeps its files; not always inside the folder asked for. */
  dataDirectory: string;
  /** Stops it and waits, unless another process uses it too; calling it again does nothing. */
  stop(): Promise<void>;
}

interface Cluster extends Omit<LaunchOptions, 'port'> {
  password: string;
  log: (line: string) => void;
}

const patienceMs = 60_000;
const retryMs = 100;

/**
 * Starts the PostgreSQL that comes with npm, creating its cluster at the first time (UTF-8, ICU vi-VN, time zone UTC,
 * random password in `cluster/password`).
 *
 * One PostgreSQL at most runs on a folder: one left behind by a killed process is stopped cleanly and started again,
 * one that another process uses is shared.
 * @throws PlanError CONFIGURATION when the port is taken, the data is of another major version, or no place or
 * account allows to run it.
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const { dataDirectory, port, log = () => undefined, ephemeral = false } = options;
  const home = choosePostgresHome(dataDirectory, log);
  const binaries = findPostgresBinaries(home.user);
  const password = await ensureCluster(home, binaries);
  const cluster: Cluster = { data: dataFolder(home.folder), user: home.user, binaries, ephemeral, password, log };
  for (let waited = 0; waited < patienceMs; waited += retryMs) {
    const postgres = (await joinRunning(cluster)) ?? (await launch(cluster, port));
    if (postgres) return postgres;
    await sleep(retryMs);
  }
  throw new PlanError('CONFIGURATION', `PostgreSQL trên ${cluster.data} đang chạy nhưng không nhận kết nối.`, {
    process: findPostmaster(cluster.data)?.pid,
  });
}

/**
 * Stops whatever PostgreSQL runs on the folder and deletes its data, wherever it lies, and the folder itself.
 * For throw-away clusters.
 */
export async function discardEmbeddedPostgres(dataDirectory: string): Promise<void> {
  const folder = findPostgresHome(dataDirectory);
  const data = folder && dataFolder(folder);
  const running = data && existsSync(data) ? findPostmaster(data) : null;
  if (data && running) await stopPostmaster(running.pid, data);
  if (folder) await remove(folder);
  await remove(dataDirectory);
}

async function remove(folder: string): Promise<void> {
  // A guard may be removing the same files; rmSync then ends early, without an error.
  for (let attempt = 0; attempt < 100 && existsSync(folder); attempt++) {
    if (attempt > 0) await sleep(retryMs);
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** The PostgreSQL already running on the data, if somebody uses it; one that nobody uses is stopped. */
async function joinRunning(cluster: Cluster): Promise<EmbeddedPostgres | null> {
  const running = findPostmaster(cluster.data);
  if (!running?.isReady) return null;
  const lease = await openLease(cluster, running.port);
  if (!lease) return null;
  if (!(await lease.isYoung()) && (await lease.isLastUser())) {
    await lease.close();
    await stopPostmaster(running.pid, cluster.data);
    return null;
  }
  if (!(await lease.share())) return null;
  cluster.log(`Dùng chung PostgreSQL đang chạy (tiến trình ${running.pid}, cổng ${running.port}).`);
  return handle(cluster, { pid: running.pid, port: running.port, lease });
}

async function launch(cluster: Cluster, wanted: number): Promise<EmbeddedPostgres | null> {
  if (findPostmaster(cluster.data)) return null; // starting or stopping: look again
  const port = wanted || (await freePort());
  const result = await launchPostmaster({ ...cluster, port });
  if (result === 'portTaken' && wanted) throw portTaken(wanted);
  if (result !== 'ready') return null;
  const lease = await openLease(cluster, port);
  const pid = findPostmaster(cluster.data)?.pid;
  return lease && pid && (await lease.share()) ? handle(cluster, { pid, port, lease }) : null;
}

function openLease(cluster: Cluster, port: number): Promise<PostgresLease | null> {
  const onLost = () =>
    cluster.log(`Mất kết nối tới PostgreSQL nhúng; xem ${join(dirname(cluster.data), 'server.log')}.`);
  return PostgresLease.open(urlOf(cluster.password, port, 'postgres'), onLost);
}

function handle(
  cluster: Cluster,
  { pid, port, lease }: { pid: number; port: number; lease: PostgresLease },
): EmbeddedPostgres {
  let stopping: Promise<void> | undefined;
  const stop = async () => {
    // PostgreSQL cuts every connection when one of its processes crashes, and goes on.
    const claim = lease.isOpen ? lease : await openLease(cluster, port);
    const isLast = (await claim?.isLastUser()) ?? false;
    await claim?.close();
    if (isLast) await stopPostmaster(pid, cluster.data);
    await dismissGuard(pid);
  };
  return {
    url: urlOf(cluster.password, port, 'postgres'),
    urlFor: (database) => urlOf(cluster.password, port, database),
    port,
    dataDirectory: cluster.data,
    stop: () => (stopping ??= stop()),
  };
}

function urlOf(password: string, port: number, database: string): string {
  return `postgresql://postgres:${password}@127.0.0.1:${port}/${encodeURIComponent(database)}`;
}

/** A port that was free a moment ago. */
function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}

function portTaken(port: number): PlanError {
  return new PlanError(
    'CONFIGURATION',
    `Cổng ${port} đã có chương trình khác dùng hoặc không được phép mở, nên PostgreSQL nhúng không chạy được. Hãy đặt EMBEDDED_DATABASE_PORT là một cổng trống (0: tự chọn).`,
    { port, variable: 'EMBEDDED_DATABASE_PORT' },
  );
}
