import type { EntityManager } from '@mikro-orm/postgresql';
import { AuditEntry } from './audit-entry.js';

/** What an act leaves behind. */
export interface AuditFact {
  readonly actor: string;
  readonly action: string;
  readonly subjectType: string;
  readonly subjectId: string;
  readonly details?: Record<string, unknown>;
}

/** Writes the audit; belongs into the transaction of the act itself. */
export class AuditService {
  constructor(private readonly em: EntityManager) {}

  /** Adds one row. */
  async record(fact: AuditFact): Promise<void> {
    await this.em.insert(AuditEntry, { ...fact, details: fact.details ?? null });
  }
}
