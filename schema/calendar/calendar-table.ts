import type { EntityManager } from '@mikro-orm/postgresql';
import { AuditService } from '../audit/index.js';
import {
  Certainty,
  isCivilDate,
  type TableAct,
  type TableChange,
  type TableColumn,
  type TableFault,
  type TableFormat,
  type TablePlan,
} from '../base/index.js';
import { faultsOfCalendarDay, type CalendarDayFacts } from './calendar-day-rules.js';
import { CalendarDay } from './calendar-day.js';
import { CalendarService } from './calendar-service.js';

const certainties: readonly string[] = Object.values(Certainty);

const columns = [
  {
    name: 'day',
    title: 'Ngày nghỉ (thứ Hai – thứ Sáu) hoặc ngày làm bù (thứ Bảy, Chủ nhật)',
    allowed: 'ngày dạng NĂM-THÁNG-NGÀY, ví dụ 2026-09-02; mỗi ngày một dòng',
    isRequired: true,
    kind: 'DAY',
  },
  {
    name: 'working',
    title: 'Có làm việc không',
    allowed: 'true (làm bù) hoặc false (nghỉ)',
    isRequired: true,
    kind: 'FLAG',
  },
  { name: 'name', title: 'Tên ngày nghỉ hoặc ngày làm bù', allowed: 'một dòng, 1–300 ký tự', isRequired: true },
  { name: 'source', title: 'Văn bản làm căn cứ', allowed: 'một dòng, 1–300 ký tự', isRequired: true },
  { name: 'certainty', title: 'Mức chắc chắn', allowed: `một trong ${certainties.join(', ')}`, isRequired: true },
] as const satisfies readonly TableColumn[];

type ColumnName = (typeof columns)[number]['name'];
type Cells = Record<ColumnName, string>;

/** A row that can be taken, with what is stored of its day. */
interface GoodRow {
  readonly row: number;
  readonly facts: CalendarDayFacts;
  readonly before: CalendarDay | null;
}

/** The working calendar as a table; days have no history but the audit, so the day of `rows` and `plan` is not used. */
export const calendarTable: TableFormat = {
  name: 'calendar',
  columns,

  async rows(em) {
    const days = await new CalendarService(em).all();
    return days.map((day) => Object.values(cellsOf(day)));
  },

  async plan(em, cells) {
    const { good, faults } = await check(em, cells);
    return { changes: good.map(changeOf), faults };
  },

  async apply(em, cells, act) {
    // The lock comes first: what is compared must still be stored when it is written.
    await new CalendarService(em).holdForChange();
    const { good, faults } = await check(em, cells);
    const plan: TablePlan = { changes: good.map(changeOf), faults };
    const changed = good.filter((_row, index) => plan.changes[index]?.kind !== 'UNCHANGED');
    await write(em, changed, act);
    return plan;
  },
};

async function write(em: EntityManager, rows: readonly GoodRow[], { actor, reason }: TableAct): Promise<void> {
  if (rows.length === 0) return;
  await em.upsertMany(
    CalendarDay,
    rows.map(({ facts }) => ({ ...facts })),
    { disableIdentityMap: true },
  );
  await new AuditService(em).recordChanges(
    rows.map(({ facts, before }) => ({
      actor,
      action: 'CALENDAR_DAY_SAVED',
      subjectType: 'CalendarDay',
      subjectId: facts.day,
      before: before && { ...before },
      after: { ...facts },
      reason,
    })),
  );
}

async function check(
  em: EntityManager,
  rows: readonly (readonly string[])[],
): Promise<{ good: GoodRow[]; faults: TableFault[] }> {
  const stored = new Map((await new CalendarService(em).all()).map((day) => [day.day as string, day]));
  const good: GoodRow[] = [];
  const faults: TableFault[] = [];
  const rowOfDay = new Map<string, number>();
  for (const [index, cells] of rows.entries()) {
    const row = index + 2;
    const named = Object.fromEntries(columns.map(({ name }, place) => [name, cells[place] ?? ''])) as Cells;
    const earlier = rowOfDay.get(named.day);
    const found = earlier === undefined ? faultsOf(named) : [duplicate(earlier)];
    rowOfDay.set(named.day, earlier ?? row);
    for (const fault of found) faults.push({ row, value: named[fault.column], ...fault });
    if (found.length === 0) good.push({ row, facts: factsOf(named), before: stored.get(named.day) ?? null });
  }
  return { good, faults };
}

type CellFault = Pick<TableFault, 'rule' | 'message'> & { readonly column: ColumnName };

function faultsOf(cells: Cells): CellFault[] {
  const faults: CellFault[] = [];
  const refuse = (column: ColumnName, rule: string, problem: string) => {
    const allowed = columns.find(({ name }) => name === column)?.allowed ?? '';
    faults.push({ column, rule, message: `${problem} Ghi ${allowed}.` });
  };
  const expect = (column: ColumnName, isGood: boolean, rule: string) => {
    if (cells[column] === '') refuse(column, 'REQUIRED', `Cột ${column} còn trống.`);
    else if (!isGood) refuse(column, rule, `«${cells[column]}» không dùng được.`);
  };
  expect('day', isCivilDate(cells.day), 'DAY');
  expect('working', cells.working === 'true' || cells.working === 'false', 'FLAG');
  expect('name', true, 'TEXT');
  expect('source', true, 'TEXT');
  expect('certainty', certainties.includes(cells.certainty), 'CERTAINTY');
  if (faults.length > 0) return faults;
  return faultsOfCalendarDay(factsOf(cells)).map(({ field, rule, message }) => ({ column: field, rule, message }));
}

function duplicate(row: number): CellFault {
  return { column: 'day', rule: 'DUPLICATE', message: `Ngày này đã có ở dòng ${row}; mỗi ngày chỉ ghi một dòng.` };
}

/** Facts of cells without fault. */
function factsOf(cells: Cells): CalendarDayFacts {
  const { day, working, name, source, certainty } = cells;
  return {
    day: day as CalendarDayFacts['day'],
    working: working === 'true',
    name: name.normalize('NFC'),
    source: source.normalize('NFC'),
    certainty: certainty as Certainty,
  };
}

function cellsOf({ day, working, name, source, certainty }: CalendarDayFacts): Cells {
  return { day, working: String(working), name, source, certainty };
}

function changeOf({ row, facts, before }: GoodRow): TableChange {
  const [old, now] = [before && cellsOf(before), cellsOf(facts)];
  const fields = columns
    .map(({ name }) => ({ column: name, before: old?.[name] ?? null, after: now[name] }))
    .filter((field) => field.before !== field.after);
  const kind = fields.length === 0 ? 'UNCHANGED' : old ? 'CHANGED' : 'ADDED';
  return { row, key: facts.day, kind, fields };
}
