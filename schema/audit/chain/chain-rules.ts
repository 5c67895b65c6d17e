import { createHash } from 'node:crypto';

/** What the first link is chained to. */
export const CHAIN_START = '0'.repeat(64);

/** An audit entry as text, column by column, as the database writes it. */
export interface EntryText {
  readonly id: string;
  /** UTC with microseconds: `2026-03-06T00:30:00.123456Z`. */
  readonly at: string;
  readonly actor: string;
  readonly action: string;
  readonly subjectType: string;
  readonly subjectId: string;
  /** The text that PostgreSQL gives of the jsonb value; null when there are none. */
  readonly details: string | null;
}

/** A place of the chain with the entry that stands there. */
export interface ChainLink {
  readonly position: number;
  readonly entryId: string;
  readonly hash: string;
  /** Null when the entry is gone. */
  readonly entry: EntryText | null;
}

/** What is wrong at the first place where the chain does not hold. */
export interface ChainFault {
  /** ALTERED: the entry or its seal was changed; MISSING: the entry or its seal is gone; INSERTED: an entry was put in. */
  readonly kind: 'ALTERED' | 'MISSING' | 'INSERTED';
  /** Place in the chain from 1; null for an entry that has none. */
  readonly position: number | null;
  /** Id of the audit entry; null when seal and entry are both gone. */
  readonly entryId: string | null;
}

/** A chain read up to some place. */
export interface ChainHead {
  readonly position: number;
  readonly hash: string;
}

/**
 * The canonical text of an entry: each column with its length in bytes before it, so that no two entries have the same;
 * a missing value is `-`. The trigger of the migration writes the same in SQL.
 */
export function canonicalEntry({ id, at, actor, action, subjectType, subjectId, details }: EntryText): string {
  return [id, at, actor, action, subjectType, subjectId, details]
    .map((text) => (text === null ? '-' : `${Buffer.byteLength(text, 'utf8')}:${text}`))
    .join('');
}

/** The hash of an entry's link, hexadecimal, given the hash of the link before. */
export function linkHash(before: string, entry: EntryText): string {
  return createHash('sha256').update(before, 'utf8').update(canonicalEntry(entry), 'utf8').digest('hex');
}

/** What following a chain, or verifying it whole, comes to. */
export interface ChainVerification {
  /** The last link that holds; position 0 when there is none. */
  readonly head: ChainHead;
  /** The first altered, missing or inserted row; null when all holds. */
  readonly fault: ChainFault | null;
}

/** Follows a chain from a head over links in the order of their places, to the first fault. */
export function followChain(from: ChainHead, links: readonly ChainLink[]): ChainVerification {
  let head = from;
  for (const { position, entryId, hash, entry } of links) {
    if (position !== head.position + 1) {
      return { head, fault: { kind: 'MISSING', position: head.position + 1, entryId: null } };
    }
    if (!entry) return { head, fault: { kind: 'MISSING', position, entryId } };
    if (linkHash(head.hash, entry) !== hash) return { head, fault: { kind: 'ALTERED', position, entryId } };
    head = { position, hash };
  }
  return { head, fault: null };
}
