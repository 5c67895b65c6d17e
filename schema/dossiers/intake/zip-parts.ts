import type { Readable } from 'node:stream';
import { open, type Entry, type ZipFile } from 'yauzl';
import { UnreadableFile } from './unreadable-file.js';

const MOST_ENTRIES = 500;
const LARGEST_UNPACKED = 600 * 1024 * 1024; // bytes, over all parts
const FREE_RATIO_BELOW = 1024 * 1024; // bytes; a small part may repeat itself as it likes
const HIGHEST_RATIO = 200; // spreadsheets reach 10 to 60, a bomb 1,000
const [STORED, DEFLATED] = [0, 8];
const [FILE_TYPE, SYMBOLIC_LINK] = [0o170000, 0o120000];

/** The parts of an XLSX file. */
export interface ZipParts {
  has(path: string): boolean;
  /** The bytes of a part, counted while they are unpacked: not one more than its directory says. */
  stream(path: string): Promise<Readable>;
  close(): void;
}

/**
 * Opens an XLSX file and judges its directory before anything is unpacked.
 * @throws UnreadableFile when it is broken, encrypted, packed too densely or too large, or has too many or strange parts.
 */
export async function openZip(path: string): Promise<ZipParts> {
  const zip = await openFile(path);
  try {
    const entries = await readDirectory(zip);
    return {
      has: (name) => entries.has(name),
      stream: (name) => openPart(zip, entries.get(name)),
      close: () => zip.close(),
    };
  } catch (error) {
    zip.close();
    throw error;
  }
}

function openFile(path: string): Promise<ZipFile> {
  return new Promise((resolve, reject) => {
    open(path, { lazyEntries: true, autoClose: false, strictFileNames: true }, (error, zip) =>
      error ? reject(broken(error)) : resolve(zip),
    );
  });
}

function readDirectory(zip: ZipFile): Promise<Map<string, Entry>> {
  if (zip.entryCount > MOST_ENTRIES) throw new UnreadableFile(`tệp XLSX có quá ${MOST_ENTRIES} phần`);
  const entries = new Map<string, Entry>();
  let unpacked = 0;
  return new Promise((resolve, reject) => {
    zip.on('error', (error: Error) => reject(broken(error)));
    zip.on('end', () => resolve(entries));
    zip.on('entry', (entry: Entry) => {
      unpacked += entry.uncompressedSize;
      const fault = faultOf(entry, entries, unpacked);
      if (fault !== null) return reject(new UnreadableFile(fault));
      entries.set(entry.fileName, entry);
      zip.readEntry();
    });
    zip.readEntry();
  });
}

function faultOf(entry: Entry, before: ReadonlyMap<string, Entry>, unpackedSoFar: number): string | null {
  const { fileName, compressedSize, uncompressedSize, compressionMethod, externalFileAttributes } = entry;
  if (before.has(fileName)) return 'tệp XLSX có hai phần trùng tên';
  if (before.size >= MOST_ENTRIES) return `tệp XLSX có quá ${MOST_ENTRIES} phần`;
  if (entry.isEncrypted()) return 'tệp XLSX có mật khẩu; hãy bỏ mật khẩu';
  if (((externalFileAttributes >>> 16) & FILE_TYPE) === SYMBOLIC_LINK) return 'tệp XLSX chứa liên kết (symlink)';
  if (compressionMethod !== STORED && compressionMethod !== DEFLATED) return 'tệp XLSX nén theo cách lạ';
  if (unpackedSoFar > LARGEST_UNPACKED) return 'tệp XLSX khi giải nén lớn quá 600 MB; hãy lưu dạng «CSV UTF-8»';
  const isBomb = uncompressedSize > FREE_RATIO_BELOW && uncompressedSize > compressedSize * HIGHEST_RATIO;
  return isBomb ? 'tệp XLSX nén dày bất thường, có thể là tệp phá hoại' : null;
}

function openPart(zip: ZipFile, entry: Entry | undefined): Promise<Readable> {
  if (!entry) throw new UnreadableFile('tệp không phải bảng tính XLSX, thiếu phần bắt buộc');
  return new Promise((resolve, reject) => {
    zip.openReadStream(entry, (error, stream) => (error ? reject(broken(error)) : resolve(stream)));
  });
}

function broken(cause: Error): UnreadableFile {
  return new UnreadableFile('tệp XLSX bị hỏng hoặc bị cắt cụt', { cause });
}
