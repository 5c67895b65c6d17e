import { argon2, randomBytes, timingSafeEqual, type Argon2Parameters } from 'node:crypto';
import { promisify } from 'node:util';
import { PlanError } from '../base/index.js';
import { COMMON_PASSWORDS } from './common-passwords.js';

const derive = promisify((parameters: Argon2Parameters, done: (error: Error | null, key: Buffer) => void) =>
  argon2('argon2id', parameters, done),
);

/** Shortest and longest password, in characters. Source: OWASP ASVS 5.0, 6.2.1 (8, better 15) and 6.2.9 (64 and more). */
export const PASSWORD_LENGTH = { min: 12, max: 128 } as const;

/** Cost of argon2id. Source: OWASP Password Storage Cheat Sheet and ASVS 5.0, 11.4.2: at least 46 MiB, 1 pass, 1 lane. */
const COST = { memory: 46 * 1024, passes: 1, parallelism: 1 } as const;
const SALT_BYTES = 16;
const KEY_BYTES = 32;
const FEWEST_DIFFERENT = 5;

const PHC = /^\$argon2id\$v=19\$m=(?<m>\d+),t=(?<t>\d+),p=(?<p>\d+)\$(?<salt>[A-Za-z0-9+/]+)\$(?<key>[A-Za-z0-9+/]+)$/;

/** A hash that no password has, of the usual cost: what is verified when there is none, so that the work is the same. */
export const NOBODYS_HASH = toPhc(Buffer.alloc(SALT_BYTES), Buffer.alloc(KEY_BYTES));

/** The argon2id hash of a password with a new salt, in PHC text form. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(SALT_BYTES);
  return toPhc(salt, await derive({ ...COST, message: toBytes(password), nonce: salt, tagLength: KEY_BYTES }));
}

/** Whether a password has this hash, compared in constant time; at the cost that the hash was made with. */
export async function verifyPassword(password: string, hash: string): Promise<boolean> {
  const parts = PHC.exec(hash)?.groups;
  if (!parts) throw new Error('A stored password hash is no argon2id in PHC form');
  const expected = Buffer.from(parts['key'] ?? '', 'base64');
  const actual = await derive({
    memory: Number(parts['m']),
    passes: Number(parts['t']),
    parallelism: Number(parts['p']),
    message: toBytes(password),
    nonce: Buffer.from(parts['salt'] ?? '', 'base64'),
    tagLength: expected.length,
  });
  return timingSafeEqual(actual, expected);
}

/**
 * Lets a password pass that is not easily guessed; no rule on kinds of characters, which only makes people predictable.
 * Source: OWASP ASVS 5.0, 6.2.1, 6.2.4, 6.2.5, 6.2.9.
 * @throws PlanError INVALID_INPUT saying what is wrong.
 */
export function assertAcceptablePassword(password: string, email: string): void {
  const text = password.normalize('NFC').toLowerCase();
  const { length } = Array.from(text);
  if (length < PASSWORD_LENGTH.min) refuse(`Mật khẩu phải có ít nhất ${PASSWORD_LENGTH.min} ký tự.`);
  if (length > PASSWORD_LENGTH.max) refuse(`Mật khẩu dài nhất ${PASSWORD_LENGTH.max} ký tự.`);
  const address = email.toLowerCase();
  if (text === address || text === address.split('@')[0]) refuse('Mật khẩu không được trùng địa chỉ e-mail.');
  if (COMMON_PASSWORDS.has(text.replaceAll(/\s/g, '')) || new Set(text).size < FEWEST_DIFFERENT) {
    refuse('Mật khẩu này quá phổ biến hoặc quá đơn giản; hãy chọn mật khẩu khác.');
  }
}

/** Vietnamese keyboards write the same letter as one character or as several; both must open the same door. */
function toBytes(password: string): Buffer {
  return Buffer.from(password.normalize('NFC'), 'utf8');
}

function toPhc(salt: Buffer, key: Buffer): string {
  const { memory, passes, parallelism } = COST;
  return `$argon2id$v=19$m=${memory},t=${passes},p=${parallelism}$${unpadded(salt)}$${unpadded(key)}`;
}

function unpadded(bytes: Buffer): string {
  return bytes.toString('base64').replaceAll('=', '');
}

function refuse(message: string): never {
  throw new PlanError('INVALID_INPUT', message, { field: 'password' });
}
