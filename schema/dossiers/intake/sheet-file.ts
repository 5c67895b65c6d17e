import { LONGEST_RECORD } from './csv-splitter.js';
import { plainText, type SheetCell } from './sheet-cell.js';
import type { SheetBatch, SheetRow, SheetTask } from './sheet-message.js';
import { columnOf, dateOf, numberText } from './sheet-value-rules.js';
import { UnreadableFile } from './unreadable-file.js';
import { readSharedTexts, readWorkbook, type Workbook } from './workbook.js';
import { parseXml, type XmlHandlers } from './xml-part.js';
import { openZip } from './zip-parts.js';

const BATCH = 500; // rows
const MOST_COLUMNS = 500;
const MOST_ROWS = 1_048_576;
const LONGEST_CELL = 32_767; // characters; what a spreadsheet itself allows
const MOST_CHARACTERS = 300_000_000; // one shared text may stand in every cell

/**
 * The rows of a sheet in batches, read as a stream. Hidden rows and columns are read like others.
 * @throws UnreadableFile for what `openZip`, `readWorkbook` and `parseXml` refuse, cells out of bounds, merged cells
 * below the header and giant cells; names the cell.
 */
export async function* readSheet({ path, sheet, headerRow }: SheetTask): AsyncGenerator<SheetBatch> {
  const zip = await openZip(path);
  try {
    const workbook = await readWorkbook(zip, sheet);
    const { hasLegacyFont } = workbook.styles;
    const collector = new RowCollector(workbook, await readSharedTexts(zip), headerRow);
    for await (const _ of parseXml(await zip.stream(workbook.sheetPath), collector.handlers)) {
      while (collector.rows.length >= BATCH) yield { rows: collector.rows.splice(0, BATCH), hasLegacyFont };
    }
    if (collector.rows.length > 0) yield { rows: collector.rows, hasLegacyFont };
  } finally {
    zip.close();
  }
}

class RowCollector {
  readonly rows: SheetRow[] = [];
  readonly handlers: XmlHandlers = {
    open: (tag, attributes) => this.open(tag, attributes),
    close: (tag) => this.close(tag),
    text: (text) => this.takeText(text),
  };
  private row = 0;
  private cells: SheetCell[] = [];
  private column = -1;
  private attributes: Readonly<Record<string, string>> = {};
  private value = '';
  private formula: string | null = null;
  private target: 'value' | 'formula' | null = null;
  private isPhonetic = false;
  private characters = 0;

  constructor(
    private readonly workbook: Workbook,
    private readonly shared: readonly string[],
    private readonly headerRow: number,
  ) {}

  private open(tag: string, attributes: Readonly<Record<string, string>>): void {
    if (tag === 'c') return this.openCell(attributes);
    if (tag === 'v' || tag === 't') this.target = this.isPhonetic ? null : 'value';
    else if (tag === 'f') {
      this.target = 'formula';
      this.formula = '';
    } else if (tag === 'rPh') this.isPhonetic = true;
    else if (tag === 'row') this.openRow(attributes['r']);
    else if (tag === 'mergeCell') this.refuseMerge(attributes['ref'] ?? '');
  }

  private openRow(number: string | undefined): void {
    const row = number === undefined ? this.row + 1 : Number(number);
    if (!Number.isInteger(row) || row <= this.row) throw new UnreadableFile(`tệp XLSX có dòng ${row} sai thứ tự`);
    if (row > MOST_ROWS) throw new UnreadableFile(`trang tính có dòng ${row}, quá ${MOST_ROWS} dòng`);
    this.row = row;
    this.cells = [];
    this.column = -1;
  }

  private openCell(attributes: Readonly<Record<string, string>>): void {
    const address = attributes['r'];
    this.attributes = attributes;
    this.column = address === undefined ? this.column + 1 : columnOf(address);
    if (this.column < this.cells.length) throw new UnreadableFile(`tệp XLSX có ô ${this.address()} sai thứ tự`);
    if (this.column >= MOST_COLUMNS) {
      throw new UnreadableFile(`trang tính có ô ${this.address()} ngoài ${MOST_COLUMNS} cột đầu; hãy xóa các cột thừa`);
    }
    this.value = '';
    this.formula = null;
  }

  private takeText(text: string): void {
    if (this.target === 'value') this.value += text;
    else if (this.target === 'formula' && this.formula !== null) this.formula = (this.formula + text).slice(0, 200);
    if (this.value.length > LONGEST_CELL) {
      throw new UnreadableFile(`ô ${this.address()} dài quá ${LONGEST_CELL} ký tự`);
    }
  }

  private close(tag: string): void {
    if (tag === 'c') this.closeCell();
    else if (tag === 'row') this.closeRow();
    else if (tag === 'rPh') this.isPhonetic = false;
    else if (tag === 'v' || tag === 't' || tag === 'f') this.target = null;
  }

  private closeCell(): void {
    const cell = this.cell();
    if (cell === '') return;
    while (this.cells.length < this.column) this.cells.push('');
    this.cells.push(cell);
  }

  private cell(): SheetCell {
    if (this.formula !== null) return { formula: this.formula };
    const { t: kind = 'n', s: style } = this.attributes;
    const text = this.value.trim();
    if (text === '') return '';
    if (kind === 's') return this.sharedText(text);
    if (kind === 'b') return text === '1' ? 'true' : 'false';
    if (kind === 'e') return { error: text };
    if (kind === 'd') return { date: text };
    if (kind !== 'n') return text.normalize('NFC');
    const isDate = style !== undefined && this.workbook.styles.isDate[Number(style)] === true;
    const date = isDate ? dateOf(text, this.workbook.from1904) : null;
    return date === null ? numberText(text) : { date };
  }

  private sharedText(index: string): string {
    const text = this.shared[Number(index)];
    if (text === undefined) throw new UnreadableFile(`ô ${this.address()} trỏ tới chữ không có trong tệp`);
    return text.normalize('NFC').trim();
  }

  private closeRow(): void {
    if (this.cells.length === 0) return;
    const length = this.cells.reduce((sum, cell) => sum + plainText(cell).length, 0);
    if (length > LONGEST_RECORD) throw new UnreadableFile(`dòng ${this.row} dài quá ${LONGEST_RECORD} ký tự`);
    this.characters += length;
    if (this.characters > MOST_CHARACTERS) throw new UnreadableFile('trang tính có quá nhiều chữ');
    this.rows.push({ row: this.row, cells: this.cells });
    this.cells = [];
  }

  /** Only the first of merged cells has the value; whose the others are nobody can tell. */
  private refuseMerge(reference: string): void {
    const last = Number(/(\d+)$/.exec(reference)?.[1] ?? Infinity);
    if (last < this.headerRow) return;
    throw new UnreadableFile(
      `trang tính có ô gộp ${reference.slice(0, 30)}; hãy bỏ gộp ô (Unmerge) trong bảng dữ liệu`,
    );
  }

  private address(): string {
    return `${this.attributes['r'] ?? `cột ${this.column + 1}`} (dòng ${this.row})`;
  }
}
