import { Client } from 'pg';
import { PlanError, type Log } from './base/index.js';
import type { Database } from './database.js';

/** Any number that no other program of the same database uses as an advisory lock. */
const MIGRATION_LOCK = 457_2025;

/**
 * Runs `work` while this process alone holds the installation's lock; others wait. Many processes may start at once on
 * an empty database.
 */
export async function withInstallationLock<T>(url: string, work: () => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: url, application_name: 'ke-hoach-457 lock' });
  await client.connect();
  try {
    await client.query('select pg_advisory_lock($1)', [MIGRATION_LOCK]);
    return await work();
  } finally {
    await client.end();
  }
}

/**
 * Brings the schema up to date; call it under `withInstallationLock`.
 * @throws PlanError SCHEMA_TOO_NEW when the database was migrated by a newer version of the program.
 */
export async function migrateSchema(database: Database, log: Log): Promise<void> {
  await assertNotNewer(database);
  const done = await database.migrator.up();
  for (const { name } of done) log.info({ migration: name }, 'migrated');
}

/** Refuses to work on a schema that this version does not know whole. */
export async function assertNotNewer(database: Database): Promise<void> {
  const known = new Set((await database.migrator.getPending()).map(({ name }) => name));
  const executed = await database.migrator.getExecuted();
  for (const { name } of database.config.get('migrations').migrationsList ?? []) known.add(String(name));
  const unknown = executed.map(({ name }) => name).filter((name) => !known.has(name));
  if (unknown.length > 0) {
    throw new PlanError(
      'SCHEMA_TOO_NEW',
      'Cơ sở dữ liệu đã được nâng cấp bởi phiên bản mới hơn; hãy chạy phiên bản đó.',
      {
        unknown,
      },
    );
  }
}

/**
 * Refuses to work on a schema that is not exactly the one of this version; changes nothing.
 * @throws PlanError SCHEMA_TOO_NEW; CONFIGURATION when migrations are missing.
 */
export async function assertMigrated(database: Database): Promise<void> {
  await assertNotNewer(database);
  const pending = await database.migrator.getPending();
  if (pending.length === 0) return;
  throw new PlanError('CONFIGURATION', 'Cơ sở dữ liệu chưa được nâng cấp; hãy chạy npm run migrate trước.', {
    pending: pending.map(({ name }) => name),
  });
}
