import { inflateRawSync } from 'node:zlib';
import { FileRefusal } from './file-refusal.js';
import { LARGEST_FILE } from './table-file.js';

const END_SIGNATURE = 0x06054b50;
const ENTRY_SIGNATURE = 0x02014b50;
const LOCAL_SIGNATURE = 0x04034b50;
const END_SIZE = 22;
const ENTRY_SIZE = 46;
const LOCAL_SIZE = 30;
const LONGEST_COMMENT = 65_535;
const MOST_ENTRIES = 500;
const FREE_RATIO_BELOW = 1024 * 1024; // bytes; a small file may repeat itself as it likes
const HIGHEST_RATIO = 200; // spreadsheets reach 10 to 60, a bomb 1,000
const [STORED, DEFLATED] = [0, 8];
const ENCRYPTED = 1;
const NEEDS_ZIP64 = 0xff_ff_ff_ff;

interface Entry {
  readonly name: string;
  readonly flags: number;
  readonly method: number;
  readonly packed: number;
  readonly unpacked: number;
  readonly offset: number;
}

/**
 * The files in an XLSX file, by path; the XML ones unless others are wanted too. The directory is judged before anything is unpacked, and no entry may yield a
 * byte more than its directory said.
 * @throws FileRefusal when it is no zip, too large unpacked, packed too densely, encrypted, or broken.
 */
export function unpackXlsx(content: Buffer, isWanted = isXml): Map<string, Buffer> {
  const entries = readDirectory(content);
  judge(entries);
  const parts = entries.filter(({ name }) => isWanted(name));
  return new Map(parts.map((entry) => [entry.name, unpack(content, entry)]));
}

function isXml(name: string): boolean {
  return /\.(xml|rels)$/.test(name);
}

function readDirectory(content: Buffer): Entry[] {
  const end = findEnd(content);
  const [count, start] = [content.readUInt16LE(end + 10), content.readUInt32LE(end + 16)];
  // Parsers differ in which count and which offset they believe: a file in which they differ is not judged as it is read.
  if (content.readUInt16LE(end + 8) !== count || start === NEEDS_ZIP64) broken();
  if (count > MOST_ENTRIES) refuse(`Tệp XLSX có quá ${MOST_ENTRIES} phần.`);
  const entries: Entry[] = [];
  for (let index = 0, at = start; index < count; index++) {
    if (at + ENTRY_SIZE > content.length || content.readUInt32LE(at) !== ENTRY_SIGNATURE) broken();
    const nameEnd = at + ENTRY_SIZE + content.readUInt16LE(at + 28);
    entries.push({
      name: content.toString('utf8', at + ENTRY_SIZE, nameEnd),
      flags: content.readUInt16LE(at + 8),
      method: content.readUInt16LE(at + 10),
      packed: content.readUInt32LE(at + 20),
      unpacked: content.readUInt32LE(at + 24),
      offset: content.readUInt32LE(at + 42),
    });
    at = nameEnd + content.readUInt16LE(at + 30) + content.readUInt16LE(at + 32);
  }
  return entries;
}

function findEnd(content: Buffer): number {
  if (content.length > LARGEST_FILE) refuse('Tệp lớn quá 50 MB.');
  const last = content.length - END_SIZE;
  for (let at = last; at >= Math.max(0, last - LONGEST_COMMENT); at--) {
    if (content.readUInt32LE(at) === END_SIGNATURE) return at;
  }
  return refuse('Tệp không phải là XLSX. Tệp .xls cũ phải được lưu lại dạng .xlsx.');
}

function judge(entries: readonly Entry[]): void {
  if (new Set(entries.map(({ name }) => name)).size < entries.length) broken();
  if (entries.some(({ flags }) => (flags & ENCRYPTED) !== 0)) refuse('Tệp XLSX có mật khẩu; hãy bỏ mật khẩu.');
  const isZip64 = (entry: Entry) => [entry.packed, entry.unpacked, entry.offset].includes(NEEDS_ZIP64);
  if (entries.some(isZip64)) tooLarge();
  if (entries.reduce((sum, { unpacked }) => sum + unpacked, 0) > LARGEST_FILE) tooLarge();
  const isBomb = ({ packed, unpacked }: Entry) => unpacked > FREE_RATIO_BELOW && unpacked > packed * HIGHEST_RATIO;
  if (entries.some(isBomb)) refuse('Tệp XLSX nén dày bất thường, có thể là tệp phá hoại.');
}

function unpack(content: Buffer, { offset, method, packed, unpacked }: Entry): Buffer {
  if (offset + LOCAL_SIZE > content.length || content.readUInt32LE(offset) !== LOCAL_SIGNATURE) broken();
  const start = offset + LOCAL_SIZE + content.readUInt16LE(offset + 26) + content.readUInt16LE(offset + 28);
  const data = content.subarray(start, start + packed);
  const whole = method === STORED ? data : method === DEFLATED ? inflate(data, unpacked) : broken();
  return whole.length === unpacked ? whole : broken();
}

function inflate(data: Buffer, size: number): Buffer {
  try {
    return inflateRawSync(data, { maxOutputLength: size + 1 });
  } catch {
    return broken();
  }
}

function tooLarge(): never {
  return refuse('Tệp XLSX khi giải nén lớn quá 50 MB.');
}

function broken(): never {
  return refuse('Tệp XLSX bị hỏng.');
}

function refuse(message: string): never {
  throw new FileRefusal(message);
}
