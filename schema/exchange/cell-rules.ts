/** Whether a spreadsheet would take the text for a formula; its own guards included, so that guarding can be undone. */
const GUARDED = /^'*[=+\-@\t\r\n＝＋－＠]/;
const GUARD = /^'+[=+\-@\t\r\n＝＋－＠]/;
const CODE_OF_A = 65;
const LETTERS = 26;

/**
 * The text as it may stand in a CSV file: an apostrophe in front keeps spreadsheets from running it as a formula.
 * Source: OWASP, CSV Injection.
 */
export function guardFormula(text: string): string {
  return GUARDED.test(text) ? `'${text}` : text;
}

/** What `guardFormula` was given; a text without guard as it is. */
export function unguardFormula(text: string): string {
  return GUARD.test(text) ? text.slice(1) : text;
}

/** A cell's text as it is compared and stored: NFC, without outer spaces, lines ended by LF. */
export function cleanText(text: string): string {
  return text.normalize('NFC').replaceAll('\r\n', '\n').trim();
}

/** Address of a cell in a spreadsheet: `A1` for column 0 of row 1, `AA5` for column 26 of row 5. */
export function cellAddress(column: number, row: number): string {
  let letters = '';
  for (let rest = column + 1; rest > 0; rest = Math.floor((rest - 1) / LETTERS)) {
    letters = String.fromCodePoint(CODE_OF_A + ((rest - 1) % LETTERS)) + letters;
  }
  return `${letters}${row}`;
}

/** The column (from 0) and row (from 1) of an address such as `B7`; null when it is none. */
export function parseCellAddress(address: string): { readonly column: number; readonly row: number } | null {
  const [, letters, digits] = /^([A-Z]{1,3})([1-9]\d{0,6})$/.exec(address) ?? [];
  if (letters === undefined || digits === undefined) return null;
  let column = 0;
  for (const letter of letters) column = column * LETTERS + ((letter.codePointAt(0) ?? 0) - CODE_OF_A + 1);
  return { column: column - 1, row: Number(digits) };
}
