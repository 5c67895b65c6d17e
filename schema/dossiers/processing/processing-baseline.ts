import { PrimaryKeyProp, type Opt, type Ref } from '@mikro-orm/core';
import { Entity, ManyToOne, Property } from '@mikro-orm/decorators/legacy';
import { ProcedureIdentity } from '../../catalogue/index.js';
import { Unit } from '../../organisation/index.js';

/** How many calendar days a unit usually takes for a procedure, from reception to the end. */
@Entity({ tableName: 'processing_baseline' })
export class ProcessingBaseline {
  [PrimaryKeyProp]?: ['unit', 'procedure'];

  @ManyToOne(() => Unit, { ref: true, primary: true, createForeignKeyConstraint: false })
  unit!: Ref<Unit>;

  @ManyToOne(() => ProcedureIdentity, { ref: true, primary: true, createForeignKeyConstraint: false })
  procedure!: Ref<ProcedureIdentity>;

  /** Finished dossiers that it was taken from; at least 30. */
  @Property({ type: 'integer' })
  dossiers!: number;

  /** Median of the days. */
  @Property({ type: 'double' })
  median!: number;

  /** Median of the distances from the median, in days (MAD). */
  @Property({ type: 'double' })
  deviation!: number;

  /** How many standard deviations (1.4826 · MAD) are still usual; kept when the rest is taken anew. */
  @Property({ type: 'double', default: 6 })
  factor!: number & Opt;
}
