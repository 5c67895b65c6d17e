import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';

/**
 * A value as canonical JSON: members in one order, numbers and texts in one form, so that equal values have the same
 * bytes in every process, language and time zone. Members that are undefined are left out.
 * @throws Error for what JSON cannot say: NaN, infinities, circles, half surrogate pairs.
 * Source: RFC 8785 (JSON Canonicalization Scheme).
 */
export function canonicalJson(value: unknown): string {
  const text = canonicalize(value);
  if (text === undefined) throw new Error('Nothing to write as JSON');
  return text;
}

/** SHA-256 of a text's UTF-8 bytes, hexadecimal, lower case. */
export function sha256Of(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}
