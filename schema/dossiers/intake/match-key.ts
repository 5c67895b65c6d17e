/**
 * What header texts and words of a file are compared by: without accents, capitals and extra blanks, otherwise exact.
 * `  Mã  hồ sơ ` and `ma ho so` are the same.
 */
export function matchKey(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{Mn}/gu, '')
    .replace(/đ/giu, 'd')
    .toLowerCase()
    .replace(/\s+/g, ' ')
    .trim();
}
