import { Entity, Index, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';

/** A mutation that a client named, and what it answered: sent again, it is answered again and not done again. */
@Entity({ tableName: 'client_mutation' })
export class ClientMutation {
  @PrimaryKey({ type: 'uuid' })
  viewerId!: string;

  /** SHA-256 of the client's key, hexadecimal. */
  @PrimaryKey({ type: 'text' })
  keyHash!: string;

  /** SHA-256 of what was asked: document and variables. */
  @Property({ type: 'text' })
  bodyHash!: string;

  /** The answer, sealed with the client's key: it may hold a one-time link. Null only while it is being made. */
  @Property({ type: 'blob', nullable: true })
  answer!: Buffer | null;

  @Index()
  @Property({ type: 'timestamptz' })
  createdAt!: Date;
}
