import type { Readable } from 'node:stream';
import { SaxesParser } from 'saxes';
import { UnreadableFile } from './unreadable-file.js';

const LONGEST_PIECE = 256 * 1024; // characters between two tags

/** What is told of an XML part; names without prefix. */
export interface XmlHandlers {
  open(name: string, attributes: Readonly<Record<string, string>>): void;
  close?(name: string): void;
  text?(text: string): void;
}

/**
 * Parses an XML part as a stream; gives control back after every chunk, with the bytes read so far.
 *
 * No document type, so no entities of its own: neither their expansion nor external ones. No text or attribute over
 * 256 Ki characters.
 * @throws UnreadableFile when it is no well-formed XML of that kind, or its bytes break off.
 */
export async function* parseXml(stream: Readable, handlers: XmlHandlers): AsyncGenerator<number> {
  let sinceTag = 0;
  let read = 0;
  const parser = new SaxesParser({ xmlns: false, position: false });
  parser.on('doctype', () => refuse('tệp XLSX có phần khai báo không dùng trong bảng tính (DOCTYPE)'));
  parser.on('error', (cause) => {
    throw new UnreadableFile('tệp XLSX có phần XML sai cú pháp', { cause });
  });
  parser.on('opentag', ({ name, attributes }) => {
    sinceTag = 0;
    handlers.open(local(name), attributes);
  });
  parser.on('closetag', ({ name }) => {
    sinceTag = 0;
    handlers.close?.(local(name));
  });
  if (handlers.text) parser.on('text', (text) => handlers.text?.(text));
  const decoder = new TextDecoder('utf-8', { fatal: true });
  for await (const chunk of readable(stream)) {
    const text = decode(decoder, chunk);
    sinceTag += text.length;
    parser.write(text);
    if (sinceTag > LONGEST_PIECE + chunk.length) refuse(`tệp XLSX có đoạn chữ dài quá ${LONGEST_PIECE} ký tự`);
    read += chunk.length;
    yield read;
  }
  parser.close();
}

/** The same, to the end at once, for a part of at most `most` bytes. */
export async function readXml(stream: Readable, most: number, handlers: XmlHandlers): Promise<void> {
  for await (const read of parseXml(stream, handlers)) {
    if (read > most) refuse(`tệp XLSX có phần phụ lớn quá ${Math.round(most / 1e6)} MB`);
  }
}

async function* readable(stream: Readable): AsyncGenerator<Buffer> {
  try {
    for await (const chunk of stream as AsyncIterable<Buffer>) yield chunk;
  } catch (cause) {
    if (cause instanceof UnreadableFile) throw cause;
    throw new UnreadableFile('tệp XLSX bị hỏng hoặc bị cắt cụt', { cause });
  }
}

function decode(decoder: InstanceType<typeof TextDecoder>, chunk: Buffer): string {
  try {
    return decoder.decode(chunk, { stream: true });
  } catch (cause) {
    throw new UnreadableFile('tệp XLSX có phần XML không phải UTF-8', { cause });
  }
}

function local(name: string): string {
  const colon = name.indexOf(':');
  return colon === -1 ? name : name.slice(colon + 1);
}

function refuse(message: string): never {
  throw new UnreadableFile(message);
}
