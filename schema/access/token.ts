import type { Opt, Ref } from '@mikro-orm/core';
import { Entity, Enum, ManyToOne, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { User } from './user.js';

/** What a token lets its bearer do. */
export enum TokenPurpose {
  Session = 'SESSION',
  SetPassword = 'SET_PASSWORD',
}

/** A secret handed out once; only its SHA-256 is kept. */
@Entity({ tableName: 'access_token' })
export class AccessToken {
  @PrimaryKey({ type: 'uuid', defaultRaw: 'uuidv7()' })
  id!: string & Opt;

  /** SHA-256 of the secret, hexadecimal. */
  @Property({ type: 'text', unique: true })
  tokenHash!: string;

  @Enum({ items: () => TokenPurpose, columnType: 'text' })
  purpose!: TokenPurpose;

  @ManyToOne(() => User, { ref: true, index: true, deleteRule: 'cascade' })
  user!: Ref<User>;

  @Property({ type: 'timestamptz' })
  createdAt!: Date;

  @Property({ type: 'timestamptz' })
  expiresAt!: Date;

  /** When it was used up (one-time link) or signed out (session); null while it works. */
  @Property({ type: 'timestamptz', nullable: true })
  endedAt!: Date | null;
}
