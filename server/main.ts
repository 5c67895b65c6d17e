import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createLog, PlanError, readEnvironment, toError, type Environment } from '../schema/base/index.js';
import { openDatabase } from '../schema/database.js';
import { prepareInstallation } from '../schema/install.js';
import { buildServer } from './app.js';
import { commandDatabaseUrl } from './commands/command-database.js';

/** Requests get this long to end after a stop was asked for, in milliseconds. */
const STOP_WITHIN_MS = 8_000;

async function main(): Promise<void> {
  const environment = readEnvironment();
  const log = createLog('server', environment.LOG_LEVEL);
  const url = commandDatabaseUrl(environment);
  const { DATABASE_POOL_SIZE: poolSize, STATEMENT_TIMEOUT_MS: statementTimeoutMs } = environment;
  const database = await openDatabase({ url, poolSize, statementTimeoutMs });
  await prepareInstallation(url, database, log);
  const server = await buildServer({ database, environment, log, clock: () => new Date() });
  const http = createServer(server.app);
  await listen(http, environment);
  log.info({ port: (http.address() as AddressInfo).port, host: environment.HOST }, 'listening');
  const stop = async (signal: string): Promise<void> => {
    log.info({ signal }, 'stopping');
    setTimeout(() => process.exit(1), STOP_WITHIN_MS).unref();
    http.close();
    await server.stop();
    http.closeAllConnections();
    await database.close();
    log.info('stopped');
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void stop(signal));
}

function listen(http: ReturnType<typeof createServer>, { PORT, HOST }: Environment): Promise<void> {
  return new Promise((resolve, reject) => {
    http.once('error', (error: NodeJS.ErrnoException) => {
      const isTaken = error.code === 'EADDRINUSE';
      reject(
        isTaken
          ? new PlanError('CONFIGURATION', `Cổng ${PORT} đang có chương trình khác dùng; đặt biến PORT sang cổng khác.`)
          : error,
      );
    });
    http.listen(PORT, HOST, resolve);
  });
}

try {
  await main();
} catch (thrown) {
  const error = toError(thrown);
  console.error(error instanceof PlanError ? error.message : error);
  process.exit(1);
}
