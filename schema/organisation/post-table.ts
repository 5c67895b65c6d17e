import type { EntityManager } from '@mikro-orm/postgresql';
import { sql } from 'kysely';
import {
  formatVietnameseDate,
  rowsOf,
  type CivilDate,
  type TableColumn,
  type TableFault,
  type TableFormat,
  type TablePlan,
} from '../base/index.js';
import { faultsOfPost } from './post-rules.js';
import { PostService } from './post-service.js';
import { PostKind } from './post.js';
import { validOn } from './restatement.js';
import { CellReader, changeOf, namedRows, toldFaults, type CellFault } from './table-rows.js';
import { UnitService } from './unit-service.js';

const columns = [
  { name: 'unit', title: 'Mã đơn vị', allowed: 'mã của đơn vị đã có', isRequired: true },
  {
    name: 'kind',
    title: 'Loại vị trí',
    allowed: `một trong ${Object.values(PostKind).join(', ')}; mỗi đơn vị một dòng cho một loại`,
    isRequired: true,
  },
  { name: 'title', title: 'Chức danh', allowed: 'một dòng, 1–200 ký tự', isRequired: true },
  { name: 'email', title: 'Địa chỉ thư công vụ', allowed: 'đúng một địa chỉ thư', isRequired: true },
] as const satisfies readonly TableColumn[];

type ColumnName = (typeof columns)[number]['name'];
type Cells = Record<ColumnName, string>;

interface GoodRow {
  readonly row: number;
  readonly kind: PostKind;
  readonly cells: Cells;
  readonly before: Cells | null;
}

type Holder = Cells & { readonly validFrom: CivilDate };

/** Who holds which post on a day. A row with another holder hands the post over on the day the file speaks of. */
export const postTable: TableFormat = {
  name: 'posts',
  columns,

  async rows(em, day) {
    const held = await rowsOf(
      em,
      sql<Holder>`select unit.code as unit, post.kind, post.title, post.email from post
        join unit on unit.id = post.unit_id where ${validOn('post', day)} order by unit.code, post.kind, post.valid_from`,
    );
    return held.map((post) => columns.map(({ name }) => post[name]));
  },

  async plan(em, cells, from) {
    return planOf(await check(em, cells, from));
  },

  async apply(em, cells, { actor, reason, from }) {
    await new UnitService(em).holdForChange();
    await rowsOf(em, sql`lock table post in share row exclusive mode`);
    const checked = await check(em, cells, from);
    const plan = planOf(checked);
    for (const [index, { kind, cells: post }] of checked.good.entries()) {
      if (plan.changes[index]?.kind === 'UNCHANGED') continue;
      const change = { unitCode: post.unit, kind, title: post.title, email: post.email, from };
      await new PostService(em).handOver(change, actor, reason);
    }
    return plan;
  },
};

function planOf({ good, faults }: { readonly good: readonly GoodRow[]; readonly faults: TableFault[] }): TablePlan {
  const changes = good.map(({ row, cells, before }) => changeOf({ row, key: keyOf(cells) }, columns, before, cells));
  return { changes, faults };
}

async function check(em: EntityManager, cells: readonly (readonly string[])[], from: CivilDate) {
  const units = new Set((await new UnitService(em).all()).map(({ code }) => code));
  const holders = await holdersFrom(em, from);
  const good: GoodRow[] = [];
  const faults: TableFault[] = [];
  const rowOfKey = new Map<string, number>();
  for (const named of namedRows(columns, cells)) {
    const key = keyOf(named.cells);
    const earlier = rowOfKey.get(key);
    rowOfKey.set(key, earlier ?? named.row);
    const held = holders.get(key) ?? [];
    const read = readRow(named.cells, { units, earlier, held, from });
    if ('faults' in read) faults.push(...toldFaults(named, read.faults));
    else good.push({ row: named.row, ...read });
  }
  return { good, faults };
}

interface Surroundings {
  readonly units: ReadonlySet<string>;
  readonly earlier: number | undefined;
  /** Who holds the post on the day or takes it later, earliest first. */
  readonly held: readonly Holder[];
  readonly from: CivilDate;
}

function readRow(
  cells: Cells,
  { units, earlier, held, from }: Surroundings,
): Omit<GoodRow, 'row'> | { readonly faults: readonly CellFault<ColumnName>[] } {
  const reader = new CellReader<ColumnName>(columns, cells);
  const kind = reader.oneOf('kind', PostKind);
  const { unit } = cells;
  if (unit !== '' && !units.has(unit)) reader.refuse('unit', 'UNIT', `Không có đơn vị mã «${unit}».`);
  if (earlier !== undefined) reader.refuse('kind', 'DUPLICATE', `Vị trí này đã có ở dòng ${earlier}.`);
  if (kind === null || reader.faults.length > 0) return { faults: reader.faults };
  const read = { unit, kind, title: reader.text('title') ?? '', email: cells.email };
  for (const { field, rule, message } of faultsOfPost(read)) reader.faults.push({ column: field, rule, message });
  const [holder] = held.filter(({ validFrom }) => validFrom <= from);
  const before = holder ? { unit, kind, title: holder.title, email: holder.email } : null;
  const isChange = before === null || before.title !== read.title || before.email !== read.email;
  const taken = held.find(({ validFrom }) => validFrom >= from);
  if (isChange && taken) {
    const message = `Vị trí đã có người nhận từ ngày ${formatVietnameseDate(taken.validFrom)}; chọn ngày áp dụng sau đó.`;
    reader.faults.push({ column: 'kind', rule: 'TAKEN', message });
  }
  return reader.faults.length > 0 ? { faults: reader.faults } : { kind, cells: read, before };
}

async function holdersFrom(em: EntityManager, from: CivilDate): Promise<Map<string, Holder[]>> {
  const held = await rowsOf(
    em,
    sql<Holder>`select unit.code as unit, post.kind, post.title, post.email, post.valid_from::text as "validFrom"
      from post join unit on unit.id = post.unit_id where coalesce(post.valid_to > ${from}::date, true)
      order by post.valid_from`,
  );
  return Map.groupBy(held, keyOf);
}

function keyOf({ unit, kind }: Pick<Cells, 'unit' | 'kind'>): string {
  return `${unit} ${kind}`;
}
