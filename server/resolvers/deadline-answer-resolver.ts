import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { Deadline } from '../../schema/plan/index.js';
import { commitmentsOf, DeadlineCommitment } from '../../schema/reminders/index.js';
import type { RequestContext } from '../context.js';

/** What was promised about a deadline. */
@Resolver(() => Deadline)
export class DeadlineAnswerFields {
  @FieldResolver(() => [DeadlineCommitment], {
    description: 'Các lần hẹn ngày xong, mới nhất trước; lần hẹn trước khi đổi hạn vẫn còn đọc được (commitments).',
  })
  async commitments(
    @Root() { id }: Deadline,
    @Ctx() { em, loaders }: RequestContext,
  ): Promise<readonly DeadlineCommitment[]> {
    return (await loaders.load('commitments of deadline', id, (ids) => commitmentsOf(em, ids))) ?? [];
  }
}
