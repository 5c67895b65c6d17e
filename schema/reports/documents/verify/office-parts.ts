import { SaxesParser } from 'saxes';
import { PlanError } from '../../../base/index.js';
import { FileRefusal, unpackXlsx } from '../../../exchange/index.js';

const LARGEST_UNPACKED = 20 * 1024 * 1024; // bytes

/** The parts of a DOCX or XLSX file, by path. */
export type OfficeParts = ReadonlyMap<string, Buffer>;

/** What is told of an XML part; names without prefix. */
export interface XmlEvents {
  open(name: string, attributes: Readonly<Record<string, string>>): void;
  close?(name: string): void;
  text?(text: string): void;
}

/**
 * Unpacks a DOCX or XLSX file, after its directory was judged.
 * @throws PlanError INVALID_INPUT when it is broken, cut, encrypted, too large or packed too densely.
 */
export function officeParts(content: Buffer): OfficeParts {
  const parts = unpacked(content);
  if ([...parts.values()].reduce((sum, { length }) => sum + length, 0) > LARGEST_UNPACKED) {
    throw unreadable('khi giải nén lớn quá 20 MB');
  }
  return parts;
}

function unpacked(content: Buffer): OfficeParts {
  try {
    return unpackXlsx(content, (name) => !name.endsWith('/'));
  } catch (cause) {
    if (!(cause instanceof FileRefusal)) throw cause;
    throw unreadable('bị hỏng, bị cắt cụt, có mật khẩu, quá lớn hoặc nén dày bất thường');
  }
}

/**
 * Reads an XML part; nothing when there is no such part.
 * @throws PlanError INVALID_INPUT when it is no well-formed XML, or declares a document type.
 */
export function readXmlPart(parts: OfficeParts, path: string, events: XmlEvents): void {
  const bytes = parts.get(path);
  if (!bytes) return;
  const parser = new SaxesParser({ xmlns: false, position: false });
  parser.on('doctype', () => {
    throw unreadable(`phần ${path} có khai báo DOCTYPE`);
  });
  parser.on('error', () => {
    throw unreadable(`phần ${path} sai cú pháp XML`);
  });
  parser.on('opentag', ({ name, attributes }) => events.open(local(name), attributes));
  parser.on('closetag', ({ name }) => events.close?.(local(name)));
  parser.on('text', (text) => events.text?.(text));
  parser.write(bytes.toString('utf8')).close();
}

/** Refusal of a file that cannot be read. */
export function unreadable(reason: string): PlanError {
  return new PlanError('INVALID_INPUT', `Không đọc được tệp: ${reason}.`, { field: 'content' });
}

function local(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}
