import 'reflect-metadata';
import { describe, expect, it } from '@jest/globals';
import { reasonOf } from '../../schema/reports/index.js';

describe('a reason', () => {
  it.each([
    ['trimmed, in one normal form', '  Thie\u0302\u0301u số liệu \n', 'Thiếu số liệu'],
    ['with its lines, tabs as blanks', 'Dòng 1\r\nDòng\t2', 'Dòng 1\nDòng 2'],
    ['of 2,000 characters, however they are coded', '𝟙'.repeat(2000), '𝟙'.repeat(2000)],
    ['with markup as the text it is', '<script>alert(1)</script>', '<script>alert(1)</script>'],
  ])('is kept %s', (_case, text, kept) => {
    expect(reasonOf(text, 'REQUIRED')).toBe(kept);
    expect(reasonOf(text, 'OPTIONAL')).toBe(kept);
  });

  it.each([
    ['nothing', null],
    ['blanks', ' \n\u00a0 '],
    ['2,001 characters', 'a'.repeat(2001)],
    ['a megabyte', 'ă'.repeat(1_000_000)],
    ['a control character', 'Thiếu\u0007 số'],
    ['a null character', 'Thiếu\0số'],
    ['an escape sequence', '\u001b[31mđỏ'],
    ['a right-to-left override', 'cod.\u202etxt'],
    ['an isolate', '\u2067abc\u2069'],
    ['a line separator', 'a\u2028b'],
    ['half a character', 'a\ud800'],
  ])('is refused when it is %s', (_case, text) => {
    expect(() => reasonOf(text, 'REQUIRED')).toThrow(
      expect.objectContaining({ code: 'INVALID_INPUT', details: { field: 'reason' } }),
    );
  });

  it('is refused where none is taken, and null where none is needed', () => {
    expect(() => reasonOf('vì sao', 'NONE')).toThrow('không ghi lý do');
    expect([reasonOf(null, 'NONE'), reasonOf(' ', 'OPTIONAL'), reasonOf(undefined, 'NONE')]).toEqual([
      null,
      null,
      null,
    ]);
  });
});
