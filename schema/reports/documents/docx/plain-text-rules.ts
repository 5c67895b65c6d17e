/** Whether XML 1.0 can hold a character. Source: XML 1.0, production 2 (Char). */
function isAllowed(character: string): boolean {
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x20) return code === 0x9 || code === 0xa || code === 0xd;
  return !(code >= 0xd800 && code <= 0xdfff) && code !== 0xfffe && code !== 0xffff;
}

/** A text without the characters that XML cannot hold; nothing else changes. */
export function plainText(text: string): string {
  return [...text].filter(isAllowed).join('');
}
