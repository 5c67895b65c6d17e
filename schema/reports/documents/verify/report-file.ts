import { PlanError, toGlobalId, fromGlobalId } from '../../../base/index.js';
import type { ReportFormat } from '../formats.js';
import type { DocumentIdentity } from '../outline/outline.js';
import { officeParts, readXmlPart, unreadable, type OfficeParts } from './office-parts.js';
import { parsedJson } from './parsed-json.js';
import { csvRows } from './text-pieces.js';

/** Largest file that is looked at, in bytes; the province's yearly report is below one megabyte. */
export const LARGEST_REPORT_FILE = 20 * 1024 * 1024;

/** A file of a report, as it says of itself. */
export interface ReportFile {
  readonly format: ReportFormat;
  readonly content: Buffer;
  /** `sha256` null in a draft, and in JSON, which does not hold its own. */
  readonly identity: DocumentIdentity;
}

const HASH = /^[0-9a-f]{64}$/;
const LATEST_REVISION = 100_000;

/**
 * Which report a file says it shows; its format is told by its content.
 * @throws PlanError INVALID_INPUT when it is no file of a report, cannot be read, or does not say.
 */
export function openReportFile(content: Buffer): ReportFile {
  if (content.length > LARGEST_REPORT_FILE) throw unreadable('lớn quá 20 MB');
  if (content.subarray(0, 2).toString('latin1') === 'PK') return officeFile(content);
  const text = decode(content);
  if (text.startsWith('{')) return { format: 'JSON', content, identity: jsonIdentity(text) };
  if (text.startsWith('<')) return { format: 'HTML', content, identity: htmlIdentity(text) };
  if (/^"?Mã báo cáo"?,/.test(text)) return { format: 'CSV', content, identity: csvIdentity(text) };
  throw unreadable('không phải DOCX, XLSX, CSV, HTML hay JSON của một báo cáo');
}

function officeFile(content: Buffer): ReportFile {
  const parts = officeParts(content);
  const format = parts.has('word/document.xml') ? 'DOCX' : parts.has('xl/workbook.xml') ? 'XLSX' : null;
  if (format === null) throw unreadable('là tệp nén, không phải DOCX hay XLSX');
  return { format, content, identity: officeIdentity(parts) };
}

function officeIdentity(parts: OfficeParts): DocumentIdentity {
  const values = new Map<string, string>();
  let name = '';
  readXmlPart(parts, 'docProps/custom.xml', {
    open(tag, attributes) {
      if (tag === 'property') name = attributes['name'] ?? '';
    },
    text(text) {
      if (name !== '') values.set(name, (values.get(name) ?? '') + text.trim());
    },
    close(tag) {
      if (tag === 'property') name = '';
    },
  });
  const [id, revision, sha256] = ['Report', 'Revision', 'Sha256'].map((key) => values.get(`KeHoach457${key}`));
  return identity(id, revision, sha256);
}

function htmlIdentity(text: string): DocumentIdentity {
  const values = new Map<string, string>();
  for (const [, name = '', value = ''] of text.matchAll(/<meta name="kh457-(\w{1,20})" content="([^"<>]{0,200})"/g)) {
    values.set(name, value);
  }
  return identity(values.get('report'), values.get('revision'), values.get('sha256'));
}

function csvIdentity(text: string): DocumentIdentity {
  const [, id, , revision, , sha256] = csvRows(text.slice(0, text.search(/[\r\n]|$/)))[0] ?? [];
  return identity(id, revision, sha256);
}

function jsonIdentity(text: string): DocumentIdentity {
  const value = parsedJson(text);
  const member = (name: string) => (Object.hasOwn(value, name) ? String(value[name]) : undefined);
  if (value['sealed'] === null) throw draft();
  return { ...identity(member('reportId'), member('revision'), '0'.repeat(64)), sha256: null };
}

function identity(id: string | undefined, revision: string | undefined, sha256: string | undefined): DocumentIdentity {
  if (id === undefined || !isReportId(id) || !/^[1-9]\d{0,5}$/.test(revision ?? '')) {
    throw new PlanError('INVALID_INPUT', 'Tệp không ghi đó là báo cáo nào, lần lập nào; không đối chiếu được.');
  }
  if (sha256 === undefined || sha256 === '') throw draft();
  if (!HASH.test(sha256) || Number(revision) > LATEST_REVISION) {
    throw new PlanError('INVALID_INPUT', 'Mã SHA-256 hoặc lần lập ghi trong tệp không đúng dạng.');
  }
  return { reportId: id, revision: Number(revision), sha256 };
}

function isReportId(id: string): boolean {
  try {
    const { type, key } = fromGlobalId(id);
    return type === 'Report' && toGlobalId(type, key) === id;
  } catch {
    return false;
  }
}

function draft(): PlanError {
  return new PlanError('INVALID_INPUT', 'Tệp là bản dự thảo, chưa niêm phong; không có gì để đối chiếu.');
}

function decode(content: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(content).trimStart();
  } catch {
    throw unreadable('không phải DOCX, XLSX, CSV, HTML hay JSON của một báo cáo');
  }
}
