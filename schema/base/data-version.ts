import type { Pool } from 'pg';

/** A number that rises with every transaction that wrote, and what else may have changed unseen: table and server. */
const VERSION = `select concat_ws(' ', (select sum(transactions) from data_change), 'data_change'::regclass::oid,
  pg_postmaster_start_time()) as name`;
/** PostgreSQL's own name for what is visible: another one after every transaction of the whole cluster. */
const VISIBLE = 'select pg_current_snapshot()::text as name';

/**
 * Names what is stored: two moments with the same name see the same rows of every table, and a name never comes back.
 *
 * A name is read by a statement that begins after it was asked for, so that it tells of every change committed before.
 * Those who ask while a statement is on its way share the next one. A database without the triggers on all its tables
 * (half migrated) is named by PostgreSQL's own name for what is visible.
 */
export class DataVersion {
  private text: Promise<string> | null = null;
  private running: Promise<unknown> = Promise.resolve();
  private next: Promise<string> | null = null;

  constructor(private readonly pool: () => Promise<Pool>) {}

  /** The name of what is stored now. @throws what the database throws when it is away. */
  now(): Promise<string> {
    this.next ??= this.afterRunning();
    return this.next;
  }

  private async afterRunning(): Promise<string> {
    await this.running.catch(() => undefined);
    this.next = null;
    const reading = this.read();
    this.running = reading;
    return reading;
  }

  private async read(): Promise<string> {
    this.text ??= this.statement();
    try {
      return await this.nameBy(await this.text);
    } catch (error) {
      this.text = null;
      throw error;
    }
  }

  private async statement(): Promise<string> {
    const pool = await this.pool();
    const { rows } = await pool.query<{ watched: boolean }>(
      `select to_regproc('unwatched_tables') is not null as watched`,
    );
    if (!rows[0]?.watched) return VISIBLE;
    const unwatched = await pool.query('select from unwatched_tables() limit 1');
    return unwatched.rowCount === 0 ? VERSION : VISIBLE;
  }

  private async nameBy(text: string): Promise<string> {
    const { rows } = await (await this.pool()).query<{ name: string }>(text);
    return `${text === VISIBLE ? 'visible ' : ''}${rows[0]?.name}`;
  }
}
