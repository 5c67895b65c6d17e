import 'reflect-metadata';
import { describe, expect, it } from '@jest/globals';
import {
  attachmentHeader,
  formatByExtension,
  renderReport,
  REPORT_FORMATS,
  reportFileName,
  reportPage,
  type ReportDocument,
} from '../../schema/reports/index.js';
import { html } from '../../schema/base/index.js';
import { bareDraft, communeDocument, departmentDocument, provinceDocument } from '../support/report-documents.js';

const SHA256 = 'cd'.repeat(32);
const bar = html`<nav>thanh</nav>`;
const documents = [departmentDocument(), communeDocument(), provinceDocument()];

const pageOf = (document: ReportDocument) => reportPage(document, document.sealed && SHA256, bar);

/** What a month of 2025 has in common with the others of a trend, from 0. */
const month = (index: number) => ({ periodId: `2025-${String(index + 1).padStart(2, '0')}`, denominator: 1000 });

/** Drawings of a page by their title. */
function drawings(page: string): Map<string, string> {
  const found = [...page.matchAll(/<svg[\s\S]*?<title[^>]*>([^<]*)<\/title>[\s\S]*?<\/svg>/g)];
  return new Map(found.map(([svg, title = '']) => [title, svg]));
}

describe('a report as a web page', () => {
  it('has no script and no style of its own, and asks for its style sheet only', async () => {
    for (const document of [...documents, bareDraft()]) {
      const page = await pageOf(document);
      expect(page).not.toMatch(/<style|<script|<foreignObject|\sstyle="|\son\w+="|javascript:/i);
      expect([...page.matchAll(/\s(?:href|src)="([^"]*)"/g)].map(([, address]) => address)).toEqual([
        'data:,',
        '/pages/report.css',
      ]);
    }
  });

  it('draws indicators, trends and units against their targets, each with its words', async () => {
    const unit = drawings(await pageOf(communeDocument()));
    expect([...unit.keys()]).toEqual([
      'Các chỉ số so với mức giao (vạch đứng)',
      'Tỷ lệ hồ sơ trực tuyến toàn trình trên tổng hồ sơ giải quyết qua các kỳ',
      'Tỷ lệ hồ sơ trực tuyến toàn trình trên hồ sơ của TTHC đủ điều kiện qua các kỳ',
    ]);
    const [bars = '', trend = ''] = unit.values();
    const { indicators } = communeDocument().figures;
    for (const { percent } of indicators) expect(bars).toContain(`>${percent}</text>`);
    expect(bars).toContain(`${indicators[0]?.name}: ${indicators[0]?.percent}, chưa đạt`);
    // One stroke for each target, in the ink of targets.
    expect(bars.match(/fill="#111827"/g)).toHaveLength(indicators.filter(({ target }) => target !== null).length);
    expect(trend).toContain('Mức giao ≥ 70 %</text>');
    expect(trend).toMatch(/stroke-dasharray="[^"]+"/);
    expect(trend).toContain('Tháng 08/2025: không có');
    const province = drawings(await pageOf(provinceDocument()));
    expect(province.size).toBe(3 + 4);
    const communes = [...province].find(([title]) => title.startsWith('Xã, phường: ') && title.includes('≥ 70 %'));
    expect(communes?.[1].match(/text-anchor="end"/g)).toHaveLength(69);
    expect(communes?.[1]).toContain('Mức giao ≥ 70 %</text>');
  });

  it('names every second period of a long trend, the last one always, and draws none without a value', async () => {
    const { figures, ...rest } = communeDocument();
    const trend = [
      {
        indicator: 'FULL_PROCESS_OF_RESOLVED',
        points: Array.from({ length: 12 }, (_, index) => ({ ...month(index), numerator: 300 + index })),
      },
      {
        indicator: 'ONLINE_PAYMENT',
        points: Array.from({ length: 12 }, (_, index) => ({ ...month(index), numerator: null })),
      },
    ];
    const drawn = [...drawings(await pageOf({ ...rest, figures: { ...figures, trend } }))];
    expect(drawn).toHaveLength(2);
    const texts = [...(drawn[1]?.[1] ?? '').matchAll(/<text[^>]*>([^<]*)<\/text>/g)].map(([, text]) => text);
    const even = ['02', '04', '06', '08', '10', '12'];
    expect(texts.filter((text) => /^\d\d\/2025$/.test(text ?? ''))).toEqual(even.map((one) => `${one}/2025`));
    expect(texts.filter((text) => /^\d\d,\d\d %$/.test(text ?? ''))).toEqual(
      even.map((one) => `${(299 + Number(one)) / 10} %`.replace('.', ',').replace(' %', '0 %')),
    );
  });

  it('sorts the units of a kind by their value, those without one last', async () => {
    const page = await pageOf(provinceDocument());
    const [, words = ''] = /<desc id="bieu-do-don-vi-full-process-of-resolved-commune-desc">([^<]*)</.exec(page) ?? [];
    const values = words.split('; ').map((one) => /: ([\d,]+) %/.exec(one)?.[1]?.replace(',', '.') ?? '-1');
    expect(values).toHaveLength(69);
    expect(values.map(Number)).toEqual(values.map(Number).toSorted((one, other) => other - one));
    expect(words).toContain('không có, không phát sinh');
  });

  it('escapes what people wrote, in text, attributes and drawings', async () => {
    const hostile = '"><script>alert(1)</script> onload="x" style="y" & \'';
    const { figures, ...rest } = provinceDocument();
    const unitValues = (figures.unitValues ?? []).map(({ indicator, units }) => ({
      indicator,
      units: units.map((unit) => ({ ...unit, name: hostile })),
    }));
    const indicators = figures.indicators.map((indicator) => ({ ...indicator, name: hostile }));
    const document: ReportDocument = {
      ...rest,
      issuer: { ...rest.issuer, name: hostile, signer: hostile },
      figures: { ...figures, indicators, unitValues },
      narrative: { summary: hostile, obstacles: [] },
    };
    const page = await pageOf(document);
    expect(page).not.toContain('<script');
    expect(page).not.toMatch(/\s(?:onload|style)="/);
    expect(page.split('alert(1)').length).toBeGreaterThan(20);
  });

  it('says what it is made from, and what is a draft or made up', async () => {
    const sealed = await pageOf(communeDocument());
    expect(sealed).toContain(`<meta name="kh457-report" content="${communeDocument().reportId}"`);
    expect(sealed).toContain('<meta name="kh457-revision" content="1"');
    expect(sealed).toContain(`<meta name="kh457-sha256" content="${SHA256}"`);
    expect(sealed).toContain('<strong>SỐ LIỆU MÔ PHỎNG</strong>');
    expect(sealed).not.toContain('DỰ THẢO');
    const draft = await pageOf(bareDraft());
    expect(draft).toContain('<strong>DỰ THẢO</strong>');
    expect(draft).not.toContain('MÔ PHỎNG');
    expect(draft).not.toContain('kh457-sha256');
    expect(draft).not.toContain('<svg');
  });
});

describe('files of a report', () => {
  it.each(['HTML', 'JSON'] as const)('have the same bytes whenever they are drawn (%s)', async (format) => {
    for (const document of documents) {
      const [one, other] = [await renderReport(document, SHA256, format), await renderReport(document, SHA256, format)];
      expect(Buffer.compare(one, other)).toBe(0);
    }
  });

  it('stand by themselves as HTML: the style sheet is in the file', async () => {
    const page = Buffer.from(await renderReport(communeDocument(), SHA256, 'HTML')).toString('utf8');
    expect(page).toContain('@page {');
    expect(page).not.toMatch(/\shref="\/|<script|<nav/);
  });

  it('are named after period and issuer, in every format, in UTF-8 and without diacritics', () => {
    const common = { periodName: 'Tháng 12/2025', issuerName: 'Xã Thạch Hà', revision: 1, sealed: true };
    expect(reportFileName({ ...common, format: 'DOCX' })).toBe('Báo cáo tháng 12-2025 – Xã Thạch Hà.docx');
    const draft = reportFileName({ ...common, format: 'CSV', revision: 2, sealed: false });
    expect(draft).toBe('Báo cáo tháng 12-2025 – Xã Thạch Hà (lần 2, dự thảo).csv');
    expect(attachmentHeader(draft)).toBe(
      'attachment; filename="Bao cao thang 12-2025 - Xa Thach Ha (lan 2, du thao).csv"; ' +
        "filename*=UTF-8''B%C3%A1o%20c%C3%A1o%20th%C3%A1ng%2012-2025%20%E2%80%93%20X%C3%A3%20Th%E1%BA%A1ch%20H%C3%A0" +
        '%20%28l%E1%BA%A7n%202%2C%20d%E1%BB%B1%20th%E1%BA%A3o%29.csv',
    );
    const hostile = reportFileName({ ...common, issuerName: '../a\r\nb"c:*<x>|', format: 'JSON' });
    expect(hostile).toBe('Báo cáo tháng 12-2025 – ..-abc-x.json');
    expect(REPORT_FORMATS.map((format) => formatByExtension(format.toLowerCase()))).toEqual(REPORT_FORMATS);
    expect(formatByExtension('exe')).toBeNull();
  });
});
