import { extname } from 'node:path';
import { PlanError } from '../../base/index.js';
import type { FileFormat } from './profile-shape.js';

const BY_EXTENSION: Readonly<Record<string, FileFormat>> = {
  '.csv': 'CSV',
  '.tsv': 'CSV',
  '.txt': 'CSV',
  '.xlsx': 'XLSX',
  '.jsonl': 'JSONL',
  '.ndjson': 'JSONL',
};

/** Beginnings of files that are none of ours, and what to tell. */
const STRANGERS: readonly (readonly [signature: readonly number[], reason: string])[] = [
  [
    [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1],
    'tệp là bảng tính .xls cũ hoặc .xlsx có mật khẩu; hãy bỏ mật khẩu và lưu lại dạng .xlsx',
  ],
  [[0x25, 0x50, 0x44, 0x46], 'tệp là PDF, không phải bảng dữ liệu'],
  [[0x1f, 0x8b], 'tệp nén gzip; hãy giải nén trước'],
  [[0x37, 0x7a, 0xbc, 0xaf], 'tệp nén 7z; hãy giải nén trước'],
  [[0x52, 0x61, 0x72, 0x21], 'tệp nén RAR; hãy giải nén trước'],
];
const ZIP = [0x50, 0x4b];

/**
 * The format that a file's name tells; CSV for a name without extension.
 * @throws PlanError INVALID_INPUT for an extension of another format.
 */
export function formatOf(fileName: string): FileFormat {
  const extension = extname(fileName).toLowerCase();
  const format = extension === '' ? 'CSV' : BY_EXTENSION[extension];
  if (format !== undefined) return format;
  const known = Object.keys(BY_EXTENSION).join(', ');
  throw new PlanError('INVALID_INPUT', `Không nhận tệp «${extension.slice(0, 20)}»; chỉ nhận: ${known}.`, {
    field: 'fileName',
  });
}

/**
 * Compares the beginning of a file with the format it is said to have.
 * @throws PlanError INVALID_INPUT telling what the file is.
 */
export function assertFormat(start: Buffer, format: FileFormat): void {
  const stranger = STRANGERS.find(([signature]) => begins(start, signature));
  if (stranger) throw mismatch(format, stranger[1]);
  const isZip = begins(start, ZIP);
  if (isZip !== (format === 'XLSX')) {
    throw mismatch(format, isZip ? 'tệp là bảng tính XLSX hoặc tệp nén' : 'tệp không phải là XLSX');
  }
  if (format === 'XLSX') return;
  const [first] = start
    .toString('latin1')
    .replace(/^\u00EF\u00BB\u00BF/, '')
    .trimStart();
  if (format === 'CSV' && first === '{') throw mismatch(format, 'tệp trông như JSONL');
  if (format === 'JSONL' && first === '[')
    throw mismatch(format, 'tệp là một mảng JSON; mỗi dòng phải là một đối tượng');
  if (format === 'JSONL' && first !== undefined && first !== '{')
    throw mismatch(format, 'dòng đầu không bắt đầu bằng «{»');
}

function begins(start: Buffer, signature: readonly number[]): boolean {
  return signature.every((byte, place) => start[place] === byte);
}

function mismatch(format: FileFormat, reason: string): PlanError {
  return new PlanError('INVALID_INPUT', `Nội dung tệp không phải ${format}: ${reason}.`, { line: 1, field: 'format' });
}
