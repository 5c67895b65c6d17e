import { describe, expect, it } from '@jest/globals';
import { array, assert, constant, constantFrom, integer, property, string, tuple } from 'fast-check';
import { stringify } from 'csv-stringify/sync';
import { CsvSplitter } from '../../schema/dossiers/intake/csv-splitter.js';

/** The records of a text that comes in pieces of a size, each with its line. */
function split(text: string, size = text.length || 1, delimiter = ','): [number, ...string[]][] {
  const records: [number, ...string[]][] = [];
  const splitter = new CsvSplitter(delimiter, (cells, line) => records.push([line, ...cells]));
  for (let at = 0; at < text.length; at += size) splitter.push(text.slice(at, at + size));
  splitter.end();
  return records;
}

describe('CsvSplitter', () => {
  it.each<[string, string, [number, ...string[]][]]>([
    [
      'lines',
      'a,b\nc,d\n',
      [
        [1, 'a', 'b'],
        [2, 'c', 'd'],
      ],
    ],
    [
      'a last line without end',
      'a,b\nc,',
      [
        [1, 'a', 'b'],
        [2, 'c', ''],
      ],
    ],
    [
      'mixed line ends',
      'a\r\nb\nc\r\n',
      [
        [1, 'a'],
        [2, 'b'],
        [3, 'c'],
      ],
    ],
    [
      'blank lines and lines of empty cells, which count but are no records',
      'a,b\n\n,\n  \nc,d',
      [
        [1, 'a', 'b'],
        [5, 'c', 'd'],
      ],
    ],
    ['blanks around cells', ' a , b\t\n', [[1, 'a', 'b']]],
    ['quotes', '"a","b, ""c"""\n', [[1, 'a', 'b, "c"']]],
    [
      'quotes with blanks around',
      ' "a" ,b\r\n"c"\r\n',
      [
        [1, 'a', 'b'],
        [2, 'c'],
      ],
    ],
    [
      'line ends in quotes',
      '"a\nb",c\nd,e\n',
      [
        [1, 'a\nb', 'c'],
        [3, 'd', 'e'],
      ],
    ],
    ['a lonely carriage return as part of a cell', 'a\rb,c\n', [[1, 'a\rb', 'c']]],
    ['other line separators as part of a cell', 'a\u2028b,c\n', [[1, 'a\u2028b', 'c']]],
    ['an empty text', '', []],
  ])('reads %s, however it is cut', (_, text, records) => {
    for (const size of [1, 2, 3, 5, 100]) expect(split(text, size)).toEqual(records);
  });

  it('reads back whatever was written, however it is cut', () => {
    const cell = string({ unit: constantFrom('a', '"', ',', '\n', ';', 'ế'), maxLength: 6 }).map((text) => text.trim());
    const rows = array(tuple(constant('x'), cell, cell), { maxLength: 8 });
    assert(
      property(rows, integer({ min: 1, max: 30 }), constantFrom(',', ';'), (cells, size, delimiter) => {
        const text = stringify(cells, { delimiter });
        expect(split(text, size, delimiter).map(([, ...found]) => found)).toEqual(cells);
      }),
    );
  });

  it.each([
    ['a quote inside a cell', 'a"b,c\n', 'đặt sai chỗ'],
    ['text after a quote', '"a"b,c\n', 'đặt sai chỗ'],
    ['a quote that does not end', 'a,b\n"c,d\n', 'không đóng'],
    ['a giant line', `${'x'.repeat(30_000)}\n`, 'dài quá'],
    ['a giant line without end', 'x'.repeat(30_000), 'dài quá'],
    ['a giant quoted cell', `"${'x\n'.repeat(15_000)}"\n`, 'dài quá'],
  ])('refuses %s', (_, text, reason) => {
    for (const size of [7, 40_000]) expect(() => split(text, size)).toThrow(reason);
  });
});
