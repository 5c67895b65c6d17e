import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PlanError, type Environment } from '../../schema/base/index.js';
import { dataFolder, findPostgresHome } from '../local/postgres-home.js';
import { findPostmaster } from '../local/postmaster.js';

/** Name of the product's database inside the embedded PostgreSQL. */
export const EMBEDDED_DATABASE_NAME = 'ke_hoach_457';

/**
 * Address of the database that a command works on: `DATABASE_URL`, else that of the embedded PostgreSQL which runs at
 * this moment. Nothing is started.
 * @throws PlanError CONFIGURATION when there is neither.
 */
export function commandDatabaseUrl(environment: Environment): string {
  if (environment.DATABASE_URL !== undefined) return environment.DATABASE_URL;
  const home = findPostgresHome(environment.EMBEDDED_DATABASE_DIRECTORY);
  const running = home === null ? null : findPostmaster(dataFolder(home));
  if (home === null || !running?.isReady) {
    throw new PlanError(
      'CONFIGURATION',
      'Không có cơ sở dữ liệu: hãy chạy hệ thống trước (npm start), hoặc đặt DATABASE_URL là địa chỉ PostgreSQL.',
      { directory: environment.EMBEDDED_DATABASE_DIRECTORY },
    );
  }
  const password = readFileSync(join(home, 'cluster', 'password'), 'utf8').trim();
  return `postgresql://postgres:${password}@127.0.0.1:${running.port}/${EMBEDDED_DATABASE_NAME}`;
}
