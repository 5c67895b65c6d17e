import { Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';

/** A link of the audit's chain: which entry stands at a place, and the hash up to and with it; written by a trigger. */
@Entity({ tableName: 'audit_seal' })
export class AuditSeal {
  /** Place in the chain from 1, without gaps, in the order in which the transactions were committed. */
  @PrimaryKey({ type: 'bigint', autoincrement: false })
  position!: number;

  @Property({ type: 'bigint', unique: true })
  entryId!: number;

  /** SHA-256, hexadecimal, over the hash before and the canonical text of the entry. */
  @Property({ type: 'text' })
  hash!: string;
}
