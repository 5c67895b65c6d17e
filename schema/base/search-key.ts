import { sql, type RawBuilder } from 'kysely';

const COMBINING_MARKS = /[\u0300-\u036f]/g;
const NO_WORD = /[^a-z0-9]+/g;

/**
 * A text's words, each with a space in front, without accents and in small letters; đ is d. ` thach ha` for «Thạch Hà»,
 * empty when there are none. The SQL function `search_key(text)` answers the same; a test compares them.
 */
export function searchKey(text: string): string {
  const bare = text.normalize('NFD').replaceAll(COMBINING_MARKS, '').replaceAll(/[đĐ]/g, 'd');
  // Only A–Z: PostgreSQL's "C" knows no other capitals, and nothing else is left to be a letter.
  const small = bare.replaceAll(/[A-Z]/g, (letter) => letter.toLowerCase());
  return ` ${small}`.replaceAll(NO_WORD, ' ').trimEnd();
}

/**
 * Condition that a text has the words of another, in their order, each at least begun: «th sen» finds «Thành Sen».
 * Accents, letter case and the form of Unicode do not count. A text without any word is found nowhere.
 */
export function matchesWords(column: RawBuilder<unknown>, text: string): RawBuilder<unknown> {
  return keyMatchesWords(sql`search_key(${column})`, text);
}

/** The same for a column that holds the search key itself. */
export function keyMatchesWords(keyColumn: RawBuilder<unknown>, text: string): RawBuilder<unknown> {
  const key = searchKey(text);
  if (key === '') return sql`false`;
  return sql`${keyColumn} like ${`${key.replaceAll(' ', '% ')}%`}`;
}
