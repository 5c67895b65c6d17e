import { Client, DatabaseError } from 'pg';
import { toError } from '../../schema/base/index.js';

// Any number, the same in every process; the lock lives in the database "postgres", which holds nothing else.
const lockKey = 457_001;
const youngSeconds = 5;

/**
 * One process's claim on a running embedded PostgreSQL: a connection holding a shared lock, which PostgreSQL itself takes
 * back when the process dies. Whoever gets the lock for itself alone is the only user, and may stop the server.
 */
export class PostgresLease {
  private open = false;

  private constructor(private readonly client: Client) {}

  /**
   * Connects; null while the server does not take connections (starting, stopping, gone). `onLost` is told once
   * when the connection breaks later.
   */
  static async open(url: string, onLost: () => void): Promise<PostgresLease | null> {
    const client = new Client({
      connectionString: url,
      application_name: 'ke-hoach-457 lease',
      connectionTimeoutMillis: 5000,
    });
    const lease = new PostgresLease(client);
    client.on('error', () => {
      if (lease.open) onLost();
      lease.open = false;
    });
    try {
      await client.connect();
    } catch (error) {
      if (error instanceof DatabaseError && error.code?.startsWith('28')) throw error; // wrong password: waiting does not help
      return null;
    }
    lease.open = true;
    return lease;
  }

  /** False once the connection was closed or broke. */
  get isOpen(): boolean {
    return this.open;
  }

  /** Takes the shared lock; false when the server was stopped meanwhile. */
  async share(): Promise<boolean> {
    return this.ask('select pg_advisory_lock_shared($1) is not null as answer', [lockKey]);
  }

  /** Whether nobody else holds a lease; gives up the shared lock and, if so, keeps everybody out until closed. */
  async isLastUser(): Promise<boolean> {
    await this.ask('select pg_advisory_unlock_shared($1) as answer', [lockKey]);
    return this.ask('select pg_try_advisory_lock($1) as answer', [lockKey]);
  }

  /** Whether the server started so recently that the process which started it may not have its lease yet. */
  async isYoung(): Promise<boolean> {
    return this.ask('select now() - pg_postmaster_start_time() < make_interval(secs => $1) as answer', [youngSeconds]);
  }

  /** Ends the connection, and with it every lock. */
  async close(): Promise<void> {
    if (!this.open) return;
    this.open = false;
    await this.client.end();
  }

  private async ask(sql: string, parameters: unknown[]): Promise<boolean> {
    if (!this.open) return false;
    try {
      const { rows } = await this.client.query<{ answer: boolean }>(sql, parameters);
      return rows[0]?.answer ?? false;
    } catch (error) {
      if (!this.open || isShutdown(error)) return false;
      throw error;
    }
  }
}

function isShutdown(error: unknown): boolean {
  if (error instanceof DatabaseError) return error.code?.startsWith('57P') ?? false;
  return /terminated|ECONNRESET|EPIPE/.test(toError(error).message);
}
