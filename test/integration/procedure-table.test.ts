import 'reflect-metadata';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { parseCivilDate } from '../../schema/base/index.js';
import { procedureTable } from '../../schema/catalogue/index.js';
import { openPlanDatabase, type PlanDatabase } from '../support/plan-database.js';

const FROM = parseCivilDate('2026-04-01');
const act = { actor: 'admin@hatinh.example', reason: 'Rà soát quý', from: FROM };

let database: PlanDatabase;
const statements: string[] = [];

beforeAll(async () => {
  database = await openPlanDatabase((sql) => statements.push(sql));
});
afterAll(() => database?.close());

const place = (column: string) => procedureTable.columns.findIndex(({ name }) => name === column);
const fork = () => database.orm.em.fork();
const rowsOn = (day: string) => procedureTable.rows(fork(), parseCivilDate(day));
const apply = (cells: string[][]) => fork().transactional((em) => procedureTable.apply(em, cells, act));
const query = (text: string) => fork().execute(text);

function changed(row: readonly string[], cells: Readonly<Record<string, string>>): string[] {
  return row.map((cell, index) => cells[procedureTable.columns[index]?.name ?? ''] ?? cell);
}

/** Number of statements that planning rows takes. */
async function count(cells: string[][]): Promise<number> {
  statements.length = 0;
  await procedureTable.plan(fork(), cells, FROM);
  return statements.length;
}

/** Row of a code on a day. */
async function rowOf(code: string, day = '2026-04-01'): Promise<string[]> {
  const row = (await rowsOn(day)).find((cells) => cells[place('code')] === code);
  if (!row) throw new Error(`No procedure ${code}`);
  return row;
}

it('says that a table taken back unchanged changes nothing', async () => {
  const rows = await rowsOn('2026-04-01');
  expect(rows).toHaveLength(172);
  const { changes, faults } = await procedureTable.plan(fork(), rows, FROM);
  expect(faults).toEqual([]);
  expect(new Set(changes.map(({ kind }) => kind))).toEqual(new Set(['UNCHANGED']));
});

it('changes facts and groups from the day of the act, adds what is new, audited, and the second time nothing', async () => {
  const birth = changed(await rowOf('1.001193'), { eform: 'true', service_level: 'PARTIAL', groups: 'QD06;UU_TIEN' });
  const added = changed(birth, { code: '1.555555', name: 'Thủ tục mới', limit_online: '3 Ngày làm việc' });
  const blank = birth.map(() => '');
  const file = [birth, blank, added];
  const told = await procedureTable.plan(fork(), file, FROM);
  expect(told.faults).toEqual([]);
  expect(told.changes.map(({ row, key, kind }) => ({ row, key, kind }))).toEqual([
    { row: 2, key: '1.001193', kind: 'CHANGED' },
    { row: 4, key: '1.555555', kind: 'ADDED' },
  ]);
  const before = 'DVC_25:Đăng ký khai sinh;QD06:Đăng ký khai sinh';
  expect(told.changes[0]?.fields).toEqual([
    { column: 'service_level', before: 'FULL', after: 'PARTIAL' },
    { column: 'eform', before: null, after: 'true' },
    { column: 'groups', before, after: 'QD06;UU_TIEN' },
  ]);
  expect(await apply(file)).toEqual(told);
  expect(await rowOf('1.001193')).toEqual(birth);
  expect((await rowOf('1.001193', '2026-03-31'))[place('groups')]).toBe(before);
  expect(await rowOf('1.555555')).toEqual(added);
  expect(await rowsOn('2026-03-31')).toHaveLength(172);
  expect(await query(`select limit_online_hours as hours from procedure_version where code = '1.555555'`)).toEqual([
    { hours: 24 },
  ]);
  const audit = `select action, subject_id as code, details->>'reason' as reason from audit_entry
    where actor = 'admin@hatinh.example' order by id`;
  expect(await query(audit)).toEqual([
    { action: 'PROCEDURE_CHANGED', code: '1.001193', reason: 'Rà soát quý' },
    { action: 'PROCEDURE_ADDED', code: '1.555555', reason: 'Rà soát quý' },
  ]);
  const again = await apply(file);
  expect(again.changes.map(({ kind }) => kind)).toEqual(['UNCHANGED', 'UNCHANGED']);
  expect(await query(audit)).toHaveLength(2);
});

it.each<[string, Record<string, string>, string, string]>([
  ['no name', { name: '' }, 'name', 'REQUIRED'],
  ['a code that is none', { code: '1.5' }, 'code', 'CODE'],
  ['an unknown department', { owner: 'SOXYZ' }, 'owner', 'UNIT'],
  ['an unknown level', { service_level: 'TOÀN TRÌNH' }, 'service_level', 'MEMBER'],
  ['a flag that is none', { eform: 'có' }, 'eform', 'FLAG'],
  ['an unknown group', { groups: 'QD06;QD99' }, 'groups', 'GROUP'],
  ['low frequency without a document', { low_frequency: 'true' }, 'low_frequency_reference', 'FACT'],
])('leaves a row with %s out, and takes the others', async (_case, cells, column, rule) => {
  const bad = changed(await rowOf('1.000656'), cells);
  const { changes, faults } = await procedureTable.plan(fork(), [bad, await rowOf('1.000894')], FROM);
  expect(faults.map((fault) => ({ row: fault.row, column: fault.column, rule: fault.rule }))).toEqual([
    { row: 2, column, rule },
  ]);
  expect(changes.map(({ row }) => row)).toEqual([3]);
});

it('takes a procedure once, by whichever of its codes', async () => {
  await query(`insert into procedure_code (procedure_id, code, certainty, source_note)
    select id, '1.888888', 'CONFIRMED', 'thử' from procedure where code = '1.000656'`);
  const row = await rowOf('1.000656');
  const { changes, faults } = await procedureTable.plan(fork(), [changed(row, { code: '1.888888' }), row], FROM);
  expect(changes).toEqual([{ row: 2, key: '1.000656', kind: 'UNCHANGED', fields: [] }]);
  expect(faults).toMatchObject([{ row: 3, column: 'code', rule: 'DUPLICATE' }]);
});

it('reads as much for many rows as for few', async () => {
  const rows = await rowsOn('2026-04-01');
  expect(await count(rows)).toBe(await count(rows.slice(0, 3)));
});
