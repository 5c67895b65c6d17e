import { fromEpochDay, toEpochDay, type CivilDate } from '../../base/index.js';

const DAY = /^20\d{2}-\d{2}-\d{2}$/;
const INSTANT =
  /^(\d{4}-\d{2}-\d{2})T(?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d{1,6})?)?(?:Z|[+-](?:0\d|1[0-3]):[0-5]\d)$/;
const PROCEDURE = /^\d\.\d{6}(?=$|\.)/;

/** Days already found real: a file has few different ones, and at most the days of a century are kept. */
const realDays = new Set<string>();

/** Whether a text is a real civil day `YYYY-MM-DD` of 2000–2099; `9999-12-31` and the like are placeholders, not days. */
export function isCivilDay(text: string): boolean {
  if (realDays.has(text)) return true;
  if (!DAY.test(text) || !isReal(text)) return false;
  realDays.add(text);
  return true;
}

/** The day in a dossier code, `2025-12-31` of `H27.14-251231-0001`; it need not be a real one. */
export function openedOnOf(code: string): string {
  const end = code.lastIndexOf('-');
  return `20${code.slice(end - 6, end - 4)}-${code.slice(end - 4, end - 2)}-${code.slice(end - 2, end)}`;
}

/** Whether a text is an ISO 8601 instant of 2000–2099 with offset, to the microsecond at most. */
export function isInstant(text: string): boolean {
  const day = INSTANT.exec(text)?.[1];
  return day !== undefined && isCivilDay(day);
}

/**
 * National code in a procedure code: its first 8 characters, `1.001193` of `1.001193.000.00.00.H41`; null when it is
 * none. Source: local copies of the catalogue add the province's suffix to the national code.
 */
export function procedureCodeOf(text: string): string | null {
  return PROCEDURE.exec(text)?.[0] ?? null;
}

/**
 * The dossier codes of provinces with these prefixes: `H27.14-251231-0001`, also of the older form
 * `000.00.14.H27-251231-0001`. Source: practice of the provincial one-stop systems, code of the unit, day, number of
 * the day.
 * @throws Error when there is no prefix.
 */
export function dossierCodePattern(prefixes: readonly string[]): RegExp {
  if (prefixes.length === 0) throw new Error('No province, so no dossier prefix');
  const prefix = `(?:${prefixes.map((text) => text.replace(/[^A-Za-z0-9]/g, '\\$&')).join('|')})`;
  return new RegExp(`^(?:\\d{3}\\.\\d{2}\\.\\d{2}\\.${prefix}|${prefix}(?:\\.\\d{2,3}){0,3})-\\d{6}-\\d{4,9}$`);
}

/** `2025-02-30` counts on to March and so does not come back the same. */
function isReal(text: string): boolean {
  const epochDay = toEpochDay(text as CivilDate);
  return !Number.isNaN(epochDay) && fromEpochDay(epochDay) === text;
}
