import { argon2Sync } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import {
  assertAcceptablePassword,
  hashPassword,
  NOBODYS_HASH,
  PASSWORD_LENGTH,
  verifyPassword,
} from '../../schema/access/password.js';
import { hashSecret, newSecret } from '../../schema/access/secret.js';

const EMAIL = 'nguoi.dung.lau.nam@hatinh.example';
const accepts = (password: string) => () => assertAcceptablePassword(password, EMAIL);

describe('a password hash', () => {
  it('is argon2id in PHC form with at least 46 MiB, and another one each time', async () => {
    const [first, second] = [await hashPassword('một câu đủ dài'), await hashPassword('một câu đủ dài')];
    expect(first).toMatch(/^\$argon2id\$v=19\$m=47104,t=1,p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/);
    expect(second).not.toBe(first);
    expect(await verifyPassword('một câu đủ dài', first)).toBe(true);
    expect(await verifyPassword('một câu đủ dài', second)).toBe(true);
  });

  it('is of its password only', async () => {
    const hash = await hashPassword('một câu đủ dài');
    for (const other of ['', 'Một câu đủ dài', 'một câu đủ dài ', 'mot cau du dai']) {
      expect(await verifyPassword(other, hash)).toBe(false);
    }
  });

  it('does not depend on how a keyboard composes Vietnamese letters', async () => {
    const hash = await hashPassword('một câu đủ dài'.normalize('NFD'));
    expect(await verifyPassword('một câu đủ dài'.normalize('NFC'), hash)).toBe(true);
  });

  it('is verified at the cost it was made with', async () => {
    const cheap = '$argon2id$v=19$m=64,t=3,p=4$c29tZXNhbHRzb21lc2FsdA$'; // other costs, as an older version may have used
    const nonce = Buffer.from('somesaltsomesalt');
    const key = argon2Sync('argon2id', {
      message: 'một câu',
      nonce,
      memory: 64,
      passes: 3,
      parallelism: 4,
      tagLength: 32,
    });
    expect(await verifyPassword('một câu', cheap + key.toString('base64').replace('=', ''))).toBe(true);
  });

  it('of nobody matches no password, and other text is refused', async () => {
    expect(await verifyPassword('', NOBODYS_HASH)).toBe(false);
    await expect(verifyPassword('x', 'plain text')).rejects.toThrow('no argon2id');
  });
});

describe('an acceptable password', () => {
  it.each([
    ['a sentence', 'hôm nay trời đẹp'],
    ['the shortest', 'kx7 mưa rào!'],
    ['the longest', 'ấm áp nồng nàn 12'.repeat(8).slice(0, PASSWORD_LENGTH.max)],
    ['the longest, composed of several characters each', 'ấ1b2c3d4'.normalize('NFD').repeat(16)],
  ])('is %s', (_case, password) => {
    expect(accepts(password)).not.toThrow();
  });

  it.each([
    ['empty', ''],
    ['one character short', 'mưa rào kx7'],
    ['short although long in bytes', 'ấấếếốốơơưưđ'],
    ['one character too long', `${'ab1 c2đ3'.repeat(16)}x`],
    ['the address', EMAIL],
    ['the address in capitals', EMAIL.toUpperCase()],
    ['the name of the address', 'nguoi.dung.lau.nam'],
    ['one character again and again', 'aaaaaaaaaaaaaaaa'],
    ['four characters again and again', 'abcdabcdabcdabcd'],
    ['common', 'password1234'],
    ['common with capitals and spaces', 'Mật Khẩu 123456'],
  ])('is not %s', (_case, password) => {
    expect(accepts(password)).toThrow(expect.objectContaining({ code: 'INVALID_INPUT' }));
  });
});

describe('a secret', () => {
  it('has 256 random bits and is stored as SHA-256', () => {
    const secrets = Array.from({ length: 100 }, newSecret);
    expect(new Set(secrets).size).toBe(100);
    for (const secret of secrets) expect(Buffer.from(secret, 'base64url')).toHaveLength(32);
    expect(hashSecret('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
  });
});
