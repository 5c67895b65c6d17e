import { PrimaryKeyProp, type Ref } from '@mikro-orm/core';
import { Entity, Enum, Index, ManyToOne, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { registerEnumType } from 'type-graphql';
import type { CivilDate } from '../../base/index.js';
import { ProcedureIdentity } from '../../catalogue/index.js';
import { Unit } from '../../organisation/index.js';

/** How a dossier came in. */
export enum Channel {
  Online = 'ONLINE',
  InPerson = 'IN_PERSON',
  Postal = 'POSTAL',
}

registerEnumType(Channel, {
  name: 'Channel',
  description: 'Kênh tiếp nhận (channel).',
  valuesConfig: {
    Online: { description: 'Trực tuyến (online).' },
    InPerson: { description: 'Trực tiếp (in person).' },
    Postal: { description: 'Bưu chính công ích (postal).' },
  },
});

/** Rating given by the applicant; null when none was given. */
export enum Rating {
  VerySatisfied = 'VERY_SATISFIED',
  Satisfied = 'SATISFIED',
  Dissatisfied = 'DISSATISFIED',
}

/**
 * One dossier (hồ sơ thủ tục hành chính), without personal data.
 *
 * Dates are civil days. `fullProcess` and `eligible` say what the catalogue says of the day of reception: an import
 * fixes them, a correction of the catalogue's past counts them anew (`RecountService`), a change from a later day does not.
 * No foreign keys: see the migration that partitions the table.
 */
@Entity({ tableName: 'dossier' })
@Index({ properties: ['resolvingUnit', 'procedure', 'receivedOn'] })
@Index({ properties: ['receivedOn'] })
@Index({ properties: ['finishedOn'] })
@Index({ properties: ['dueOn'] })
@Index({
  name: 'dossier_synthetic_index',
  expression: 'create index dossier_synthetic_index on dossier (opened_on) where synthetic',
})
export class Dossier {
  [PrimaryKeyProp]?: ['openedOn', 'code'];

  /** The day in the code. It never changes, and says in which partition (one a year) the dossier is stored. */
  @PrimaryKey({ type: 'date' })
  openedOn!: CivilDate;

  /** Province-wide code `H27.xx-yymmdd-nnnn`. */
  @PrimaryKey({ type: 'text', collation: 'C' })
  code!: string;

  @ManyToOne(() => ProcedureIdentity, { ref: true, createForeignKeyConstraint: false })
  procedure!: Ref<ProcedureIdentity>;

  @ManyToOne(() => Unit, { ref: true, createForeignKeyConstraint: false })
  receivingUnit!: Ref<Unit>;

  /** The unit in whose figures the dossier counts (form 06: cơ quan trực tiếp giải quyết). */
  @ManyToOne(() => Unit, { ref: true, createForeignKeyConstraint: false })
  resolvingUnit!: Ref<Unit>;

  @Enum({ items: () => Channel, columnType: 'text' })
  channel!: Channel;

  /** National exchange status 1–10; 1 (not yet received) and 3 (refused) stay out of every count. */
  @Property({ type: 'smallint' })
  status!: number;

  /** Null until the dossier is received. */
  @Property({ type: 'date', nullable: true })
  receivedOn!: CivilDate | null;

  /** Null when no appointment was given: such a dossier is never late. */
  @Property({ type: 'date', nullable: true })
  dueOn!: CivilDate | null;

  /** Null while open. */
  @Property({ type: 'date', nullable: true })
  finishedOn!: CivilDate | null;

  @Property({ type: 'boolean' })
  fullProcess!: boolean;

  @Property({ type: 'boolean' })
  eligible!: boolean;

  @Property({ type: 'boolean' })
  payable!: boolean;

  @Property({ type: 'boolean' })
  paidOnline!: boolean;

  @Property({ type: 'boolean' })
  electronicResult!: boolean;

  @Enum({ items: () => Rating, columnType: 'text', nullable: true })
  rating!: Rating | null;

  /** Made by the generator, not by a citizen. */
  @Property({ type: 'boolean' })
  synthetic!: boolean;

  /** When the source system last changed the dossier; an older change never overwrites a newer one. */
  @Property({ type: 'timestamptz' })
  updatedAt!: Date;
}
