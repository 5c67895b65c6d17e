import { OptionalProps, type Opt, type Ref } from '@mikro-orm/core';
import { Check, Entity, Index, ManyToOne, PrimaryKey, Property, Unique } from '@mikro-orm/decorators/legacy';
import { ObjectType } from 'type-graphql';
import { ProcedureFacts } from './procedure-facts.js';
import { ProcedureIdentity } from './procedure.js';

/**
 * The facts of a procedure in a span of days. The spans of one procedure are half-open, follow each other without
 * overlap, and only the first may begin, only the last may end, at no day.
 */
@ObjectType('ProcedureVersion', {
  implements: ProcedureFacts,
  description: 'Dữ kiện của một thủ tục trong một khoảng thời gian (procedure version).',
})
@Entity({ tableName: 'procedure_version' })
@Unique({ properties: ['procedure', 'validFrom'] })
@Check({ name: 'procedure_version_span_check', expression: 'valid_from < valid_to' })
@Index({
  name: 'procedure_version_open_start',
  expression:
    'create unique index procedure_version_open_start on procedure_version (procedure_id) where valid_from is null',
})
@Index({
  name: 'procedure_version_open_end',
  expression:
    'create unique index procedure_version_open_end on procedure_version (procedure_id) where valid_to is null',
})
export class ProcedureVersion extends ProcedureFacts {
  [OptionalProps]?: 'factsOf';

  @PrimaryKey({ type: 'uuid', defaultRaw: 'uuidv7()' })
  id!: string & Opt;

  @ManyToOne(() => ProcedureIdentity, { ref: true })
  procedure!: Ref<ProcedureIdentity>;

  /** What the name is searched by; the database makes it. */
  @Property({ type: 'text', generated: '(search_key(name)) stored', lazy: true })
  nameKey!: string & Opt;

  get factsOf() {
    return 'ProcedureVersion' as const;
  }
}
