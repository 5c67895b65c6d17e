const MOST_BEGINNINGS = 1 << 16;
const MOST_DAYS = 1 << 16; // a century has 36,525
const MOST_CODES = 8_000_000;

/**
 * The dossier codes of a file so far, exactly, in 11 to 22 bytes a code: a set of texts would take a hundred.
 *
 * Beyond 8 million codes or 65,536 different units none is added, so that memory stays bounded: of such a file not
 * every repetition is told. Which row of a code is kept does not depend on it.
 */
export class RepeatedCodes {
  /** Whether a code has come twice, or was not remembered. */
  mayRepeat = false;
  private readonly beginnings = new Map<string, number>();
  private readonly days = new Map<string, number>();
  private slots = new Uint32Array(1 << 13); // two a code: beginning and day, then the serial number + 1; 0 is free
  private size = 0;

  /**
   * Whether the code was there before; adds it. Takes codes of `dossierCodePattern` only; `dash` is the place of its
   * last dash, `openedOn` the day in it.
   */
  has(code: string, dash: number, openedOn: string): boolean {
    const day = numberIn(this.days, openedOn);
    const beginning = this.beginningOf(code, dash);
    if (beginning >= MOST_BEGINNINGS || day >= MOST_DAYS || this.size >= MOST_CODES) {
      this.mayRepeat = true;
      return false;
    }
    if (this.size * 8 > this.slots.length * 3) this.grow(); // three of four places taken
    const isRepeated = this.find(beginning * MOST_DAYS + day, Number(code.slice(dash + 1)) + 1);
    if (isRepeated) this.mayRepeat = true;
    return isRepeated;
  }

  /** Number of the unit, together with how many digits the serial number has: `0001` is not `00001`. */
  private beginningOf(code: string, dash: number): number {
    const unit = code.slice(0, dash - 7);
    const digits = code.length - dash - 1;
    return numberIn(this.beginnings, digits === 4 ? unit : `${unit}/${digits}`);
  }

  private find(key: number, number: number): boolean {
    const { slots } = this;
    const mask = slots.length / 2 - 1;
    const hash = Math.imul(key, 0x9e3779b1) ^ Math.imul(number, 0x85ebca6b);
    let at = (hash ^ (hash >>> 15)) & mask;
    for (; slots[2 * at + 1] !== 0; at = (at + 1) & mask) {
      if (slots[2 * at] === key && slots[2 * at + 1] === number) return true;
    }
    slots[2 * at] = key;
    slots[2 * at + 1] = number;
    this.size += 1;
    return false;
  }

  private grow(): void {
    const old = this.slots;
    this.slots = new Uint32Array(old.length * 2);
    this.size = 0;
    for (let at = 0; at < old.length; at += 2) {
      if (old[at + 1] !== 0) this.find(old[at] ?? 0, old[at + 1] ?? 0);
    }
  }
}

/** Number of a text, in the order of coming; the text is copied, as a piece of a longer one would keep that alive. */
function numberIn(numbers: Map<string, number>, text: string): number {
  const known = numbers.get(text);
  if (known !== undefined) return known;
  if (numbers.size === MOST_BEGINNINGS) return MOST_BEGINNINGS;
  numbers.set(Buffer.from(text, 'latin1').toString('latin1'), numbers.size);
  return numbers.size - 1;
}
