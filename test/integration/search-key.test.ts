import { afterAll, beforeAll, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { sql } from 'kysely';
import { matchesWords, rowsOf, searchKey } from '../../schema/base/index.js';
import { openDatabase, type Database } from '../../schema/database.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';

let file: TestDatabase;
let orm: Database;

beforeAll(async () => {
  file = await createTestDatabase();
  orm = await openDatabase({ url: file.url, poolSize: 1 });
});
afterAll(async () => {
  await orm.close();
  await file.drop();
});

const vietnamese = [
  ...'aăâbcdđeêghiklmnoôơpqrstuưvxy',
  ...'áàảãạắằẳẵặấầẩẫậéèẻẽẹếềểễệíìỉĩịóòỏõọốồổỗộớờởỡợúùủũụứừửữựýỳỷỹỵ',
];
const letter = fc
  .tuple(fc.constantFrom(...vietnamese), fc.boolean(), fc.constantFrom<'NFC' | 'NFD'>('NFC', 'NFD'))
  .map(([char, isCapital, form]) => (isCapital ? char.toUpperCase() : char).normalize(form));
const word = fc.array(letter, { minLength: 1, maxLength: 7 }).map((letters) => letters.join(''));
const gap = fc.constantFrom(' ', '  ', '-', ', ', ' & ', '\t', ' – ', '/');
const text = fc.array(fc.oneof({ weight: 3, arbitrary: word }, gap, fc.nat(99).map(String)), { maxLength: 12 });
const anyText = fc.string({ unit: 'grapheme-composite', maxLength: 30 }).filter((value) => !value.includes('\0'));

async function inSql(texts: readonly string[]): Promise<string[]> {
  const rows = await rowsOf(
    orm.em.fork(),
    sql<{
      key: string;
    }>`select search_key(value) as key from unnest(${[...texts]}::text[]) with ordinality as t (value, n)
      order by n`,
  );
  return rows.map(({ key }) => key);
}

it('gives the same key in the database and in the program, for Vietnamese and for anything', async () => {
  const samples = [
    ...fc.sample(text.map((parts) => parts.join('')), 3000),
    ...fc.sample(anyText, 1000),
    'ĐÀ NẴNG', 'İstanbul Σας ΣΑΣ', 'ﬁ Å ½ ①', '', '   ', '!!!', 'a\u0300\u0323', '\u0301', 'Ｈà', 'K', '🏠 nhà',
  ]; // prettier-ignore
  expect(await inSql(samples)).toEqual(samples.map(searchKey));
});

it.each([
  ['Thạch Hà', ' thach ha'],
  ['THẠCH  HÀ', ' thach ha'],
  ['Thạch Hà'.normalize('NFD'), ' thach ha'],
  ['Đức Thọ', ' duc tho'],
  ['Yên Hoà', ' yen hoa'],
  ['Yên Hòa', ' yen hoa'],
  ['Sở KH&CN', ' so kh cn'],
  ['(Sơn Kim 1)', ' son kim 1'],
  ['…', ''],
])('makes «%s» into «%s»', (written, key) => {
  expect(searchKey(written)).toBe(key);
});

it.each([
  ['thach ha', true],
  ['th ha', true],
  ['thạch h', true],
  ['ha thach', false],
  ['ach ha', false],
  ['xa thach', true],
  ['xã hà', true],
  ['th%', true],
  ['%', false],
  ['', false],
  ['_', false],
])('finds «Xã Thạch Hà» by «%s»: %s', async (words, isFound) => {
  const [row] = await rowsOf(
    orm.em.fork(),
    sql<{ found: boolean }>`select ${matchesWords(sql`${'Xã Thạch Hà'}::text`, words)} as found`,
  );
  expect(row?.found).toBe(isFound);
});
