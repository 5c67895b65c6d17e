import 'reflect-metadata';
import { describe, expect, it } from '@jest/globals';
import { narrativeText, requiredText, type TextField } from '../../schema/reports/index.js';

const field: TextField = { field: 'description', name: 'Nội dung', longest: 30 };
const long: TextField = { ...field, longest: 5_000 };

/** What is kept of what was sent. */
const kept: [what: string, raw: string | null | undefined, text: string | null][] = [
  ['nothing', null, null],
  ['nothing', undefined, null],
  ['an empty text', '', null],
  ['blanks, line ends and invisible characters only', ' \t\r\n\u200B\uFEFF\u00AD\u2060 ', null],
  ['a plain text', 'Mạng chậm', 'Mạng chậm'],
  ['markup as text', '<script>alert(1)</script>', '<script>alert(1)</script>'],
  ['entities as text', '&lt;b&gt; &amp; "x"', '&lt;b&gt; &amp; "x"'],
  ['a formula as text', '=HYPERLINK("x")', '=HYPERLINK("x")'],
  ['line ends of Windows and of old systems', 'a\r\nb\rc\n\rd', 'a\nb\nc\n\nd'],
  ['line ends of word processors', 'a\vb\u2028c\u2029d', 'a\nb\nc\nd'],
  ['blanks at the ends of lines', '  a  \n b \t\nc ', 'a\n b\nc'],
  ['many empty lines', 'a\n\n\n\n\nb', 'a\n\nb'],
  ['tabs', 'a\tb', 'a b'],
  ['decomposed letters', 'Vie\u0323\u0302t Nam', 'Việt Nam'],
  ['decomposed letters in the other order', 'Vie\u0302\u0323t Nam', 'Việt Nam'],
  ['invisible characters inside words', 'hồ\u200B sơ\uFEFF', 'hồ sơ'],
  ['characters outside the first plane', '👍🏽 𝒳', '👍🏽 𝒳'],
  ['joined pictures', '👩\u200D💻', '👩\u200D💻'],
  ['as many characters as may be', 'ế'.repeat(30), 'ế'.repeat(30)],
  ['as many decomposed characters as may be', 'e\u0302\u0301'.repeat(30), 'ế'.repeat(30)],
  ['as many characters of two units as may be', '𝒳'.repeat(30), '𝒳'.repeat(30)],
];

/** What is refused, with the message. */
const refused: [what: string, raw: string, message: string][] = [
  ['an override to the left', 'a\nb \u202E gnp.exe', '«Nội dung» có ký tự đổi chiều chữ U+202E ở dòng 2.'],
  ['an embedding', '\u202Aabc', '«Nội dung» có ký tự đổi chiều chữ U+202A ở dòng 1.'],
  ['an isolate', 'abc\u2066', '«Nội dung» có ký tự đổi chiều chữ U+2066 ở dòng 1.'],
  ['the end of an isolate', 'abc\u2069', '«Nội dung» có ký tự đổi chiều chữ U+2069 ở dòng 1.'],
  ['a mark to the left', 'a\u200Fb', '«Nội dung» có ký tự đổi chiều chữ U+200F ở dòng 1.'],
  ['an Arabic mark', 'a\u061Cb', '«Nội dung» có ký tự đổi chiều chữ U+061C ở dòng 1.'],
  ['zero', 'a\0b', '«Nội dung» có ký tự điều khiển U+0000 ở dòng 1.'],
  ['a bell', 'a\n\n\x07', '«Nội dung» có ký tự điều khiển U+0007 ở dòng 3.'],
  ['an escape', 'a\x1B[31m', '«Nội dung» có ký tự điều khiển U+001B ở dòng 1.'],
  ['delete', 'a\x7F', '«Nội dung» có ký tự điều khiển U+007F ở dòng 1.'],
  ['a control character of Latin 1', 'a\x85b', '«Nội dung» có ký tự điều khiển U+0085 ở dòng 1.'],
  ['an annotation', 'a\uFFF9b', '«Nội dung» có ký tự điều khiển U+FFF9 ở dòng 1.'],
  ['a character that is none', 'a\uFFFFb', '«Nội dung» có ký tự không hiển thị được U+FFFF ở dòng 1.'],
  ['hidden tags', 'a\u{E0041}b', '«Nội dung» có ký tự không hiển thị được U+E0041 ở dòng 1.'],
  ['piled up marks', `a${'\u0300'.repeat(9)}`, '«Nội dung» có quá nhiều dấu trên một chữ từ ký tự U+0300 ở dòng 1.'],
  ['half a character', 'a\uD800b', '«Nội dung» có ký tự Unicode bị cắt đôi.'],
  ['the other half', 'a\uDC00', '«Nội dung» có ký tự Unicode bị cắt đôi.'],
  ['one character too many', 'ế'.repeat(31), '«Nội dung» dài 31 ký tự, nhiều nhất là 30 ký tự.'],
  ['a megabyte', 'x'.repeat(1_048_576), '«Nội dung» dài 1.048.576 ký tự, nhiều nhất là 30 ký tự.'],
];

describe('a text that people write', () => {
  it.each(kept)('keeps %s', (_what, raw, text) => {
    expect(narrativeText(raw, field)).toBe(text);
  });

  it.each(refused)('refuses %s', (_what, raw, message) => {
    expect(() => narrativeText(raw, field)).toThrow(
      expect.objectContaining({ code: 'INVALID_INPUT', message, details: { field: 'description' } }),
    );
  });

  it('is the same when it is sent again as it was kept', () => {
    for (const [, raw] of kept) {
      const text = narrativeText(raw, field);
      expect(narrativeText(text, field)).toBe(text);
    }
  });

  it('keeps every letter of Vietnamese in both forms', () => {
    const letters = 'aăâeêioôơuưy'
      .split('')
      .flatMap((letter) => ['', '\u0300', '\u0301', '\u0303', '\u0309', '\u0323'].map((tone) => letter + tone));
    const text = [...letters, 'đ', 'Đ'].join(' ');
    expect(narrativeText(text.normalize('NFD'), long)).toBe(text.normalize('NFC'));
  });

  it('must be there when it is asked for', () => {
    expect(requiredText(' Có ', field)).toBe('Có');
    expect(() => requiredText(' \u200B ', field)).toThrow('«Nội dung» không được để trống.');
  });
});
