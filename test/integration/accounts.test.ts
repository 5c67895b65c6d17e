import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { AccessToken, AccountService, LINK_HOURS, PUBLIC_VIEWER, Role, User } from '../../schema/access/index.js';
import { AuditEntry } from '../../schema/audit/index.js';
import { openDatabase, type Database } from '../../schema/database.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';

const NOW = new Date('2025-12-16T08:00:00+07:00');
const PASSWORD = 'một câu đủ dài để nhớ';
const ADMIN = 'quan-tri@hatinh.example';
const SESSION_HOURS = 12;

let file: TestDatabase;
let orm: Database;
let nextUser = 0;

beforeAll(async () => {
  file = await createTestDatabase();
  orm = await openDatabase({ url: file.url });
});

afterAll(async () => {
  await orm.close();
  await file.drop();
});

const later = (hours: number) => new Date(NOW.getTime() + hours * 3_600_000);
const accounts = () => new AccountService(orm.em.fork());
const inTransaction = <T>(work: (service: AccountService) => Promise<T>): Promise<T> =>
  orm.em.fork().transactional((em) => work(new AccountService(em)));
const signIn = (email: string, password = PASSWORD, now = NOW) =>
  accounts().signIn(email, password, now, SESSION_HOURS);
const linkOf = (user: User, now = NOW) => inTransaction((service) => service.oneTimeLink(user.id, ADMIN, now));
const setPassword = (token: string, password = PASSWORD, now = NOW) =>
  inTransaction((service) => service.setPassword(token, password, now));

async function invite(role = Role.Coordinator, unitCode: string | null = null): Promise<User> {
  nextUser += 1;
  const email = `nguoi-dung-${nextUser}@hatinh.example`;
  return inTransaction((service) => service.createUser({ email, name: 'Người dùng', role, unitCode }, ADMIN));
}

async function withPassword(role?: Role, unitCode?: string | null): Promise<User> {
  const user = await invite(role, unitCode);
  await setPassword(await linkOf(user));
  return user;
}

async function auditedActions(subjectId: string): Promise<string[]> {
  const entries = await orm.em.fork().find(AuditEntry, { subjectId }, { orderBy: { id: 'asc' } });
  return entries.map(({ action }) => action);
}

describe('a session', () => {
  it('is bound to its bearer from sign-in to sign-out', async () => {
    const user = await withPassword(Role.Head, '18073');
    const { token, viewer, expiresAt } = await signIn(` ${user.email.toUpperCase()} `);
    expect(viewer).toMatchObject({ role: Role.Head, userId: user.id, email: user.email, unitId: user.unit?.id });
    expect(expiresAt).toEqual(later(SESSION_HOURS));
    expect(await accounts().viewerOf(token, NOW)).toEqual(viewer);
    await inTransaction((service) => service.signOut(token, NOW));
    expect(await accounts().viewerOf(token, NOW)).toBe(PUBLIC_VIEWER);
    expect(await auditedActions(user.id)).toEqual([
      'USER_CREATED',
      'ONE_TIME_LINK_ISSUED',
      'PASSWORD_SET',
      'SIGNED_IN',
      'SIGNED_OUT',
    ]);
  });

  it('ends at its hour, and no other text opens one', async () => {
    const user = await withPassword();
    const { token } = await signIn(user.email);
    const justBefore = new Date(later(SESSION_HOURS).getTime() - 1);
    expect((await accounts().viewerOf(token, justBefore)).userId).toBe(user.id);
    expect(await accounts().viewerOf(token, later(SESSION_HOURS))).toBe(PUBLIC_VIEWER);
    const link = await linkOf(user);
    const [stored] = await orm.em.fork().find(AccessToken, { user: user.id });
    for (const forged of [undefined, null, '', 'x', token.slice(1), `${token}A`, link, stored?.tokenHash]) {
      expect(await accounts().viewerOf(forged, NOW)).toBe(PUBLIC_VIEWER);
    }
  });

  it('ends at once when the account is disabled', async () => {
    const user = await withPassword();
    const { token } = await signIn(user.email);
    await inTransaction((service) => service.disable(user.id, ADMIN, NOW));
    expect(await accounts().viewerOf(token, NOW)).toBe(PUBLIC_VIEWER);
    await expect(linkOf(user)).rejects.toMatchObject({ code: 'CONFLICT' });
  });

  it('shows a changed role with the next request', async () => {
    const user = await withPassword(Role.Admin);
    const { token } = await signIn(user.email);
    await orm.em.fork().nativeUpdate(User, { id: user.id }, { role: Role.Coordinator });
    expect((await accounts().viewerOf(token, NOW)).role).toBe(Role.Coordinator);
  });

  it('is stored as a hash only', async () => {
    const user = await withPassword();
    const { token } = await signIn(user.email);
    const link = await linkOf(user);
    const rows: unknown = await orm.em.fork().execute('select row_to_json(t)::text as all from access_token t');
    const users: unknown = await orm.em.fork().execute('select row_to_json(u)::text as all from app_user u');
    const audit: unknown = await orm.em.fork().execute('select row_to_json(a)::text as all from audit_entry a');
    const everything = JSON.stringify([rows, users, audit]);
    for (const secret of [token, link, PASSWORD]) expect(everything).not.toContain(secret);
  });
});

describe('a refused sign-in', () => {
  const refusal = { code: 'UNAUTHENTICATED', message: 'Địa chỉ e-mail hoặc mật khẩu không đúng.' };

  it('says the same whatever the cause', async () => {
    const [known, disabled, invited] = [await withPassword(), await withPassword(), await invite()];
    await inTransaction((service) => service.disable(disabled.id, ADMIN, NOW));
    await expect(signIn(known.email, 'một câu khác hẳn')).rejects.toMatchObject(refusal);
    await expect(signIn(disabled.email)).rejects.toMatchObject(refusal);
    await expect(signIn(invited.email)).rejects.toMatchObject(refusal);
    await expect(signIn(invited.email, '')).rejects.toMatchObject(refusal);
    await expect(signIn('khong-co-ai@hatinh.example')).rejects.toMatchObject(refusal);
    expect(await auditedActions('khong-co-ai@hatinh.example')).toEqual(['SIGN_IN_REFUSED']);
  });

  it.each(['known', 'unknown'])(
    'makes a %s address wait after ten, and not for longer than 15 minutes',
    async (kind) => {
      const email = kind === 'known' ? (await withPassword()).email : 'khong-co-ai-het@hatinh.example';
      for (let failure = 0; failure < 10; failure += 1) {
        await expect(signIn(email, 'sai mật khẩu rồi', later(failure / 60))).rejects.toMatchObject(refusal);
      }
      const wait = { code: 'FORBIDDEN', message: 'Đăng nhập sai quá nhiều lần; hãy thử lại sau 5 phút.' };
      await expect(signIn(email, PASSWORD, later(10 / 60))).rejects.toMatchObject(wait);
      const afterWait = signIn(email, PASSWORD, later(15 / 60));
      if (kind === 'unknown') return expect(afterWait).rejects.toMatchObject(refusal);
      expect((await afterWait).viewer.email).toBe(email);
    },
  );

  it('stays counted when the transaction around it is rolled back', async () => {
    const { email } = await withPassword();
    for (let failure = 0; failure < 10; failure += 1) {
      const attempt = inTransaction((service) => service.signIn(email, 'sai mật khẩu rồi', NOW, SESSION_HOURS));
      await expect(attempt).rejects.toMatchObject(refusal);
    }
    await expect(signIn(email)).rejects.toMatchObject({ code: 'FORBIDDEN' });
  });

  it('cannot be tried more often by trying at once', async () => {
    const email = 'nhieu-lan-mot-luc@hatinh.example';
    const results = await Promise.allSettled(Array.from({ length: 25 }, () => signIn(email)));
    const codes = results.map((result) => (result.status === 'rejected' ? result.reason.code : 'FULFILLED'));
    expect(codes.filter((code) => code === 'UNAUTHENTICATED')).toHaveLength(10);
    expect(codes.filter((code) => code === 'FORBIDDEN')).toHaveLength(15);
  });

  it('is not counted for sign-ins that succeed', async () => {
    const { email } = await withPassword();
    for (let success = 0; success < 12; success += 1) await signIn(email);
    expect(await orm.em.fork().execute('select 1 from sign_in_attempt where email = ?', [email])).toEqual([]);
  });
});

describe('a one-time link', () => {
  it('works once', async () => {
    const user = await invite();
    const link = await linkOf(user);
    await setPassword(link);
    await expect(setPassword(link)).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    expect((await signIn(user.email)).viewer.userId).toBe(user.id);
  });

  it('works once even when used twice at the same time', async () => {
    const link = await linkOf(await invite());
    const results = await Promise.allSettled([setPassword(link, `${PASSWORD} 1`), setPassword(link, `${PASSWORD} 2`)]);
    expect(results.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
  });

  it('ends after 48 hours, and when a newer one is made', async () => {
    const user = await invite();
    const [first, second] = [await linkOf(user), await linkOf(user)];
    await expect(setPassword(first)).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    await expect(setPassword(second, PASSWORD, later(LINK_HOURS))).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    await setPassword(second, PASSWORD, new Date(later(LINK_HOURS).getTime() - 1));
  });

  it('outlives a password that was refused', async () => {
    const link = await linkOf(await invite());
    await expect(setPassword(link, 'quá ngắn')).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    await setPassword(link);
  });

  it('ends every session of the account, and no session of another', async () => {
    const [user, other] = [await withPassword(), await withPassword()];
    const tokens = [await signIn(user.email), await signIn(user.email)].map(({ token }) => token);
    const kept = await signIn(other.email);
    await setPassword(await linkOf(user), 'mật khẩu hoàn toàn mới');
    for (const token of tokens) expect(await accounts().viewerOf(token, NOW)).toBe(PUBLIC_VIEWER);
    expect((await accounts().viewerOf(kept.token, NOW)).userId).toBe(other.id);
    await expect(signIn(user.email)).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
  });
});

const make = (changes: object) =>
  inTransaction((service) =>
    service.createUser(
      { email: 'moi@hatinh.example', name: 'Mới', role: Role.Admin, unitCode: null, ...changes },
      ADMIN,
    ),
  );

describe('a new account', () => {
  it.each([
    ['an address that is none', { email: 'moi' }, 'INVALID_INPUT'],
    ['an address with a second recipient', { email: 'a@hatinh.example, b@hatinh.example' }, 'INVALID_INPUT'],
    ['a name on two lines', { name: 'Mới\r\nBcc: a@hatinh.example' }, 'INVALID_INPUT'],
    ['the role of nobody', { role: Role.Public }, 'INVALID_INPUT'],
    ['a head without a unit', { role: Role.Head }, 'INVALID_INPUT'],
    ['an officer of an unknown unit', { role: Role.Officer, unitCode: '00000' }, 'INVALID_INPUT'],
    ['an administrator in a unit', { unitCode: '18073' }, 'INVALID_INPUT'],
  ])('is refused with %s', async (_case, changes, code) => {
    await expect(make(changes)).rejects.toMatchObject({ code });
  });

  it('is refused when the address is taken, in any letter case', async () => {
    const { email } = await invite();
    await expect(make({ email: email.toUpperCase() })).rejects.toMatchObject({ code: 'CONFLICT' });
  });
});
