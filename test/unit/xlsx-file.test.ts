import { describe, expect, it } from '@jest/globals';
import readXlsxFile from 'read-excel-file/node';
import { PlanError } from '../../schema/base/index.js';
import { readTableFile, TableFileForm, tableRows, writeTableFile } from '../../schema/exchange/index.js';
import { noteTable, textCell, xlsxParts, zipOf } from '../support/table-files.js';

const { columns } = noteTable([]);
const HEADER = `<row r="1">${columns.map(({ name }, index) => textCell(`${'ABCDE'[index]}1`, name)).join('')}</row>`;

const read = (content: Buffer) => readTableFile({ content, form: TableFileForm.Xlsx });
const readSheetRows = async (rows: string) => tableRows(await read(zipOf(xlsxParts(HEADER + rows))), columns);

async function refusal(content: Buffer): Promise<string> {
  const error = await read(content).then(
    () => null,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(PlanError);
  return (error as PlanError).message;
}

/** The same with another number of parts on this disk than in all. */
function withOtherCount(content: Buffer): Buffer {
  const copy = Buffer.from(content);
  copy.writeUInt16LE(1, copy.length - 14);
  return copy;
}

describe('an XLSX file', () => {
  it('is taken cell by cell as its column says', async () => {
    const { cells, faults } = await readSheetRows(
      `<row r="2">${textCell('A2', '00123')}${textCell('B2', 'Thủ tục'.normalize('NFD'))}<c r="C2"><v>12</v></c>
        <c r="D2" s="1"><v>46022</v></c><c r="E2" t="b"><v>1</v></c></row>
       <row r="4">${textCell('A4', '1.004430')}<c r="C4"><v>1.2E3</v></c>${textCell('D4', '2025-12-31')}</row>`,
    );
    expect(faults).toEqual([]);
    expect(cells).toEqual([
      ['00123', 'Thủ tục', '12', '2025-12-31', 'true'],
      ['', '', '', '', ''],
      ['1.004430', '', '1200', '2025-12-31', ''],
    ]);
  });

  it('has rows rejected for numbers, days and flags where texts belong, each with its address', async () => {
    const { cells, faults, takenOut } = await readSheetRows(
      `<row r="2"><c r="A2"><v>123</v></c></row><row r="3"><c r="A3" s="1"><v>46022</v></c></row>
       <row r="4"><c r="A4" t="b"><v>0</v></c></row><row r="5">${textCell('A5', 'x')}<c r="D5"><v>46022</v></c></row>`,
    );
    expect(faults.map(({ cell, column, rule, value }) => [cell, column, rule, value])).toEqual([
      ['A2', 'code', 'CELL_KIND', '123'],
      ['A3', 'code', 'CELL_KIND', '2025-12-31'],
      ['A4', 'code', 'CELL_KIND', 'false'],
      ['D5', 'on', 'CELL_KIND', '46022'],
    ]);
    expect([...takenOut]).toEqual([2, 3, 4, 5]);
    expect(cells.flat().join('')).toBe('');
  });

  it('has rows rejected for formulas and error values, also where these are all the row has', async () => {
    const { faults } = await readSheetRows(
      `<row r="2">${textCell('A2', 'x')}<c r="B2" t="str"><f>A1&amp;"y"</f><v>xy</v></c></row>
       <row r="3">${textCell('A3', 'x')}<c r="C3"><f t="shared" si="0"/><v>5</v></c></row>
       <row r="4"><c r="B4" t="e"><v>#N/A</v></c></row>`,
    );
    expect(faults.map(({ cell, rule }) => [cell, rule])).toEqual([
      ['B2', 'FORMULA'],
      ['C3', 'FORMULA'],
      ['B4', 'CELL_ERROR'],
    ]);
  });

  it.each([
    ['is no zip', Buffer.from('%PDF-1.7'), /không phải là XLSX/],
    ['is empty', Buffer.alloc(0), /không phải là XLSX/],
    ['is a zip of something else', zipOf([{ name: 'a.xml', data: '<a/>' }]), /thiếu phần bắt buộc/],
    ['is cut off', zipOf(xlsxParts(HEADER)).subarray(40), /hỏng/],
    ['has a part twice', zipOf([...xlsxParts(HEADER), ...xlsxParts(HEADER)]), /hỏng/],
    ['counts its parts twice over', withOtherCount(zipOf(xlsxParts(HEADER))), /hỏng/],
    ['claims to be huge', zipOf([{ name: 'a.xml', data: 'a', claims: 60 * 1024 * 1024 }]), /quá 50 MB/],
    ['is packed too densely', zipOf([{ name: 'a.xml', data: 'a'.repeat(20_000_000) }]), /nén dày bất thường/],
    ['hides its size', zipOf([{ name: 'a.xml', data: 'a'.repeat(20_000_000), claims: 1000 }]), /hỏng/],
    ['has a cell far out', zipOf(xlsxParts(`<row r="1">${textCell('XFD1', 'x')}</row>`)), /ngoài 100 cột/],
    ['has a row far down', zipOf(xlsxParts(`<row r="1048576"/>`)), /ngoài 100 cột hoặc 20000 dòng/],
    ['has cells without address', zipOf(xlsxParts('<row><c><v>1</v></c></row>')), /không ghi địa chỉ/],
    ['declares entities', zipOf(xlsxParts('<!DOCTYPE a [<!ENTITY b "c">]>')), /phần khai báo/],
    ['breaks off', zipOf(xlsxParts('<row r="1"><c r="A1" t="s"><v>99</v></c></row>')), /Không đọc được/],
  ])('is refused when it %s', async (_what, content, message) => {
    expect(await refusal(content)).toMatch(message);
  });

  it('is written with real headers, texts as texts, and a guide to its columns', async () => {
    const rows = [['00123', '=1+1', '12', '2025-12-31', 'true']];
    const content = await writeTableFile(...noteTable(rows).written, TableFileForm.Xlsx);
    const sheets = await readXlsxFile(content);
    expect(sheets.map(({ sheet }) => sheet)).toEqual(['Dữ liệu', 'Hướng dẫn']);
    expect(sheets[0]?.data).toEqual([columns.map(({ name }) => name), ['00123', '=1+1', 12, '2025-12-31', 'true']]);
    expect(sheets[1]?.data).toEqual([
      ['Cột', 'Ý nghĩa', 'Giá trị cho phép', 'Bắt buộc'],
      ...columns.map(({ name, title, allowed, isRequired }) => [name, title, allowed, isRequired ? 'có' : 'không']),
    ]);
    expect(tableRows(await read(content), columns).cells).toEqual(rows);
  });

  it('of 5,000 rows is the same table as the CSV file of them', async () => {
    const rows = Array.from({ length: 5_000 }, (_row, index) => [
      `1.${String(index).padStart(6, '0')}`,
      `Thủ tục «${index}», cấp xã;\n- một dòng nữa`,
      String(index % 30),
      '2025-12-31',
      String(index % 2 === 0),
    ]);
    const { written } = noteTable(rows);
    const tables = await Promise.all(
      Object.values(TableFileForm).map(async (form) =>
        readTableFile({ content: await writeTableFile(...written, form), form }),
      ),
    );
    for (const table of tables) {
      const { cells, faults } = tableRows(table, columns);
      expect(faults).toEqual([]);
      expect(cells).toEqual(rows);
    }
  });
});
