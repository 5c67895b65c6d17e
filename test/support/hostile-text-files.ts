import { buildRow, csvOf, type RowCells } from './dossier-rows.js';
import { refused, rejected, taken, type HostileFile, type Outcome } from './hostile-file.js';
import { toTcvn3, toVni, toWindows1258 } from './legacy-encodings.js';
import { buildXlsx } from './xlsx-builder.js';

const numbered = (number: number): Partial<RowCells> => ({ code: `H27.14-251103-${1000 + number}` });
const csv = csvOf([numbered(1), numbered(2)]);
const [headerLine = '', rowLine = ''] = csv.split('\n');
const sheetOfCells = () => buildXlsx({ rows: [headerLine.split(','), rowLine.split(',')] });

function file(name: string, fileName: string, content: Buffer | string, outcome: Outcome): HostileFile {
  return { name, fileName, chunks: () => [Buffer.from(content)], outcome };
}

function text(name: string, content: Buffer | string, outcome: Outcome): HostileFile {
  return file(name, 'ho-so.csv', content, outcome);
}

function json(name: string, lines: readonly string[], outcome: Outcome): HostileFile {
  return file(name, 'ho-so.jsonl', lines.join('\n'), outcome);
}

function* repeated(first: string, piece: string, times: number): Iterable<Buffer> {
  yield Buffer.from(first);
  const bytes = Buffer.from(piece);
  for (let time = 0; time < times; time += 1) yield bytes;
}

const utf16 = (content: string) => Buffer.from(`\uFEFF${content}`, 'utf16le');
const OLE = Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(2048)]);
const VIETNAMESE = 'đơn vị tiếp nhận, phường Thành Sen, giải quyết thủ tục';

/** CSV files, and files that are said to be. */
export const TEXT_FILES: HostileFile[] = [
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
  file('an XLSX named CSV', 'ho-so.csv', sheetOfCells(), refused('không phải CSV', 'XLSX')),
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

/** JSONL files. */
export const JSON_FILES: HostileFile[] = [
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
