import { PlanError } from '../../base/index.js';
import type { ReasonNeed } from './transition-rules.js';

/** Longest reason that is kept, in characters (code points). */
const LONGEST_REASON = 2_000;

/** Control characters but line feeds, and marks that turn the direction of writing. */
const FORBIDDEN = /[^\P{Cc}\n]|[\u200e\u200f\u202a-\u202e\u2066-\u2069\p{Zl}\p{Zp}]/u;
const LONE_SURROGATE = /\p{Cs}/u;

/**
 * A reason as it is kept: NFC, trimmed, tabs as blanks; null when none was given and none is needed.
 *
 * @throws PlanError INVALID_INPUT (field `reason`) when one is needed and missing, when one is given that the action
 *   does not take, over 2,000 characters, or with control characters or direction marks.
 */
export function reasonOf(text: string | null | undefined, need: ReasonNeed): string | null {
  const reason = (text ?? '').replaceAll('\r\n', '\n').replaceAll('\t', ' ').normalize('NFC').trim();
  if (reason === '') {
    if (need === 'REQUIRED') throw refusal('Cần ghi lý do.');
    return null;
  }
  if (need === 'NONE') throw refusal('Việc này không ghi lý do.');
  if (FORBIDDEN.test(reason) || LONE_SURROGATE.test(reason)) {
    throw refusal('Lý do có ký tự điều khiển hoặc dấu đổi chiều chữ; hãy gõ lại bằng chữ thường.');
  }
  if ([...reason].length > LONGEST_REASON) throw refusal('Lý do dài quá 2.000 ký tự.');
  return reason;
}

function refusal(message: string): PlanError {
  return new PlanError('INVALID_INPUT', message, { field: 'reason' });
}
