import { Field, FieldResolver, Int, ObjectType, Resolver, Root } from 'type-graphql';
import { JobRequest } from '../../schema/operations/index.js';
import { Slot } from '../../schema/slots/index.js';

/** One count of what a run did. */
@ObjectType('JobEffect', { description: 'Một con số về việc lượt chạy đã làm, hoặc sẽ làm (job effect).' })
class JobEffect {
  @Field(() => String, { description: 'Tên số đếm, ví dụ messages (name).' })
  name!: string;

  @Field(() => Int, { description: 'Số đếm (count).' })
  count!: number;
}

/** What a run that was wished did. */
@Resolver(() => JobRequest)
export class JobRequestFields {
  @FieldResolver(() => [JobEffect], {
    nullable: true,
    description: 'Đã làm gì, hoặc chạy thật thì sẽ làm gì; trống khi chưa xong hoặc lỗi (effects).',
  })
  effects(@Root() { effects }: JobRequest): JobEffect[] | null {
    return effectsOf(effects);
  }
}

/** What a due run did. */
@Resolver(() => Slot)
export class JobSlotFields {
  @FieldResolver(() => [JobEffect], { nullable: true, description: 'Đã làm gì; trống khi không chạy xong (effects).' })
  effects(@Root() { effects }: Slot): JobEffect[] | null {
    return effectsOf(effects);
  }
}

function effectsOf(effects: Readonly<Record<string, number>> | null): JobEffect[] | null {
  if (!effects) return null;
  return Object.entries(effects).map(([name, count]) => Object.assign(new JobEffect(), { name, count }));
}
