import { REASON_COLUMN } from './header-rules.js';
import type { JsonRow } from './json-lines.js';
import { matchKey } from './match-key.js';
import type { ProfileDefinition } from './profile-shape.js';

/** The cells of a JSONL line in the order of the header, or why it is none. */
export function arrangeJson(
  read: JsonRow,
  places: ReadonlyMap<string, number>,
  { ignore }: ProfileDefinition,
): { readonly cells: string[] } | { readonly reason: string } {
  if ('reason' in read) return read;
  const cells = Array.from({ length: places.size }, () => '');
  const ignored = new Set([...ignore, REASON_COLUMN].map(matchKey));
  for (const [name, value] of read.cells) {
    const place = places.get(matchKey(name));
    if (place !== undefined) cells[place] = value;
    else if (!ignored.has(matchKey(name)) && !ignored.has('*')) {
      return { reason: `có khóa không biết «${name.slice(0, 40)}»` };
    }
  }
  return { cells };
}
