import { isSyllable } from './syllable-rules.js';

/** Encodings of Vietnamese from before Unicode, and UTF-8 that was read as something else. */
export type LegacyEncoding = 'TCVN3 (ABC)' | 'VNI' | 'VISCII' | 'windows-1258' | 'UTF-8 bị đọc nhầm';

/** Letters by byte, from the byte named on; a dot is no letter. Source: TCVN 5712:1993 VN3; RFC 1456. */
const TCVN3 = tableOf(
  0xa1,
  'ĂÂÊÔƠƯĐăâêôơưđ......àảãáạ.ằẳẵắ.......ặầẩẫấậè.ẻẽéẹềểễếệìỉ...ĩíịò.ỏõóọồổỗốộờởỡớợù.ủũúụừửữứựỳỷỹýỵ',
);
const VISCII = tableOf(
  0xa1,
  'ắằặấầẩậẽẹếềểễệốồổỗỠƠộờởịỰỨỪỬơớƯÀÁÂÃẢĂẳẵÈÉÊẺÌÍĨỳĐứÒÓÔạỷừửÙÚỹỵÝỡưàáâãảăữẫèéêẻìíĩỉđựòóôõỏọụùúũủýợỮ',
);

const [GRAVE, ACUTE, TILDE, HOOK, DOT] = ['\u0300', '\u0301', '\u0303', '\u0309', '\u0323'] as const;
const [CIRCUMFLEX, BREVE] = ['\u0302', '\u0306'] as const;

/** What a letter after a vowel adds to it, and letters that stand alone. Source: VNI-Windows as its fonts show it. */
const VNI_MARKS: Readonly<Record<string, string>> = {
  ø: GRAVE,
  ù: ACUTE,
  û: HOOK,
  õ: TILDE,
  ï: DOT,
  â: CIRCUMFLEX,
  á: CIRCUMFLEX + ACUTE,
  à: CIRCUMFLEX + GRAVE,
  å: CIRCUMFLEX + HOOK,
  ã: CIRCUMFLEX + TILDE,
  ä: CIRCUMFLEX + DOT,
  ê: BREVE,
  é: BREVE + ACUTE,
  è: BREVE + GRAVE,
  ú: BREVE + HOOK,
  ü: BREVE + TILDE,
  ë: BREVE + DOT,
};
const VNI_LETTERS: Readonly<Record<string, string>> = {
  ñ: 'đ',
  ô: 'ơ',
  ö: 'ư',
  í: 'í',
  ì: 'ì',
  æ: 'ỉ',
  ó: 'ĩ',
  ò: 'ị',
  î: 'ỵ',
};

/** The characters that windows-1252 has where Latin-1 has control characters, with their bytes. */
const WINDOWS_1252: ReadonlyMap<string, number> = new Map(
  Array.from({ length: 32 }, (_, place) => {
    const byte = 0x80 + place;
    return [new TextDecoder('windows-1252').decode(Uint8Array.of(byte)), byte] as const;
  }),
);

const DECODERS: ReadonlyMap<LegacyEncoding, (word: Buffer) => string> = new Map([
  ['UTF-8 bị đọc nhầm', (word: Buffer) => word.toString('utf8')],
  ['TCVN3 (ABC)', (word: Buffer) => byTable(word, TCVN3)],
  ['VNI', fromVni],
  ['VISCII', (word: Buffer) => byTable(word, VISCII)],
  ['windows-1258', (word: Buffer) => new TextDecoder('windows-1258').decode(word)],
]);

const WORD = /[A-Za-z\u0080-\uffff]*[\u0080-\uffff][A-Za-z\u0080-\uffff]*/g;
const MOST_WORDS = 400;
const LIKELY = 0.7;
const READABLE = 0.8;

/**
 * Which legacy encoding bytes that are no UTF-8 look like; null when like none. By how many of their words with other
 * letters than ASCII come out as Vietnamese syllables.
 */
export function guessLegacyBytes(bytes: Buffer): LegacyEncoding | null {
  return likeliest(wordsOf(bytes.toString('latin1')).map((word) => Buffer.from(word, 'latin1')));
}

/**
 * Which legacy encoding a text was in before somebody took it for Unicode («Së N«ng nghiÖp»); null when it reads as
 * Vietnamese, like no encoding, or has fewer such words than `leastWords`.
 */
export function guessMojibake(text: string, leastWords: number): LegacyEncoding | null {
  const words = wordsOf(text);
  if (words.length < leastWords) return null;
  const native = words.filter(isSyllable).length / words.length;
  if (native >= READABLE) return null; // single words come out as syllables by chance
  const bytes = words.map(bytesOf).filter((word) => word !== null);
  const found = bytes.length < words.length * LIKELY ? null : likeliest(bytes);
  return found === 'windows-1258' ? null : found;
}

function wordsOf(text: string): string[] {
  const words: string[] = [];
  for (const [word] of text.matchAll(WORD)) {
    words.push(word);
    if (words.length === MOST_WORDS) break;
  }
  return words;
}

function likeliest(words: readonly Buffer[]): LegacyEncoding | null {
  if (words.length === 0) return null;
  const scores = [...DECODERS].map(([encoding, decode]) => ({
    encoding,
    share: words.filter((word) => isSyllable(decode(word))).length / words.length,
  }));
  const best = scores.reduce((left, right) => (right.share > left.share ? right : left));
  return best.share >= LIKELY ? best.encoding : null;
}

/** The bytes that a text was before it was taken for windows-1252; null when it was not. */
function bytesOf(text: string): Buffer | null {
  const bytes = Array.from(text, (letter) => WINDOWS_1252.get(letter) ?? letter.codePointAt(0) ?? 0);
  return bytes.every((byte) => byte <= 0xff) ? Buffer.from(bytes) : null;
}

function byTable(word: Buffer, table: ReadonlyMap<number, string>): string {
  return Array.from(word, (byte) => (byte < 0x80 ? String.fromCharCode(byte) : (table.get(byte) ?? '?'))).join('');
}

function fromVni(word: Buffer): string {
  const letters = [...word.toString('latin1').toLowerCase()];
  let text = '';
  letters.forEach((letter, place) => {
    const mark = VNI_MARKS[letter];
    const before = letters[place - 1] ?? '';
    if (mark !== undefined && /[aeouyôö]/.test(before) && !/^[âêô]$/.test(text.slice(-1))) text += mark;
    else text += VNI_LETTERS[letter] ?? letter;
  });
  return text.normalize('NFC');
}

function tableOf(from: number, letters: string): ReadonlyMap<number, string> {
  const entries = [...letters].map((letter, place) => [from + place, letter] as const);
  return new Map(entries.filter(([, letter]) => letter !== '.'));
}
