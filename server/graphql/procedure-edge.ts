import { Field, ObjectType } from 'type-graphql';
import { Procedure } from '../../schema/catalogue/index.js';
import { connectionType, type Edge } from './connection.js';

/** A procedure in the list of a province or of a unit; its statistics are those of that list's owner. */
@ObjectType('ProcedureEdge', {
  description:
    'Một thủ tục trong danh sách; số liệu trên cạnh là của tỉnh hoặc đơn vị có danh sách đó (procedure edge).',
})
export class ProcedureEdge implements Edge<Procedure> {
  @Field(() => Procedure, { description: 'Thủ tục (node).' })
  node!: Procedure;

  @Field(() => String, { description: 'Con trỏ của mục (cursor).' })
  cursor!: () => string;

  /** Unit whose list it is; null in a list of the province or of all procedures. */
  unitId!: string | null;
}

/** Page of procedures. */
export const ProcedureConnection = connectionType(Procedure, ProcedureEdge, 'Procedure');
