import type { EntityManager } from '@mikro-orm/postgresql';
import { Certainty, type TableColumn, type TableFault, type TableFormat, type TablePlan } from '../base/index.js';
import { CellReader, CERTAINTY_COLUMN, changeOf, namedRows, toldFaults, type CellFault } from './table-rows.js';
import { faultsOfUnit, type UnitFacts } from './unit-rules.js';
import { factsOf, UnitService } from './unit-service.js';
import { CommuneType, UnitKind } from './unit.js';

const columns = [
  { name: 'code', title: 'Mã đơn vị', allowed: 'chữ cái không dấu, chữ số; mỗi mã một dòng', isRequired: true },
  {
    name: 'kind',
    title: 'Loại đơn vị; không đổi được sau khi đã ghi',
    allowed: `một trong ${Object.values(UnitKind).join(', ')}`,
    isRequired: true,
  },
  {
    name: 'commune_type',
    title: 'Loại đơn vị cấp xã',
    allowed: `một trong ${Object.values(CommuneType).join(', ')}; trống với đơn vị khác`,
    isRequired: false,
  },
  { name: 'name', title: 'Tên đầy đủ', allowed: 'một dòng, 1–200 ký tự', isRequired: true },
  { name: 'short_name', title: 'Tên ngắn', allowed: 'một dòng, 1–200 ký tự', isRequired: true },
  {
    name: 'valid_from',
    title: 'Ngày bắt đầu hoạt động',
    allowed: 'ngày dạng NĂM-THÁNG-NGÀY, trống khi không rõ',
    isRequired: false,
    kind: 'DAY',
  },
  {
    name: 'valid_to',
    title: 'Ngày chấm dứt, không tính ngày này',
    allowed: 'ngày dạng NĂM-THÁNG-NGÀY, trống khi còn hoạt động',
    isRequired: false,
    kind: 'DAY',
  },
  {
    name: 'former_district',
    title: 'Huyện, thị xã, thành phố cũ; chỉ của cấp xã',
    allowed: 'một dòng, đến 200 ký tự, hoặc trống',
    isRequired: false,
  },
  CERTAINTY_COLUMN,
  { name: 'source_note', title: 'Nguồn và ghi chú', allowed: 'một dòng, 1–500 ký tự', isRequired: true },
] as const satisfies readonly TableColumn[];

type ColumnName = (typeof columns)[number]['name'];
type Cells = Record<ColumnName, string>;

const COLUMN_OF: Record<keyof UnitFacts, ColumnName> = {
  code: 'code',
  kind: 'kind',
  communeType: 'commune_type',
  name: 'name',
  shortName: 'short_name',
  validFrom: 'valid_from',
  validTo: 'valid_to',
  formerDistrict: 'former_district',
  certainty: 'certainty',
  sourceNote: 'source_note',
};

interface GoodRow {
  readonly row: number;
  readonly facts: UnitFacts;
  readonly before: UnitFacts | null;
}

/** Units as a table, former ones included: each row carries its own days, so the day of `rows` is not used. */
export const unitTable: TableFormat = {
  name: 'units',
  columns,

  async rows(em) {
    const units = await new UnitService(em).all();
    return units.map((unit) => Object.values(cellsOf(factsOf(unit))));
  },

  async plan(em, cells) {
    return planOf(await check(em, cells));
  },

  async apply(em, cells, act) {
    const service = new UnitService(em);
    await service.holdForChange();
    const checked = await check(em, cells);
    const plan = planOf(checked);
    for (const [index, { facts }] of checked.good.entries()) {
      if (plan.changes[index]?.kind !== 'UNCHANGED') await service.save(facts, act);
    }
    return plan;
  },
};

function planOf({ good, faults }: { readonly good: readonly GoodRow[]; readonly faults: TableFault[] }): TablePlan {
  const changes = good.map(({ row, facts, before }) =>
    changeOf({ row, key: facts.code }, columns, before && cellsOf(before), cellsOf(facts)),
  );
  return { changes, faults };
}

async function check(em: EntityManager, cells: readonly (readonly string[])[]) {
  const stored = new Map((await new UnitService(em).all()).map((unit) => [unit.code, factsOf(unit)]));
  const good: GoodRow[] = [];
  const faults: TableFault[] = [];
  const rowOfCode = new Map<string, number>();
  for (const named of namedRows(columns, cells)) {
    const { code } = named.cells;
    const [before, earlier] = [stored.get(code) ?? null, rowOfCode.get(code)];
    rowOfCode.set(code, earlier ?? named.row);
    const read = earlier === undefined ? readRow(named.cells, before) : duplicate(earlier);
    if ('faults' in read) faults.push(...toldFaults(named, read.faults));
    else good.push({ row: named.row, facts: read, before });
  }
  return { good, faults };
}

type Refused = { readonly faults: readonly CellFault<ColumnName>[] };

function readRow(cells: Cells, before: UnitFacts | null): UnitFacts | Refused {
  const reader = new CellReader<ColumnName>(columns, cells);
  const [kind, certainty] = [reader.oneOf('kind', UnitKind), reader.oneOf('certainty', Certainty)];
  const facts = {
    code: cells.code,
    communeType: reader.oneOf('commune_type', CommuneType),
    name: reader.text('name') ?? '',
    shortName: reader.text('short_name') ?? '',
    validFrom: reader.day('valid_from'),
    validTo: reader.day('valid_to'),
    formerDistrict: reader.text('former_district'),
    sourceNote: reader.text('source_note') ?? '',
  };
  if (kind === null || certainty === null || reader.faults.length > 0) return { faults: reader.faults };
  const read = { ...facts, kind, certainty };
  for (const { field, rule, message } of faultsOfUnit(read))
    reader.faults.push({ column: COLUMN_OF[field], rule, message });
  if (before && before.kind !== kind) reader.refuse('kind', 'KIND_CHANGED', `Đơn vị đã có loại ${before.kind}.`);
  return reader.faults.length > 0 ? { faults: reader.faults } : read;
}

function duplicate(row: number): Refused {
  return { faults: [{ column: 'code', rule: 'DUPLICATE', message: `Mã này đã có ở dòng ${row}.` }] };
}

function cellsOf(facts: UnitFacts): Cells {
  const entries = Object.entries(COLUMN_OF).map(([field, column]) => [column, facts[field as keyof UnitFacts] ?? '']);
  return Object.fromEntries(entries) as Cells;
}
