import { Field, ObjectType } from 'type-graphql';
import { Deadline } from '../../schema/plan/index.js';

/** A report that a unit owes for a period, opened or not. */
@ObjectType('Obligation', {
  description: 'Nghĩa vụ báo cáo của một đơn vị trong một kỳ, kể cả kỳ chưa kết thúc (obligation).',
})
export class Obligation {
  @Field(() => Deadline, { description: 'Thời hạn (deadline).' })
  readonly deadline: Deadline;

  /** Whose it is, for the policy. */
  readonly unit: { readonly id: string };

  constructor(deadline: Deadline) {
    this.deadline = deadline;
    this.unit = { id: deadline.unit.id };
  }
}
