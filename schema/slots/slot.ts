import { PrimaryKeyProp, type Opt } from '@mikro-orm/core';
import { Entity, Enum, Index, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';

/** How an expected run ended, or that it has not yet. */
export enum SlotState {
  Queued = 'QUEUED',
  Done = 'DONE',
  CaughtUp = 'CAUGHT_UP',
  Skipped = 'SKIPPED',
  Failed = 'FAILED',
}

/** One expected run of one schedule. Every due instant is accounted for: none is forgotten, none runs twice. */
@Entity({ tableName: 'slot' })
@Index({ properties: ['state'] })
export class Slot {
  [PrimaryKeyProp]?: ['schedule', 'dueAt'];

  /** Name of the schedule: kebab-case, never reused. */
  @PrimaryKey({ type: 'text' })
  schedule!: string;

  @PrimaryKey({ type: 'timestamptz' })
  dueAt!: Date;

  @Enum({ items: () => SlotState, columnType: 'text' })
  state!: SlotState;

  /** Why it was skipped, or what failed; null otherwise. */
  @Property({ type: 'text', nullable: true })
  reason!: string | null;

  @Property({ type: 'integer', default: 0 })
  attempts!: number & Opt;

  @Property({ type: 'timestamptz' })
  claimedAt!: Date;

  @Property({ type: 'timestamptz', nullable: true })
  endedAt!: Date | null;

  /** What the run did, in counts. */
  @Property({ type: 'jsonb', nullable: true })
  effects!: Record<string, number> | null;
}
