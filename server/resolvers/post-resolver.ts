import { Args, ArgsType, Ctx, Field, FieldResolver, Mutation, ObjectType, Resolver, Root } from 'type-graphql';
import { scopeOf } from '../../schema/access/index.js';
import { DateScalar, type CivilDate } from '../../schema/base/index.js';
import { Post, PostKind, PostService, Unit } from '../../schema/organisation/index.js';
import type { RequestContext } from '../context.js';
import { mutate, resultUnion } from '../graphql/user-errors.js';

/** A post and its new holder. */
@ArgsType()
class SavePostArgs {
  @Field(() => String, { description: 'Mã đơn vị (unit code).' })
  unit!: string;

  @Field(() => PostKind, { description: 'Loại vị trí (kind).' })
  kind!: PostKind;

  @Field(() => String, { description: 'Chức danh (title).' })
  title!: string;

  @Field(() => String, { description: 'Một địa chỉ thư công vụ (e-mail).' })
  email!: string;

  @Field(() => DateScalar, { nullable: true, description: 'Ngày đầu nhận việc; trống: hôm nay (from).' })
  from?: CivilDate | null;
}

/** The post as saved. */
@ObjectType('SavePostPayload', { description: 'Vị trí đã lưu (payload).' })
class SavePostPayload {
  @Field(() => Post, { description: 'Vị trí (post).' })
  post!: Post;
}

const SavePostResult = resultUnion('SavePostResult', SavePostPayload, 'Kết quả lưu vị trí (result).');

/** Hands posts over. */
@Resolver()
export class PostMutations {
  @Mutation(() => SavePostResult, {
    description: 'Đặt người nhận nhắc việc của một vị trí từ một ngày; người trước thôi nhận từ ngày đó (save a post).',
  })
  savePost(
    @Args(() => SavePostArgs) { unit, from, ...change }: SavePostArgs,
    @Ctx() context: RequestContext,
  ): Promise<typeof SavePostResult> {
    return mutate(context, async (em) => {
      const handOver = { ...change, unitCode: unit, from: from ?? context.day };
      const post = await new PostService(em).handOver(handOver, context.viewer.email);
      return Object.assign(new SavePostPayload(), { post });
    });
  }
}

/** The post as ended. */
@ObjectType('EndPostPayload', { description: 'Vị trí đã kết thúc (payload).' })
class EndPostPayload {
  @Field(() => Post, { description: 'Vị trí (post).' })
  post!: Post;
}

const EndPostResult = resultUnion('EndPostResult', EndPostPayload, 'Kết quả kết thúc vị trí (result).');

/** Which post ends, when and why. */
@ArgsType()
class EndPostArgs {
  @Field(() => String, { description: 'Mã đơn vị (unit code).' })
  unit!: string;

  @Field(() => PostKind, { description: 'Loại vị trí (kind).' })
  kind!: PostKind;

  @Field(() => String, { description: 'Lý do, được ghi vào nhật ký (reason).' })
  reason!: string;

  @Field(() => DateScalar, { nullable: true, description: 'Ngày đầu không còn ai nhận; trống: hôm nay (from).' })
  from?: CivilDate | null;
}

/** Ends posts. */
@Resolver()
export class PostEndMutations {
  @Mutation(() => EndPostResult, {
    description: 'Kết thúc một vị trí từ một ngày, không có người nhận thay (end a post).',
  })
  endPost(
    @Args(() => EndPostArgs) { unit, kind, reason, from }: EndPostArgs,
    @Ctx() context: RequestContext,
  ): Promise<typeof EndPostResult> {
    return mutate(context, async (em) => {
      const end = { unitCode: unit, kind, from: from ?? context.day };
      const post = await new PostService(em).end(end, context.viewer.email, reason);
      return Object.assign(new EndPostPayload(), { post });
    });
  }
}

/** The posts of a unit. */
@Resolver(() => Unit)
export class UnitPostFields {
  @FieldResolver(() => [Post], {
    description: 'Các vị trí đang nhận nhắc việc; trống với người không được xem (posts valid today).',
  })
  async posts(@Root() unit: Unit, @Ctx() { em, loaders, viewer, day }: RequestContext): Promise<Post[]> {
    const scope = scopeOf(viewer, 'READ_POSTS');
    if (scope === null || (scope === 'OWN_UNIT' && viewer.unitId !== unit.id)) return [];
    return (await loaders.load('posts of unit', unit.id, (ids) => new PostService(em).validOn(ids, day))) ?? [];
  }
}
