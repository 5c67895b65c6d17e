import 'reflect-metadata';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { strFromU8, unzipSync } from 'fflate';
import { SaxesParser } from 'saxes';
import { documentOutline, outlineTables, renderReport, type ReportDocument } from '../../schema/reports/index.js';
import { cellText } from '../../schema/reports/documents/outline/cells.js';
import { bareDraft, communeDocument, departmentDocument, provinceDocument } from '../support/report-documents.js';

const SHA256 = 'ab'.repeat(32);

/** A table as read back: rows of cells, and what is set on rows. */
interface ReadTable {
  readonly rows: string[][];
  readonly headRows: number;
  readonly splitRows: number;
}

interface ReadDocument {
  /** Texts of paragraphs outside of tables. */
  readonly paragraphs: string[];
  readonly tables: ReadTable[];
}

/** Reads paragraphs and tables out of `word/document.xml`. */
function readBody(xml: string): ReadDocument {
  const found: ReadDocument = { paragraphs: [], tables: [] };
  let table: { rows: string[][]; headRows: number; splitRows: number } | null = null;
  let [text, keepsWhole, isHead] = ['', false, false];
  const parser = new SaxesParser();
  parser.on('opentag', ({ name }) => {
    if (name === 'w:tbl') table = { rows: [], headRows: 0, splitRows: 0 };
    if (name === 'w:tr') {
      table?.rows.push([]);
      [keepsWhole, isHead] = [false, false];
    }
    if (name === 'w:cantSplit') keepsWhole = true;
    if (name === 'w:tblHeader') isHead = true;
    if (name === 'w:tc') text = '';
    if (name === 'w:p' && !table) text = '';
  });
  parser.on('text', (part) => (text += part));
  parser.on('closetag', ({ name }) => {
    if (name === 'w:tc') table?.rows.at(-1)?.push(text.trim());
    if (name === 'w:p' && !table) found.paragraphs.push(text);
    if (name === 'w:tr' && table) {
      table.headRows += Number(isHead);
      table.splitRows += Number(!keepsWhole);
    }
    if (name === 'w:tbl' && table) {
      found.tables.push(table);
      table = null;
    }
  });
  parser.write(xml).close();
  return found;
}

async function partsOf(document: ReportDocument, sha256: string | null = SHA256): Promise<Record<string, string>> {
  const parts = unzipSync(await renderReport(document, sha256, 'DOCX'));
  return Object.fromEntries(Object.entries(parts).map(([name, bytes]) => [name, strFromU8(bytes)]));
}

describe('a report as DOCX', () => {
  let parts: Record<string, string>;
  const body = () => parts['word/document.xml'] ?? '';

  beforeAll(async () => {
    parts = await partsOf(communeDocument());
  });

  it('is A4 with the margins and the font of administrative documents', () => {
    expect(body()).toMatch(/<w:pgSz w:w="11906" w:h="16838"/);
    expect(body()).toMatch(/<w:pgMar w:top="1134" w:right="850" w:bottom="1134" w:left="1701"/);
    expect(parts['word/styles.xml']).toContain('w:ascii="Times New Roman"');
  });

  it('numbers its pages at the top, but not the first', () => {
    expect(body()).toContain('<w:titlePg/>');
    const heads = Object.entries(parts).filter(([name]) => /^word\/header\d\.xml$/.test(name));
    const numbered = heads.filter(([, xml]) => xml.includes('PAGE'));
    expect([heads.length, numbered.length]).toEqual([2, 1]);
    for (const [, xml] of heads) expect(xml).toContain('SỐ LIỆU MÔ PHỎNG');
  });

  it('begins with agency and Quốc hiệu side by side, number and date on one line, then type and subject', () => {
    const { tables, paragraphs } = readBody(body());
    expect(tables[0]?.rows).toEqual([
      ['UBND TỈNH HÀ TĨNHỦY BAN NHÂN DÂNXÃ THẠCH HÀ', 'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAMĐộc lập - Tự do - Hạnh phúc'],
      ['Số:        /BC-UBND', 'Thạch Hà, ngày 16 tháng 12 năm 2025'],
    ]);
    expect(paragraphs.slice(0, 2)).toEqual(['BÁO CÁO', 'Kết quả thực hiện Kế hoạch số 457/KH-UBND tháng 12/2025']);
  });

  it('ends with its end mark, recipients and signature', () => {
    const { tables, paragraphs } = readBody(body());
    expect(paragraphs.filter((text) => text.endsWith('./.'))).toHaveLength(1);
    const [left, right] = tables.at(-1)?.rows[0] ?? [];
    expect(left).toMatch(/^Nơi nhận:- .*;- Lưu: VT\.$/);
    expect(right).toMatch(/^TM\. ỦY BAN NHÂN DÂNCHỦ TỊCH/);
  });

  it('carries what tells whose it is', () => {
    const custom = parts['docProps/custom.xml'] ?? '';
    expect(custom).toContain(communeDocument().reportId);
    expect(custom).toContain(SHA256);
    expect(Object.keys(parts).some((name) => /script|macro|vba/i.test(name))).toBe(false);
  });

  it.each([
    ['a department', departmentDocument],
    ['a commune', communeDocument],
    ['the province', provinceDocument],
    ['a bare draft', bareDraft],
  ])(
    'of %s has every cell of its tables in its place, head rows that repeat and no row that splits',
    async (_who, make) => {
      const document = make();
      const { tables } = readBody((await partsOf(document))['word/document.xml'] ?? '');
      const outline = documentOutline(document, SHA256);
      const shown = tables.slice(1).filter(({ headRows }) => headRows > 0);
      const expected = outlineTables(outline);
      expect(shown).toHaveLength(expected.length);
      for (const [index, { columns, rows }] of expected.entries()) {
        const read = shown[index];
        expect([read?.headRows, read?.splitRows]).toEqual([2, 0]);
        expect(read?.rows[0]).toEqual(columns.map(({ title }) => title));
        const told = rows.map(({ kind, cells }) =>
          kind === 'GROUP' ? cells.slice(0, 1) : columns.map((_column, place) => cells[place]),
        );
        expect(read?.rows.slice(2).map((cells) => cells.map((text) => text.replaceAll('\u00a0', ' ')))).toEqual(
          told.map((cells) => cells.map((cell) => (cell ? cellText(cell).replaceAll('\n', '').trim() : ''))),
        );
      }
    },
  );

  it('sets numbers to the right', () => {
    const [cell = ''] = /<w:tc>(?:(?!<\/w:tc>).)*714(?:(?!<\/w:tc>).)*<\/w:tc>/.exec(body()) ?? [];
    expect(cell).toContain('<w:jc w:val="right"/>');
  });

  it('marks a draft, and is dated only when it was sent', async () => {
    const draft = await partsOf(bareDraft(), null);
    expect(Object.values(draft).join('')).toContain('DỰ THẢO');
    expect(draft['word/document.xml']).toContain('ngày      tháng      năm');
  });

  it('keeps text of people text', async () => {
    const document = communeDocument();
    const summary = '<script>alert("x")</script> & =CMD() \u0000\u0007 \ud800 \u202eđảo';
    const hostile = await partsOf({ ...document, narrative: { ...document.narrative, summary } });
    const { paragraphs } = readBody(hostile['word/document.xml'] ?? '');
    expect(paragraphs.some((text) => text.startsWith('<script>alert("x")</script> & =CMD()'))).toBe(true);
  });

  it('is the same bytes whenever and wherever it is drawn', async () => {
    const [first, second] = [
      await renderReport(provinceDocument(), SHA256, 'DOCX'),
      await renderReport(provinceDocument(), SHA256, 'DOCX'),
    ];
    expect(Buffer.compare(Buffer.from(first), Buffer.from(second))).toBe(0);
    expect(parts['docProps/core.xml']).toContain(`>${communeDocument().sealed?.at}<`);
  });
});
