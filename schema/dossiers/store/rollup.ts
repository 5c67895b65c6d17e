import { PrimaryKeyProp, type Ref } from '@mikro-orm/core';
import { Entity, Index, ManyToOne, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import type { CivilDate } from '../../base/index.js';
import { ProcedureIdentity } from '../../catalogue/index.js';
import { Unit } from '../../organisation/index.js';

/**
 * Flows of one half-month bucket. Every count of form 06 is a sum of these: what is open at a day is all received
 * before it less all resolved before it, what is overdue is all that became overdue less all resolved late.
 */
abstract class Flows {
  @Property({ type: 'integer' })
  receivedOnline!: number;

  @Property({ type: 'integer' })
  receivedInPerson!: number;

  @Property({ type: 'integer' })
  receivedPostal!: number;

  @Property({ type: 'integer' })
  resolvedEarly!: number;

  @Property({ type: 'integer' })
  resolvedOnTime!: number;

  @Property({ type: 'integer' })
  resolvedLate!: number;

  @Property({ type: 'integer' })
  becameOverdue!: number;

  @Property({ type: 'integer' })
  fullProcess!: number;

  @Property({ type: 'integer' })
  eligible!: number;

  @Property({ type: 'integer' })
  electronicResult!: number;

  @Property({ type: 'integer' })
  payable!: number;

  @Property({ type: 'integer' })
  paidOnline!: number;

  @Property({ type: 'integer' })
  rated!: number;

  @Property({ type: 'integer' })
  satisfied!: number;
}

/** Flows of one unit, one procedure and one bucket. */
@Entity({ tableName: 'procedure_rollup' })
@Index({ properties: ['procedure', 'bucket'] })
export class ProcedureRollup extends Flows {
  [PrimaryKeyProp]?: ['unit', 'procedure', 'bucket'];

  @ManyToOne(() => Unit, { ref: true, primary: true, createForeignKeyConstraint: false })
  unit!: Ref<Unit>;

  @ManyToOne(() => ProcedureIdentity, { ref: true, primary: true, createForeignKeyConstraint: false })
  procedure!: Ref<ProcedureIdentity>;

  @PrimaryKey({ type: 'date' })
  bucket!: CivilDate;
}

/** Flows of one unit and one bucket, over all procedures. */
@Entity({ tableName: 'unit_rollup' })
export class UnitRollup extends Flows {
  [PrimaryKeyProp]?: ['unit', 'bucket'];

  @ManyToOne(() => Unit, { ref: true, primary: true })
  unit!: Ref<Unit>;

  @PrimaryKey({ type: 'date' })
  bucket!: CivilDate;
}

/** Flows that the dossiers of an archived year leave behind, one unit, procedure and bucket each. */
@Entity({ tableName: 'archived_rollup' })
export class ArchivedRollup extends Flows {
  [PrimaryKeyProp]?: ['year', 'unit', 'procedure', 'bucket'];

  /** Year in the codes of the dossiers; buckets may lie in later ones. */
  @PrimaryKey({ type: 'smallint' })
  year!: number;

  @ManyToOne(() => Unit, { ref: true, primary: true, createForeignKeyConstraint: false })
  unit!: Ref<Unit>;

  @ManyToOne(() => ProcedureIdentity, { ref: true, primary: true, createForeignKeyConstraint: false })
  procedure!: Ref<ProcedureIdentity>;

  @PrimaryKey({ type: 'date' })
  bucket!: CivilDate;
}
