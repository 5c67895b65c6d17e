const NUMBER_LIMIT = 1_000_000_000; // codes end in at most nine digits
const MOST_PREFIXES = 1_000_000; // unit and day
const MOST_CODES = 8_000_000;

/**
 * The dossier codes of a file so far, exactly, in 16 to 32 bytes a code: a set of texts would take a hundred.
 *
 * Beyond 8 million codes or a million different beginnings (unit and day) none is added, so that memory stays bounded: of such a file not
 * every repetition is told. Which row of a code is kept does not depend on it.
 */
export class RepeatedCodes {
  private readonly prefixes = new Map<string, number>();
  private slots = new Uint32Array(1 << 13); // two a code: beginning and day, then the number + 1; 0 is free
  private size = 0;

  /** Whether the code was there before; adds it. Takes codes of `dossierCodePattern` only. */
  has(code: string): boolean {
    const dash = code.lastIndexOf('-');
    const prefix = this.prefixOf(code, dash);
    if (prefix < 0 || this.size >= MOST_CODES) return false;
    if (this.size * 4 > this.slots.length) this.grow();
    const number = Number(code.slice(dash + 1)) % NUMBER_LIMIT;
    return this.find(prefix, number + 1);
  }

  /** Number of everything before the serial number, together with how many digits that has: `0001` is not `00001`. */
  private prefixOf(code: string, dash: number): number {
    const digits = code.length - dash;
    const text = code.slice(0, dash);
    const key = digits === 5 ? text : `${text}/${digits}`;
    const known = this.prefixes.get(key);
    if (known !== undefined) return known;
    if (this.prefixes.size >= MOST_PREFIXES) return -1;
    this.prefixes.set(Buffer.from(key, 'latin1').toString('latin1'), this.prefixes.size);
    return this.prefixes.size - 1;
  }

  private find(prefix: number, number: number): boolean {
    const mask = this.slots.length / 2 - 1;
    let at = (Math.imul(prefix, 0x9e3779b1) ^ Math.imul(number, 0x85ebca6b)) >>> 0;
    for (at = (at ^ (at >>> 15)) & mask; this.slots[2 * at + 1] !== 0; at = (at + 1) & mask) {
      if (this.slots[2 * at] === prefix && this.slots[2 * at + 1] === number) return true;
    }
    this.slots[2 * at] = prefix;
    this.slots[2 * at + 1] = number;
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
