import { ROW_COLUMNS } from '../../schema/dossiers/index.js';
import { buildRow, cellsOf, type RowCells } from './dossier-rows.js';
import { refused, rejected, taken, type HostileFile, type Outcome } from './hostile-file.js';
import { buildXlsx, DATE_STYLES, xlsxParts, type CellXml } from './xlsx-builder.js';
import { buildZip } from './zip-builder.js';

const header = ROW_COLUMNS.map(({ name }) => name);
const rowOf = (overrides: Partial<RowCells> = {}) => cellsOf(buildRow(overrides));

function sheet(name: string, content: () => Buffer, outcome: Outcome): HostileFile {
  return { name, fileName: 'ho-so.xlsx', chunks: () => [content()], outcome };
}

/** The row with one cell replaced, as a sheet's second row. */
function withCell(column: keyof RowCells, cell: CellXml): readonly (readonly CellXml[])[] {
  return [header, rowOf().map((value, place) => (header[place] === column ? cell : value))];
}

const bomb = () => Buffer.alloc(20 * 1024 * 1024, 65);
const ok = xlsxParts({ rows: [header, rowOf()] });
const whole = buildZip(ok);
const sheetXml = (body: string, start = '') =>
  `<?xml version="1.0"?>${start}<worksheet><sheetData>${body}</sheetData></worksheet>`;
const laughs = Array.from({ length: 10 }, (_, n) => `<!ENTITY l${n + 1} "${`&l${n};`.repeat(10)}">`).join('');
const onTop = (cell: CellXml): CellXml[] => [cell, ...header.slice(1)];
const number = (value: string, style: number) => ({ xml: `<c r="@" s="${style}"><v>${value}</v></c>` });
const hidden = '<sheet name="Ẩn" sheetId="2" state="hidden" r:id="rId2"/><sheet name="Hồ sơ" sheetId="1" r:id="rId1"/>';

/** XLSX files. */
export const SHEET_FILES: HostileFile[] = [
  sheet('a plain sheet', () => whole, taken(1)),
  sheet(
    'shared texts',
    () =>
      buildXlsx({
        rows: withCell('channel', { xml: '<c r="@" t="s"><v>0</v></c>' }),
        shared: '<sst><si><r><t>ON</t></r><r><t>LINE</t></r><rPh><t>x</t></rPh></si></sst>',
      }),
    taken(1),
  ),
  sheet(
    'a shared text that is not there',
    () => buildXlsx({ rows: withCell('channel', { xml: '<c r="@" t="s"><v>7</v></c>' }) }),
    refused('E2', 'trỏ tới chữ không có'),
  ),
  sheet(
    'dates of the 1900 system',
    () => buildXlsx({ rows: withCell('received_on', number('45964', 1)), styles: DATE_STYLES }),
    taken(1),
  ),
  sheet(
    'dates of the 1904 system',
    () =>
      buildXlsx({
        rows: withCell('received_on', number('44502', 1)),
        styles: DATE_STYLES,
        workbookPr: '<workbookPr date1904="1"/>',
      }),
    taken(1),
  ),
  sheet(
    'an instant by style',
    () => buildXlsx({ rows: withCell('updated_at', number('45965.4166666667', 2)), styles: DATE_STYLES }),
    taken(1),
  ),
  sheet(
    'a date where none belongs',
    () => buildXlsx({ rows: withCell('status', number('45964', 1)), styles: DATE_STYLES }),
    rejected('CELL_KIND'),
  ),
  sheet(
    'a number where a date belongs',
    () => buildXlsx({ rows: withCell('received_on', number('45964', 0)), styles: DATE_STYLES }),
    rejected('DATE_FORMAT'),
  ),
  sheet(
    'numbers and flags',
    () =>
      buildXlsx({
        rows: [
          header,
          rowOf().map((value, place) =>
            header[place] === 'status'
              ? number('1E1', 0)
              : header[place] === 'payable'
                ? { xml: '<c r="@" t="b"><v>1</v></c>' }
                : value,
          ),
        ],
      }),
    taken(1),
  ),
  sheet(
    'a formula',
    () => buildXlsx({ rows: withCell('status', { xml: '<c r="@"><f>1+9</f><v>10</v></c>' }) }),
    rejected('CELL_KIND'),
  ),
  sheet(
    'an error value',
    () => buildXlsx({ rows: withCell('status', { xml: '<c r="@" t="e"><v>#REF!</v></c>' }) }),
    rejected('CELL_KIND'),
  ),
  sheet(
    'merged cells',
    () => buildXlsx({ rows: [header, rowOf()], after: '<mergeCells><mergeCell ref="C2:C5"/></mergeCells>' }),
    refused('ô gộp C2:C5'),
  ),
  sheet('a hidden sheet before', () => buildXlsx({ rows: [header, rowOf()], sheets: hidden }), taken(1)),
  sheet(
    'only hidden sheets',
    () => buildXlsx({ rows: [header], sheets: '<sheet name="Ẩn" state="veryHidden" r:id="rId1"/>' }),
    refused('không có trang tính nào hiện'),
  ),
  sheet(
    'a far cell',
    () => buildXlsx({ sheet: sheetXml('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>') }),
    refused('XFD1048576'),
  ),
  sheet(
    'a row beyond the last',
    () => buildXlsx({ sheet: sheetXml('<row r="99999999999"><c r="A1"><v>1</v></c></row>') }),
    refused('99999999999'),
  ),
  sheet('rows out of order', () => buildXlsx({ sheet: sheetXml('<row r="2"/><row r="1"/>') }), refused('sai thứ tự')),
  sheet(
    'a cell twice',
    () => buildXlsx({ sheet: sheetXml('<row r="1"><c r="A1"><v>1</v></c><c r="A1"><v>2</v></c></row>') }),
    refused('A1', 'sai thứ tự'),
  ),
  sheet(
    'a giant cell',
    () => buildXlsx({ rows: [onTop(Array.from({ length: 40_000 }, (_, n) => n % 10).join(''))] }),
    refused('A1', 'dài quá'),
  ),
  sheet(
    'a text of 16 MB',
    () =>
      buildZip([
        ...ok.slice(0, -1),
        {
          name: 'xl/worksheets/sheet1.xml',
          content: Buffer.concat([
            Buffer.from('<worksheet><sheetData><row><c t="inlineStr"><is><t>'),
            bomb().subarray(0, 16 * 1024 * 1024),
          ]),
          stored: true,
        },
      ]),
    refused('dài quá'),
  ),
  sheet('a bomb by ratio', () => buildZip([...ok, { name: 'xl/media/bomb.bin', content: bomb() }]), refused('nén dày')),
  sheet(
    'a size that lies',
    () => buildZip(xlsxParts({ rows: [header, rowOf()], sheetPart: { claimedSize: 100 } })),
    refused('bị hỏng'),
  ),
  sheet(
    'a bomb whose size lies',
    () => buildZip([...ok.slice(0, -1), { name: 'xl/worksheets/sheet1.xml', content: bomb(), claimedSize: 1000 }]),
    refused('bị hỏng'),
  ),
  sheet(
    'a zip in a zip instead of a sheet',
    () => buildZip([...ok.slice(0, -1), { name: 'xl/worksheets/sheet1.xml', content: whole }]),
    refused('XML'),
  ),
  sheet(
    '100,000 parts',
    () => buildZip(Array.from({ length: 100_000 }, (_, n) => ({ name: `x${n}`, content: '', stored: true }))),
    refused('quá 500 phần'),
  ),
  sheet(
    'a name that leads out',
    () => buildZip([...ok, { name: '../../etc/passwd', content: 'x' }]),
    refused('bị hỏng'),
  ),
  sheet(
    'a symbolic link',
    () => buildZip([...ok, { name: 'xl/link', content: '/etc/passwd', mode: 0o120777 }]),
    refused('symlink'),
  ),
  sheet(
    'two parts of one name',
    () => buildZip([...ok, { name: 'xl/workbook.xml', content: 'x' }]),
    refused('trùng tên'),
  ),
  sheet(
    'an encrypted part',
    () => buildZip([...ok, { name: 'xl/secret', content: 'x', flags: 1 }]),
    refused('mật khẩu'),
  ),
  sheet(
    'a strange packing',
    () => buildZip([...ok, { name: 'xl/other', content: 'x', method: 12 }]),
    refused('nén theo cách lạ'),
  ),
  sheet('a count that lies', () => buildZip(ok, 3), refused('thiếu phần bắt buộc')),
  sheet(
    'another zip',
    () => buildZip([{ name: 'word/document.xml', content: '<x/>' }]),
    refused('không phải bảng tính'),
  ),
  ...[4, 30, 200, whole.length - 60, whole.length - 1].map((size) =>
    sheet(`a sheet cut after ${size} bytes`, () => whole.subarray(0, size), refused('bị hỏng')),
  ),
  sheet(
    'a billion laughs',
    () =>
      buildXlsx({
        sheet: sheetXml(
          '<row><c t="inlineStr"><is><t>&l10;</t></is></c></row>',
          `<!DOCTYPE x [<!ENTITY l0 "ha">${laughs}]>`,
        ),
      }),
    refused('DOCTYPE'),
  ),
  sheet(
    'an external entity',
    () =>
      buildXlsx({
        sheet: sheetXml(
          '<row><c t="inlineStr"><is><t>&x;</t></is></c></row>',
          '<!DOCTYPE x [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
        ),
      }),
    refused('DOCTYPE'),
  ),
  sheet('broken XML', () => buildXlsx({ sheet: '<worksheet><sheetData><row>' }), refused('XML sai cú pháp')),
  sheet(
    'XML that is no UTF-8',
    () =>
      buildZip([
        ...ok.slice(0, -1),
        { name: 'xl/worksheets/sheet1.xml', content: Buffer.from('<worksheet>\xff</worksheet>', 'latin1') },
      ]),
    refused('UTF-8'),
  ),
  sheet(
    'TCVN3 taken for Unicode',
    () => buildXlsx({ rows: withCell('rating', 'Së N«ng nghiÖp vµ M«i tr­êng') }),
    refused('TCVN3 (ABC)'),
  ),
  sheet(
    'one word in a .VnTime font',
    () =>
      buildXlsx({
        rows: withCell('rating', 'N«ng'),
        styles: '<styleSheet><fonts><font><name val=".VnTime"/></font></fonts></styleSheet>',
      }),
    refused('TCVN3 (ABC)'),
  ),
  sheet('a table with more columns', () => buildXlsx({ rows: [header, [...rowOf(), 'thừa']] }), rejected('CELL_COUNT')),
];
