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

/** A changed record: what it was, what it is, and why. */
export interface AuditChange extends Omit<AuditFact, 'details'> {
  /** Fields and their values before; null when there was no record. Only what changed is worth naming. */
  readonly before: Readonly<Record<string, unknown>> | null;
  /** The same fields and their values after; null when the record is gone. */
  readonly after: Readonly<Record<string, unknown>> | null;
  /** Why, in the words of who acted; null when nobody was asked. */
  readonly reason: string | null;
}

/** Writes the audit; belongs into the transaction of the act itself. */
export class AuditService {
  constructor(private readonly em: EntityManager) {}

  /** Adds one row. */
  async record(fact: AuditFact): Promise<void> {
    await this.em.insert(AuditEntry, rowOf(fact));
  }

  /** Adds one row whose details are `{ before, after, reason }`, the shape that the API tells before and after from. */
  async recordChange(change: AuditChange): Promise<void> {
    await this.record(factOf(change));
  }

  /** The same for many changes, in few statements. */
  async recordChanges(changes: readonly AuditChange[]): Promise<void> {
    for (let start = 0; start < changes.length; start += BATCH) {
      const facts = changes.slice(start, start + BATCH).map(factOf);
      await this.em.insertMany(AuditEntry, facts.map(rowOf));
    }
  }
}

const BATCH = 1000; // rows of one statement

function factOf({ before, after, reason, ...fact }: AuditChange): AuditFact {
  return { ...fact, details: { before, after, reason } };
}

function rowOf({ details, ...fact }: AuditFact) {
  return { ...fact, details: details ?? null };
}
