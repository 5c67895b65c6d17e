import 'reflect-metadata';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { AuditEntry } from '../../schema/audit/index.js';
import { parseCivilDate } from '../../schema/base/index.js';
import { CalendarDay, calendarTable, readCalendarDays } from '../../schema/calendar/index.js';
import { openPlanDatabase, type PlanDatabase } from '../support/plan-database.js';

const from = parseCivilDate('2026-11-23');
const act = { actor: 'quan-tri@hatinh.example', reason: 'Thông báo nghỉ lễ', from };
let database: PlanDatabase;
const em = () => database.orm.em.fork();

beforeAll(async () => {
  database = await openPlanDatabase();
});
afterAll(() => database.close());

const apply = (cells: string[][]) => em().transactional((inner) => calendarTable.apply(inner, cells, act));
const count = () => em().count(CalendarDay, {});

const bridge = ['2026-11-23', 'false', 'Nghỉ hoán đổi', 'Thông báo 10/TB-BNV', 'PROVISIONAL'];
const worked = ['2026-11-28', 'true', 'Làm bù cho ngày 23/11/2026', 'Thông báo 10/TB-BNV', 'PROVISIONAL'];

describe('the calendar as a table', () => {
  it('gives every stored day, earliest first, and takes its own rows back without a change', async () => {
    const rows = await calendarTable.rows(em(), from);
    expect(rows).toHaveLength(readCalendarDays().length);
    expect(rows[0]).toEqual([
      '2025-01-01',
      'false',
      'Tết Dương lịch',
      'Bộ luật Lao động 45/2019/QH14 Điều 112',
      'CONFIRMED',
    ]);
    expect(rows.map(([day]) => day)).toEqual(rows.map(([day]) => day).toSorted());
    const { changes, faults } = await calendarTable.plan(em(), rows, from);
    expect(faults).toEqual([]);
    expect(changes).toHaveLength(rows.length);
    expect(new Set(changes.map(({ kind }) => kind))).toEqual(new Set(['UNCHANGED']));
  });

  it('plans without changing, applies what it planned, audited, and finds nothing to do again', async () => {
    const renamed = ['2026-11-24', 'false', 'Ngày Văn hóa các dân tộc', 'Nghị quyết 28/2026/QH16 Điều 2', 'CONFIRMED'];
    const cells = [bridge, renamed, worked];
    const before = await count();
    const plan = await calendarTable.plan(em(), cells, from);
    expect(plan.faults).toEqual([]);
    expect(plan.changes.map(({ row, key, kind }) => [row, key, kind])).toEqual([
      [2, '2026-11-23', 'ADDED'],
      [3, '2026-11-24', 'CHANGED'],
      [4, '2026-11-28', 'ADDED'],
    ]);
    expect(plan.changes[1]?.fields).toEqual([
      { column: 'name', before: 'Ngày Văn hóa Việt Nam', after: 'Ngày Văn hóa các dân tộc' },
    ]);
    expect(plan.changes[0]?.fields[0]).toEqual({ column: 'day', before: null, after: '2026-11-23' });
    expect(await count()).toBe(before);

    expect(await apply(cells)).toEqual(plan);
    expect(await count()).toBe(before + 2);
    const audit = await em().find(AuditEntry, { actor: act.actor }, { orderBy: { id: 'asc' } });
    expect(audit.map(({ subjectId }) => subjectId)).toEqual(['2026-11-23', '2026-11-24', '2026-11-28']);
    expect(audit[1]?.details).toMatchObject({
      before: { name: 'Ngày Văn hóa Việt Nam' },
      after: { name: 'Ngày Văn hóa các dân tộc' },
      reason: act.reason,
    });

    const again = await apply(cells);
    expect(again.changes.map(({ kind }) => kind)).toEqual(['UNCHANGED', 'UNCHANGED', 'UNCHANGED']);
    expect(await em().count(AuditEntry, { actor: act.actor })).toBe(3);
  });

  it.each([
    ['a day that does not exist', ['2026-02-30', 'false', 'a', 'b', 'CONFIRMED'], 'day', 'DAY'],
    ['a Vietnamese day', ['30/04/2026', 'false', 'a', 'b', 'CONFIRMED'], 'day', 'DAY'],
    ['an empty day', ['', 'false', 'a', 'b', 'CONFIRMED'], 'day', 'REQUIRED'],
    ['a flag in words', ['2026-03-02', 'nghỉ', 'a', 'b', 'CONFIRMED'], 'working', 'FLAG'],
    ['a closed Saturday', ['2026-03-07', 'false', 'a', 'b', 'CONFIRMED'], 'working', 'WEEKDAY'],
    ['a worked Monday', ['2026-03-02', 'true', 'a', 'b', 'CONFIRMED'], 'working', 'WEEKDAY'],
    ['no source', ['2026-03-02', 'false', 'a', '', 'CONFIRMED'], 'source', 'REQUIRED'],
    ['an unknown certainty', ['2026-03-02', 'false', 'a', 'b', 'CHẮC'], 'certainty', 'CERTAINTY'],
    ['a day given twice', bridge, 'day', 'DUPLICATE'],
  ])(
    'refuses %s with row, column, value and what is allowed, and takes the other rows',
    async (_c, bad, column, rule) => {
      const { changes, faults } = await calendarTable.plan(em(), [bridge, bad], from);
      const value = bad[calendarTable.columns.findIndex(({ name }) => name === column)];
      expect(faults).toMatchObject([{ row: 3, column, value, rule }]);
      expect(faults[0]?.message).toMatch(/\p{L}/u);
      expect(changes.map(({ row }) => row)).toEqual([2]);
    },
  );

  it('leaves alone what the file does not name', async () => {
    const before = await count();
    await apply([bridge]);
    expect(await count()).toBe(before);
  });
});
