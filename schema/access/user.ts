import type { Opt, Ref } from '@mikro-orm/core';
import { Entity, Enum, ManyToOne, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { Unit } from '../organisation/index.js';
import { Role } from './role.js';

/** An account. Without a password it can only be entered by a one-time link. */
@Entity({ tableName: 'app_user' })
export class User {
  @PrimaryKey({ type: 'uuid', defaultRaw: 'uuidv7()' })
  id!: string & Opt;

  /** Lower case; unique. */
  @Property({ type: 'text', unique: true })
  email!: string;

  @Property({ type: 'text' })
  name!: string;

  @Enum({ items: () => Role, columnType: 'text' })
  role!: Role;

  /** The unit an officer or head belongs to; null for coordinators and administrators of the province. */
  @ManyToOne(() => Unit, { ref: true, nullable: true, index: true })
  unit!: Ref<Unit> | null;

  /** argon2id in PHC text form; null until a password is set. */
  @Property({ type: 'text', nullable: true, hidden: true })
  passwordHash!: string | null;

  @Property({ type: 'timestamptz', nullable: true })
  disabledAt!: Date | null;
}
