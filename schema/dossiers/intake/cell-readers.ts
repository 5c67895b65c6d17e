import { civilDateAt, type CivilDate } from '../../base/index.js';
import { isCivilDay, isInstant } from '../imports/cell-rules.js';
import { matchKey } from './match-key.js';
import type { DateFormat } from './profile-shape.js';

/** Reads the text of a cell; null when it is not what the column takes. */
export type CellReader<T> = (text: string) => T | null;

const MOST_CACHED = 50_000;
const VIETNAMESE = /^(\d{2})\/(\d{2})\/(\d{4})(?: (([01]\d|2[0-3]):[0-5]\d(?::[0-5]\d)?))?$/;
const VIETNAMESE_NUMBER = /^-?(\d{1,3}(?:\.\d{3})+|\d+)(?:,0+)?$/;

/** The same reader, remembering: most columns of a file repeat few texts. */
export function remembering<T>(read: CellReader<T>): CellReader<T> {
  const known = new Map<string, T | null>();
  let [last, lastValue]: [string | null, T | null] = [null, null];
  return (text) => {
    if (text === last) return lastValue;
    const found = known.get(text);
    if (found !== undefined) {
      last = text;
      lastValue = found;
      return found;
    }
    const value = read(text);
    // A short text cut out of a long one would keep the long one in memory.
    if (known.size < MOST_CACHED) known.set(Buffer.from(text, 'utf8').toString('utf8'), value);
    return value;
  };
}

/** Reads days written in one way; `ISO` instants as the day they fall on in the province. */
export function dayReader(format: DateFormat): CellReader<CivilDate> {
  return remembering((text) => {
    const day = dayText(text, format);
    return day !== null && isCivilDay(day) ? (day as CivilDate) : null;
  });
}

function dayText(text: string, format: DateFormat): string | null {
  if (format === 'yyyy-MM-dd') return text;
  if (format === 'ISO') return isInstant(text) ? civilDateAt(new Date(text)) : null;
  const [, day, month, year, clock] = VIETNAMESE.exec(text) ?? [];
  const hasClock = clock !== undefined;
  return day !== undefined && hasClock === (format !== 'dd/MM/yyyy') ? `${year}-${month}-${day}` : null;
}

/** Reads instants written in one way, as ISO 8601 with offset; one without offset is of `timeZone`. */
export function instantReader(format: DateFormat, timeZone: string): CellReader<string> {
  if (format === 'ISO') return (text) => (isInstant(text) ? text : null);
  return (text) => {
    const [, day, month, year, clock] = VIETNAMESE.exec(text) ?? [];
    const instant = clock === undefined ? '' : `${year}-${month}-${day}T${clock}${timeZone}`;
    return isInstant(instant) ? instant : null;
  };
}

/** Reads words that stand for values; a text that is no known word stays as it is when there are no words at all. */
export function wordReader(values: Readonly<Record<string, string>>, numbers: 'PLAIN' | 'VI'): CellReader<string> {
  const byKey = new Map(Object.entries(values).map(([word, value]) => [matchKey(word), value]));
  return remembering((text) => {
    const plain = numbers === 'VI' ? plainNumber(text) : text;
    return byKey.size === 0 ? plain : (byKey.get(matchKey(plain)) ?? null);
  });
}

/** `1000` of `1.000,0`; any other text stays as it is. */
function plainNumber(text: string): string {
  return VIETNAMESE_NUMBER.test(text) ? text.replace(/,0+$/, '').replaceAll('.', '') : text;
}
