import { describe, expect, it } from '@jest/globals';
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { PlanError } from '../../schema/base/index.js';
import {
  canonicalJson,
  compareFile,
  openReportFile,
  renderReport,
  REPORT_FORMATS,
  sha256Of,
  type FileComparison,
  type ReportFormat,
} from '../../schema/reports/index.js';
import { unequalPairs } from '../../schema/reports/documents/verify/unequal-pairs.js';
import { bareDraft, communeDocument } from '../support/report-documents.js';
import { zipOf } from '../support/table-files.js';

const document = communeDocument();
const SHA256 = sha256Of(canonicalJson(document));
const RECEIVED = document.figures.statistics.receivedOnline;

const draw = async (format: ReportFormat) => Buffer.from(await renderReport(document, SHA256, format));

async function compared(format: ReportFormat, change: (content: Buffer) => Buffer): Promise<FileComparison> {
  const sealed = await draw(format);
  const file = openReportFile(change(sealed));
  expect(file.format).toBe(format);
  return compareFile(file, sealed);
}

/** With a text of one part replaced, once. */
function inPart(content: Buffer, path: string, from: string | RegExp, to: string): Buffer {
  const parts = unzipSync(content);
  const before = strFromU8(parts[path] ?? new Uint8Array());
  const after = before.replace(from, to);
  if (after === before) throw new Error(`${path} has no ${String(from)}`);
  return Buffer.from(zipSync({ ...parts, [path]: strToU8(after) }));
}

const inText = (from: string | RegExp, to: string) => (content: Buffer) => {
  const before = content.toString('utf8');
  const after = before.replace(from, to);
  if (after === before) throw new Error(`There is no ${String(from)}`);
  return Buffer.from(after, 'utf8');
};

function packedAnew(content: Buffer): Buffer {
  return Buffer.from(zipSync(unzipSync(content), { level: 1 }));
}

function pretty(content: Buffer): Buffer {
  return Buffer.from(JSON.stringify(JSON.parse(content.toString('utf8')), null, 2));
}

function refusal(content: Buffer): string {
  try {
    openReportFile(content);
  } catch (error) {
    if (error instanceof PlanError) return error.message;
    throw error;
  }
  return 'taken';
}

describe.each(REPORT_FORMATS)('a %s file', (format) => {
  it('says which sealed revision it shows, and is the sealed one as it was drawn', async () => {
    const sealed = await draw(format);
    const { identity } = openReportFile(sealed);
    const sha256 = format === 'JSON' ? null : SHA256;
    expect(identity).toEqual({ reportId: document.reportId, revision: 1, sha256 });
    expect(compareFile(openReportFile(sealed), await draw(format))).toEqual({ result: 'SEALED', differences: [] });
  });

  it('of a draft is refused', async () => {
    expect(refusal(Buffer.from(await renderReport(bareDraft(), null, format)))).toContain('dự thảo');
  });

  it('that is cut short is refused or told from the sealed one', async () => {
    const sealed = await draw(format);
    const cut = sealed.subarray(0, Math.floor(sealed.length * 0.6));
    if (['HTML', 'CSV'].includes(format)) {
      // Cut within a quoted cell it could not be read at all.
      const whole = sealed.subarray(0, sealed.indexOf('\n', cut.length) + 1);
      const { result, differences } = compareFile(openReportFile(whole), sealed);
      expect(result).toBe('DIFFERENT');
      expect(differences.length).toBeGreaterThan(0);
    } else expect(refusal(cut)).toContain('Không đọc được tệp');
  });
});

describe('one changed number is named', () => {
  it('in DOCX by table, row and cell', async () => {
    const { result, differences } = await compared('DOCX', (content) =>
      inPart(content, 'word/document.xml', `>${RECEIVED}<`, '>9876<'),
    );
    expect(result).toBe('DIFFERENT');
    expect(differences).toEqual([
      { place: expect.stringMatching(/^bảng \d+, dòng \d+, ô \d+$/), sealed: String(RECEIVED), found: '9876' },
    ]);
  });

  it('in XLSX by sheet and cell', async () => {
    const { differences } = await compared('XLSX', (content) =>
      inPart(content, 'xl/worksheets/sheet2.xml', `<v>${RECEIVED}</v>`, '<v>9876</v>'),
    );
    expect(differences).toEqual([
      { place: expect.stringMatching(/^trang tính «.+», ô [A-Z]\d+$/), sealed: String(RECEIVED), found: '9876' },
    ]);
  });

  it('in XLSX also where a formula shows the same number', async () => {
    const { differences } = await compared('XLSX', (content) =>
      inPart(content, 'xl/worksheets/sheet2.xml', `<v>${RECEIVED}</v>`, `<f>20+7</f><v>${RECEIVED}</v>`),
    );
    expect(differences).toMatchObject([{ sealed: String(RECEIVED), found: `=20+7 (${RECEIVED})` }]);
  });

  it('in CSV by line and column', async () => {
    const { differences } = await compared('CSV', inText(new RegExp(`,${RECEIVED},`), ',9876,'));
    expect(differences).toEqual([
      { place: expect.stringMatching(/^dòng \d+, cột \d+$/), sealed: String(RECEIVED), found: '9876' },
    ]);
  });

  it('in HTML by line', async () => {
    const { differences } = await compared('HTML', inText(`>${RECEIVED}<`, '>9876<'));
    expect(differences).toEqual([
      { place: expect.stringMatching(/^dòng \d+$/), sealed: String(RECEIVED), found: '9876' },
    ]);
  });

  it('in JSON by path', async () => {
    const { differences } = await compared('JSON', inText(`"receivedOnline":${RECEIVED}`, '"receivedOnline":9876'));
    expect(differences).toHaveLength(1);
    expect(differences).toMatchObject([{ place: expect.stringMatching(/receivedOnline$/), found: '9876' }]);
  });
});

describe('what is no text', () => {
  it('is named by its part: another hash in the properties', async () => {
    const { result, differences } = await compared('XLSX', (content) =>
      inPart(content, 'docProps/custom.xml', SHA256, '0'.repeat(64)),
    );
    expect(result).toBe('DIFFERENT');
    expect(differences.map(({ place }) => place)).toEqual(['phần docProps/custom.xml']);
  });

  it('leaves a file packed anew another one, though nothing in it differs', async () => {
    expect(await compared('DOCX', packedAnew)).toEqual({ result: 'DIFFERENT', differences: [] });
  });

  it('is of no account in JSON: the layout', async () => {
    expect(await compared('JSON', pretty)).toEqual({ result: 'SEALED', differences: [] });
  });
});

describe('a file that cannot be told of is refused', () => {
  const workbook = { name: 'xl/workbook.xml', data: '<workbook/>' };
  const custom = (data: string) => zipOf([workbook, { name: 'docProps/custom.xml', data }]);

  it.each([
    ['nothing', Buffer.alloc(0), 'không phải DOCX'],
    ['a picture', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0xff]), 'không phải DOCX'],
    ['a text', Buffer.from('Báo cáo tháng 12'), 'không phải DOCX'],
    ['a zip that is no document', zipOf([{ name: 'a.txt', data: 'a' }]), 'là tệp nén'],
    ['only the mark of a zip', Buffer.from('PK\u0003\u0004'), 'bị hỏng, bị cắt cụt'],
    ['a workbook without identity', zipOf([workbook]), 'không ghi đó là báo cáo nào'],
    ['a document type', custom('<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'), 'DOCTYPE'],
    ['broken XML', custom('<Properties><property></Properties>'), 'sai cú pháp XML'],
    ['a bomb', zipOf([workbook, { name: 'a.bin', data: Buffer.alloc(4_000_000) }]), 'nén dày bất thường'],
    ['JSON of something else', Buffer.from('{"a":1}'), 'không ghi đó là báo cáo nào'],
    ['broken JSON', Buffer.from('{"a":'), 'JSON sai cú pháp'],
    ['a member twice', Buffer.from('{"reportId":"a","reportId":"b"}'), 'ghi hai lần'],
    ['JSON nested deeply', Buffer.from(`{"a":${'['.repeat(5000)}${']'.repeat(5000)}}`), 'quá sâu'],
    ['a page of something else', Buffer.from('<!doctype html><p>a</p>'), 'không ghi đó là báo cáo nào'],
    ['CSV with another id', Buffer.from('"Mã báo cáo","abc","Lần lập","1","SHA-256",""'), 'không ghi đó'],
    ['CSV with a broken quote', Buffer.from('"Mã báo cáo","abc'), 'CSV'],
  ])('%s', (_name, content, reason) => {
    expect(refusal(content)).toContain(reason);
  });
});

describe('two lists side by side', () => {
  it.each([
    ['abcd', 'abcd', []],
    ['abcd', 'axcd', [[1, 1]]],
    ['abcd', 'acd', [[1, null]]],
    ['abcd', 'abxcd', [[null, 2]]],
    [
      'abcd',
      'bcdx',
      [
        [0, null],
        [null, 3],
      ],
    ],
    ['', 'a', [[null, 0]]],
    ['aaaa', 'aaa', [[3, null]]],
  ])('%s and %s', (sealed, found, pairs) => {
    expect(unequalPairs([...sealed], [...found])).toEqual(pairs);
  });
});
