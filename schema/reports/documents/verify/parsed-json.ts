import { unreadable } from './office-parts.js';

const DEEPEST = 50; // a report has about ten levels
const TOKENS = /"[^"\\]*(?:\\.[^"\\]*)*"|[{}[\]]|\s+/g;

/**
 * The object that a JSON text is.
 * @throws PlanError INVALID_INPUT when it is none, or can be read in two ways: a member given twice, or a number or text
 * written otherwise than its value is.
 */
export function parsedJson(text: string): Readonly<Record<string, unknown>> {
  const value = parse(text);
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw unreadable('không phải một đối tượng JSON');
  const plain = withoutLayout(text);
  if (plain !== JSON.stringify(value)) {
    throw unreadable('JSON có thành phần ghi hai lần, hoặc số, chữ viết theo cách khác');
  }
  return value as Readonly<Record<string, unknown>>;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw unreadable('JSON sai cú pháp');
  }
}

/** Without white space between its tokens. @throws PlanError INVALID_INPUT when it is nested too deeply. */
function withoutLayout(text: string): string {
  let depth = 0;
  return text.replaceAll(TOKENS, (token) => {
    if (token === '{' || token === '[') depth++;
    if (token === '}' || token === ']') depth--;
    if (depth > DEEPEST) throw unreadable('JSON lồng nhau quá sâu');
    return token.trim();
  });
}
