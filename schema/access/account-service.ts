import { LockMode, UniqueConstraintViolationException } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';
import { sql } from 'kysely';
import { AuditService } from '../audit/index.js';
import { PlanError, rowsOf } from '../base/index.js';
import { Unit } from '../organisation/index.js';
import { assertPlaceOfRole, emailOf, nameOf } from './account-rules.js';
import { assertAcceptablePassword, hashPassword, NOBODYS_HASH, verifyPassword } from './password.js';
import type { Role } from './role.js';
import { hashSecret, newSecret } from './secret.js';
import { SignInThrottle } from './sign-in-throttle.js';
import { AccessToken, TokenPurpose } from './token.js';
import { User } from './user.js';
import { PUBLIC_VIEWER, type Viewer } from './viewer.js';

/** An account to be made. */
export interface NewUser {
  readonly email: string;
  readonly name: string;
  readonly role: Role;
  /** Code of the unit of an officer or head; null for coordinators and administrators. */
  readonly unitCode: string | null;
}

/** A session just begun. */
export interface SignedIn {
  /** The bearer secret; stored nowhere. */
  readonly token: string;
  readonly viewer: Viewer;
  readonly expiresAt: Date;
}

/** Whom an identity provider vouches for. */
export interface Vouched {
  /** Verified address; null when there is none. */
  readonly email: string | null;
  /** Address of the provider. */
  readonly provider: string;
}

const NOT_ADMITTED = 'Người dùng này của cổng định danh chưa được cấp quyền dùng hệ thống; hãy liên hệ quản trị viên.';

/** Hours that a one-time link works. */
export const LINK_HOURS = 48;

const HOUR_MS = 3_600_000;

/** Accounts, sessions and one-time links. Whether somebody may ask for it is the policy's business. */
export class AccountService {
  constructor(private readonly em: EntityManager) {}

  /**
   * Begins a session of `sessionHours`.
   *
   * Works in transactions of its own, because a failure has to stay counted whatever the caller does: call it outside of
   * a transaction, or every sign-in holds two connections.
   * @throws PlanError UNAUTHENTICATED, with the same words and the same work, when the address is unknown, the password
   * wrong or not yet set, or the account disabled; FORBIDDEN after 10 failures in 15 minutes.
   */
  async signIn(email: string, password: string, now: Date, sessionHours: number): Promise<SignedIn> {
    const em = this.em.fork();
    const address = emailOf(email);
    const attempt = await em.transactional((own) => new SignInThrottle(own).admit(address, now));
    const user = await em.findOne(User, { email: address });
    const isRight = await verifyPassword(password, user?.passwordHash ?? NOBODYS_HASH);
    if (!user || !isRight || user.disabledAt) return this.refuseSignIn(em, address);
    const expiresAt = new Date(now.getTime() + sessionHours * HOUR_MS);
    const token = await em.fork().transactional(async (own) => {
      // The lock makes this wait for a change of the password or a disabling that goes on meanwhile.
      const same = { id: user.id, passwordHash: user.passwordHash, disabledAt: null };
      if (!(await own.findOne(User, same, { lockMode: LockMode.PESSIMISTIC_WRITE }))) return null;
      await new SignInThrottle(own).forget(attempt);
      await audit(own, address, 'SIGNED_IN', user.id);
      return this.issue(own, user.id, TokenPurpose.Session, now, expiresAt);
    });
    return token ? { token, expiresAt, viewer: viewerOfUser(user) } : this.refuseSignIn(em, address);
  }

  /**
   * Begins a session of `sessionHours` for whom an identity provider vouches for; call it in a transaction. An account is
   * never made by it, and needs no password for it.
   *
   * `email` is an address that the provider has verified; null when it told none, which is refused alike.
   * @throws PlanError UNAUTHENTICATED, with the same words, when there is no account of the address or it is disabled.
   */
  async signInVouched({ email, provider }: Vouched, now: Date, sessionHours: number): Promise<SignedIn> {
    const found = { email: email === null ? '' : emailOf(email), disabledAt: null };
    const user = await this.em.findOne(User, found, { lockMode: LockMode.PESSIMISTIC_WRITE, refresh: true });
    if (!user) throw new PlanError('UNAUTHENTICATED', NOT_ADMITTED);
    await audit(this.em, user.email, 'SIGNED_IN', user.id, { provider });
    const expiresAt = new Date(now.getTime() + sessionHours * HOUR_MS);
    const token = await this.issue(this.em, user.id, TokenPurpose.Session, now, expiresAt);
    return { token, expiresAt, viewer: viewerOfUser(user) };
  }

  /** Writes down that whom a provider vouched for was not admitted. */
  async recordNotAdmitted({ email, provider }: Vouched): Promise<void> {
    const actor = email ?? provider;
    await audit(this.em, actor, 'SIGN_IN_REFUSED', actor, { provider });
  }

  /** Who bears a session's token at `now`; `PUBLIC_VIEWER` without one that works. */
  async viewerOf(token: string | null | undefined, now: Date): Promise<Viewer> {
    if (!token) return PUBLIC_VIEWER;
    const [viewer] = await rowsOf(
      this.em,
      sql<Viewer>`select u.role, u.id as "userId", u.name, u.email, u.unit_id as "unitId"
        from access_token t join app_user u on u.id = t.user_id
        where t.token_hash = ${hashSecret(token)} and t.purpose = ${TokenPurpose.Session}
          and t.ended_at is null and t.expires_at > ${now} and u.disabled_at is null`,
    );
    return viewer ?? PUBLIC_VIEWER;
  }

  /** Ends the session of a token; does nothing when there is none that works. */
  async signOut(token: string, now: Date): Promise<void> {
    const viewer = await this.viewerOf(token, now);
    if (viewer.userId === null) return;
    await rowsOf(this.em, sql`update access_token set ended_at = ${now} where token_hash = ${hashSecret(token)}`);
    await audit(this.em, viewer.email, 'SIGNED_OUT', viewer.userId);
  }

  /**
   * Makes an account without a password: its owner enters by a one-time link.
   * @throws PlanError INVALID_INPUT when the address, name, role or unit will not do; CONFLICT when the address is taken.
   */
  async createUser({ email, name, role, unitCode }: NewUser, actor: string): Promise<User> {
    assertPlaceOfRole(role, unitCode);
    const unit = unitCode === null ? null : await this.unitOf(unitCode);
    const columns = { email: emailOf(email), name: nameOf(name), role, unit, passwordHash: null, disabledAt: null };
    const user = this.em.create(User, columns);
    try {
      await this.em.flush();
    } catch (error) {
      if (!(error instanceof UniqueConstraintViolationException)) throw error;
      throw new PlanError('CONFLICT', `Đã có tài khoản dùng địa chỉ ${columns.email}.`, { field: 'email' });
    }
    await audit(this.em, actor, 'USER_CREATED', user.id, { email: user.email, role, unitCode });
    return user;
  }

  /** The account of an address; null when there is none. */
  async findByEmail(email: string): Promise<User | null> {
    return this.em.findOne(User, { email: emailOf(email) });
  }

  /**
   * The secret of a new link by which the owner of an account sets a password once, within `LINK_HOURS`; earlier links
   * stop working.
   * @throws PlanError NOT_FOUND when there is no such account, CONFLICT when it is disabled.
   */
  async oneTimeLink(userId: string, actor: string, now: Date): Promise<string> {
    const user = await this.userOf(userId);
    if (user.disabledAt) throw new PlanError('CONFLICT', 'Tài khoản đã bị khóa.', { email: user.email });
    await this.endTokens(userId, now, [TokenPurpose.SetPassword]);
    await audit(this.em, actor, 'ONE_TIME_LINK_ISSUED', userId);
    return this.issue(this.em, userId, TokenPurpose.SetPassword, now, new Date(now.getTime() + LINK_HOURS * HOUR_MS));
  }

  /**
   * Sets the password of the account that a one-time link belongs to, and ends the link and all sessions of the account.
   * A refused password leaves the link as it was.
   * @throws PlanError INVALID_INPUT when the link was used, replaced or is too old, or the password will not do.
   */
  async setPassword(token: string, password: string, now: Date): Promise<void> {
    const usable = { tokenHash: hashSecret(token), purpose: TokenPurpose.SetPassword, endedAt: null };
    const working = { ...usable, expiresAt: { $gt: now }, user: { disabledAt: null } };
    const link = await this.em.findOne(AccessToken, working, { populate: ['user'] });
    const user = link?.user.getEntity();
    if (!user) throw deadLink();
    assertAcceptablePassword(password, user.email);
    const passwordHash = await hashPassword(password);
    // Of two that come with the same link, one ends it; the other finds it ended.
    if ((await this.em.nativeUpdate(AccessToken, usable, { endedAt: now })) === 0) throw deadLink();
    await this.em.nativeUpdate(User, { id: user.id }, { passwordHash });
    await this.endTokens(user.id, now, [TokenPurpose.Session, TokenPurpose.SetPassword]);
    await audit(this.em, user.email, 'PASSWORD_SET', user.id);
  }

  /** Locks an account out at once: its sessions and links end, and it cannot sign in. @throws PlanError NOT_FOUND. */
  async disable(userId: string, actor: string, now: Date): Promise<void> {
    const { id } = await this.userOf(userId);
    await this.em.nativeUpdate(User, { id, disabledAt: null }, { disabledAt: now });
    await this.endTokens(id, now, [TokenPurpose.Session, TokenPurpose.SetPassword]);
    await audit(this.em, actor, 'USER_DISABLED', id);
  }

  private async userOf(id: string): Promise<User> {
    const user = await this.em.findOne(User, { id }, { refresh: true });
    if (!user) throw new PlanError('NOT_FOUND', 'Không có tài khoản này.');
    return user;
  }

  private async unitOf(code: string): Promise<Unit> {
    const unit = await this.em.findOne(Unit, { code });
    if (!unit) throw new PlanError('INVALID_INPUT', `Không có đơn vị «${code}».`, { field: 'unit' });
    return unit;
  }

  private async endTokens(userId: string, now: Date, purposes: TokenPurpose[]): Promise<void> {
    await this.em.nativeUpdate(
      AccessToken,
      { user: userId, endedAt: null, purpose: { $in: purposes } },
      { endedAt: now },
    );
  }

  private async issue(
    em: EntityManager,
    user: string,
    purpose: TokenPurpose,
    createdAt: Date,
    expiresAt: Date,
  ): Promise<string> {
    const secret = newSecret();
    await em.insert(AccessToken, {
      tokenHash: hashSecret(secret),
      purpose,
      user,
      createdAt,
      expiresAt,
      endedAt: null,
    });
    return secret;
  }

  private async refuseSignIn(em: EntityManager, email: string): Promise<never> {
    await audit(em, email, 'SIGN_IN_REFUSED', email);
    throw new PlanError('UNAUTHENTICATED', 'Địa chỉ e-mail hoặc mật khẩu không đúng.');
  }
}

function viewerOfUser({ role, id, name, email, unit }: User): Viewer {
  return { role, userId: id, name, email, unitId: unit?.id ?? null };
}

function audit(
  em: EntityManager,
  actor: string,
  action: string,
  subjectId: string,
  details?: Record<string, unknown>,
): Promise<void> {
  return new AuditService(em).record({ actor, action, subjectType: 'User', subjectId, ...(details && { details }) });
}

function deadLink(): PlanError {
  return new PlanError('INVALID_INPUT', 'Liên kết đã được dùng hoặc hết hạn; hãy xin quản trị viên liên kết mới.', {
    field: 'token',
  });
}
