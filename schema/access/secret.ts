import { createHash, randomBytes } from 'node:crypto';

const SECRET_BYTES = 32;

/** A new bearer secret: 256 random bits, base64url, 43 characters. Goes to its owner and nowhere else. */
export function newSecret(): string {
  return randomBytes(SECRET_BYTES).toString('base64url');
}

/**
 * What is stored of a secret: its SHA-256, hexadecimal. A slow hash would add nothing: 256 random bits cannot be
 * guessed.
 */
export function hashSecret(secret: string): string {
  return createHash('sha256').update(secret, 'utf8').digest('hex');
}
