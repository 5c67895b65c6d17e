import { Args, Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import { unitFilter } from '../../schema/access/index.js';
import { readModelOf, ROOT } from '../../schema/base/index.js';
import { periodOf, PeriodType } from '../../schema/calendar/index.js';
import { Unit } from '../../schema/organisation/index.js';
import {
  answersOf,
  isAnswerOverdue,
  Obstacle,
  OBSTACLE_CATEGORY_NAMES,
  ObstacleAnswer,
  obstacleList,
  ObstacleVersion,
  versionsOf,
  type ObstacleFilter,
} from '../../schema/reports/index.js';
import type { RequestContext } from '../context.js';
import type { Connection } from '../graphql/connection.js';
import { ObstacleConnection } from '../graphql/connections.js';
import { unitOf } from '../graphql/figures.js';
import { loadList } from '../graphql/list-loader.js';
import { ObstacleListArgs } from '../graphql/obstacle-inputs.js';
import { SentObstacle } from '../graphql/obstacle-results.js';
import type { PageArgs } from '../graphql/page-args.js';

/** Lists obstacles. */
@Resolver()
export class ObstacleQueries {
  @Query(() => ObstacleConnection, {
    description:
      'Khó khăn, vướng mắc mà người xem được thấy, mới trước: của đơn vị mình và gửi tới đơn vị mình (obstacles).',
  })
  obstacles(
    @Args(() => ObstacleListArgs) { filter, ...page }: ObstacleListArgs,
    @Ctx() context: RequestContext,
  ): Promise<Connection<Obstacle>> {
    return loadObstacles(context, null, filter ?? {}, page);
  }
}

/** The obstacles of a unit. */
@Resolver(() => Unit)
export class UnitObstacleFields {
  @FieldResolver(() => ObstacleConnection, {
    description: 'Khó khăn, vướng mắc của đơn vị, mới trước; cần đăng nhập (obstacles).',
  })
  obstacles(
    @Root() unit: Unit,
    @Args(() => ObstacleListArgs) { filter, ...page }: ObstacleListArgs,
    @Ctx() context: RequestContext,
  ): Promise<Connection<Obstacle>> {
    return loadObstacles(context, unit, filter ?? {}, page);
  }
}

/** Fields of an obstacle. */
@Resolver(() => Obstacle)
export class ObstacleFields {
  @FieldResolver(() => Unit, { description: 'Đơn vị có khó khăn (unit).' })
  unit(@Root() { unit }: Obstacle, @Ctx() context: RequestContext): Promise<Unit> {
    return unitOf(context, unit.id);
  }

  @FieldResolver(() => Unit, { nullable: true, description: 'Đơn vị được đề nghị trả lời (addressee).' })
  addressee(@Root() { addressee }: Obstacle, @Ctx() context: RequestContext): Promise<Unit> | null {
    return addressee && unitOf(context, addressee.id);
  }

  @FieldResolver(() => PeriodType, { description: 'Kỳ báo cáo nêu lần đầu (period).' })
  period(@Root() { periodId, scheme }: Obstacle): PeriodType {
    return new PeriodType(periodOf(periodId, scheme));
  }

  @FieldResolver(() => String, { description: 'Tên loại (category name).' })
  categoryName(@Root() { category }: Obstacle): string {
    return OBSTACLE_CATEGORY_NAMES[category];
  }

  @FieldResolver(() => Boolean, { description: 'Đã quá ngày đề nghị trả lời mà chưa có trả lời (answer overdue).' })
  answerOverdue(@Root() obstacle: Obstacle, @Ctx() { day }: RequestContext): boolean {
    return isAnswerOverdue(obstacle, day);
  }

  @FieldResolver(() => [ObstacleAnswer], { description: 'Các trả lời, cũ trước (answers).' })
  async answers(@Root() { id }: Obstacle, @Ctx() { em, loaders }: RequestContext): Promise<ObstacleAnswer[]> {
    return (await loaders.load('answers of obstacle', id, (ids) => answersOf(em, ids))) ?? [];
  }

  @FieldResolver(() => [ObstacleVersion], { description: 'Các lần ghi, mới trước (versions).' })
  async versions(@Root() { id }: Obstacle, @Ctx() { em, loaders }: RequestContext): Promise<ObstacleVersion[]> {
    return (await loaders.load('versions of obstacle', id, (ids) => versionsOf(em, ids))) ?? [];
  }
}

/** Fields of a version. */
@Resolver(() => ObstacleVersion)
export class ObstacleVersionFields {
  @FieldResolver(() => Unit, { nullable: true, description: 'Đơn vị được đề nghị trả lời (addressee).' })
  addressee(@Root() { addressee }: ObstacleVersion, @Ctx() context: RequestContext): Promise<Unit> | null {
    return addressee && unitOf(context, addressee.id);
  }
}

/** Fields of what was sent. */
@Resolver(() => SentObstacle)
export class SentObstacleFields {
  @FieldResolver(() => Unit, { nullable: true, description: 'Đơn vị được đề nghị trả lời (addressee).' })
  addressee(@Root() { addresseeId }: SentObstacle, @Ctx() context: RequestContext): Promise<Unit> | null {
    return addresseeId === null ? null : unitOf(context, addresseeId);
  }
}

/** Fields of an answer. */
@Resolver(() => ObstacleAnswer)
export class ObstacleAnswerFields {
  @FieldResolver(() => Unit, { nullable: true, description: 'Đơn vị trả lời; trống khi tỉnh trả lời (by unit).' })
  byUnit(@Root() { byUnit }: ObstacleAnswer, @Ctx() context: RequestContext): Promise<Unit> | null {
    return byUnit && unitOf(context, byUnit.id);
  }
}

function loadObstacles(
  context: RequestContext,
  unit: Unit | null,
  filter: ObstacleFilter,
  page: PageArgs,
): Promise<Connection<Obstacle>> {
  const { em, viewer, day } = context;
  const onlyUnitId = unitFilter(viewer, 'READ_OBSTACLES')?.unitId ?? null;
  return loadList(context, ObstacleConnection, {
    name: `obstacles ${unit ? 'of unit' : ''} ${JSON.stringify(filter)}`,
    parent: unit?.id ?? ROOT,
    page,
    query: () => obstacleList(em, filter, { ofParentUnit: unit !== null, onlyUnitId }, day),
    read: (row) => readModelOf(em, Obstacle).read(row),
  });
}
