// Used in the thread that reads spreadsheets, which loads nothing else of the project so that it starts at once.

const [DAYS_1900, DAYS_1904] = [25_569, 24_107]; // serial number of 1970-01-01
const LAST_SERIAL = 2_958_465; // 9999-12-31
const SECONDS_A_DAY = 86_400;
const MS_A_DAY = 86_400_000;

/** Place of a cell's column from 0, of its address: `A1` is 0; beyond every column when it is no address. */
export function columnOf(address: string): number {
  const [, letters] = /^([A-Z]{1,3})\d{1,7}$/.exec(address) ?? [];
  if (letters === undefined) return Infinity;
  return Array.from(letters).reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;
}

/**
 * The day, or the instant without zone, that a spreadsheet's serial number stands for: `2025-12-31` or
 * `2025-12-31T08:00:00`, to the second. Null when it stands for none, or for a day before March 1900, where the 1900
 * system counts a day that never was.
 */
export function dateOf(serial: string, from1904: boolean): string | null {
  const value = Number(serial);
  if (!(value > (from1904 ? 0 : 60) && value < LAST_SERIAL)) return null;
  const seconds = Math.round(value * SECONDS_A_DAY);
  const epochDay = Math.floor(seconds / SECONDS_A_DAY) - (from1904 ? DAYS_1904 : DAYS_1900);
  const day = new Date(epochDay * MS_A_DAY).toISOString().slice(0, 10);
  const rest = seconds % SECONDS_A_DAY;
  if (rest === 0) return day;
  const parts = [Math.floor(rest / 3600), Math.floor(rest / 60) % 60, rest % 60];
  return `${day}T${parts.map((part) => String(part).padStart(2, '0')).join(':')}`;
}

/** `1200` of `1.2E3`; what is no whole number stays as written. */
export function numberText(digits: string): string {
  const number = Number(digits);
  return Number.isSafeInteger(number) ? String(number) : digits;
}
