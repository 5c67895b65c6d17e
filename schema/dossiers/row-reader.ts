import { finished } from 'node:stream/promises';
import type { Readable } from 'node:stream';
import { CsvError, parse, type Parser } from 'csv-parse';
import { PlanError, toError } from '../base/index.js';
import { readHeader, ROW_COLUMNS } from './row-columns.js';
import { LONGEST_VALUE, type DossierRow, type RowFault, type RowLookups } from './dossier-row.js';
import { unguardFormula } from '../exchange/index.js';
import { REASON_COLUMN } from './rejected-rows-file.js';
import { openedOnOf } from './cell-rules.js';
import { checkRow } from './row-rules.js';

/** Faults that are kept; further ones are counted by row only. */
export const KEPT_FAULTS = 1000;

const LONGEST_ROW = 20_000; // characters; an unclosed quote would otherwise take the rest of the file into memory
const BATCH = 65_536; // characters of COPY text handed on at once

/** Reads a dossier file as a stream: good rows become COPY text, bad ones faults. Memory does not grow with the file. */
export class RowReader {
  /** Data rows read so far. */
  rowsRead = 0;
  /** Rows with at least one fault so far. */
  rejected = 0;
  /** The first `KEPT_FAULTS` faults. */
  readonly faults: RowFault[] = [];

  /** Cells of the header as the file has them; empty until it is read. */
  header: readonly string[] = [];

  /** Whether it is a file of rejected rows, with their reasons in the last column. */
  private isMended = false;
  private places: number[] | null = null;
  private lastLine = 0;
  private batch = '';

  constructor(private readonly lookups: RowLookups) {}

  /**
   * COPY text of the good rows in the order of `COPY_COLUMNS`, in batches.
   * @throws PlanError INVALID_INPUT when the header is wrong, or when the file breaks off or has a broken quote; then
   * with the line.
   */
  async *copyText(source: Readable): AsyncGenerator<Buffer> {
    const parser = this.parser();
    try {
      for await (const chunk of source as AsyncIterable<Buffer | string>) {
        await write(parser, chunk);
        if (this.batch.length >= BATCH) yield this.takeBatch();
      }
      parser.end();
      await finished(parser);
    } catch (error) {
      throw this.refusal(error);
    }
    if (!this.places) throw new PlanError('INVALID_INPUT', 'Tệp trống, không có dòng tiêu đề.', { line: 1 });
    if (this.batch.length > 0) yield this.takeBatch();
  }

  private parser(): Parser {
    const parser = parse({
      bom: true,
      trim: true,
      record_delimiter: ['\r\n', '\n'],
      skip_empty_lines: true,
      skip_records_with_empty_values: true, // spreadsheets append such rows
      relax_column_count: true,
      max_record_size: LONGEST_ROW,
      // Rows are taken here and none is passed on: a stream of objects would cost more than the parsing.
      on_record: (cells: string[], { lines }) => this.take(cells, lines),
    });
    parser.on('error', () => undefined); // told by write() and finished()
    return parser.resume();
  }

  private take(cells: readonly string[], line: number): null {
    if (!this.places) {
      this.isMended = cells.length > 1 && cells.at(-1)?.toLowerCase() === REASON_COLUMN;
      this.header = this.isMended ? cells.slice(0, -1) : cells;
      this.places = readHeader(this.header);
    } else if (this.isMended) this.takeRow(cells.slice(0, -1).map(unguardFormula), this.places, line);
    else this.takeRow(cells, this.places, line);
    this.lastLine = line;
    return null;
  }

  private takeRow(cells: readonly string[], places: readonly number[], line: number): void {
    this.rowsRead += 1;
    if (cells.length !== places.length) return this.reject(cells, line, [cellCountFault(cells, line)]);
    const verdict = checkRow(
      places.map((place) => cells[place] ?? ''),
      line,
      this.lookups,
    );
    if ('faults' in verdict) this.reject(cells, line, verdict.faults);
    else this.batch += copyLine(line, verdict.dossier);
  }

  private reject(cells: readonly string[], line: number, faults: readonly RowFault[]): void {
    this.rejected += 1;
    this.batch += rejectedLine(cells, line, faults);
    if (this.faults.length < KEPT_FAULTS) this.faults.push(...faults.slice(0, KEPT_FAULTS - this.faults.length));
  }

  private takeBatch(): Buffer {
    const text = this.batch;
    this.batch = '';
    return Buffer.from(text, 'utf8');
  }

  private refusal(error: unknown): PlanError {
    if (error instanceof PlanError) return error;
    const line = this.lastLine + 1;
    const reason = error instanceof CsvError ? csvReason(error) : 'nguồn dữ liệu bị ngắt giữa chừng';
    return new PlanError('INVALID_INPUT', `Không đọc được tệp từ dòng ${line}: ${reason}. Không hồ sơ nào được nạp.`, {
      line,
      cause: toError(error).message,
    });
  }
}

/** Columns that `RowReader` writes, in order; `row_number` is the line of the file. */
export const COPY_COLUMNS = `row_number, opened_on, code, procedure_id, receiving_unit_id, resolving_unit_id, channel,
  status, received_on, due_on, finished_on, full_process, eligible, payable, paid_online, electronic_result, rating,
  synthetic, updated_at, rejected, findings, raw`;

/** Checked cells hold no tab, backslash or line break, so nothing needs escaping. */
function copyLine(line: number, row: DossierRow): string {
  return `${line}\t${openedOnOf(row.code)}\t${row.code}\t${row.procedureId}\t${row.receivingUnitId}\t${
    row.resolvingUnitId
  }\t${row.channel}\t${row.status}\t${row.receivedOn ?? '\\N'}\t${row.dueOn ?? '\\N'}\t${row.finishedOn ?? '\\N'}\t${
    row.fullProcess
  }\t${row.eligible}\t${row.payable}\t${row.paidOnline}\t${row.electronicResult}\t${row.rating ?? '\\N'}\t${
    row.synthetic
  }\t${row.updatedAt}\tf\t\\N\t\\N\n`;
}

const UNREAD = '\t\\N'.repeat(18);

function rejectedLine(cells: readonly string[], line: number, faults: readonly RowFault[]): string {
  const findings = faults.map(({ column, rule, value, message }) => ({
    column,
    rule,
    severity: 'BLOCK',
    value,
    message,
  }));
  return `${line}${UNREAD}\tt\t${copyJson(findings)}\t${copyJson(cells)}\n`;
}

/** JSON as COPY takes it; PostgreSQL's text holds neither the zero character nor half of a pair. */
function copyJson(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    typeof inner === 'string' ? inner.replaceAll('\0', '\uFFFD').toWellFormed() : inner,
  ).replaceAll('\\', '\\\\');
}

function cellCountFault(cells: readonly string[], row: number): RowFault {
  const message = `Dòng có ${cells.length} ô, phải có đúng ${ROW_COLUMNS.length} ô như dòng tiêu đề.`;
  return { row, column: '(cả dòng)', value: cells.join(',').slice(0, LONGEST_VALUE), rule: 'CELL_COUNT', message };
}

function csvReason(error: CsvError): string {
  if (error.code === 'CSV_QUOTE_NOT_CLOSED') return 'dấu ngoặc kép mở mà không đóng';
  if (error.code === 'CSV_MAX_RECORD_SIZE')
    return `dòng dài quá ${LONGEST_ROW} ký tự, có thể do thiếu dấu ngoặc kép đóng`;
  return 'dấu ngoặc kép đặt sai chỗ';
}

function write(parser: Parser, chunk: Buffer | string): Promise<void> {
  return new Promise((resolve, reject) => {
    parser.write(chunk, (error) => (error ? reject(error) : resolve()));
  });
}
