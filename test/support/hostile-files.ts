import { toTcvn3, toVni, toWindows1258 } from './legacy-encodings.js';
import { buildRow, cellsOf, csvOf, type RowCells } from './dossier-rows.js';
import { buildZip } from './zip-builder.js';
import { buildXlsx, DATE_STYLES, xlsxParts, type CellXml } from './xlsx-builder.js';
import { ROW_COLUMNS } from '../../schema/dossiers/index.js';

/** What reading a hostile file must come to: a refusal whose message holds these, or so many rows taken and rejected. */
export type Outcome =
  | { readonly refused: readonly string[] }
  | { readonly taken: number; readonly rejected: number; readonly rules?: readonly string[] };

/** A file made to break reading. */
export interface HostileFile {
  readonly name: string;
  readonly fileName: string;
  /** Its bytes, in pieces so that a giant file need not be in memory. */
  readonly chunks: () => Iterable<Buffer>;
  readonly outcome: Outcome;
}

const header = ROW_COLUMNS.map(({ name }) => name);
const numbered = (number: number): Partial<RowCells> => ({ code: `H27.14-251103-${1000 + number}` });
const rowOf = (overrides: Partial<RowCells> = {}) => cellsOf(buildRow(overrides));
const csv = csvOf([numbered(1), numbered(2)]);
const [headerLine = '', rowLine = ''] = csv.split('\n');

function file(name: string, fileName: string, content: Buffer | string, outcome: Outcome): HostileFile {
  return { name, fileName, chunks: () => [Buffer.from(content)], outcome };
}

function text(name: string, content: Buffer | string, outcome: Outcome): HostileFile {
  return file(name, 'ho-so.csv', content, outcome);
}

function sheet(name: string, content: () => Buffer, outcome: Outcome): HostileFile {
  return { name, fileName: 'ho-so.xlsx', chunks: () => [content()], outcome };
}

function json(name: string, lines: readonly string[], outcome: Outcome): HostileFile {
  return file(name, 'ho-so.jsonl', lines.join('\n'), outcome);
}

/** The row with one cell replaced, as a sheet's second row. */
function withCell(column: keyof RowCells, cell: CellXml): readonly (readonly CellXml[])[] {
  return [header, rowOf().map((value, place) => (header[place] === column ? cell : value))];
}

function* repeated(first: string, piece: string, times: number): Iterable<Buffer> {
  yield Buffer.from(first);
  const bytes = Buffer.from(piece);
  for (let time = 0; time < times; time += 1) yield bytes;
}

const refused = (...parts: string[]): Outcome => ({ refused: parts });
const taken = (number: number): Outcome => ({ taken: number, rejected: 0 });
const rejected = (...rules: string[]): Outcome => ({ taken: 0, rejected: 1, rules });

const utf16 = (content: string) => Buffer.from(`\uFEFF${content}`, 'utf16le');
const OLE = Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(2048)]);
const VIETNAMESE = 'đơn vị tiếp nhận, phường Thành Sen, giải quyết thủ tục';

const TEXT_FILES: HostileFile[] = [
  text('UTF-8 with byte order mark', `\uFEFF${csv}`, taken(2)),
  text('UTF-16LE with byte order mark', utf16(csv), taken(2)),
  text('UTF-16BE with byte order mark', utf16(csv).swap16(), taken(2)),
  text('UTF-16 without byte order mark', Buffer.from(csv, 'utf16le'), refused('UTF-16 không có dấu BOM')),
  text('UTF-16 cut inside a letter', utf16(csv).subarray(0, -1), refused('UTF-16LE', 'dòng')),
  text('Windows line ends', csv.replaceAll('\n', '\r\n'), taken(2)),
  text('mixed line ends', csv.replace('\n', '\r\n'), taken(2)),
  text('line ends of old Macs', csv.replaceAll('\n', '\r'), refused('tiêu đề không đúng')),
  text('other line separators', `${headerLine}\n${rowLine}\u2028${rowLine}\n`, rejected('CELL_COUNT')),
  text('nothing', '', refused('Tệp trống')),
  text('a byte order mark alone', '\uFEFF', refused('Tệp trống')),
  text('blank lines alone', '\n\n\n', refused('Tệp trống')),
  text('a header alone', `${headerLine}\n`, taken(0)),
  text('no header', `${rowLine}\n`, refused('thiếu cột code')),
  text('a wrong header', csv.replace('rating', 'ho_ten'), refused('thiếu cột rating', 'cột không biết ho_ten')),
  text('a repeated header', csv.replace('rating', 'code'), refused('cột lặp lại code')),
  text('semicolons', csv.replaceAll(',', ';'), refused('dấu phẩy')),
  text('NUL in a cell', `${headerLine}\n${rowLine.replace('ONLINE', 'ON\0LINE')}\n`, rejected('CHANNEL_UNKNOWN')),
  text('NUL at the start', `\0${csv}`, refused('nhị phân')),
  text('an open quote', `${csv}"H27`, refused('dòng 4', 'không đóng')),
  text('a quote inside a cell', `${csv}H27"x",\n`, refused('dòng 4', 'đặt sai chỗ')),
  text(
    'a cell of formulas',
    `${headerLine}\n${rowLine.replace('SATISFIED', '"=HYPERLINK(""http://x"")"')}\n`,
    rejected('RATING_UNKNOWN'),
  ),
  text(
    '20,000 columns',
    `${Array.from({ length: 20_000 }, (_, place) => `c${place}`).join(',')}\n`,
    refused('dòng dài quá'),
  ),
  text('a row of 3,000 cells', `${headerLine}\n${','.repeat(2999)}x\n`, rejected('CELL_COUNT')),
  text('a row cut short', `${headerLine}\n${rowLine.slice(0, 60)}`, rejected('CELL_COUNT')),
  text('COPY codes in cells', `${headerLine}\n${rowLine.replace('ONLINE', '\\N\\.')}\n`, rejected('CHANNEL_UNKNOWN')),
  text('the end of COPY as a line', `${csv}\\.\n`, { taken: 2, rejected: 1, rules: ['CELL_COUNT'] }),
  text(
    'a code longer than an index holds',
    csvOf([{ code: `H27.14-251103-${'1'.repeat(3000)}` }]),
    rejected('CODE_FORMAT'),
  ),
  text('a day that is none', csvOf([{ code: 'H27.14-250230-0001' }]), rejected('CODE_DAY')),
  text('a code three times', csvOf([numbered(1), numbered(1), numbered(1)]), taken(3)),
  text(
    'TCVN3',
    toTcvn3(`${headerLine}\n${rowLine.replace('SATISFIED', '"đơn vị tiếp nhận, giải quyết hồ sơ"')}\n`),
    refused('TCVN3 (ABC)', 'dòng 2'),
  ),
  text('VNI', toVni(`${headerLine}\n${rowLine.replace('SATISFIED', `"${VIETNAMESE}"`)}\n`), refused('VNI', 'dòng 2')),
  text(
    'windows-1258 without a profile for it',
    toWindows1258(`${headerLine}\n${rowLine.replace('SATISFIED', `"${VIETNAMESE}"`)}\n`),
    refused('windows-1258', 'dòng 2'),
  ),
  text(
    'TCVN3 that was taken for Unicode',
    `${headerLine}\n${rowLine.replace('SATISFIED', toTcvn3('đơn vị tiếp nhận hồ sơ').toString('latin1'))}\n`,
    refused('TCVN3 (ABC)'),
  ),
  text('a header in TCVN3 that was taken for Unicode', 'M· hå s¬,§¬n vÞ\n', refused('TCVN3 (ABC)', 'dòng 1')),
  text(
    'bytes that are no UTF-8',
    Buffer.concat([Buffer.from(csv), Buffer.from([0x80, 0xff, 0x81])]),
    refused('dòng 4', 'UTF-8'),
  ),
  text(
    'Vietnamese in separate marks',
    `${headerLine}\n${rowLine.replace('SATISFIED', 'tốt'.normalize('NFD'))}\n`,
    rejected('RATING_UNKNOWN'),
  ),
  file('an XLSX named CSV', 'ho-so.csv', buildXlsx({ rows: [header, rowOf()] }), refused('không phải CSV', 'XLSX')),
  file('a CSV named XLSX', 'ho-so.xlsx', csv, refused('không phải XLSX')),
  file('JSONL named CSV', 'ho-so.csv', '{"code":"x"}\n', refused('JSONL')),
  file('an old spreadsheet named XLSX', 'ho-so.xlsx', OLE, refused('.xls cũ')),
  file('an old spreadsheet', 'ho-so.xls', OLE, refused('.xls')),
  file('a PDF named CSV', 'ho-so.csv', '%PDF-1.7\n', refused('PDF')),
  file('gzip named CSV', 'ho-so.csv', Buffer.from('1f8b0800', 'hex'), refused('gzip')),
  file('a program', 'ho-so.exe', 'MZ', refused('.exe')),
  {
    name: 'a line of 64 MB',
    fileName: 'ho-so.csv',
    chunks: () => repeated(`${headerLine}\n`, 'x'.repeat(65_536), 1000),
    outcome: refused('dòng 2', 'dài quá'),
  },
  {
    name: 'a quoted cell of 64 MB of lines',
    fileName: 'ho-so.csv',
    chunks: () => repeated(`${headerLine}\n"`, 'x\n'.repeat(32_768), 1000),
    outcome: refused('dòng 2', 'dài quá'),
  },
  {
    name: '200,000 rows of rubbish',
    fileName: 'ho-so.csv',
    chunks: () => repeated(`${headerLine}\n`, 'x\n'.repeat(1000), 200),
    outcome: { taken: 0, rejected: 200_000 },
  },
];

const dossier = buildRow();
const object = JSON.stringify(dossier);
const replaced = (from: string, to: string) => object.replace(from, to);

const JSON_FILES: HostileFile[] = [
  json('JSONL', [object, JSON.stringify({ ...dossier, ...numbered(2), payable: true, rating: null })], taken(2)),
  json('a broken line', [object, object.slice(0, 80)], { taken: 1, rejected: 1, rules: ['JSON_LINE'] }),
  json('a key twice', [replaced('{', '{"code":"H27.14-251103-0009",')], rejected('JSON_LINE')),
  json('deep nesting', [replaced('"ONLINE"', '['.repeat(5000) + ']'.repeat(5000))], rejected('JSON_LINE')),
  json('a list for a value', [replaced('"ONLINE"', '["ONLINE"]')], rejected('JSON_LINE')),
  json('a huge number', [replaced('"10"', '1e400')], rejected('STATUS_UNKNOWN')),
  json('a number with many digits', [replaced('"10"', '10.00000000000000000001')], rejected('STATUS_UNKNOWN')),
  json('keys of the prototype', [replaced('{', '{"__proto__":"x",'), replaced('{', '{"constructor":{},')], {
    taken: 0,
    rejected: 2,
    rules: ['JSON_LINE', 'JSON_LINE'],
  }),
  json('an unknown key', [replaced('{', '{"ho_ten":"x",')], rejected('JSON_LINE')),
  json('a missing key', [replaced('"rating":"SATISFIED",', '')], taken(1)),
  json('a list of objects', [`[${object}]`], refused('mảng JSON')),
  json('half a letter', [replaced('SATISFIED', '\\ud800')], rejected('RATING_UNKNOWN')),
  json('an escaped NUL', [replaced('SATISFIED', '\\u0000')], rejected('RATING_UNKNOWN')),
  json('a line separator in a text', [replaced('SATISFIED', 'a\u2028b')], rejected('RATING_UNKNOWN')),
];

const bomb = () => Buffer.alloc(20 * 1024 * 1024, 65);
const ok = xlsxParts({ rows: [header, rowOf()] });
const whole = buildZip(ok);
const sheetXml = (body: string, start = '') =>
  `<?xml version="1.0"?>${start}<worksheet><sheetData>${body}</sheetData></worksheet>`;
const laughs = Array.from({ length: 10 }, (_, n) => `<!ENTITY l${n + 1} "${`&l${n};`.repeat(10)}">`).join('');
const onTop = (cell: CellXml): CellXml[] => [cell, ...header.slice(1)];
const number = (value: string, style: number) => ({ xml: `<c r="@" s="${style}"><v>${value}</v></c>` });
const hidden = '<sheet name="Ẩn" sheetId="2" state="hidden" r:id="rId2"/><sheet name="Hồ sơ" sheetId="1" r:id="rId1"/>';

const SHEET_FILES: HostileFile[] = [
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

/** Files made to break reading; built anew by each call of `chunks`. */
export const HOSTILE_FILES: readonly HostileFile[] = [...TEXT_FILES, ...JSON_FILES, ...SHEET_FILES];
