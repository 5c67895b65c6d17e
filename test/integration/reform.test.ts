import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { createLog, parseCivilDate, rowsOf } from '../../schema/base/index.js';
import { openDatabase, type Database } from '../../schema/database.js';
import { prepareInstallation } from '../../schema/install.js';
import {
  lineageTable,
  LineageService,
  readReform,
  readUnits,
  restatedUnits,
  searchUnits,
  UnitKind,
} from '../../schema/organisation/index.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { receiveInMay2025 } from '../support/lineage-fixture.js';

const TODAY = parseCivilDate('2026-11-24');
let file: TestDatabase;
let orm: Database;

beforeAll(async () => {
  file = await createTestDatabase();
  orm = await openDatabase({ url: file.url, poolSize: 2 });
});
afterAll(async () => {
  await orm.close();
  await file.drop();
});

async function texts(query: string): Promise<string[]> {
  return (await rowsOf(orm.em.fork(), sql.raw<{ text: string }>(query))).map(({ text }) => text);
}

const communesOn = (day: string) =>
  texts(`select count(*) || ' ' || count(*) filter (where commune_type = 'THI_TRAN') as text from unit
    where kind = 'COMMUNE' and coalesce(valid_from <= '${day}', true) and coalesce(valid_to > '${day}', true)`);

/** Former units of a commune, in the order of their codes. */
const predecessorsOf = (code: string) =>
  texts(`select p.name || ' ' || coalesce(share_numerator || '/' || share_denominator, '?') as text from unit_lineage l
    join unit p on p.id = predecessor_id join unit s on s.id = successor_id where s.code = '${code}' order by p.code`);

describe('the reform of 01/7/2025', () => {
  it('turned 209 communes, 14 thị trấn among them, into 69', async () => {
    expect(await communesOn('2025-06-30')).toEqual(['209 14']);
    expect(await communesOn('2025-07-01')).toEqual(['69 0']);
    expect(await communesOn('2026-11-24')).toEqual(['69 0']);
  });

  it('left no former unit without a successor, and no commune without a predecessor but the two it did not touch', async () => {
    const alone = (end: string, condition: string) =>
      texts(`select name as text from unit where kind = 'COMMUNE' and ${condition}
        and not exists (select from unit_lineage where ${end} = unit.id) order by name`);
    expect(await alone('predecessor_id', 'valid_to is not null')).toEqual([]);
    expect(await alone('successor_id', 'valid_to is null')).toEqual(['Xã Sơn Kim 1', 'Xã Sơn Kim 2']);
    const began = await texts(`select name as text from unit where kind = 'COMMUNE' and valid_from is null
      and valid_to is null order by name`);
    expect(began).toEqual(['Xã Sơn Kim 1', 'Xã Sơn Kim 2']);
  });

  it('divided two units, in parts that nobody has stated', async () => {
    const divided = await texts(`select p.name || ' → ' || string_agg(s.name, ', ' order by s.code) as text
      from unit_lineage l join unit p on p.id = predecessor_id join unit s on s.id = successor_id
      where share_numerator is null group by p.id, p.name order by p.name`);
    expect(divided.toSorted()).toEqual([
      'Phường Đại Nài → Phường Thành Sen, Phường Hà Huy Tập',
      'Xã Kỳ Lợi → Phường Sông Trí, Phường Vũng Áng, Phường Hoành Sơn',
    ]);
  });

  it.each([
    // Nghị quyết 1665/NQ-UBTVQH15, Điều 1, khoản 1 and 6, and the wards of the former city.
    ['18628', 'Xã Thạch Lạc', ['Xã Thạch Lạc 1/1', 'Xã Thạch Thắng 1/1', 'Xã Tượng Sơn 1/1']],
    ['18775', 'Xã Kỳ Anh', ['Thị trấn Kỳ Đồng 1/1', 'Xã Kỳ Giang 1/1', 'Xã Kỳ Phú 1/1', 'Xã Kỳ Tiến 1/1']],
    [
      '18073',
      'Phường Thành Sen',
      [
        'Phường Bắc Hà 1/1',
        'Phường Hà Huy Tập 1/1',
        'Phường Nam Hà 1/1',
        'Phường Thạch Hưng 1/1',
        'Phường Thạch Quý 1/1',
        'Phường Trần Phú 1/1',
        'Phường Tân Giang 1/1',
        'Phường Văn Yên 1/1',
        'Phường Đại Nài ?',
      ],
    ],
  ])('made %s %s of what the resolution says', async (code, name, predecessors) => {
    expect(await texts(`select name as text from unit where code = '${code}'`)).toEqual([name]);
    expect((await predecessorsOf(code)).toSorted()).toEqual(predecessors);
  });

  it('keeps the old unit behind every code that a new one carries on', () => {
    const { units } = readReform();
    const codes = new Set(readUnits().map(({ code }) => code));
    expect(units.filter(({ code }) => codes.has(code))).toEqual([]);
    expect(units.filter(({ code }) => code.endsWith('@2025-06-30'))).toHaveLength(67);
    expect(units.every(({ code }) => !code.includes('@') || codes.has(code.slice(0, 5)))).toBe(true);
  });

  it('is told of where a search finds an old name', async () => {
    const hits = await searchUnits(orm.em.fork(), { text: 'tuong son', first: 20, asOf: TODAY });
    expect(hits.map(({ unit, reason }) => [unit.name, reason])).toEqual([
      ['Xã Thạch Lạc', 'tên cũ «Xã Tượng Sơn», nhập vào Xã Thạch Lạc từ 01/07/2025'],
    ]);
  });

  it('makes a file of lineage that changes nothing when it is taken back', async () => {
    const em = orm.em.fork();
    const cells = await lineageTable.rows(em, TODAY);
    expect(cells).toHaveLength(210);
    const { changes, faults } = await lineageTable.plan(em, cells, TODAY);
    expect(faults).toEqual([]);
    expect(new Set(changes.map(({ kind }) => kind))).toEqual(new Set(['UNCHANGED']));
  });
});

describe('figures of the 209', () => {
  it('add up to the same restated, at the communes of today but for the two that were divided', async () => {
    const { units } = readReform();
    const received = Object.fromEntries(units.map(({ code }, place) => [code, place + 1]));
    await receiveInMay2025(orm.em.fork(), received);
    const restated = await rowsOf(
      orm.em.fork(),
      sql<{ name: string; received: number; isOver: boolean }>`select home.name, home.valid_to is not null as "isOver",
          sum(received_online)::int as received
        from unit_rollup r join ${restatedUnits(TODAY)} as moved on moved.source_id = r.unit_id
        join unit home on home.id = moved.unit_id group by home.id, home.name`,
    );
    expect(restated.reduce((sum, row) => sum + row.received, 0)).toBe((207 * 208) / 2);
    const stayed = restated.filter(({ isOver }) => isOver).map(({ name }) => name);
    expect(stayed.toSorted()).toEqual(['Phường Đại Nài', 'Xã Kỳ Lợi']);
    const thachLac = restated.find(({ name }) => name === 'Xã Thạch Lạc');
    const parts = units.filter(({ name }) => ['Xã Thạch Lạc', 'Xã Thạch Thắng', 'Xã Tượng Sơn'].includes(name));
    expect(thachLac?.received).toBe(parts.reduce((sum, { code }) => sum + (received[code] ?? 0), 0));
  });
});

describe('starting again', () => {
  it('adds nothing, and brings back neither a step that was taken back nor a name that was changed', async () => {
    const act = { actor: 'admin@hatinh.example', reason: 'thử', from: TODAY };
    await orm.em.fork().transactional(async (em) => {
      await new LineageService(em).remove({ predecessor: '18079', successor: '18073' }, act);
    });
    await rowsOf(orm.em.fork(), sql`update unit set name = 'Phường Khác' where code = '18077'`);
    await prepareInstallation(file.url, orm, createLog('test', 'silent'));
    expect(await texts('select count(*)::text as text from unit_lineage')).toEqual(['209']);
    expect(await texts(`select name as text from unit where code = '18077'`)).toEqual(['Phường Khác']);
    expect(await communesOn('2025-06-30')).toEqual(['209 14']);
  });

  it('leaves out a former unit whose successor did not exist then, as an administrator knows better', async () => {
    await rowsOf(
      orm.em.fork(),
      sql`delete from unit_lineage where predecessor_id in (select id from unit where code = '18103')`,
    );
    await rowsOf(
      orm.em.fork(),
      sql`delete from unit_rollup where unit_id in (select id from unit where code = '18103')`,
    );
    await rowsOf(orm.em.fork(), sql`delete from unit where code = '18103'`);
    const [successor] = readReform().steps.filter(({ predecessor }) => predecessor === '18103');
    const set = (day: string) => sql`update unit set valid_from = ${day}::date where code = ${successor?.successor}`;
    await rowsOf(orm.em.fork(), set('2025-08-01'));
    await prepareInstallation(file.url, orm, createLog('test', 'silent'));
    expect(await texts(`select code as text from unit where code = '18103'`)).toEqual([]);
    await rowsOf(orm.em.fork(), set('2025-07-01'));
    await prepareInstallation(file.url, orm, createLog('test', 'silent'));
    expect(await texts(`select kind as text from unit where code = '18103'`)).toEqual([UnitKind.Commune]);
  });
});
