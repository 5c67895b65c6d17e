import {
  Arg,
  Args,
  ArgsType,
  Ctx,
  Field,
  FieldResolver,
  Mutation,
  ObjectType,
  Query,
  Resolver,
  Root,
} from 'type-graphql';
import { DateScalar, type CivilDate } from '../../schema/base/index.js';
import { Indicator, IndicatorDefinitionService } from '../../schema/indicators/index.js';
import type { RequestContext } from '../context.js';
import { indicatorSet } from '../graphql/indicator-definitions.js';
import { mutate, resultUnion } from '../graphql/user-errors.js';

/** A new version of an indicator. */
@ArgsType()
class SaveIndicatorVersionArgs {
  @Field(() => String, { description: 'Mã chỉ số đã có (code).' })
  code!: string;

  @Field(() => DateScalar, {
    description:
      'Ngày đầu có hiệu lực: kỳ có ngày cuối từ ngày này dùng công thức mới, kỳ trước giữ công thức cũ (from).',
  })
  from!: CivilDate;

  @Field(() => String, {
    description: 'Công thức theo văn phạm của hệ thống, ví dụ «dossier.fullProcess / dossier.eligible» (formula).',
  })
  formula!: string;

  @Field(() => String, { description: 'Công thức bằng lời (formula in words).' })
  words!: string;

  @Field(() => String, { nullable: true, description: 'Tên mới; trống: giữ tên cũ (name).' })
  name?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Căn cứ loại trừ TTHC có tần suất thấp; không ghi: giữ như cũ; null: không loại trừ (exemption).',
  })
  exemption?: string | null;

  @Field(() => String, { description: 'Số, ký hiệu văn bản làm căn cứ (document number).' })
  documentNumber!: string;

  @Field(() => String, { description: 'Nguồn của cách tính: điểm của văn bản (source).' })
  source!: string;

  @Field(() => String, { description: 'Lý do, ghi vào nhật ký (reason).' })
  reason!: string;
}

/** The version that was added. */
@ObjectType('SaveIndicatorVersionPayload', { description: 'Phiên bản chỉ số vừa thêm (payload).' })
class SaveIndicatorVersionPayload {
  @Field(() => Indicator, { description: 'Chỉ số ở phiên bản mới (indicator).' })
  indicator!: Indicator;
}

const SaveIndicatorVersionResult = resultUnion(
  'SaveIndicatorVersionResult',
  SaveIndicatorVersionPayload,
  'Kết quả thêm phiên bản chỉ số (result).',
);

/** The indicators and their versions. */
@Resolver(() => Indicator)
export class IndicatorResolver {
  @Query(() => [Indicator], { description: 'Mọi chỉ số ở phiên bản của một ngày (indicators).' })
  async indicators(
    @Arg('asOf', () => DateScalar, { nullable: true, description: 'Vào ngày này; trống: hôm nay (as of).' })
    asOf: CivilDate | null,
    @Ctx() context: RequestContext,
  ): Promise<Indicator[]> {
    return (await indicatorSet(context)).on(asOf ?? context.day);
  }

  @FieldResolver(() => [Indicator], { description: 'Mọi phiên bản của chỉ số, cũ trước (versions).' })
  async versions(@Root() { code }: Indicator, @Ctx() context: RequestContext): Promise<Indicator[]> {
    return [...(await indicatorSet(context)).versionsOf(code)];
  }

  @Mutation(() => SaveIndicatorVersionResult, {
    description: 'Thêm phiên bản của một chỉ số từ một ngày; phiên bản đã có không bị ghi đè (save a version).',
  })
  saveIndicatorVersion(
    @Args(() => SaveIndicatorVersionArgs) { formula, ...version }: SaveIndicatorVersionArgs,
    @Ctx() context: RequestContext,
  ): Promise<typeof SaveIndicatorVersionResult> {
    return mutate(context, async (em) => {
      const service = new IndicatorDefinitionService(em);
      const indicator = await service.save({ ...version, expression: formula }, context.viewer.email);
      return Object.assign(new SaveIndicatorVersionPayload(), { indicator });
    });
  }
}
