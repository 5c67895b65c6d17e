import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parseCivilDate, type CivilDate } from '../../schema/base/index.js';
import { openDatabase, type Database } from '../../schema/database.js';
import { AliasKind, AliasService, searchUnits } from '../../schema/organisation/index.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { loadLineageFixture } from '../support/lineage-fixture.js';

let file: TestDatabase;
let orm: Database;

beforeAll(async () => {
  file = await createTestDatabase();
  orm = await openDatabase({ url: file.url, poolSize: 1 });
  const em = orm.em.fork();
  await loadLineageFixture(em);
  await em.transactional(async (own) => {
    const act = { actor: 'test', reason: 'thử', from: parseCivilDate('2026-11-24') };
    const alias = { unitCode: 'V02', validFrom: null, validTo: null };
    const aliases = new AliasService(own);
    await aliases.save({ ...alias, name: 'Phường Bình Yên Thử', kind: AliasKind.Spelling }, act);
    const ended = { ...alias, name: 'Phường Xưa', validTo: parseCivilDate('2026-01-01') };
    await aliases.save({ ...ended, kind: AliasKind.FormerName }, act);
  });
});
afterAll(async () => {
  await orm.close();
  await file.drop();
});

const TODAY = parseCivilDate('2026-11-24');

async function search(text: string, asOf: CivilDate | null = TODAY): Promise<[string, string | null][]> {
  const hits = await searchUnits(orm.em.fork(), { text, first: 20, asOf });
  return hits.map(({ unit, reason }) => [unit.name, reason]);
}

describe('a search', () => {
  it.each(['thạch hà', 'Thạch Hà'.normalize('NFD'), 'THACH HA', 'thach h', 'xa thach ha', '  thạch   hà ', '18562'])(
    'finds Xã Thạch Hà by «%s» without giving a reason',
    async (text) => {
      expect((await search(text))[0]).toEqual(['Xã Thạch Hà', null]);
    },
  );

  it.each([
    ['duc tho', 'Xã Đức Thọ'],
    ['Yên Hoà', 'Xã Yên Hòa'],
    ['yen hoa', 'Xã Yên Hòa'],
    ['kh cn', 'Sở Khoa học và Công nghệ'],
    ['skhcn', 'Sở Khoa học và Công nghệ'],
    ['khoa hoc', 'Sở Khoa học và Công nghệ'],
  ])('for «%s» finds %s', async (text, name) => {
    expect((await search(text)).map(([found]) => found)).toContain(name);
  });

  it.each(['ha thach', 'hach ha', '%', '', '…', 'khong co don vi nay'])('finds nothing by «%s»', async (text) => {
    expect(await search(text)).toEqual([]);
  });

  it('puts names that are the words before longer ones, and these in Vietnamese order', async () => {
    const hits = await search('son');
    const names = hits.filter(([, reason]) => reason === null).map(([name]) => name);
    expect(names).toEqual(
      ['Xã Sơn Giang', 'Xã Sơn Hồng', 'Xã Sơn Kim 1', 'Xã Sơn Kim 2', 'Xã Sơn Tây', 'Xã Sơn Tiến', 'Phường Sông Trí', 'Phường Hoành Sơn', 'Xã Hương Sơn'], // prettier-ignore
    );
    expect(hits.slice(0, names.length).map(([name]) => name)).toEqual(names); // before those that had the word in an old name
    expect((await search('ky hoa'))[0]?.[0]).toBe('Xã Kỳ Hoa');
  });
});

describe('a former unit', () => {
  it('is found by its old name as what it became, and the answer says why', async () => {
    expect(await search('thu cu mot')).toEqual([
      ['Xã Thử Mới Một', 'tên cũ «Xã Thử Cũ Một», nhập vào Xã Thử Mới Một từ 01/07/2025'],
    ]);
  });

  it('is followed through every merger in its chain', async () => {
    expect(await search('thử cũ bốn')).toEqual([
      [
        'Xã Thử Mới Một',
        'tên cũ «Xã Thử Cũ Bốn», nhập vào Thị trấn Thử Cũ Ba từ 01/01/2020, nhập vào Xã Thử Mới Một từ 01/07/2025',
      ],
    ]);
  });

  it('that was divided is found as each of its parts', async () => {
    expect(await search('thu chia doi')).toEqual([
      ['Phường Thử Mới Hai', 'tên cũ «Xã Thử Chia Đôi», một phần nhập vào Phường Thử Mới Hai từ 01/07/2025'],
      ['Xã Thử Mới Một', 'tên cũ «Xã Thử Chia Đôi», một phần nhập vào Xã Thử Mới Một từ 01/07/2025'],
    ]);
  });

  it('that gave a part away and goes on is found as itself', async () => {
    expect(await search('thu con lai')).toEqual([['Xã Thử Còn Lại', null]]);
  });

  it('is itself on a day before the reform, when its successor does not exist yet', async () => {
    const before = parseCivilDate('2025-06-30');
    expect(await search('thu cu mot', before)).toEqual([['Xã Thử Cũ Một', null]]);
    expect(await search('thu cu bon', before)).toEqual([
      ['Thị trấn Thử Cũ Ba', 'tên cũ «Xã Thử Cũ Bốn», nhập vào Thị trấn Thử Cũ Ba từ 01/01/2020'],
    ]);
    expect(await search('thu moi mot', before)).toEqual([]);
  });

  it('is itself, too, when no day is asked about', async () => {
    expect(await search('thu cu bon', null)).toEqual([['Xã Thử Cũ Bốn', null]]);
  });
});

describe('another name', () => {
  it('finds its unit and says what kind of name it is', async () => {
    expect(await search('bình yên thử')).toEqual([['Phường Thử Mới Hai', 'cách viết khác «Phường Bình Yên Thử»']]);
    expect(await search('phuong xua')).toEqual([['Phường Thử Mới Hai', 'tên cũ «Phường Xưa», đổi tên từ 01/01/2026']]);
  });
});

it.each([
  [{ first: 0 }, 'first'],
  [{ first: 51 }, 'first'],
  [{ text: 'x'.repeat(201) }, 'text'],
])('refuses %j', async (wrong, field) => {
  const refusal = { code: 'INVALID_INPUT', details: { field } };
  await expect(searchUnits(orm.em.fork(), { text: 'a', first: 1, asOf: TODAY, ...wrong })).rejects.toMatchObject(
    refusal,
  );
});
