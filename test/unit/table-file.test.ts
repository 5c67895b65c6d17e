import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { PlanError, type TableColumn } from '../../schema/base/index.js';
import {
  CsvSeparator,
  readTableFile,
  TableFileForm,
  tableRows,
  writeTableFile,
  type RawTable,
} from '../../schema/exchange/index.js';
import { csvBytes, noteTable } from '../support/table-files.js';

const columns: readonly TableColumn[] = noteTable([]).columns;
const header = 'code,name,days,on,open';

const readCsv = (text: string | Buffer, separator?: CsvSeparator): Promise<RawTable> =>
  readTableFile({
    content: Buffer.from(text),
    form: TableFileForm.Csv,
    ...(separator === undefined ? {} : { separator }),
  });
const readRows = async (text: string) => tableRows(await readCsv(text), columns);

async function refusal(work: Promise<unknown>): Promise<string> {
  const error = await work.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(PlanError);
  return (error as PlanError).message;
}

describe('a CSV file', () => {
  it('is read with and without byte order mark, with LF and CRLF, and with columns in any order', async () => {
    const expected = [['01', 'Một', '5', '2025-12-31', 'true']];
    expect((await readRows(`${header}\n01,Một,5,2025-12-31,true\n`)).cells).toEqual(expected);
    expect((await readRows(`\uFEFF${header}\r\n01,Một,5,2025-12-31,true\r\n`)).cells).toEqual(expected);
    expect((await readRows(`Name,open,on,days,CODE\n Một ,true,2025-12-31,5,01`)).cells).toEqual(expected);
  });

  it('is cut at the declared separator only', async () => {
    const text = `${header.replaceAll(',', ';')}\n01;"A; B, C";5;2025-12-31;true\n`;
    expect(tableRows(await readCsv(text, CsvSeparator.Semicolon), columns).cells[0]?.[1]).toBe('A; B, C');
    expect(await refusal(readRows(header.replaceAll(',', ';')))).toMatch(/Dấu ngăn cách/);
  });

  it.each([
    ['an unknown column', `${header},x\n`, /cột không biết x/],
    ['a repeated column', `${header},code\n`, /cột lặp lại code/],
    ['a missing column', 'code,name,on,open\n', /thiếu cột days/],
    ['nothing at all', '', /thiếu cột code/],
    ['a quote that is not closed', `${header}\n01,"Một\n`, /dấu ngoặc kép mở mà không đóng/],
    ['a quote in the wrong place', `${header}\n01,M"ột,5,2025-12-31,true\n`, /dấu ngoặc kép đặt sai chỗ/],
    ['too many rows', `${header}\n${'01,a,,,\n'.repeat(20_001)}`, /quá 20000 dòng/],
  ])('is refused with %s', async (_what, text, message) => {
    expect(await refusal(readRows(text))).toMatch(message);
  });

  it('is refused when it is not UTF-8', async () => {
    expect(await refusal(readCsv(Buffer.from([0x63, 0xf4, 0x6e, 0x67])))).toMatch(/UTF-8/);
  });

  it('may have blank rows, which keep their number, and rejects rows with cells too many or too few', async () => {
    const text = `${header}\n\n01,Một,,,\n,,,,\n02,Hai\n03,Ba,,,,,sáu\n04,Bốn,,,\n`;
    const { cells, faults, takenOut } = await readRows(text);
    expect(cells.map(([code]) => code)).toEqual(['', '01', '', '', '', '04']);
    expect([...takenOut]).toEqual([2, 4, 5, 6]);
    expect(faults.map(({ row, rule, cell }) => [row, rule, cell])).toEqual([
      [5, 'CELL_COUNT', null],
      [6, 'CELL_COUNT', null],
    ]);
  });

  it('gives NFC whatever it holds', async () => {
    expect((await readRows(`${header}\n01,${'Thủ tục'.normalize('NFD')},,,\n`)).cells[0]?.[1]).toBe('Thủ tục');
  });

  it('rejects cells with control characters and cells too long', async () => {
    const { faults } = await readRows(`${header}\n01,a\u0000b,,,\n02,${'x'.repeat(5001)},,,\n03,"a\r\nb",,,\n`);
    expect(faults.map(({ row, rule }) => [row, rule])).toEqual([
      [2, 'CONTROL_CHARACTER'],
      [3, 'TOO_LONG'],
    ]);
  });
});

describe('a written file', () => {
  const dangerous = ['constructor', '=1+1', '+84', '-2', '@SUM(A1)', "'=x", "''=x", "'x", '＝1'];

  it('holds no cell in CSV that a spreadsheet would run, and gives back what was put in', async () => {
    const rows = dangerous.map((name) => ['01', name, '5', '2025-12-31', 'true']);
    const written = await csvBytes(noteTable(rows));
    const cellsStart = written.toString('utf8').split(/[,\r\n]+/);
    expect(cellsStart.filter((cell) => /^[=+\-@\t\r＝]/.test(cell))).toEqual([]);
    expect(tableRows(await readCsv(written), columns).cells).toEqual(rows);
  });

  it.each(Object.values(TableFileForm))('gives any texts back as %s', async (form) => {
    const cell = fc.string({ unit: 'grapheme', maxLength: 20 }).map((text) =>
      text
        .replaceAll(/[^\P{C}\n]|\uFFFD/gu, '')
        .normalize('NFC')
        .trim(),
    );
    const code = cell.filter((text) => text !== '');
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(code, cell), { minLength: 1, maxLength: 100 }), async (pairs) => {
        const rows = pairs.map(([first, second]) => [first, second, '', '', '']);
        const content = await writeTableFile(...noteTable(rows).written, form);
        expect(tableRows(await readTableFile({ content, form }), columns).cells).toEqual(rows);
      }),
      { numRuns: 20 },
    );
  });
});
