import type { Opt } from '@mikro-orm/core';
import { Entity, Index, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';

/** Who did what to what, when; written in the transaction of the act, never changed. */
@Entity({ tableName: 'audit_entry' })
@Index({ properties: ['subjectType', 'subjectId'] })
export class AuditEntry {
  @PrimaryKey({ type: 'bigint', autoincrement: true })
  id!: number & Opt;

  @Property({ type: 'timestamptz', defaultRaw: 'clock_timestamp()' })
  at!: Date & Opt;

  /** E-mail of the account, or the name of the command or job that acted. */
  @Property({ type: 'text' })
  actor!: string;

  /** Stable code such as `REPORT_SENT`. */
  @Property({ type: 'text' })
  action!: string;

  @Property({ type: 'text' })
  subjectType!: string;

  @Property({ type: 'text' })
  subjectId!: string;

  @Property({ type: 'jsonb', nullable: true })
  details!: Record<string, unknown> | null;
}
