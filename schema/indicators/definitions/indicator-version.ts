import type { Opt, Ref } from '@mikro-orm/core';
import { Entity, ManyToOne, PrimaryKey, Property, Unique } from '@mikro-orm/decorators/legacy';
import type { CivilDate } from '../../base/index.js';
import { Plan } from '../../plan/index.js';
import type { Formula } from '../formula/formula.js';

/**
 * A version of an indicator as it was set; rows are only ever added. It evaluates from `validFrom` until the next
 * version of its code begins; the first one also what lies before it.
 */
@Entity({ tableName: 'indicator_version' })
@Unique({ properties: ['code', 'validFrom'] })
export class IndicatorVersion {
  @PrimaryKey({ type: 'uuid', defaultRaw: 'uuidv7()' })
  id!: string & Opt;

  /** The plan whose indicators it belongs to. */
  @ManyToOne(() => Plan, { ref: true, index: true })
  plan!: Ref<Plan>;

  @Property({ type: 'text' })
  code!: string;

  /** Place among the indicators of its plan, from 0. */
  @Property({ type: 'integer' })
  position!: number;

  @Property({ type: 'text' })
  name!: string;

  /** The formula in Vietnamese words. */
  @Property({ type: 'text' })
  words!: string;

  /** The formula as people write it. */
  @Property({ type: 'text' })
  expression!: string;

  /** The same, taken apart. */
  @Property({ type: 'json', columnType: 'jsonb' })
  parsed!: Formula;

  /** Codes of the targets of the plan that it measures, besides those that name it themselves. */
  @Property({ type: 'array', columnType: 'text[]' })
  targets!: string[];

  /** Verbatim rule by which procedures of low frequency are left out; null when they are not. */
  @Property({ type: 'text', nullable: true })
  exemption!: string | null;

  @Property({ type: 'text' })
  source!: string;

  @Property({ type: 'text' })
  documentNumber!: string;

  @Property({ type: 'date' })
  validFrom!: CivilDate;

  /** Who set it: the start, a command, or an account. */
  @Property({ type: 'text' })
  setBy!: string;

  @Property({ type: 'timestamptz', defaultRaw: 'now()' })
  setAt!: Date & Opt;
}
