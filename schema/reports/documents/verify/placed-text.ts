import { unequalPairs } from './unequal-pairs.js';

/** A text of a file with the place at which people find it. */
export interface PlacedText {
  /** `trang tính «Biểu 06», ô B7`; `bảng 2, dòng 3, ô 4`. */
  readonly place: string;
  readonly text: string;
}

/** A place at which a file says something else than what was sealed; null where one of them has nothing. */
export interface FileDifference {
  readonly place: string;
  readonly sealed: string | null;
  readonly found: string | null;
}

/** Differences of two running texts, which may have more or fewer pieces. */
export function runningDifferences(sealed: readonly PlacedText[], found: readonly PlacedText[]): FileDifference[] {
  const textsOf = (list: readonly PlacedText[]) => list.map(({ text }) => text);
  return unequalPairs(textsOf(sealed), textsOf(found)).map(([a, b]) => {
    const [was, is] = [a === null ? undefined : sealed[a], b === null ? undefined : found[b]];
    return { place: is?.place ?? was?.place ?? '', sealed: was?.text ?? null, found: is?.text ?? null };
  });
}

/** Differences of texts whose places are their names. */
export function placedDifferences(sealed: readonly PlacedText[], found: readonly PlacedText[]): FileDifference[] {
  const [was, is] = [sealed, found].map((list) => new Map(list.map(({ place, text }) => [place, text])));
  if (!was || !is) return [];
  return [...new Set([...was.keys(), ...is.keys()])].flatMap((place) => {
    const difference = { place, sealed: was.get(place) ?? null, found: is.get(place) ?? null };
    return difference.sealed === difference.found ? [] : [difference];
  });
}
