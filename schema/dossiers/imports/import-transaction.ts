import { Client, DatabaseError } from 'pg';
import { PlanError } from '../../base/index.js';

/** An import of millions may run long, but never for ever; PostgreSQL's own defaults are "never". */
const LIMITS =
  '-c statement_timeout=1h -c lock_timeout=10min -c idle_in_transaction_session_timeout=10min ' +
  '-c client_connection_check_interval=10s'; // a killed importer must not hold its locks while its last statement waits
/** One import merges at a time, so it may take its sorts and hashes into memory; compiling its statements costs more than it saves. */
const MEMORY = '-c work_mem=256MB -c maintenance_work_mem=256MB -c temp_buffers=64MB -c jit=off -c timezone=UTC';

const LOCK_NOT_AVAILABLE = '55P03';

/**
 * Runs `work` in one transaction on a connection of its own, which COPY needs; ends it as told when it returns, changes
 * nothing when it throws.
 * @throws PlanError CONFLICT when a lock is not free within ten minutes.
 */
export async function inImportTransaction<T>(
  url: string,
  work: (client: Client) => Promise<T>,
  end: 'COMMIT' | 'ROLLBACK' = 'COMMIT',
): Promise<T> {
  const client = new Client({
    connectionString: url,
    options: `${LIMITS} ${MEMORY}`,
    application_name: 'ke-hoach-457 import',
  });
  client.on('error', () => undefined); // a lost connection fails the statement under way, which is where it is told
  await client.connect();
  try {
    await client.query('begin');
    const result = await work(client);
    await client.query(end.toLowerCase());
    return result;
  } catch (error) {
    throw isLockTimeout(error) ? busyImporting() : error;
  } finally {
    await client.end(); // ends an open transaction without its changes
  }
}

/** Whether a statement gave up waiting for a lock. */
export function isLockTimeout(error: unknown): boolean {
  return error instanceof DatabaseError && error.code === LOCK_NOT_AVAILABLE;
}

/** The refusal of who waited for an import too long. */
export function busyImporting(): PlanError {
  return new PlanError('CONFLICT', 'Một lần nạp hồ sơ khác đang chạy quá lâu; hãy thử lại sau.');
}
