import type { Readable } from 'node:stream';
import { PlanError, toError } from '../../base/index.js';
import { unguardFormula } from '../../exchange/index.js';
import { CopyBatch } from '../intake/copy-batch.js';
import { markedLine, plainLine } from '../intake/copy-line.js';
import { CsvSplitter } from '../intake/csv-splitter.js';
import { assertFormat } from '../intake/file-format.js';
import { headerOfKeys, mapHeader, REASON_COLUMN, type HeaderMap } from '../intake/header-rules.js';
import { arrangeJson } from '../intake/json-row.js';
import { LineSplitter, readJsonLine } from '../intake/json-lines.js';
import { Letters } from '../intake/letter-watch.js';
import { matchKey } from '../intake/match-key.js';
import { peek } from '../intake/peek.js';
import type { FileFormat, ProfileDefinition } from '../intake/profile-shape.js';
import { RowChecker } from '../intake/row-checker.js';
import type { RuleData } from '../intake/rule-schema.js';
import { cellText, fitted, strangeCells } from '../intake/sheet-cell-rules.js';
import { plainText, type SheetCell } from '../intake/sheet-cell.js';
import { lettersOf, sheetRows } from '../intake/sheet-rows.js';
import { textBlocks } from '../intake/text-blocks.js';
import { UnreadableFile } from '../intake/unreadable-file.js';
import { FindingSeverity } from './finding-severity.js';
import { LONGEST_VALUE, type Finding, type RowFault, type RowLookups } from './dossier-row.js';
import { ROW_COLUMNS } from '../store/row-columns.js';

export { COPY_COLUMNS } from '../intake/copy-line.js';

/** Faults that are kept; further ones are counted by row only. */
export const KEPT_FAULTS = 1000;

const BATCH = 65_536; // bytes of COPY text handed on at once

/** What a reader reads by. */
export interface ReaderOptions {
  readonly profile: ProfileDefinition;
  readonly format: FileFormat;
  readonly lookups: RowLookups;
  readonly rules: readonly RuleData[];
}

/** Takes a file's text piece by piece. */
interface Splitter {
  push(text: string): void;
  end(): void;
}

/** Reads a dossier file as a stream into COPY text for the table of incoming rows. Memory does not grow with the file. */
export class RowReader {
  /** Data rows read so far. */
  rowsRead = 0;
  /** Rows with at least one BLOCK so far. */
  rejected = 0;
  /** The first `KEPT_FAULTS` reasons of rejection. */
  readonly faults: RowFault[] = [];
  /** How often each rule was broken so far, by `severity rule`, for example `WARN UNIT_NOT_COMPETENT`. */
  readonly findingCounts = new Map<string, number>();

  private map: HeaderMap | null = null;
  private width = 0;
  private lastLine = 0;
  private batch = new CopyBatch();
  private readonly checker: RowChecker;
  private readonly letters = new Letters();
  /** Values of columns that the file lacks or leaves empty, by place in `ROW_COLUMNS`. */
  private readonly substitutes: readonly string[];
  private readonly row: string[];

  /** Whether it is a file of rejected rows, with their reasons in the last column. */
  private isMended = false;

  constructor(private readonly options: ReaderOptions) {
    const { profile, lookups, rules } = options;
    this.checker = new RowChecker(profile, lookups, rules);
    this.substitutes = ROW_COLUMNS.map(
      ({ name }) => profile.columns[name].constant ?? profile.columns[name].empty ?? '',
    );
    this.row = ROW_COLUMNS.map(() => '');
  }

  /** How the file is read. */
  get profile(): ProfileDefinition {
    return this.options.profile;
  }

  /** What the rows are checked against. */
  get lookups(): RowLookups {
    return this.options.lookups;
  }

  /** The header cells as in the file, without `REASON_COLUMN`; empty before they were read. */
  get header(): readonly string[] {
    return this.map?.header ?? [];
  }

  /** Whether a code may have come twice; false only when every code was remembered. */
  get mayRepeat(): boolean {
    return this.checker.mayRepeat;
  }

  /**
   * COPY text of the rows in the order of `COPY_COLUMNS`, in batches.
   * @throws PlanError INVALID_INPUT when the header is wrong, or when the file breaks off or cannot be read on; then
   * with the line.
   */
  async *copyText(source: Readable): AsyncGenerator<Buffer> {
    try {
      yield* this.records(source);
    } catch (error) {
      throw this.refusal(error);
    }
    if (!this.map) throw new PlanError('INVALID_INPUT', 'Tệp trống, không có dòng tiêu đề.', { line: 1 });
    if (this.batch.length > 0) yield this.batch.take();
  }

  private async *records(source: Readable): AsyncGenerator<Buffer> {
    const { format } = this.options;
    const { start, all } = await peek(bytesOf(source));
    if (start.length > 0) assertFormat(start, format);
    if (format === 'XLSX') yield* this.sheet(all);
    else yield* this.text(all, format === 'CSV' ? this.csv() : this.jsonLines());
  }

  private async *text(chunks: AsyncIterable<Buffer>, splitter: Splitter): AsyncGenerator<Buffer> {
    for await (const { text } of textBlocks(chunks, this.options.profile, this.letters)) {
      splitter.push(text);
      if (this.batch.length >= BATCH) yield this.batch.take();
    }
    splitter.end();
  }

  private async *sheet(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    for await (const { rows, hasLegacyFont } of sheetRows(chunks, this.options.profile)) {
      this.letters.watch(lettersOf(rows), hasLegacyFont ? 1 : undefined);
      for (const { row, cells } of rows) this.takeSheetRow(cells, row);
      if (this.batch.length >= BATCH) yield this.batch.take();
    }
  }

  private csv(): Splitter {
    return new CsvSplitter(this.options.profile.delimiter, (cells, line) => this.take(cells, line));
  }

  private jsonLines(): Splitter {
    const { profile } = this.options;
    this.map = headerOfKeys(profile);
    this.width = this.map.header.length;
    const keys = new Map(
      ROW_COLUMNS.flatMap(({ name }, at) =>
        profile.columns[name].header.map((text) => [matchKey(text), this.map?.places[at] ?? -1] as const),
      ),
    );
    return new LineSplitter((line, number) => this.takeJson(line, number, keys));
  }

  private takeJson(line: string, number: number, keys: ReadonlyMap<string, number>): void {
    const read = arrangeJson(readJsonLine(line), keys, this.options.profile);
    this.lastLine = number;
    if ('cells' in read) return this.takeRow(read.cells, number);
    this.rowsRead += 1;
    this.mark(number, [line], this.checker.refuse('JSON_LINE', line, `Dòng ${read.reason}.`));
  }

  private takeSheetRow(given: readonly SheetCell[], row: number): void {
    if (!this.map) return this.take(given.map(plainText), row);
    const cells = fitted(given, this.width);
    this.lastLine = row;
    const strange = strangeCells(cells, this.map, this.options.profile);
    if (strange.length === 0)
      return this.takeRow(
        cells.map((cell, at) => this.textOf(cell, at)),
        row,
      );
    this.rowsRead += 1;
    const raw = cells.map(plainText);
    this.checker.refuse('CELL_KIND', '', '');
    this.mark(row, raw, strange);
  }

  private textOf(cell: SheetCell, at: number): string {
    const { columns, timeZone } = this.options.profile;
    const column = ROW_COLUMNS[this.map?.places.indexOf(at) ?? -1];
    return cellText(cell, column ? columns[column.name].format : null, timeZone);
  }

  private take(cells: readonly string[], line: number): void {
    if (this.map) this.takeRow(cells, line);
    else if (line >= this.options.profile.headerRow) this.takeHeader(cells, line);
    this.lastLine = line;
  }

  private takeHeader(cells: readonly string[], line: number): void {
    this.letters.watch(cells.join(' '), 1);
    this.isMended = cells.length > 1 && matchKey(cells.at(-1) ?? '') === REASON_COLUMN;
    this.map = mapHeader(this.options.profile, this.isMended ? cells.slice(0, -1) : cells, line);
    this.width = cells.length;
  }

  private takeRow(given: readonly string[], line: number): void {
    this.rowsRead += 1;
    const cells = this.isMended ? given.map(unguardFormula) : given;
    if (cells.length !== this.width) {
      const message = `Dòng có ${cells.length} ô, phải có đúng ${this.width} ô như dòng tiêu đề.`;
      return this.mark(line, cells, this.checker.refuse('CELL_COUNT', cells.join(','), message));
    }
    const findings = this.checker.check(this.arranged(cells));
    if (findings.length === 0) this.batch.addAscii(plainLine(line, this.checker.facts));
    else this.mark(line, cells, findings);
  }

  /** The cells in the order of `ROW_COLUMNS`; the array is used again for the next row. */
  private arranged(cells: readonly string[]): readonly string[] {
    const { row, substitutes, map } = this;
    const places = map?.places ?? [];
    for (let at = 0; at < row.length; at += 1) {
      const cell = cells[places[at] ?? -1];
      row[at] = cell === undefined || cell === '' ? (substitutes[at] ?? '') : cell;
    }
    return row;
  }

  private mark(line: number, cells: readonly string[], findings: readonly Finding[]): void {
    const blocks = findings.filter(({ severity }) => severity === FindingSeverity.Block);
    const own = this.isMended && cells.length === this.width ? cells.slice(0, -1) : cells;
    const raw = own.map((cell, at) => (this.map?.ignored[at] ? '' : cell));
    const rejected = blocks.length > 0;
    if (rejected) this.reject(line, blocks);
    for (const { severity, rule } of findings) {
      const key = `${severity} ${rule}`;
      this.findingCounts.set(key, (this.findingCounts.get(key) ?? 0) + 1);
    }
    this.batch.add(markedLine(this.checker.facts, { line, rejected, findings, raw }));
  }

  private reject(row: number, blocks: readonly Finding[]): void {
    this.rejected += 1;
    for (const { column, rule, value, message } of blocks.slice(0, KEPT_FAULTS - this.faults.length)) {
      this.faults.push({ row, column, rule, value: value.slice(0, LONGEST_VALUE), message });
    }
  }

  private refusal(error: unknown): PlanError {
    if (error instanceof PlanError) return error;
    const line = this.lastLine + 1;
    const reason = error instanceof UnreadableFile ? error.message : 'nguồn dữ liệu bị ngắt giữa chừng';
    return new PlanError('INVALID_INPUT', `Không đọc được tệp từ dòng ${line}: ${reason}. Không hồ sơ nào được nạp.`, {
      line,
      cause: toError(error).message,
    });
  }
}

async function* bytesOf(source: Readable): AsyncGenerator<Buffer> {
  for await (const chunk of source as AsyncIterable<Buffer | string>) {
    yield typeof chunk === 'string' ? Buffer.from(chunk, 'utf8') : chunk;
  }
}
