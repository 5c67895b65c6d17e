import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { listPages, parseCivilDate, ROOT, rowsOf } from '../../schema/base/index.js';
import { openDatabase, type Database } from '../../schema/database.js';
import { unitList, UnitKind, UnitOrder, type UnitFilter } from '../../schema/organisation/index.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';

// prettier-ignore
const COMMUNES = [
  'Bắc Hồng Lĩnh', 'Can Lộc', 'Cẩm Bình', 'Cẩm Duệ', 'Cẩm Hưng', 'Cẩm Lạc', 'Cẩm Trung', 'Cẩm Xuyên', 'Cổ Đạm',
  'Đan Hải', 'Đông Kinh', 'Đồng Lộc', 'Đồng Tiến', 'Đức Đồng', 'Đức Minh', 'Đức Quang', 'Đức Thịnh', 'Đức Thọ',
  'Gia Hanh', 'Hà Huy Tập', 'Hà Linh', 'Hải Ninh', 'Hoành Sơn', 'Hồng Lộc', 'Hương Bình', 'Hương Đô', 'Hương Khê',
  'Hương Phố', 'Hương Sơn', 'Hương Xuân', 'Kim Hoa', 'Kỳ Anh', 'Kỳ Hoa', 'Kỳ Khang', 'Kỳ Lạc', 'Kỳ Thượng', 'Kỳ Văn',
  'Kỳ Xuân', 'Lộc Hà', 'Mai Hoa', 'Mai Phụ', 'Nam Hồng Lĩnh', 'Nghi Xuân', 'Phúc Trạch', 'Sông Trí', 'Sơn Giang',
  'Sơn Hồng', 'Sơn Kim 1', 'Sơn Kim 2', 'Sơn Tây', 'Sơn Tiến', 'Thạch Hà', 'Thạch Khê', 'Thạch Lạc', 'Thạch Xuân',
  'Thành Sen', 'Thiên Cầm', 'Thượng Đức', 'Tiên Điền', 'Toàn Lưu', 'Trần Phú', 'Trường Lưu', 'Tùng Lộc', 'Tứ Mỹ',
  'Việt Xuyên', 'Vũ Quang', 'Vũng Áng', 'Xuân Lộc', 'Yên Hòa',
];
// prettier-ignore
const DEPARTMENTS = [
  'BHXH tỉnh', 'Bộ CHQS tỉnh', 'BQL KKT', 'Công an tỉnh', 'Sở Công Thương', 'Sở GD&ĐT', 'Sở KH&CN', 'Sở Ngoại vụ',
  'Sở NN&MT', 'Sở Nội vụ', 'Sở Tài chính', 'Sở Tư pháp', 'Sở VHTT&DL', 'Sở Xây dựng', 'Sở Y tế', 'Thanh tra tỉnh',
  'Thống kê tỉnh', 'Thuế tỉnh', 'VP UBND tỉnh',
];
const AGENCIES = ['Báo Hà Tĩnh', 'Cổng TTĐT tỉnh', 'Tỉnh đoàn', 'TTPVHCC tỉnh'];

const today = parseCivilDate('2026-11-24');
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

async function shortNames(filter: UnitFilter): Promise<unknown[]> {
  const em = orm.em.fork();
  const pages = await listPages(em, [ROOT], unitList(em, filter, UnitOrder.Name, false), { first: 200 });
  return (pages.get(ROOT)?.items ?? []).map(({ row }) => row['short_name']);
}

it.each([
  [UnitKind.Commune, COMMUNES],
  [UnitKind.Department, DEPARTMENTS],
  [UnitKind.Agency, AGENCIES],
])('lists every unit of kind %s as a Vietnamese dictionary would', async (kind, names) => {
  expect(await shortNames({ kind, asOf: today })).toEqual(names);
});

it('has all 69 communes and all 23 departments and agencies', () => {
  expect([COMMUNES.length, DEPARTMENTS.length + AGENCIES.length]).toEqual([69, 23]);
});

it.each([
  ['tones: none, huyền, hỏi, ngã, sắc, nặng', ['ma', 'mà', 'mả', 'mã', 'má', 'mạ']],
  ['letters before tones', ['da', 'dạ', 'đa', 'ê', 'ó', 'ô', 'ơ', 'ụ', 'ư']],
  ['Đ after D and before E', ['Da', 'Dũng', 'Đa', 'Đức', 'Em']],
  ['a shorter word before a longer one', ['Vũ Quang', 'Vũng Áng']],
  ['numbers', ['Sơn Kim 1', 'Sơn Kim 2']],
])('the order knows %s', async (_what, names) => {
  const rows = await rowsOf(
    orm.em.fork(),
    sql<{ name: string }>`select name from unnest(${names.toReversed()}::text[]) name order by name collate "vi-x-icu"`,
  );
  expect(rows.map(({ name }) => name)).toEqual(names);
});

it('finds units by the words of any of their names', async () => {
  expect(await shortNames({ name: 'ky hoa', asOf: today })).toEqual(['Kỳ Hoa']);
  expect(await shortNames({ name: 'KH&CN' })).toEqual(['Sở KH&CN']);
  expect(await shortNames({ name: 'phường nam', asOf: today })).toEqual(['Nam Hồng Lĩnh']);
  expect(await shortNames({ name: '%' })).toEqual([]);
});
