import { describe, expect, it } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import { strFromU8, unzipSync } from 'fflate';
import readXlsxFile, { readSheet } from 'read-excel-file/node';
import { form06Columns } from '../../schema/dossiers/index.js';
import {
  documentOutline,
  outlineTables,
  renderReport,
  type DocumentOutline,
  type OutlineCell,
  type OutlineTable,
  type ReportDocument,
} from '../../schema/reports/index.js';
import { shareOf } from '../../schema/reports/documents/outline/cells.js';
import { bareDraft, communeDocument, departmentDocument, provinceDocument } from '../support/report-documents.js';

const SHA256 = 'cd'.repeat(32);
const DOCUMENTS = [
  ['department', departmentDocument()],
  ['commune', communeDocument()],
  ['province', provinceDocument()],
  ['draft with nothing optional', bareDraft()],
] as const;

type Value = string | number | Date | null;

const outlineOf = (document: ReportDocument) => documentOutline(document, document.sealed ? SHA256 : null);
const xlsx = async (document: ReportDocument) =>
  Buffer.from(await renderReport(document, document.sealed ? SHA256 : null, 'XLSX'));
const csv = async (document: ReportDocument) =>
  Buffer.from(await renderReport(document, document.sealed ? SHA256 : null, 'CSV')).toString('utf8');
const sheetOf = async (content: Buffer, sheet: string) =>
  (await readSheet(content, sheet, { trim: false })) as Value[][];

/** What a cell must read back as. */
function expected(cell: OutlineCell): Value {
  if (cell.kind === 'INTEGER') return cell.value ?? '–';
  if (cell.kind === 'DATE') return cell.day === null ? '–' : new Date(`${cell.day}T00:00:00Z`);
  if (cell.kind === 'PERCENT') return shareOf(cell.text) ?? '–';
  return cell.text === '' ? null : cell.text;
}

function expectedRows({ columns, rows }: OutlineTable): Value[][] {
  return rows.map(({ cells }) => columns.map((_, index) => (cells[index] ? expected(cells[index]) : null)));
}

function numbersIn(outline: DocumentOutline): number {
  const cells = outlineTables(outline).flatMap(({ rows }) => rows.flatMap((row) => row.cells));
  return cells.filter((cell) => typeof expected(cell) === 'number').length;
}

describe.each(DOCUMENTS)('the workbook of a %s', (_name, document) => {
  const outline = outlineOf(document);

  it('has every table on its sheet, each value in its cell as what it is', async () => {
    const content = await xlsx(document);
    const sheets = await readXlsxFile(content);
    expect(sheets.map(({ sheet }) => sheet)).toEqual([
      'Báo cáo',
      'Biểu số 06',
      ...outlineTables(outline).map(({ sheet }) => sheet),
    ]);
    let numbers = 0;
    for (const table of outlineTables(outline)) {
      const [title, header, ...rows] = await sheetOf(content, table.sheet);
      expect(String(title?.[0])).toContain(table.caption);
      for (const mark of outline.marks) expect(String(title?.[0])).toContain(mark);
      expect(header).toEqual(table.columns.map((column) => column.title));
      expect(rows).toEqual(expectedRows(table));
      numbers += rows.flat().filter((value) => typeof value === 'number').length;
    }
    expect(numbers).toBe(numbersIn(outline));
  });

  it('has form 06 in its layout, real numbers in columns 3 to 13', async () => {
    const content = await xlsx(document);
    const rows = await sheetOf(content, 'Biểu số 06');
    expect(rows[4]).toEqual(Array.from({ length: 13 }, (_, index) => `(${index + 1})`));
    const { figures } = document;
    const ranges = [figures.statistics, figures.previous.statistics, figures.lastYear, figures.yearToDate].flatMap(
      (range) => (range ? [form06Columns('statistics' in range ? range.statistics : range)] : []),
    );
    expect(rows.slice(5).map((row) => row.slice(2))).toEqual(ranges.map((range) => Object.values(range)));
    const sheet = strFromU8(unzipSync(content)['xl/worksheets/sheet2.xml'] ?? new Uint8Array());
    expect(sheet.match(/<mergeCell ref="[A-Z]+\d+:[A-Z]+\d+"/g)?.map((merge) => merge.slice(16, -1))).toEqual(
      expect.arrayContaining(['A2:A4', 'B2:B4', 'C2:F2', 'G2:J2', 'K2:M2', 'D3:E3', 'M3:M4']),
    );
  });

  it('has head, title, marks and all running text on its first sheet', async () => {
    const texts = (await sheetOf(await xlsx(document), 'Báo cáo')).map(([text]) => text);
    const { marks, head, title, subject, blocks, recipients, signature, annexes } = outline;
    const paragraphs = [...blocks, ...annexes.flatMap((annex) => annex.blocks)].flatMap((block) =>
      block.kind === 'TABLE' ? [] : block.kind === 'PARAGRAPH' ? [block.text] : [`${block.number} ${block.text}`],
    );
    const lines = [...marks, ...head.agency, title, subject, ...paragraphs, ...recipients, ...signature.lines];
    expect(lines.filter((line) => !texts.includes(line))).toEqual([]);
  });

  it('has the same bytes again, and says what it is made from', async () => {
    const content = await xlsx(document);
    expect(content.equals(await xlsx(document))).toBe(true);
    const parts = unzipSync(content);
    const properties = strFromU8(parts['docProps/custom.xml'] ?? new Uint8Array());
    expect(properties).toContain(`name="KeHoach457Report"><vt:lpwstr>${document.reportId}</vt:lpwstr>`);
    expect(properties).toContain('name="KeHoach457Revision"><vt:lpwstr>1</vt:lpwstr>');
    expect(properties).toContain(`name="KeHoach457Sha256"><vt:lpwstr>${outline.identity.sha256 ?? ''}</vt:lpwstr>`);
    const at = document.sealed?.at ?? document.inputs.compiledAt;
    expect(strFromU8(parts['docProps/core.xml'] ?? new Uint8Array())).toContain(
      `${at.slice(0, 19)}Z</dcterms:modified>`,
    );
  });

  it('has every table in its CSV file too', async () => {
    const text = await csv(document);
    expect(text.startsWith(`\uFEFF"Mã báo cáo","${document.reportId}","Lần lập","1","SHA-256",`)).toBe(true);
    const records = parse(text, { bom: true, relax_column_count: true, skip_empty_lines: false });
    const tables = outlineTables(outline);
    const written = tables.flatMap(({ columns, rows }) => [
      columns.map(({ title }) => title),
      ...rows.map(({ cells }) => cells.map(csvText)),
    ]);
    const found = new Set(records.map((record) => JSON.stringify(record)));
    expect(written.filter((record) => !found.has(JSON.stringify(record)))).toEqual([]);
  });
});

function csvText(cell: OutlineCell): string {
  if (cell.kind === 'INTEGER') return cell.value === null ? '' : String(cell.value);
  if (cell.kind === 'DATE') return cell.day ?? '';
  const text = cell.text ?? '';
  return /^[=+\-@]/.test(text) ? `'${text}` : text;
}

describe('texts that begin like formulas', () => {
  it('stay texts in the workbook, which has no formula at all', async () => {
    const content = await xlsx(communeDocument());
    const notes = (await sheetOf(content, 'Nhiệm vụ')).flat();
    expect(notes).toContainEqual(expect.stringMatching(/^=HYPERLINK\("http:\/\/x"\)/));
    const sheets = Object.entries(unzipSync(content)).filter(([path]) => path.startsWith('xl/worksheets/sheet'));
    expect(sheets.length).toBeGreaterThan(3);
    for (const [, bytes] of sheets) expect(strFromU8(bytes)).not.toMatch(/<f[ >]/);
  });

  it('are guarded in the CSV file', async () => {
    const text = await csv(communeDocument());
    expect(text).toContain(`"'=HYPERLINK(""http://x"")`);
    expect(text).not.toMatch(/(?:^|,)"?[=+\-@]/m);
  });

  it('are told apart from what the writing library keeps as members of an object', async () => {
    const document = communeDocument();
    const [task] = document.figures.tasks ?? [];
    if (!task) throw new Error('The commune has no task');
    const tasks = ['constructor', 'a\u0001b\uD800', '__proto__'].map((note) => ({ ...task, note }));
    const notes = (await sheetOf(await xlsx({ ...document, figures: { ...document.figures, tasks } }), 'Nhiệm vụ')).map(
      (row) => row.at(-1),
    );
    expect(notes.slice(2)).toEqual(['constructor ', 'ab', '__proto__ ']);
  });
});
