import { Arg, Args, ArgsType, Ctx, Field, ID, Int, Mutation, ObjectType, Query, Resolver } from 'type-graphql';
import { IntegrationToken, IntegrationTokenService } from '../../schema/access/index.js';
import type { RequestContext } from '../context.js';
import { mutate, resultUnion } from '../graphql/user-errors.js';

/** For whom a token is and how long it works. */
@ArgsType()
class IssueTokenArgs {
  @Field(() => String, { description: 'Tên hệ thống nạp hồ sơ, ví dụ «Một cửa điện tử» (name).' })
  name!: string;

  @Field(() => Int, { defaultValue: 365, description: 'Số ngày hiệu lực, từ 1 đến 730 (days).' })
  days!: number;
}

/** The token with its secret. */
@ObjectType('IssueIntegrationTokenPayload', { description: 'Mã tích hợp vừa cấp (payload).' })
class IssueTokenPayload {
  @Field(() => IntegrationToken, { description: 'Mã tích hợp (token).' })
  integrationToken!: IntegrationToken;

  @Field(() => String, {
    description: 'Chuỗi bí mật, gửi trong tiêu đề Authorization: Bearer …; chỉ hiện lần này (secret).',
  })
  secret!: string;
}

/** The token as taken back. */
@ObjectType('EndIntegrationTokenPayload', { description: 'Mã tích hợp vừa thu hồi (payload).' })
class EndTokenPayload {
  @Field(() => IntegrationToken, { description: 'Mã tích hợp (token).' })
  integrationToken!: IntegrationToken;
}

const IssueTokenResult = resultUnion('IssueIntegrationTokenResult', IssueTokenPayload, 'Kết quả cấp mã (result).');
const EndTokenResult = resultUnion('EndIntegrationTokenResult', EndTokenPayload, 'Kết quả thu hồi mã (result).');

/** Issues, lists and ends what other systems hand dossiers in with. */
@Resolver()
export class IntegrationTokenMutations {
  @Query(() => [IntegrationToken], { description: 'Mọi mã tích hợp từng cấp, mới nhất trước (integration tokens).' })
  integrationTokens(@Ctx() { em }: RequestContext): Promise<IntegrationToken[]> {
    return new IntegrationTokenService(em).list();
  }

  @Mutation(() => IssueTokenResult, {
    description: 'Cấp mã cho một hệ thống nạp hồ sơ qua POST /imports/dossiers (issue an integration token).',
  })
  issueIntegrationToken(
    @Args(() => IssueTokenArgs) { name, days }: IssueTokenArgs,
    @Ctx() context: RequestContext,
  ): Promise<typeof IssueTokenResult> {
    return mutate(context, async (em) => {
      const { viewer, now } = context;
      const { stored, secret } = await new IntegrationTokenService(em).issue(name, days, viewer.email, now);
      return Object.assign(new IssueTokenPayload(), { integrationToken: stored, secret });
    });
  }

  @Mutation(() => EndTokenResult, { description: 'Thu hồi một mã; mã hết hiệu lực ngay (end an integration token).' })
  endIntegrationToken(
    @Arg('id', () => ID, { description: 'Mã của dòng (id).' }) id: string,
    @Ctx() context: RequestContext,
  ): Promise<typeof EndTokenResult> {
    return mutate(context, async (em) => {
      const integrationToken = await new IntegrationTokenService(em).end(id, context.viewer.email, context.now);
      return Object.assign(new EndTokenPayload(), { integrationToken });
    });
  }
}
