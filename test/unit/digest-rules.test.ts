import { describe, expect, it } from '@jest/globals';
import { parseCivilDate } from '../../schema/base/index.js';
import { PostKind } from '../../schema/organisation/index.js';
import { DeadlineKind } from '../../schema/plan/index.js';
import {
  dueInWords,
  escapeHtml,
  isSingleAddress,
  oneLine,
  renderDigest,
  shortPlanNumber,
  type DigestInput,
  type DigestItem,
} from '../../schema/reminders/index.js';

const calendar = { closedDays: new Set([parseCivilDate('2026-01-01')]), extraWorkingDays: new Set<never>() };

function item(overrides: Partial<DigestItem> = {}): DigestItem {
  return {
    deadlineId: '0198c000-0000-7000-8000-000000000001',
    title: 'Báo cáo Tháng 12/2025',
    kind: DeadlineKind.Report,
    planNumber: '457/KH-UBND',
    clauseCode: 'IV.8.e',
    quote: 'Định kỳ hằng tháng, quý, 6 tháng, năm báo cáo kết quả thực hiện',
    dueOn: parseCivilDate('2025-12-16'),
    rungLabel: 'Nhắc việc',
    answerToken: null,
    ...overrides,
  };
}

function render(overrides: Partial<DigestInput> = {}) {
  return renderDigest({
    unitName: 'Xã Thạch Hà',
    postKind: PostKind.FocalPoint,
    day: parseCivilDate('2025-12-12'),
    calendar,
    items: [item()],
    publicUrl: 'https://kh457.example.vn',
    synthetic: false,
    ...overrides,
  });
}

describe('dueInWords', () => {
  it.each([
    ['2025-12-16', '2025-12-12', 'hết ngày 16/12/2025, còn 2 ngày làm việc'],
    ['2025-12-16', '2025-12-16', 'hết hôm nay, ngày 16/12/2025'],
    ['2025-12-16', '2025-12-19', 'hạn ngày 16/12/2025, quá hạn 3 ngày làm việc'],
    ['2025-12-31', '2026-01-02', 'hạn ngày 31/12/2025, quá hạn 1 ngày làm việc'],
    ['2025-12-12', '2025-12-14', 'hạn ngày 12/12/2025, quá hạn 2 ngày'],
    ['2025-12-14', '2025-12-13', 'hết ngày 14/12/2025, còn 1 ngày'],
    ['2020-12-16', '2025-12-16', 'hạn ngày 16/12/2020, quá hạn 1.304 ngày làm việc'],
  ])('due %s, seen on %s', (dueOn, day, words) => {
    expect(dueInWords(parseCivilDate(dueOn), parseCivilDate(day), calendar)).toBe(words);
  });
});

describe('shortPlanNumber', () => {
  it.each([
    ['457/KH-UBND', 'KH 457'],
    ['12/QĐ-UBND', 'QĐ 12'],
    ['Kế hoạch năm 2026', 'Kế hoạch năm 2026'],
  ])('%s: %s', (number, short) => expect(shortPlanNumber(number)).toBe(short));
});

describe('renderDigest', () => {
  it('states the counts in the subject', () => {
    const dates = ['2025-12-09', '2025-12-10', '2025-12-12', '2025-12-15', '2025-12-16', '2025-12-31'];
    const { subject } = render({ items: dates.map((dueOn) => item({ dueOn: parseCivilDate(dueOn) })) });
    expect(subject).toBe('[KH 457] Xã Thạch Hà: 2 việc quá hạn, 1 việc hết hạn hôm nay, 3 việc sắp đến hạn');
  });

  it('says what, by when, what is missing, why and where', () => {
    const { text, html } = render();
    for (const part of [text, html]) {
      expect(part).toContain('Báo cáo Tháng 12/2025');
      expect(part).toContain('Hết ngày 16/12/2025, còn 2 ngày làm việc');
      expect(part).toContain('Còn thiếu: báo cáo gửi trên hệ thống');
      expect(part).toContain('điểm IV.8.e Kế hoạch 457/KH-UBND');
      expect(part).toContain('«Định kỳ hằng tháng, quý, 6 tháng, năm báo cáo kết quả thực hiện»');
      expect(part).toMatch(/https:\/\/kh457\.example\.vn\/viec\/[A-Za-z0-9_-]+/);
      expect(part).toContain('đầu mối của Xã Thạch Hà');
      expect(part).not.toContain('MÔ PHỎNG');
    }
  });

  it('puts what is overdue first, then the nearest, and quotes a sentence once', () => {
    const { text } = render({
      items: ['2025-12-31', '2025-12-15', '2025-12-10'].map((dueOn) =>
        item({ title: `Việc hạn ${dueOn}`, dueOn: parseCivilDate(dueOn) }),
      ),
    });
    expect(text.match(/Việc hạn \S+|QUÁ HẠN|SẮP ĐẾN HẠN/g)).toEqual([
      'QUÁ HẠN',
      'Việc hạn 2025-12-10',
      'SẮP ĐẾN HẠN',
      'Việc hạn 2025-12-15',
      'Việc hạn 2025-12-31',
    ]);
    expect(text.match(/«/g)).toHaveLength(1);
  });

  it('names how many more there are when the list is long', () => {
    const { text, html } = render({ items: Array.from({ length: 57 }, () => item()) });
    expect(text).toContain('Còn 17 việc khác');
    expect(html).toContain('Còn 17 việc khác');
  });

  it('marks synthetic data in both parts', () => {
    const { text, html } = render({ synthetic: true });
    expect(text).toContain('DỮ LIỆU MÔ PHỎNG');
    expect(html).toContain('DỮ LIỆU MÔ PHỎNG');
  });

  it('loads nothing from anywhere', () => {
    expect(render().html).not.toMatch(/<(img|script|link|iframe)|url\(|@import|\bsrc=/i);
  });

  it.each([
    ['a line break', 'Xã A\r\nBcc: ai@example.vn'],
    ['markup', '<script>alert(1)</script>"\'&'],
    ['a separator of Unicode', 'Xã\u2028B\u0000C'],
    ['a direction mark', 'Xã \u202eảo'],
  ])('makes %s in names harmless', (_name, hostile) => {
    const { subject, html, text } = render({ unitName: hostile, items: [item({ title: hostile, quote: hostile })] });
    expect(subject).not.toMatch(/[\p{Cc}\p{Zl}\u202e]/u);
    expect(html).not.toContain('<script');
    expect(text.split('\n').every((line) => !line.startsWith('Bcc:'))).toBe(true);
    expect(html).toContain(escapeHtml(oneLine(hostile)));
  });
});

describe('isSingleAddress', () => {
  it.each(['vanthu@thachha.example.vn', 'a.b-c+d@x.vn', 'dau-moi@localhost'])('takes %s', (text) => {
    expect(isSingleAddress(text)).toBe(true);
  });

  it.each([
    'a@x.vn, b@x.vn',
    'a@x.vn\r\nRCPT TO:<b@x.vn>',
    'A <a@x.vn>',
    '"a b"@x.vn',
    'a@x.vn\n',
    'a@x.vn;b@x.vn',
    'a@',
    '@x.vn',
    'a@@x.vn',
    'a@-x.vn',
    'a@x..vn',
    '',
    `${'a'.repeat(250)}@x.vn`,
  ])('refuses %j', (text) => expect(isSingleAddress(text)).toBe(false));
});
