import 'reflect-metadata';
import { ReflectMetadataProvider } from '@mikro-orm/decorators/legacy';
import { Migrator } from '@mikro-orm/migrations';
import { MikroORM, type Options } from '@mikro-orm/postgresql';
import { entities } from './entities.js';
import { migrationsList } from './migrations/index.js';

/** The open database: entity managers are forked from `orm.em`, one for each request or run. */
export type Database = MikroORM;

/** Limits of a connection; PostgreSQL's own defaults are "never". */
const TIMEOUTS = '-c lock_timeout=5s -c idle_in_transaction_session_timeout=60s -c timezone=UTC';

/** What to open. */
export interface DatabaseOptions {
  readonly url: string;
  readonly poolSize?: number;
  /** Longest a statement may take, in milliseconds. */
  readonly statementTimeoutMs?: number;
}

/** Opens the database; nothing is migrated. Close with `orm.close()`. */
export async function openDatabase(options: DatabaseOptions): Promise<Database> {
  return MikroORM.init(ormOptions(options));
}

function ormOptions({ url, poolSize = 10, statementTimeoutMs = 60_000 }: DatabaseOptions): Options {
  return {
    clientUrl: url,
    entities,
    metadataProvider: ReflectMetadataProvider,
    metadataCache: { enabled: false },
    extensions: [Migrator],
    migrations: {
      migrationsList,
      snapshot: false,
      silent: true,
      transactional: true,
      allOrNothing: true,
      tableName: 'schema_migration',
    },
    forceUtcTimezone: true,
    pool: { min: 0, max: poolSize },
    driverOptions: {
      options: `${TIMEOUTS} -c statement_timeout=${statementTimeoutMs}`,
      application_name: 'ke-hoach-457',
    },
    schemaGenerator: { ignoreSchema: ['pgboss'] },
  };
}
