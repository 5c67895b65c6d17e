import { createUnionType, Field, Int, ObjectType } from 'type-graphql';
import { DateScalar, type CivilDate } from '../../schema/base/index.js';
import {
  Obstacle,
  ObstacleCategory,
  obstacleConflict,
  type ObstacleChanged,
  type ObstacleFacts,
} from '../../schema/reports/index.js';
import { resultUnion, UserErrors } from './user-errors.js';

/** The obstacle after what was done. */
@ObjectType('ObstaclePayload', { description: 'Khó khăn, vướng mắc sau thao tác (payload).' })
export class ObstaclePayload {
  @Field(() => Obstacle, { description: 'Khó khăn, vướng mắc (obstacle).' })
  obstacle!: Obstacle;
}

/** What was sent, as it would have been kept. */
@ObjectType('SentObstacle', { description: 'Nội dung đã gửi lên, chưa được lưu (sent obstacle).' })
export class SentObstacle {
  @Field(() => ObstacleCategory, { description: 'Loại (category).' })
  category!: ObstacleCategory;

  @Field(() => String, { description: 'Nội dung (description).' })
  description!: string;

  @Field(() => String, { nullable: true, description: 'Đề xuất, kiến nghị (proposal).' })
  proposal!: string | null;

  /** Read by a field resolver. */
  addresseeId!: string | null;

  @Field(() => DateScalar, { nullable: true, description: 'Đề nghị trả lời chậm nhất (answer by).' })
  answerBy!: CivilDate | null;

  @Field(() => Int, { description: 'Số lần ghi mà người gửi đã xem (expected revision).' })
  expectedRevision!: number;
}

/** A change that met another one. */
@ObjectType('ObstacleConflictPayload', {
  description: 'Khó khăn, vướng mắc đã được người khác ghi từ lúc xem; không có gì thay đổi (conflict).',
})
class ObstacleConflictPayload {
  @Field(() => String, { description: 'Lời giải thích cho người dùng (message).' })
  message!: string;

  @Field(() => Obstacle, { description: 'Bản đang lưu (stored).' })
  stored!: Obstacle;

  @Field(() => SentObstacle, { description: 'Bản gửi lên (sent).' })
  sent!: SentObstacle;
}

/** What came of raising, closing or answering. */
export const ObstacleResult = resultUnion('ObstacleResult', ObstaclePayload, 'Kết quả thao tác (result).');

/** What came of a change. */
export const ChangeObstacleResult = createUnionType({
  name: 'ChangeObstacleResult',
  description: 'Kết quả sửa: đã lưu, mâu thuẫn, hoặc bị từ chối (result).',
  types: () => [ObstaclePayload, ObstacleConflictPayload, UserErrors] as const,
});

/** The obstacle as a mutation answers it. */
export function obstaclePayload(obstacle: Obstacle): ObstaclePayload {
  return Object.assign(new ObstaclePayload(), { obstacle });
}

/** What came of a change, as the API tells it. */
export function changeResult(changed: ObstacleChanged, expectedRevision: number): typeof ChangeObstacleResult {
  if (changed.kind === 'CHANGED') return obstaclePayload(changed.stored);
  const { stored } = changed;
  return Object.assign(new ObstacleConflictPayload(), {
    message: obstacleConflict(stored, expectedRevision),
    stored,
    sent: sentObstacle(changed.sent, expectedRevision),
  });
}

function sentObstacle(facts: ObstacleFacts, expectedRevision: number): SentObstacle {
  const { category, description, proposal, addresseeId, answerBy } = facts;
  const sent = { category, description, proposal, addresseeId, answerBy, expectedRevision };
  return Object.assign(new SentObstacle(), sent);
}
