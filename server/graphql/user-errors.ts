import type { EntityManager } from '@mikro-orm/postgresql';
import { createUnionType, Field, ObjectType, type ClassType } from 'type-graphql';
import { PlanError, type PlanErrorCode } from '../../schema/base/index.js';
import type { RequestContext } from '../context.js';

/** An expected refusal of a mutation. */
@ObjectType('UserError', { description: 'Lý do một thao tác bị từ chối (user error).' })
export class UserError {
  @Field(() => String, { description: 'Mã lỗi ổn định: INVALID_INPUT, CONFLICT, FORBIDDEN… (code).' })
  readonly code!: string;

  @Field(() => String, { description: 'Lời giải thích cho người dùng (message).' })
  readonly message!: string;

  @Field(() => [String], { nullable: true, description: 'Đường dẫn tới trường sai trong dữ liệu gửi lên (path).' })
  readonly path!: string[] | null;

  @Field(() => String, { nullable: true, description: 'Nên làm gì tiếp; trống khi không có gợi ý chung (hint).' })
  readonly hint!: string | null;
}

/** The refusals of a mutation; nothing was changed. */
@ObjectType('UserErrors', { description: 'Thao tác bị từ chối, không có gì thay đổi (user errors).' })
export class UserErrors {
  @Field(() => [UserError], { description: 'Các lý do (user errors).' })
  readonly userErrors: UserError[];

  constructor(userErrors: UserError[]) {
    this.userErrors = userErrors;
  }
}

/** The union `payload | UserErrors` that a mutation answers. */
export function resultUnion<T extends object>(
  name: string,
  payload: ClassType<T>,
  description: string,
): T | UserErrors {
  return createUnionType({ name, description, types: () => [payload, UserErrors] as const }) as T | UserErrors;
}

/** Does a mutation's work in one transaction; an expected refusal rolls it back and is answered as `UserErrors`. */
export async function mutate<T>(
  { em, loaders }: RequestContext,
  work: (em: EntityManager) => Promise<T>,
): Promise<T | UserErrors> {
  const answer = await refusable(() => em.transactional(work));
  loaders.forget();
  return answer;
}

/** The same for work that brings its own transactions. */
export async function refusable<T>(work: () => Promise<T>): Promise<T | UserErrors> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof PlanError)) throw error;
    return new UserErrors(userErrorsOf(error));
  }
}

/** What helps with refusals of a kind, unless the refusal itself says more. */
const HINTS: Readonly<Partial<Record<PlanErrorCode, string>>> = {
  INVALID_INPUT: 'Sửa dữ liệu ở trường nêu trong path rồi gửi lại.',
  NOT_FOUND: 'Kiểm tra lại mã; đối tượng có thể đã bị bỏ hoặc đổi mã.',
  UNAUTHENTICATED: 'Đăng nhập rồi gửi lại.',
  FORBIDDEN: 'Đề nghị người có quyền thực hiện, hoặc quản trị cấp quyền.',
  CONFLICT: 'Tải lại dữ liệu mới nhất, xem thay đổi rồi quyết định gửi lại.',
};

/** A refusal as clients read it. */
export function userErrorsOf({ code, message, details: { field, hint } }: PlanError): UserError[] {
  const path = typeof field === 'string' ? [field] : null;
  return [{ code, message, path, hint: typeof hint === 'string' ? hint : hintOf(code) }];
}

/** What to do about refusals of a kind; null when nothing can be said in general. */
export function hintOf(code: PlanErrorCode): string | null {
  return HINTS[code] ?? null;
}
