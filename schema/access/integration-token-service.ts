import { LockMode } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';
import { sql } from 'kysely';
import { AuditService } from '../audit/index.js';
import { isUuid, PlanError, rowsOf } from '../base/index.js';
import { nameOf } from './account-rules.js';
import { IntegrationToken } from './integration-token.js';
import { hashSecret, newSecret } from './secret.js';

/** Longest life of a token, in days. */
export const LONGEST_TOKEN_DAYS = 730;

const DAY_MS = 86_400_000;

/** A token just issued. */
export interface IssuedToken {
  readonly stored: IntegrationToken;
  /** The bearer secret; shown once and stored nowhere. */
  readonly secret: string;
}

/** Issues, ends and recognises integration tokens; call it in a transaction. */
export class IntegrationTokenService {
  constructor(private readonly em: EntityManager) {}

  /**
   * A new token that works for `days` from `now`.
   * @throws PlanError INVALID_INPUT when the name will not do or the days are not 1 to 730.
   */
  async issue(name: string, days: number, actor: string, now: Date): Promise<IssuedToken> {
    if (!Number.isInteger(days) || days < 1 || days > LONGEST_TOKEN_DAYS) {
      throw new PlanError('INVALID_INPUT', `Số ngày hiệu lực phải từ 1 đến ${LONGEST_TOKEN_DAYS}.`, { field: 'days' });
    }
    const secret = newSecret();
    const stored = this.em.create(IntegrationToken, {
      name: nameOf(name),
      tokenHash: hashSecret(secret),
      createdBy: actor,
      createdAt: now,
      expiresAt: new Date(now.getTime() + days * DAY_MS),
      endedAt: null,
      lastUsedAt: null,
    });
    await this.em.flush();
    await this.audit(actor, 'INTEGRATION_TOKEN_ISSUED', stored.id, { name: stored.name, expiresAt: stored.expiresAt });
    return { stored, secret };
  }

  /** Takes a token back at once. @throws PlanError NOT_FOUND; CONFLICT when it was taken back before. */
  async end(id: string, actor: string, now: Date): Promise<IntegrationToken> {
    const options = { lockMode: LockMode.PESSIMISTIC_WRITE, refresh: true } as const;
    const token = isUuid(id) ? await this.em.findOne(IntegrationToken, { id }, options) : null;
    if (!token) throw new PlanError('NOT_FOUND', 'Không có mã tích hợp này.', { field: 'id' });
    if (token.endedAt) throw new PlanError('CONFLICT', `Mã tích hợp «${token.name}» đã bị thu hồi.`, { field: 'id' });
    this.em.assign(token, { endedAt: now });
    await this.em.flush();
    await this.audit(actor, 'INTEGRATION_TOKEN_ENDED', id, { name: token.name });
    return token;
  }

  /** Every token that was ever issued, newest first. */
  list(): Promise<IntegrationToken[]> {
    return this.em.find(IntegrationToken, {}, { orderBy: { createdAt: 'desc', id: 'desc' } });
  }

  /** The name under which a working token's bearer acts, as the audit has it; null when the token does not work. */
  async actorOf(secret: string, now: Date): Promise<string | null> {
    const [token] = await rowsOf(
      this.em,
      sql<{ name: string }>`update integration_token set last_used_at = ${now}
        where token_hash = ${hashSecret(secret)} and ended_at is null and expires_at > ${now} returning name`,
    );
    return token ? `integration ${token.name}` : null;
  }

  private audit(actor: string, action: string, subjectId: string, details: Record<string, unknown>): Promise<void> {
    return new AuditService(this.em).record({ actor, action, subjectType: 'IntegrationToken', subjectId, details });
  }
}
