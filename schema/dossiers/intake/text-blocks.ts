import { isAscii, isUtf8 } from 'node:buffer';
import type { ProfileDefinition } from './profile-shape.js';
import { UnreadableFile } from './unreadable-file.js';

const LINE_FEED = 10;
const LONGEST_LINE = 256 * 1024; // bytes; far over the longest record

type Decoder = InstanceType<typeof TextDecoder>;
type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1258';

/** A piece of a file's text. */
export interface TextBlock {
  readonly text: string;
  /** Whether every character of it is ASCII. */
  readonly isAscii: boolean;
}

/** Judges lines that hold other letters than ASCII. */
export interface LetterWatch {
  /** Bytes that are no UTF-8; tells why the file cannot be read. */
  refusal(bytes: Buffer): UnreadableFile;
  /** @throws UnreadableFile when the letters are those of another encoding. */
  watch(text: string, leastWords?: number): void;
}

/**
 * The text of a file in blocks that end with a line, NFC. UTF-8, with or without byte order mark; UTF-16 with one;
 * windows-1258 when the profile says so.
 * @throws UnreadableFile when bytes are no text in that encoding; the lines before have been given then.
 */
export async function* textBlocks(
  chunks: AsyncIterable<Buffer>,
  profile: Pick<ProfileDefinition, 'encoding'>,
  letters: LetterWatch,
): AsyncGenerator<TextBlock> {
  let encoding: Encoding | null = null;
  let rest = Buffer.alloc(0);
  let decoder: Decoder | null = null;
  let textRest = '';
  for await (const chunk of chunks) {
    let bytes = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    if (encoding === null) {
      const { name, length } = encodingOf(bytes, profile);
      encoding = name;
      bytes = bytes.subarray(length);
      if (name !== 'utf-8') decoder = new TextDecoder(name, { fatal: true, ignoreBOM: true });
    }
    if (decoder) {
      rest = Buffer.alloc(0);
      const text = textRest + decodeNext(decoder, bytes, encoding);
      const cut = text.lastIndexOf('\n') + 1;
      textRest = text.slice(cut);
      if (textRest.length > LONGEST_LINE) throw longLine();
      if (cut > 0) yield checked(text.slice(0, cut), letters);
      continue;
    }
    const cut = bytes.lastIndexOf(LINE_FEED) + 1;
    rest = Buffer.from(bytes.subarray(cut));
    if (rest.length > LONGEST_LINE) throw longLine();
    if (cut > 0) yield* utf8Blocks(bytes.subarray(0, cut), letters);
  }
  if (decoder) {
    const text = textRest + decodeNext(decoder, null, encoding);
    if (text !== '') yield checked(text, letters);
  } else if (rest.length > 0) yield* utf8Blocks(rest, letters);
}

function encodingOf(bytes: Buffer, profile: Pick<ProfileDefinition, 'encoding'>): { name: Encoding; length: number } {
  const [first, second, third] = bytes;
  if (first === 0xff && second === 0xfe) return { name: 'utf-16le', length: 2 };
  if (first === 0xfe && second === 0xff) return { name: 'utf-16be', length: 2 };
  if (first === 0xef && second === 0xbb && third === 0xbf) return { name: 'utf-8', length: 3 };
  if (first === 0 || second === 0) {
    throw new UnreadableFile('tệp có vẻ là UTF-16 không có dấu BOM hoặc tệp nhị phân; hãy lưu lại dạng «CSV UTF-8»');
  }
  return { name: profile.encoding === 'windows-1258' ? 'windows-1258' : 'utf-8', length: 0 };
}

function* utf8Blocks(bytes: Buffer, letters: LetterWatch): Generator<TextBlock> {
  if (isAscii(bytes)) return yield { text: bytes.toString('latin1'), isAscii: true };
  if (isUtf8(bytes)) return yield checked(bytes.toString('utf8'), letters);
  let start = 0;
  for (let end = nextLine(bytes, start); isUtf8(bytes.subarray(start, end)); end = nextLine(bytes, start)) start = end;
  if (start > 0) yield checked(bytes.toString('utf8', 0, start), letters);
  throw letters.refusal(bytes.subarray(start));
}

function nextLine(bytes: Buffer, start: number): number {
  const end = bytes.indexOf(LINE_FEED, start);
  return end === -1 ? bytes.length : end + 1;
}

function decodeNext(decoder: Decoder, bytes: Buffer | null, encoding: Encoding | null): string {
  try {
    return bytes ? decoder.decode(bytes, { stream: true }) : decoder.decode();
  } catch {
    throw new UnreadableFile(`có byte không phải chữ ${String(encoding).toUpperCase()}; tệp có thể bị hỏng`);
  }
}

function checked(text: string, letters: LetterWatch): TextBlock {
  const composed = text.normalize('NFC');
  letters.watch(composed);
  return { text: composed, isAscii: false };
}

function longLine(): UnreadableFile {
  return new UnreadableFile(`dòng dài quá ${LONGEST_LINE} byte, có thể tệp không phải là bảng`);
}
