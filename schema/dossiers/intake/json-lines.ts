import { LONGEST_RECORD } from './csv-splitter.js';
import { UnreadableFile } from './unreadable-file.js';

/** A line of a JSONL file: its cells by key as texts, or why it is none. */
export type JsonRow = { readonly cells: ReadonlyMap<string, string> } | { readonly reason: string };

const STRING = '"(?:[^"\\\\\\u0000-\\u001f]|\\\\(?:["\\\\/bfnrt]|u[0-9a-fA-F]{4}))*"';
const VALUE = `${STRING}|-?(?:0|[1-9]\\d*)(?:\\.\\d+)?(?:[eE][+-]?\\d+)?|true|false|null`;
const PAIR = new RegExp(`\\s*(${STRING})\\s*:\\s*(${VALUE})\\s*(,|\\}\\s*$)`, 'y');

/**
 * The values of a flat JSON object, as written: null is an empty cell, numbers keep every digit. Read by a grammar of
 * its own because `JSON.parse` keeps the last of equal keys without a word and rounds long numbers.
 */
export function readJsonLine(line: string): JsonRow {
  const cells = new Map<string, string>();
  const text = line.trim();
  if (!text.startsWith('{')) return { reason: 'không phải một đối tượng JSON' };
  if (/^\{\s*\}$/.test(text)) return { cells };
  PAIR.lastIndex = 1;
  for (;;) {
    const [, key, value, next] = PAIR.exec(text) ?? [];
    if (key === undefined || value === undefined) return { reason: reasonOf(text) };
    const name = String(JSON.parse(key));
    if (cells.has(name)) return { reason: `khóa «${name.slice(0, 40)}» lặp lại` };
    cells.set(name, textOf(value));
    if (next !== ',') return { cells };
  }
}

function textOf(value: string): string {
  if (value === 'null') return '';
  return value.startsWith('"') ? String(JSON.parse(value)).trim() : value;
}

function reasonOf(text: string): string {
  try {
    JSON.parse(text);
    return 'có giá trị là danh sách hoặc đối tượng lồng nhau';
  } catch {
    return 'sai cú pháp JSON';
  }
}

/** Cuts text into lines with their numbers; blank lines are left out. */
export class LineSplitter {
  private line = 1;
  private rest = '';

  constructor(private readonly take: (line: string, number: number) => void) {}

  /** Takes the next piece of text. @throws UnreadableFile for a giant line. */
  push(text: string): void {
    const lines = (this.rest + text).split('\n');
    this.rest = lines.pop() ?? '';
    if (this.rest.length > LONGEST_RECORD) throw tooLong();
    for (const line of lines) this.hand(line);
  }

  /** Takes the last line. */
  end(): void {
    this.hand(this.rest);
  }

  private hand(line: string): void {
    if (line.length > LONGEST_RECORD) throw tooLong();
    if (line.trim() !== '') this.take(line, this.line);
    this.line += 1;
  }
}

function tooLong(): UnreadableFile {
  return new UnreadableFile(`dòng dài quá ${LONGEST_RECORD} ký tự`);
}
