import type { EntityManager } from '@mikro-orm/postgresql';
import { sql } from 'kysely';
import { PlanError, rowsOf } from '../base/index.js';

/**
 * Failures that one address may have in `WINDOW_MINUTES`; a locked-out owner is back after that at the latest.
 * Source: OWASP ASVS 5.0, 6.3.1.
 */
const MOST_FAILURES = 10;
const WINDOW_MINUTES = 15;

/** Slows guessing down, address by address; an address that belongs to nobody is treated alike. */
export class SignInThrottle {
  constructor(private readonly em: EntityManager) {}

  /**
   * Counts an attempt as failed before it is made, so that attempts made at once cannot slip through together; returns
   * its key for `forget`. Belongs into a transaction of its own that commits before the password is looked at.
   * @throws PlanError FORBIDDEN with `retryAfterSeconds` when the address had too many failures.
   */
  async admit(email: string, now: Date): Promise<string> {
    const since = new Date(now.getTime() - WINDOW_MINUTES * 60_000);
    await rowsOf(this.em, sql`select pg_advisory_xact_lock(hashtextextended(${`sign-in ${email}`}, 0))`);
    await rowsOf(this.em, sql`delete from sign_in_attempt where email = ${email} and at <= ${since}`);
    // The failure that has to grow old before there is room for one more.
    const [blocking] = await rowsOf(
      this.em,
      sql<{ seconds: number }>`select ceil(extract(epoch from at - ${since}))::int as seconds from sign_in_attempt
        where email = ${email} order by at desc offset ${MOST_FAILURES - 1} limit 1`,
    );
    if (blocking) throw tooMany(blocking.seconds);
    const [attempt] = await rowsOf(
      this.em,
      sql<{ id: string }>`insert into sign_in_attempt (email, at) values (${email}, ${now}) returning id`,
    );
    if (!attempt) throw new Error('An inserted row was not returned');
    return attempt.id;
  }

  /** Takes an admitted attempt back: it was no failure. */
  async forget(attemptId: string): Promise<void> {
    await rowsOf(this.em, sql`delete from sign_in_attempt where id = ${attemptId}`);
  }
}

function tooMany(retryAfterSeconds: number): PlanError {
  const minutes = Math.max(1, Math.ceil(retryAfterSeconds / 60));
  return new PlanError('FORBIDDEN', `Đăng nhập sai quá nhiều lần; hãy thử lại sau ${minutes} phút.`, {
    retryAfterSeconds,
  });
}
