import { createHash } from 'node:crypto';
import type { EntityManager } from '@mikro-orm/postgresql';
import { sql } from 'kysely';
import { PlanError, rowsOf } from '../base/index.js';
import { seal, unseal } from './sealed-answer.js';

/** Answers are kept this long, in days; a key is free again afterwards. */
export const ANSWERS_KEPT_DAYS = 7;
const DAY_MS = 86_400_000;
/** Forgotten answers that one mutation clears away. */
const CLEARED_AT_ONCE = 100;
/** How long a second request of the same key waits for the first, in seconds. */
const WAITS_S = 5;
/** PostgreSQL: lock_not_available. */
const WAITED_TOO_LONG = '55P03';
/** What cannot be guessed: a UUID, ULID or nanoid is such a key. */
const KEY = /^[\x21-\x7e]{16,128}$/;

/** A mutation as a client named it. */
export interface NamedMutation {
  readonly viewerId: string;
  /** The client's own key, `clientMutationId`. */
  readonly key: string;
  /** All that decides what is done and answered, as one text. */
  readonly body: string;
}

/** Remembers what named mutations answered, in the transaction that does their work. */
export class ClientMutationService {
  constructor(private readonly em: EntityManager) {}

  /**
   * Takes a key for the mutation that is to be done now, or gives the answer of the one that was: JSON. Null when the key
   * was free: the caller does the work and calls `remember` in the same transaction. A second request of the same key
   * waits until the first has ended.
   * @throws PlanError INVALID_INPUT for a key that can be guessed, CONFLICT for a key that was used for something else or
   * is still at work.
   */
  async claim(mutation: NamedMutation, now: Date): Promise<string | null> {
    const { viewerId, key, body } = mutation;
    if (!KEY.test(key)) throw refusal('INVALID_INPUT', 'clientMutationId phải có 16 đến 128 ký tự, ví dụ một UUID.');
    const forgotten = new Date(now.getTime() - ANSWERS_KEPT_DAYS * DAY_MS);
    await this.clear(forgotten);
    if (await this.take(mutation, now, forgotten)) return null;
    const [known] = await rowsOf(
      this.em,
      sql<{ body_hash: string; answer: Buffer }>`select body_hash, answer from client_mutation
        where viewer_id = ${viewerId} and key_hash = ${hash(key)}`,
    );
    if (known?.body_hash === hash(body)) return unseal(known.answer, key);
    throw refusal('CONFLICT', 'clientMutationId này đã dùng cho một yêu cầu khác; hãy dùng mã mới.');
  }

  /** Keeps the answer (JSON) of the mutation whose key was taken. */
  async remember({ viewerId, key }: NamedMutation, answer: string): Promise<void> {
    await rowsOf(
      this.em,
      sql`update client_mutation set answer = ${seal(answer, key)} where viewer_id = ${viewerId} and key_hash = ${hash(key)}`,
    );
  }

  /** Whether the key was free; waits for whoever else is taking it. */
  private async take({ viewerId, key, body }: NamedMutation, now: Date, forgotten: Date): Promise<boolean> {
    await rowsOf(this.em, sql`select set_config('lock_timeout', ${`${WAITS_S}s`}, true)`);
    try {
      const rows = await rowsOf(
        this.em,
        sql`insert into client_mutation (viewer_id, key_hash, body_hash, created_at)
          values (${viewerId}, ${hash(key)}, ${hash(body)}, ${now})
          on conflict (viewer_id, key_hash) do update set body_hash = excluded.body_hash, answer = null,
            created_at = excluded.created_at where client_mutation.created_at < ${forgotten}
          returning 1 as taken, set_config('lock_timeout', '0', true)`,
      );
      return rows.length > 0;
    } catch (error) {
      if (!isWaitedTooLong(error)) throw error;
      throw refusal('CONFLICT', 'Yêu cầu cùng clientMutationId đang được thực hiện; hãy gửi lại sau giây lát.');
    }
  }

  private async clear(forgotten: Date): Promise<void> {
    await rowsOf(
      this.em,
      sql`delete from client_mutation where (viewer_id, key_hash) in (
        select viewer_id, key_hash from client_mutation where created_at < ${forgotten}
        order by created_at limit ${CLEARED_AT_ONCE} for update skip locked)`,
    );
  }
}

function refusal(code: 'INVALID_INPUT' | 'CONFLICT', message: string): PlanError {
  return new PlanError(code, message, { field: 'clientMutationId' });
}

function isWaitedTooLong(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === WAITED_TOO_LONG;
}

function hash(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}
