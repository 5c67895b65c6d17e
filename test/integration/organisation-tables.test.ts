import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { EntityManager } from '@mikro-orm/postgresql';
import { sql } from 'kysely';
import { parseCivilDate, rowsOf, type TableFormat } from '../../schema/base/index.js';
import { openDatabase, type Database } from '../../schema/database.js';
import { lineageTable, PostKind, postTable, unitTable } from '../../schema/organisation/index.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { applyTable, lineageCells, loadLineageFixture } from '../support/lineage-fixture.js';
import { buildPost } from '../support/reminders.js';

let file: TestDatabase;
let orm: Database;
let em: EntityManager;

beforeAll(async () => {
  file = await createTestDatabase();
  orm = await openDatabase({ url: file.url, poolSize: 1 });
});
beforeEach(async () => {
  em = orm.em.fork();
  await em.begin();
});
afterEach(() => em.rollback());
afterAll(async () => {
  await orm.close();
  await file.drop();
});

const day = parseCivilDate('2026-11-24');

async function apply(table: TableFormat, cells: string[][]) {
  const told = await table.plan(em, cells, day);
  const done = await em.transactional((own) => applyTable(own, table, cells));
  expect(done).toEqual(told); // a dry run tells what is done
  return done;
}

async function audited(action: string): Promise<number> {
  const [row] = await rowsOf(
    em,
    sql<{ n: number }>`select count(*)::int as n from audit_entry where action = ${action}`,
  );
  return row?.n ?? 0;
}

async function kindsOf(table: TableFormat): Promise<string[]> {
  const rows = await table.rows(em, day);
  const { changes, faults } = await apply(table, rows);
  expect(faults).toEqual([]);
  expect(changes).toHaveLength(rows.length);
  return [...new Set(changes.map(({ kind }) => kind))];
}

describe('every table', () => {
  it('taken back as it was written out changes and audits nothing', async () => {
    await loadLineageFixture(em);
    await buildPost(em, { unit: 'SNV', kind: PostKind.Head });
    const before = await rowsOf(em, sql`select count(*) from audit_entry`);
    for (const table of [unitTable, lineageTable, postTable])
      expect([table.name, await kindsOf(table)]).toEqual([table.name, ['UNCHANGED']]);
    expect(await rowsOf(em, sql`select count(*) from audit_entry`)).toEqual(before);
  });

  it('taken in twice changes nothing the second time', async () => {
    await loadLineageFixture(em);
    for (const [table, name] of [[unitTable, 'units.csv'] as const, [lineageTable, 'lineage.csv'] as const]) {
      const { changes, faults } = await apply(table, lineageCells(name));
      expect(faults).toEqual([]);
      expect(new Set(changes.map(({ kind }) => kind))).toEqual(new Set(['UNCHANGED']));
    }
  });
});

const UNIT = ['18562', 'COMMUNE', 'XA', 'Xã Thạch Hà', 'Thạch Hà', '2025-07-01', '', '', 'CONFIRMED', 'thử'];

describe('units', () => {
  it('tell what changes, column by column, and keep an old name to search by', async () => {
    const [row = []] = (await unitTable.rows(em, day)).filter(([code]) => code === '18562');
    const renamed = row.with(3, 'Xã Thạch Hà Thử');
    const { changes } = await apply(unitTable, [renamed]);
    expect(changes).toEqual([
      { row: 2, key: '18562', kind: 'CHANGED', fields: [{ column: 'name', before: 'Xã Thạch Hà', after: 'Xã Thạch Hà Thử' }] },
    ]); // prettier-ignore
    expect(await rowsOf(em, sql`select name, kind, valid_to::text as "to" from unit_alias`)).toEqual([
      { name: 'Xã Thạch Hà', kind: 'FORMER_NAME', to: '2026-11-24' },
    ]);
    expect(await audited('UNIT_SAVED')).toBe(1);
  });

  it.each<[string, string, Record<number, string>]>([
    ['code', 'REQUIRED', { 0: '' }],
    ['code', 'CODE', { 0: 'mã có dấu' }],
    ['kind', 'VALUE', { 1: 'TINH' }],
    ['kind', 'KIND_CHANGED', { 1: 'AGENCY', 2: '' }],
    ['commune_type', 'COMMUNE_TYPE', { 2: '' }],
    ['name', 'REQUIRED', { 3: '' }],
    ['short_name', 'TEXT', { 4: 'x'.repeat(201) }],
    ['valid_from', 'DAY', { 5: '01/07/2025' }],
    ['valid_to', 'RANGE', { 6: '2025-07-01' }],
    ['former_district', 'FORMER_DISTRICT', { 0: 'MOI', 1: 'AGENCY', 2: '', 7: 'Huyện Thử' }],
    ['certainty', 'VALUE', { 8: 'CHẮC' }],
    ['source_note', 'REQUIRED', { 9: '' }],
  ])('refuse a row whose %s is against %s', async (column, rule, cells) => {
    const wrong = UNIT.map((cell, place) => cells[place] ?? cell);
    const { changes, faults } = await apply(unitTable, [wrong, ['MOI2', ...UNIT.slice(1)]]);
    expect(faults).toMatchObject([{ row: 2, column, rule }]);
    expect(changes).toMatchObject([{ row: 3, kind: 'ADDED' }]);
  });

  it('refuse a code that stands twice, and skip rows without cells', async () => {
    const { changes, faults } = await apply(unitTable, [
      UNIT.map(() => ''),
      ['MOI', ...UNIT.slice(1)],
      ['MOI', ...UNIT.slice(1)],
    ]);
    expect(changes.map(({ row }) => row)).toEqual([3]);
    expect(faults).toMatchObject([{ row: 4, column: 'code', rule: 'DUPLICATE' }]);
  });
});

/** A step with some cells changed. */
function step(cells: Record<number, string>): string[] {
  const row = ['X01', 'Xã Thử X', 'XA', '', '18562', '', '', '2025-07-01', 'Văn bản thử', 'UNVERIFIED', 'thử'];
  return row.map((cell, place) => cells[place] ?? cell);
}

describe('lineage', () => {
  it('makes former units of a file, keeps a code that is carried on, and ends the merged', async () => {
    await loadLineageFixture(em);
    const units = await rowsOf(
      em,
      sql`select code, valid_to::text as "to", commune_type as type from unit where code ~ '^V[0-9]' order by code collate "C"`,
    );
    expect(units).toEqual([
      { code: 'V01', to: null, type: 'XA' },
      { code: 'V01@2025-06-30', to: '2025-07-01', type: 'XA' },
      { code: 'V02', to: null, type: 'PHUONG' },
      { code: 'V13', to: '2025-07-01', type: 'THI_TRAN' },
      { code: 'V14', to: '2020-01-01', type: 'XA' },
      { code: 'V15', to: '2025-07-01', type: 'XA' },
      { code: 'V16', to: null, type: 'XA' },
    ]);
    expect(await audited('LINEAGE_SAVED')).toBe(6);
  });

  it.each<[string, string, string[][]]>([
    ['share', 'SHARE', [step({ 6: '3/2' })]],
    ['share', 'SHARE_SUM', [step({ 6: '2/3' }), step({ 1: '', 2: '', 4: '18073', 6: '1/2' })]],
    ['successor_code', 'UNIT', [step({ 4: 'KHONGCO' })]],
    [
      'successor_code',
      'CYCLE',
      [
        step({ 7: '2025-08-01', 0: '18073', 1: '', 2: '' }),
        step({ 0: '18562', 1: '', 2: '', 4: '18073', 7: '2025-08-01' }),
      ],
    ],
    ['successor_code', 'VALIDITY', [step({ 7: '2025-06-30' })]],
    ['former_code', 'VALIDITY', [step({ 6: '1/2' }), step({ 1: '', 2: '', 4: '18073', 6: '1/2', 7: '2025-09-01' })]],
    ['former_name', 'REQUIRED', [step({ 1: '' })]],
    ['former_type', 'REQUIRED', [step({ 2: '' })]],
    ['former_name', 'OTHER', [step({ 0: '18073', 1: 'Xã Khác', 2: '', 7: '2025-08-01' })]],
    ['effective_on', 'DAY', [step({ 7: 'tháng 7' })]],
    ['former_code', 'DUPLICATE', [step({}), step({})]],
  ])('refuses a row whose %s is against %s', async (column, rule, cells) => {
    const { faults } = await apply(lineageTable, cells);
    expect(faults).toMatchObject([{ row: cells.length + 1, column, rule }]);
    expect(faults[0]?.message).toMatch(/\p{L}/u);
  });
});

/** The head of a department, with some cells changed. */
const post = (cells: Record<number, string> = {}) =>
  ['SNV', 'HEAD', 'Giám đốc', 'giam-doc@snv.example'].map((cell, place) => cells[place] ?? cell);

describe('posts', () => {
  it('are handed over on the day of the file, and not when nothing changes', async () => {
    expect((await apply(postTable, [post()])).changes).toMatchObject([{ key: 'SNV HEAD', kind: 'ADDED' }]);
    expect((await apply(postTable, [post()])).changes).toMatchObject([{ kind: 'UNCHANGED' }]);
    const later = parseCivilDate('2026-12-01');
    const act = { actor: 'test', reason: 'Thay người', from: later };
    await em.transactional((own) => postTable.apply(own, [post({ 3: 'moi@snv.example' })], act));
    expect(await postTable.rows(em, day)).toContainEqual(post());
    expect(await postTable.rows(em, later)).toContainEqual(post({ 3: 'moi@snv.example' }));
    expect(await audited('POST_SAVED')).toBe(2);
  });

  it.each<[string, string, Record<number, string>]>([
    ['unit', 'UNIT', { 0: 'KHONGCO' }],
    ['kind', 'VALUE', { 1: 'BOSS' }],
    ['title', 'REQUIRED', { 2: '' }],
    ['email', 'EMAIL', { 3: 'a@b.vn, c@d.vn' }],
  ])('refuse a row whose %s is against %s', async (column, rule, cells) => {
    const { changes, faults } = await apply(postTable, [post(cells)]);
    expect(changes).toEqual([]);
    expect(faults).toMatchObject([{ row: 2, column, rule }]);
  });

  it('refuse a change before a holder who begins later', async () => {
    await apply(postTable, [post()]);
    const early = parseCivilDate('2026-11-01');
    const { faults } = await postTable.plan(em, [post({ 3: 'khac@snv.example' })], early);
    expect(faults).toMatchObject([{ rule: 'TAKEN' }]);
    expect((await postTable.plan(em, [post(), post()], day)).faults).toMatchObject([{ row: 3, rule: 'DUPLICATE' }]);
  });
});
