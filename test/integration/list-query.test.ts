import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { listCounts, listPages, ROOT, rowsOf, type ListQuery, type PageRequest } from '../../schema/base/index.js';
import { openDatabase, type Database } from '../../schema/database.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';

let file: TestDatabase;
let orm: Database;

beforeAll(async () => {
  file = await createTestDatabase();
  orm = await openDatabase({ url: file.url });
});

afterAll(async () => {
  await orm.close();
  await file.drop();
});

const kinds = ['DEPARTMENT', 'COMMUNE', 'AGENCY'];
const byName: ListQuery = {
  columns: sql`unit.code`,
  from: sql`unit`,
  where: [sql`unit.valid_to is null`],
  order: [
    { expression: sql`unit.short_name collate "vi-x-icu"`, type: 'text' },
    { expression: sql`unit.id`, type: 'uuid' },
  ],
};
/** Few different values, so that pages end inside a run of equal ones. */
const byValidity: ListQuery = {
  ...byName,
  order: [
    { expression: sql`coalesce(unit.valid_from, date '2000-01-01')`, type: 'date' },
    { expression: sql`length(unit.name)`, type: 'integer' },
    { expression: sql`unit.id`, type: 'uuid' },
  ],
};
const ofKind: ListQuery = { ...byName, where: [...byName.where, sql`unit.kind = parent.id`] };
const lists: [string, ListQuery, string][] = [
  ['names', byName, 'short_name collate "vi-x-icu", id'],
  ['names, descending', { ...byName, descending: true }, 'short_name collate "vi-x-icu" desc, id desc'],
  ['days and numbers', byValidity, `coalesce(valid_from, date '2000-01-01'), length(name), id`],
];

const cursorOf = (values: unknown) => Buffer.from(JSON.stringify(values)).toString('base64url');

async function pageOf(query: ListQuery, request: PageRequest, parent = ROOT) {
  const page = (await listPages(orm.em.fork(), [parent], query, request)).get(parent);
  if (!page) throw new Error(`No page for «${parent}»`);
  return { ...page, codes: page.items.map(({ row }) => row['code']) };
}

async function codesBy(order: string): Promise<unknown[]> {
  const rows = await rowsOf(
    orm.em.fork(),
    sql.raw<{ code: string }>(`select code from unit where valid_to is null order by ${order}`),
  );
  return rows.map(({ code }) => code);
}

describe.each(lists)('a list by %s', (_name, query, order) => {
  it.each([1, 7, 46, 92, 200])('gives every row once and in order, forwards by %i', async (first) => {
    const [seen, all] = [[] as unknown[], await codesBy(order)];
    for (let after: string | null = null, more = true; more;) {
      const page = await pageOf(query, { first, after });
      expect([page.codes.length, page.hasPreviousPage]).toEqual([Math.min(first, 92 - seen.length), after !== null]);
      seen.push(...page.codes);
      after = page.items.at(-1)?.cursor() ?? null;
      more = page.hasNextPage;
    }
    expect(seen).toEqual(all);
  });

  it.each([7, 92])('gives the same backwards by %i', async (last) => {
    const [seen, all] = [[] as unknown[], await codesBy(order)];
    for (let before: string | null = null, more = true; more;) {
      const page = await pageOf(query, { last, before });
      expect(page.hasNextPage).toBe(before !== null);
      seen.unshift(...page.codes);
      before = page.items[0]?.cursor() ?? null;
      more = page.hasPreviousPage;
    }
    expect(seen).toEqual(all);
  });
});

describe('a list under several parents', () => {
  it('has a page for each, empty where there is nothing', async () => {
    const pages = await listPages(orm.em.fork(), [...kinds, 'PROVINCE'], ofKind, { first: 5 });
    expect([...pages].map(([parent, { items, hasNextPage }]) => [parent, items.length, hasNextPage])).toEqual([
      ['DEPARTMENT', 5, true],
      ['COMMUNE', 5, true],
      ['AGENCY', 4, false],
      ['PROVINCE', 0, false],
    ]);
    expect(await listPages(orm.em.fork(), [], ofKind, {})).toEqual(new Map());
  });

  it('counts the whole list of each', async () => {
    expect([...(await listCounts(orm.em.fork(), [...kinds, 'PROVINCE'], ofKind))]).toEqual([
      ['DEPARTMENT', 19],
      ['COMMUNE', 69],
      ['AGENCY', 4],
      ['PROVINCE', 0],
    ]);
    expect([...(await listCounts(orm.em.fork(), [ROOT], byName))]).toEqual([[ROOT, 92]]);
  });
});

describe('a page request', () => {
  it('has 20 items when it does not say, and at most 200', async () => {
    expect((await pageOf(byName, {})).codes).toHaveLength(20);
    expect((await pageOf(byName, { first: null, after: null, last: null, before: null })).codes).toHaveLength(20);
    const none = await pageOf(byName, { first: 0 });
    expect([none.codes, none.hasNextPage]).toEqual([[], true]);
  });

  it.each<[string, PageRequest]>([
    ['a negative size', { first: -1 }],
    ['too many items', { first: 201 }],
    ['too many items from the end', { last: 201 }],
    ['both ends', { first: 1, last: 1 }],
    ['the end after a cursor', { last: 1, after: 'x' }],
    ['the start before a cursor', { first: 1, before: 'x' }],
  ])('with %s is refused', async (_case, request) => {
    await expect(pageOf(byName, request)).rejects.toMatchObject({ code: 'INVALID_INPUT' });
  });

  it('from the cursor of another list, or of none, is refused', async () => {
    const foreign = (await pageOf(byValidity, { first: 1 })).items[0]?.cursor();
    const id = '01890a5d-ac96-774b-bcce-b302099a8057';
    const inventions = [{}, [], ['Thạch Hà'], ['Thạch Hà', 'x'], ['Thạch Hà', id, id], null, ['a', `${id}'`]];
    for (const after of ['x', '%', foreign, ...inventions.map(cursorOf)]) {
      await expect(pageOf(byName, { first: 1, after: after ?? '' })).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    }
    for (const values of [
      ['2025-02-30', 1, id],
      ['2025-01-01', '1e3', id],
      ['2025-01-01', 2, 'x'],
    ]) {
      const request = { first: 1, after: cursorOf(values) };
      await expect(pageOf(byValidity, request)).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    }
  });

  it('takes text of a cursor as text, whatever is in it', async () => {
    for (const name of ["' or true --", '\u0000', '\ud800', '中', 'z'.repeat(10_000)]) {
      const after = cursorOf([name, '01890a5d-ac96-774b-bcce-b302099a8057']);
      const outcome = await pageOf(byName, { first: 1, after }).then(
        () => 'answered',
        (error: unknown) => (error instanceof Error && 'code' in error ? error.code : error),
      );
      expect(['answered', 'INVALID_INPUT']).toContain(outcome);
    }
  });
});
