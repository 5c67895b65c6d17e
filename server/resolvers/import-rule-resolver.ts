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
import { PlanError } from '../../schema/base/index.js';
import {
  FindingSeverity,
  ImportProfile,
  ProfileService,
  RuleService,
  ValidationRule,
} from '../../schema/dossiers/index.js';
import type { RequestContext } from '../context.js';
import { mutate, resultUnion } from '../graphql/user-errors.js';

/** What of a rule is to change. */
@ArgsType()
class SaveValidationRuleArgs {
  @Field(() => String, { description: 'Mã quy tắc; mã mới thêm một quy tắc so sánh hai ngày (code).' })
  code!: string;

  @Field(() => FindingSeverity, { nullable: true, description: 'Mức độ; trống: giữ nguyên (severity).' })
  severity?: FindingSeverity | null;

  @Field(() => Boolean, { nullable: true, description: 'Áp dụng; trống: giữ nguyên (enabled).' })
  enabled?: boolean | null;

  @Field(() => String, {
    nullable: true,
    description: 'Tham số dạng JSON, ví dụ {"left":"due_on","operator":">=","right":"received_on"} (parameters).',
  })
  parameters?: string | null;

  @Field(() => String, { nullable: true, description: 'Lời báo; trống: giữ nguyên (message).' })
  message?: string | null;

  @Field(() => String, { nullable: true, description: 'Nguồn, căn cứ; trống: giữ nguyên (source).' })
  source?: string | null;
}

/** The profile as stored. */
@ObjectType('SaveImportProfilePayload', { description: 'Mẫu nạp đã lưu (payload).' })
class SaveImportProfilePayload {
  @Field(() => ImportProfile, { description: 'Mẫu nạp (import profile).' })
  importProfile!: ImportProfile;
}

/** The rule as stored. */
@ObjectType('SaveValidationRulePayload', { description: 'Quy tắc đã lưu (payload).' })
class SaveValidationRulePayload {
  @Field(() => ValidationRule, { description: 'Quy tắc (validation rule).' })
  validationRule!: ValidationRule;
}

const SaveImportProfileResult = resultUnion(
  'SaveImportProfileResult',
  SaveImportProfilePayload,
  'Kết quả lưu mẫu nạp (result).',
);
const SaveValidationRuleResult = resultUnion(
  'SaveValidationRuleResult',
  SaveValidationRulePayload,
  'Kết quả lưu quy tắc (result).',
);

/** Profiles and rules that dossier files are read by. */
@Resolver()
export class ImportRuleQueries {
  @Query(() => [ImportProfile], { description: 'Phiên bản đang dùng của các mẫu nạp, theo tên (import profiles).' })
  importProfiles(@Ctx() { em }: RequestContext): Promise<ImportProfile[]> {
    return new ProfileService(em).current();
  }

  @Query(() => [ValidationRule], {
    description: 'Mọi quy tắc kiểm tra hồ sơ khi nạp, theo mã, kể cả quy tắc về dạng của ô (validation rules).',
  })
  validationRules(@Ctx() { em }: RequestContext): Promise<ValidationRule[]> {
    return new RuleService(em).all();
  }
}

/** Changes them. */
@Resolver()
export class ImportRuleMutations {
  @Mutation(() => SaveImportProfileResult, {
    description:
      'Lưu một mẫu nạp thành phiên bản mới; nội dung như bản đang dùng thì không đổi gì (save import profile).',
  })
  saveImportProfile(
    @Arg('yaml', () => String, { description: 'Nội dung mẫu dạng YAML (definition).' }) yaml: string,
    @Ctx() context: RequestContext,
  ): Promise<typeof SaveImportProfileResult> {
    return mutate(context, async (em) => {
      const importProfile = await new ProfileService(em).save('yaml', yaml, context.viewer.email);
      return Object.assign(new SaveImportProfilePayload(), { importProfile });
    });
  }

  @Mutation(() => SaveValidationRuleResult, {
    description:
      'Đổi một quy tắc, hoặc thêm quy tắc so sánh hai ngày; quy tắc về dạng của ô không đổi được (save rule).',
  })
  saveValidationRule(
    @Args(() => SaveValidationRuleArgs) { parameters, ...change }: SaveValidationRuleArgs,
    @Ctx() context: RequestContext,
  ): Promise<typeof SaveValidationRuleResult> {
    return mutate(context, async (em) => {
      const given = { ...change, parameters: parametersOf(parameters ?? null) };
      const validationRule = await new RuleService(em).save(given, context.viewer.email);
      return Object.assign(new SaveValidationRulePayload(), { validationRule });
    });
  }
}

/** Fields of a rule. */
@Resolver(() => ValidationRule)
export class ValidationRuleFields {
  @FieldResolver(() => String, { description: 'Tham số dạng JSON (parameters).' })
  parameters(@Root() { parameters }: ValidationRule): string {
    return JSON.stringify(parameters);
  }
}

function parametersOf(text: string | null): Record<string, unknown> | null {
  if (text === null) return null;
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return { ...value };
  } catch {
    // told below
  }
  throw new PlanError('INVALID_INPUT', 'Tham số phải là một đối tượng JSON.', { field: 'parameters' });
}
