import { UnreadableFile } from './unreadable-file.js';

/** Characters of a record; an unclosed quote would otherwise take the rest of the file into memory. */
export const LONGEST_RECORD = 20_000;

/** Takes the cells of a record, surrounding blanks removed, and the line that it begins on. */
export type TakeRecord = (cells: string[], line: number) => void;

/**
 * Splits CSV text into records: RFC 4180, strictly; LF or CRLF; blank lines and records of empty cells are left out.
 *
 * The project's own because it is what the speed of an import hangs on: csv-parse alone takes about twice as long as
 * reading, checking and writing COPY text together. A line without quotes, which is nearly every line, is cut by native
 * searches.
 */
export class CsvSplitter {
  /** Line of the file that the next record begins on. */
  line = 1;
  private rest = '';
  private delimiterAt = -1;

  constructor(
    private readonly delimiter: string,
    private readonly take: TakeRecord,
  ) {}

  /** Takes the next piece of text; cut anywhere. @throws UnreadableFile for a quote out of place or a giant record. */
  push(text: string): void {
    const block = this.rest === '' ? text : this.rest + text;
    const trims = block.includes(' ') || block.includes('\u00A0') || block.includes('\t');
    const quotes = block.includes('"');
    let start = 0;
    this.delimiterAt = -1;
    for (let end = block.indexOf('\n'); end !== -1; end = block.indexOf('\n', start)) {
      const isQuoted = quotes && block.slice(start, end).includes('"');
      const next = isQuoted ? this.quoted(block, start, false) : this.plain(block, start, end, trims);
      if (next === -1) break;
      start = next;
    }
    this.keep(block, start);
  }

  /** Takes the last record. @throws UnreadableFile when a quote is still open. */
  end(): void {
    const { rest } = this;
    this.rest = '';
    this.delimiterAt = -1;
    if (rest.includes('"')) this.quoted(`${rest}\n`, 0, true);
    else if (rest !== '') this.plain(rest, 0, rest.length, true);
  }

  private keep(block: string, start: number): void {
    if (block.length - start > LONGEST_RECORD) throw tooLong();
    this.rest = start === block.length ? '' : block.slice(start);
  }

  private plain(block: string, start: number, end: number, trims: boolean): number {
    const stop = end > start && block.charCodeAt(end - 1) === 13 ? end - 1 : end;
    if (stop - start > LONGEST_RECORD) throw tooLong();
    const cells = this.cut(block, start, stop);
    if (trims) for (let at = 0; at < cells.length; at += 1) cells[at] = (cells[at] ?? '').trim();
    this.hand(cells, 1);
    return end + 1;
  }

  /** By hand: `split` on a copy of the line takes half as long again. */
  private cut(block: string, start: number, stop: number): string[] {
    const cells: string[] = [];
    let from = start;
    for (let at = this.search(block, from); at < stop; at = this.search(block, from)) {
      cells.push(block.slice(from, at));
      from = at + 1;
    }
    cells.push(block.slice(from, stop));
    return cells;
  }

  /** Place of the next delimiter, after the block when there is none; never looks through the same text twice. */
  private search(block: string, from: number): number {
    if (this.delimiterAt >= from) return this.delimiterAt;
    const at = block.indexOf(this.delimiter, from);
    this.delimiterAt = at === -1 ? block.length : at;
    return this.delimiterAt;
  }

  private hand(cells: string[], lines: number): void {
    if (cells[0] !== '' || cells.some((cell) => cell !== '')) this.take(cells, this.line);
    this.line += lines;
  }

  /** Place after the record that begins at `start`; -1 when the block ends inside it. */
  private quoted(block: string, start: number, isLast: boolean): number {
    const cells: string[] = [];
    let at = start;
    for (;;) {
      const cell = this.cell(block, at);
      if (cell === null) {
        if (isLast) throw new UnreadableFile('dấu ngoặc kép mở mà không đóng');
        if (block.length - start > LONGEST_RECORD) throw tooLong();
        return -1;
      }
      cells.push(cell.text);
      at = cell.end + 1;
      if (at - start > LONGEST_RECORD) throw tooLong();
      if (block[cell.end] === '\n') break;
    }
    this.hand(cells, linesIn(block, start, at));
    return at;
  }

  /** The cell at a place and the place of what ends it; null when the block ends inside it. */
  private cell(block: string, start: number): { text: string; end: number } | null {
    let open = start;
    while (block[open] === ' ') open += 1;
    if (block[open] !== '"') return this.bareCell(block, start);
    let text = '';
    for (let at = open + 1; ;) {
      const quote = block.indexOf('"', at);
      if (quote === -1) return null;
      text += block.slice(at, quote);
      if (block[quote + 1] !== '"') return this.afterQuote(block, quote + 1, text.trim());
      text += '"';
      at = quote + 2;
    }
  }

  private afterQuote(block: string, from: number, text: string): { text: string; end: number } | null {
    let end = from;
    while (block[end] === ' ' || block[end] === '\r') end += 1;
    if (end >= block.length) return null;
    if (block[end] !== '\n' && block[end] !== this.delimiter) throw new UnreadableFile('dấu ngoặc kép đặt sai chỗ');
    return { text, end };
  }

  private bareCell(block: string, start: number): { text: string; end: number } | null {
    const lineEnd = block.indexOf('\n', start);
    if (lineEnd === -1) return null;
    const next = block.indexOf(this.delimiter, start);
    const end = next === -1 || next > lineEnd ? lineEnd : next;
    const text = block.slice(start, end);
    if (text.includes('"')) throw new UnreadableFile('dấu ngoặc kép đặt sai chỗ');
    return { text: text.trim(), end };
  }
}

function linesIn(block: string, start: number, end: number): number {
  let lines = 0;
  for (let at = block.indexOf('\n', start); at !== -1 && at < end; at = block.indexOf('\n', at + 1)) lines += 1;
  return lines;
}

function tooLong(): UnreadableFile {
  return new UnreadableFile(`dòng dài quá ${LONGEST_RECORD} ký tự, có thể do thiếu dấu ngoặc kép đóng`);
}
