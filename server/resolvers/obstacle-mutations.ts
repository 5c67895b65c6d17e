import { Arg, Args, Ctx, ID, Mutation, Resolver } from 'type-graphql';
import { fromGlobalId, PlanError } from '../../schema/base/index.js';
import { ObstacleService, type ObstacleAct } from '../../schema/reports/index.js';
import type { RequestContext } from '../context.js';
import { ChangeObstacleArgs, RaiseObstacleInput } from '../graphql/obstacle-inputs.js';
import { ChangeObstacleResult, changeResult, obstaclePayload, ObstacleResult } from '../graphql/obstacle-results.js';
import { mutate } from '../graphql/user-errors.js';

/** Writes obstacles and answers. */
@Resolver()
export class ObstacleMutations {
  @Mutation(() => ObstacleResult, {
    description: 'Nêu khó khăn, vướng mắc; được chuyển sang các kỳ sau đến khi đóng (raise an obstacle).',
  })
  raiseObstacle(
    @Arg('obstacle', () => RaiseObstacleInput, { description: 'Khó khăn, vướng mắc (obstacle).' })
    { unit, period, plan = null, category, description, proposal = null, ...asked }: RaiseObstacleInput,
    @Ctx() context: RequestContext,
  ): Promise<typeof ObstacleResult> {
    return mutate(context, async (em) => {
      const { addressee = null, answerBy = null } = asked;
      const words = { category, description, proposal, addressee, answerBy };
      const place = { unit, periodId: period, plan };
      return obstaclePayload(await new ObstacleService(em).raise(place, words, actOf(context)));
    });
  }

  @Mutation(() => ChangeObstacleResult, {
    description: 'Sửa khó khăn, vướng mắc còn mở; các lần ghi trước vẫn giữ (change an obstacle).',
  })
  changeObstacle(
    @Args(() => ChangeObstacleArgs) { id, changes, expectedRevision }: ChangeObstacleArgs,
    @Ctx() context: RequestContext,
  ): Promise<typeof ChangeObstacleResult> {
    return mutate(context, async (em) => {
      const service = new ObstacleService(em);
      const changed = await service.change(obstacleKey(id), changes, expectedRevision, actOf(context));
      return changeResult(changed, expectedRevision);
    });
  }

  @Mutation(() => ObstacleResult, {
    description: 'Đóng khó khăn, vướng mắc: kỳ sau không chuyển sang nữa (close an obstacle).',
  })
  closeObstacle(
    @Arg('id', () => ID, { description: 'Mã khó khăn, vướng mắc (obstacle id).' }) id: string,
    @Arg('reason', () => String, { description: 'Vì sao đóng, nhiều nhất 1.000 ký tự (reason).' }) reason: string,
    @Ctx() context: RequestContext,
  ): Promise<typeof ObstacleResult> {
    return mutate(context, async (em) =>
      obstaclePayload(await new ObstacleService(em).close(obstacleKey(id), reason, actOf(context))),
    );
  }

  @Mutation(() => ObstacleResult, {
    description: 'Trả lời: đơn vị được đề nghị, hoặc điều phối viên của tỉnh (answer an obstacle).',
  })
  answerObstacle(
    @Arg('id', () => ID, { description: 'Mã khó khăn, vướng mắc (obstacle id).' }) id: string,
    @Arg('text', () => String, { description: 'Nội dung, nhiều nhất 5.000 ký tự (text).' }) text: string,
    @Ctx() context: RequestContext,
  ): Promise<typeof ObstacleResult> {
    return mutate(context, async (em) =>
      obstaclePayload(await new ObstacleService(em).answer(obstacleKey(id), text, actOf(context))),
    );
  }
}

function actOf({ viewer, now, day }: RequestContext): ObstacleAct {
  return { viewer, at: now, day };
}

function obstacleKey(id: string): string {
  const { type, key } = fromGlobalId(id);
  if (type === 'Obstacle') return key;
  throw new PlanError('NOT_FOUND', 'Không có khó khăn, vướng mắc này.', { field: 'id' });
}
