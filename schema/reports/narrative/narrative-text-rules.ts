import { PlanError } from '../../base/index.js';

/** A text that people write, what it is called and how long it may be. */
export interface TextField {
  /** Name of the field in the input, told as `details.field`. */
  readonly field: string;
  /** Name in messages, Vietnamese. */
  readonly name: string;
  /** Most characters (Unicode code points) that are kept. */
  readonly longest: number;
}

/** The texts of a narrative. */
export const NARRATIVE_TEXTS = {
  summary: { field: 'text', name: 'Đánh giá chung', longest: 20_000 },
  description: { field: 'description', name: 'Nội dung khó khăn, vướng mắc', longest: 5_000 },
  proposal: { field: 'proposal', name: 'Đề xuất, kiến nghị', longest: 5_000 },
  answer: { field: 'text', name: 'Nội dung trả lời', longest: 5_000 },
  closedReason: { field: 'reason', name: 'Lý do đóng', longest: 1_000 },
} as const satisfies Record<string, TextField>;

/** A character of Vietnamese is at most this many code units before it is composed: a letter and two marks. */
const MOST_UNITS = 3;

/** Characters that carry nothing and come along when text is copied from word processors and web pages. */
const INVISIBLE = /[\u00AD\u200B\u2060\uFEFF]/g;

/** What is refused, with its name; looked for in this order. */
const REFUSED: readonly { readonly pattern: RegExp; readonly what: string }[] = [
  { pattern: /[\u202A-\u202E\u2066-\u2069\u200E\u200F\u061C]/u, what: 'ký tự đổi chiều chữ' },
  { pattern: /[\p{Cc}\uFFF9-\uFFFB]/u, what: 'ký tự điều khiển' },
  { pattern: /[\p{Noncharacter_Code_Point}\u{E0000}-\u{E007F}]/u, what: 'ký tự không hiển thị được' },
  { pattern: /\p{M}{5,}/u, what: 'quá nhiều dấu trên một chữ từ ký tự' },
];

/**
 * A text as it is kept, null when nothing is left: composed (NFC), lines ended by line feeds and without blanks at
 * their ends, at most one empty line in a row, tabs as blanks, invisible characters dropped. Markup stays as written,
 * it is text like any other.
 * @throws PlanError INVALID_INPUT with `details.field` and a message that names field and place: control characters,
 *   marks that turn the direction of writing, halves of characters, characters that no file may hold, too long a text.
 */
export function narrativeText(raw: string | null | undefined, field: TextField): string | null {
  if (raw === null || raw === undefined) return null;
  // Before anything that takes time in proportion to the length.
  if (raw.length > field.longest * MOST_UNITS) throw tooLong(raw.length, field);
  if (!raw.isWellFormed()) throw refusal(field, 'có ký tự Unicode bị cắt đôi');
  const text = tidy(raw.normalize('NFC'));
  for (const { pattern, what } of REFUSED) refuseAny(text, pattern, what, field);
  const length = [...text].length;
  if (length > field.longest) throw tooLong(length, field);
  return text === '' ? null : text;
}

/** The same for a text that must be there. @throws PlanError INVALID_INPUT as above, and when nothing is left. */
export function requiredText(raw: string | null | undefined, field: TextField): string {
  const text = narrativeText(raw, field);
  if (text === null) throw refusal(field, 'không được để trống');
  return text;
}

function tidy(text: string): string {
  return text
    .replace(/\r\n?|[\v\u2028\u2029]/g, '\n')
    .replace(INVISIBLE, '')
    .replaceAll('\t', ' ')
    .replace(/ +\n/g, '\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}

function refuseAny(text: string, pattern: RegExp, what: string, field: TextField): void {
  // The line feed is the one control character that a text may hold.
  for (const [index, line] of text.split('\n').entries()) {
    const code = pattern.exec(line)?.[0].codePointAt(0);
    if (code === undefined) continue;
    throw refusal(field, `có ${what} U+${code.toString(16).toUpperCase().padStart(4, '0')} ở dòng ${index + 1}`);
  }
}

function tooLong(length: number, field: TextField): PlanError {
  const [has, limit] = [length, field.longest].map((count) => count.toLocaleString('vi-VN'));
  return refusal(field, `dài ${has} ký tự, nhiều nhất là ${limit} ký tự`);
}

function refusal({ field, name }: TextField, what: string): PlanError {
  return new PlanError('INVALID_INPUT', `«${name}» ${what}.`, { field });
}
