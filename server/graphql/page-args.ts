import { ArgsType, Field, Int } from 'type-graphql';
import { DEFAULT_PAGE_SIZE, MAX_PAGE_SIZE, type PageRequest } from '../../schema/base/index.js';

/** Which page of a connection. */
@ArgsType()
export class PageArgs implements PageRequest {
  @Field(() => Int, {
    nullable: true,
    description: `Số mục kể từ đầu hoặc từ sau \`after\`; mặc định ${DEFAULT_PAGE_SIZE}, nhiều nhất ${MAX_PAGE_SIZE} (first).`,
  })
  first?: number | null;

  @Field(() => String, { nullable: true, description: 'Lấy các mục sau con trỏ này (after).' })
  after?: string | null;

  @Field(() => Int, { nullable: true, description: 'Số mục kể từ cuối hoặc từ trước `before` (last).' })
  last?: number | null;

  @Field(() => String, { nullable: true, description: 'Lấy các mục trước con trỏ này (before).' })
  before?: string | null;
}
