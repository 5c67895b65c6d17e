const WINDOW = 100; // how far to look for the place from which both go on alike
const MOST_PAIRS = 1000;

/** Places of two lists that do not agree; null where one of them has nothing. */
export type UnequalPair = readonly [sealed: number | null, found: number | null];

/**
 * Where two lists of texts differ, in their order: a text changed gives a pair, one added or left out a pair with null.
 * At most about 1,000; what follows is not looked at.
 */
export function unequalPairs(sealed: readonly string[], found: readonly string[]): UnequalPair[] {
  const pairs: UnequalPair[] = [];
  let [a, b] = [0, 0];
  while ((a < sealed.length || b < found.length) && pairs.length < MOST_PAIRS) {
    if (a < sealed.length && b < found.length && sealed[a] === found[b]) {
      a++;
      b++;
      continue;
    }
    const [overSealed, overFound] = nextMeeting(sealed, found, a, b);
    for (let over = 0; over < Math.max(overSealed, overFound); over++) {
      pairs.push([over < overSealed ? a + over : null, over < overFound ? b + over : null]);
    }
    a += overSealed;
    b += overFound;
  }
  return pairs;
}

/** How many texts of each list to pass over until both agree again. */
function nextMeeting(
  sealed: readonly string[],
  found: readonly string[],
  a: number,
  b: number,
): readonly [number, number] {
  const agrees = (i: number, j: number) => {
    const [x, y] = [a + i, b + j];
    if (x >= sealed.length || y >= found.length) return x === sealed.length && y === found.length;
    return sealed[x] === found[y];
  };
  if (agrees(1, 1)) return [1, 1]; // one text changed, much the likeliest
  for (let sum = 1; sum <= WINDOW; sum++) {
    for (let i = 0; i <= sum; i++) if (agrees(i, sum - i)) return [i, sum - i];
  }
  return [Math.min(WINDOW, sealed.length - a), Math.min(WINDOW, found.length - b)];
}
