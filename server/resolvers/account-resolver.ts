import {
  Arg,
  ArgsType,
  Args,
  Ctx,
  Field,
  FieldResolver,
  Mutation,
  ObjectType,
  Query,
  Resolver,
  Root,
} from 'type-graphql';
import { AccountService, passwordLink, Role, type Viewer } from '../../schema/access/index.js';
import { Unit } from '../../schema/organisation/index.js';
import type { RequestContext } from '../context.js';
import { unitOf } from '../graphql/figures.js';
import { mutate, refusable, resultUnion } from '../graphql/user-errors.js';

/** Whoever asks. */
@ObjectType('Viewer', { description: 'Người đang dùng hệ thống (viewer).' })
class ViewerType {
  @Field(() => String, { description: 'Tên (name).' })
  name!: string;

  @Field(() => Role, { description: 'Vai trò (role).' })
  role!: Role;

  /** Null for whoever belongs to no unit. */
  unitId!: string | null;
}

/** A session just begun. */
@ObjectType('SignInPayload', { description: 'Phiên đăng nhập vừa mở (payload).' })
class SignInPayload {
  @Field(() => String, {
    description: 'Mã phiên, gửi trong tiêu đề Authorization: Bearer …; trình duyệt đã giữ trong cookie (token).',
  })
  token!: string;

  @Field(() => ViewerType, { description: 'Người đăng nhập (viewer).' })
  viewer!: ViewerType;
}

/** The password was set. */
@ObjectType('SetPasswordPayload', { description: 'Đã đặt mật khẩu (payload).' })
class SetPasswordPayload {
  @Field(() => Boolean, { description: 'Luôn đúng (done).' })
  done!: boolean;
}

/** An account just made. */
@ObjectType('InviteUserPayload', { description: 'Tài khoản vừa tạo (payload).' })
class InviteUserPayload {
  @Field(() => String, {
    description: 'Liên kết đặt mật khẩu, dùng một lần trong 48 giờ; chỉ hiện lần này (one-time link).',
  })
  link!: string;
}

const SignInResult = resultUnion('SignInResult', SignInPayload, 'Kết quả đăng nhập (result).');
const SetPasswordResult = resultUnion('SetPasswordResult', SetPasswordPayload, 'Kết quả đặt mật khẩu (result).');
const InviteUserResult = resultUnion('InviteUserResult', InviteUserPayload, 'Kết quả mời người dùng (result).');

/** Who gets an account. */
@ArgsType()
class InviteUserArgs {
  @Field(() => String, { description: 'Địa chỉ thư (e-mail).' })
  email!: string;

  @Field(() => String, { description: 'Tên hoặc chức danh (name).' })
  name!: string;

  @Field(() => Role, { description: 'Vai trò (role).' })
  role!: Role;

  @Field(() => String, { nullable: true, description: 'Mã đơn vị của cán bộ, người đứng đầu (unit code).' })
  unit?: string | null;
}

/** Signs in and out, and makes accounts. */
@Resolver()
export class AccountMutations {
  @Query(() => ViewerType, { nullable: true, description: 'Người đang đăng nhập; trống khi chưa đăng nhập (viewer).' })
  viewer(@Ctx() { viewer }: RequestContext): ViewerType | null {
    return viewer.userId === null ? null : viewerType(viewer);
  }

  @Mutation(() => SignInResult, { description: 'Đăng nhập bằng mật khẩu (sign in).' })
  signIn(
    @Arg('email', () => String, { description: 'Địa chỉ thư (e-mail).' }) email: string,
    @Arg('password', () => String, { description: 'Mật khẩu (password).' }) password: string,
    @Ctx() { em, environment, now, setSession }: RequestContext,
  ): Promise<typeof SignInResult> {
    return refusable(async () => {
      const { token, viewer } = await new AccountService(em).signIn(email, password, now, environment.SESSION_HOURS);
      setSession(token);
      return Object.assign(new SignInPayload(), { token, viewer: viewerType(viewer) });
    });
  }

  @Mutation(() => Boolean, { description: 'Đăng xuất; phiên hết hiệu lực ngay (sign out).' })
  async signOut(@Ctx() { em, token, now, setSession }: RequestContext): Promise<boolean> {
    if (token) await em.transactional((own) => new AccountService(own).signOut(token, now));
    setSession(null);
    return true;
  }

  @Mutation(() => SetPasswordResult, { description: 'Đặt mật khẩu bằng liên kết dùng một lần (set password).' })
  setPassword(
    @Arg('token', () => String, { description: 'Mã trong liên kết (token).' }) token: string,
    @Arg('password', () => String, { description: 'Mật khẩu mới, từ 12 ký tự (password).' }) password: string,
    @Ctx() context: RequestContext,
  ): Promise<typeof SetPasswordResult> {
    return mutate(context, async (em) => {
      await new AccountService(em).setPassword(token, password, context.now);
      return Object.assign(new SetPasswordPayload(), { done: true });
    });
  }

  @Mutation(() => InviteUserResult, { description: 'Tạo tài khoản và liên kết đặt mật khẩu (invite a user).' })
  inviteUser(
    @Args(() => InviteUserArgs) { email, name, role, unit }: InviteUserArgs,
    @Ctx() context: RequestContext,
  ): Promise<typeof InviteUserResult> {
    const { viewer, now, environment } = context;
    return mutate(context, async (em) => {
      const accounts = new AccountService(em);
      const user = await accounts.createUser({ email, name, role, unitCode: unit ?? null }, viewer.email);
      const token = await accounts.oneTimeLink(user.id, viewer.email, now);
      return Object.assign(new InviteUserPayload(), { link: passwordLink(environment.PUBLIC_URL, token) });
    });
  }
}

/** Fields of the viewer. */
@Resolver(() => ViewerType)
export class ViewerFields {
  @FieldResolver(() => Unit, { nullable: true, description: 'Đơn vị của người đăng nhập; trống với cấp tỉnh (unit).' })
  unit(@Root() { unitId }: ViewerType, @Ctx() context: RequestContext): Promise<Unit> | null {
    return unitId === null ? null : unitOf(context, unitId);
  }
}

function viewerType({ name, role, unitId }: Viewer): ViewerType {
  return Object.assign(new ViewerType(), { name, role, unitId });
}
