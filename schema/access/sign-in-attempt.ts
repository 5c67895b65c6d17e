import type { Opt } from '@mikro-orm/core';
import { Entity, Index, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';

/** A failed sign-in, kept to slow guessing down. */
@Entity({ tableName: 'sign_in_attempt' })
@Index({ properties: ['email', 'at'] })
export class SignInAttempt {
  @PrimaryKey({ type: 'uuid', defaultRaw: 'uuidv7()' })
  id!: string & Opt;

  @Property({ type: 'text' })
  email!: string;

  @Property({ type: 'timestamptz' })
  at!: Date;
}
