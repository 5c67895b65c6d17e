import type { EntityManager } from '@mikro-orm/postgresql';
import { sql } from 'kysely';
import { rowsOf } from '../../base/index.js';
import {
  CHAIN_START,
  followChain,
  type ChainFault,
  type ChainHead,
  type ChainLink,
  type ChainVerification,
} from './chain-rules.js';

const BATCH = 5_000; // links read at once

/** Verifies the audit's chain; every hash is computed here, nothing is taken from functions of the database. */
export class AuditChainService {
  constructor(private readonly em: EntityManager) {}

  /**
   * Follows the whole chain, and looks for entries outside of it.
   *
   * `noted` is a head noted down earlier: whoever rewrites the chain from some place on, or cuts its end off, cannot
   * make it come out there.
   */
  async verify(noted: ChainHead | null = null): Promise<ChainVerification> {
    const { head, fault } = await this.follow(noted);
    const [stray] = await this.strays();
    if (stray && (fault === null || isBefore(stray, fault))) {
      return { head, fault: { kind: 'INSERTED', position: null, entryId: stray } };
    }
    return { head, fault };
  }

  private async follow(noted: ChainHead | null): Promise<ChainVerification> {
    let head: ChainHead = { position: 0, hash: CHAIN_START };
    for (;;) {
      const links = await this.linksAfter(head.position, noted);
      if (links.length === 0) break;
      const followed = followChain(head, links);
      if (followed.fault) return followed;
      ({ head } = followed);
      // A batch ends at the noted place, so that the head is compared exactly there.
      if (noted?.position === head.position && noted.hash !== head.hash) {
        return { head, fault: { kind: 'ALTERED', position: head.position, entryId: links.at(-1)?.entryId ?? null } };
      }
    }
    if (noted && noted.position > head.position) {
      return { head, fault: { kind: 'MISSING', position: head.position + 1, entryId: null } };
    }
    return { head, fault: null };
  }

  private async linksAfter(position: number, noted: ChainHead | null): Promise<ChainLink[]> {
    const end = noted && noted.position > position ? Math.min(position + BATCH, noted.position) : position + BATCH;
    const rows = await rowsOf(
      this.em,
      sql<LinkRow>`select s.position::int, s.entry_id::text as "entryId", s.hash, e.id::text, ${AT} as at, e.actor,
          e.action, e.subject_type as "subjectType", e.subject_id as "subjectId", e.details::text
        from audit_seal s left join audit_entry e on e.id = s.entry_id
        where s.position > ${position} order by s.position limit ${end - position}`,
    );
    return rows.map(linkOf);
  }

  /** Id of the first entry that no link stands for. */
  private async strays(): Promise<string[]> {
    const rows = await rowsOf(
      this.em,
      sql<{ id: string }>`select e.id::text as id from audit_entry e
        where not exists (select from audit_seal s where s.entry_id = e.id) order by e.id limit 1`,
    );
    return rows.map(({ id }) => id);
  }
}

const AT = sql`to_char(e.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;

interface LinkRow {
  readonly position: number;
  readonly entryId: string;
  readonly hash: string;
  readonly id: string | null;
  readonly at: string;
  readonly actor: string;
  readonly action: string;
  readonly subjectType: string;
  readonly subjectId: string;
  readonly details: string | null;
}

function linkOf({ position, entryId, hash, id, ...rest }: LinkRow): ChainLink {
  return { position, entryId, hash, entry: id === null ? null : { id, ...rest } };
}

function isBefore(entryId: string, fault: ChainFault): boolean {
  return fault.entryId === null || BigInt(entryId) < BigInt(fault.entryId);
}
