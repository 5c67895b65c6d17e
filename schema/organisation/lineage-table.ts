import type { EntityManager } from '@mikro-orm/postgresql';
import type { TableColumn, TableFault, TableFormat, TablePlan } from '../base/index.js';
import { formatShare } from './lineage-rules.js';
import { LineageService, shareOf } from './lineage-service.js';
import { readLineageRows, type CheckedLineage, type LineageCells, type LineageState } from './lineage-rows.js';
import { CERTAINTY_COLUMN, changeOf, namedRows, toldFaults } from './table-rows.js';
import { LineageKind, UnitLineage } from './unit-lineage.js';
import { factsOf, UnitService } from './unit-service.js';
import { CommuneType, type Unit } from './unit.js';

/** Columns of a file of lineage. */
export const LINEAGE_COLUMNS = [
  {
    name: 'former_code',
    title: 'Mã đơn vị trước; khi đơn vị sau mang tiếp mã này, mã được lưu kèm ngày cuối, ví dụ 18073@2025-06-30',
    allowed: 'chữ cái không dấu, chữ số',
    isRequired: true,
  },
  {
    name: 'former_name',
    title: 'Tên đầy đủ của đơn vị trước',
    allowed: 'một dòng, 1–200 ký tự; chỉ cần khi đơn vị chưa có',
    isRequired: false,
  },
  {
    name: 'former_type',
    title: 'Loại đơn vị cấp xã trước',
    allowed: `một trong ${Object.values(CommuneType).join(', ')}; chỉ cần khi đơn vị chưa có`,
    isRequired: false,
  },
  {
    name: 'former_district',
    title: 'Huyện, thị xã, thành phố của đơn vị trước',
    allowed: 'một dòng, đến 200 ký tự, hoặc trống',
    isRequired: false,
  },
  { name: 'successor_code', title: 'Mã đơn vị sau', allowed: 'mã của đơn vị đã có', isRequired: true },
  {
    name: 'kind',
    title: 'Cách kế tiếp',
    allowed: `${LineageKind.MergedInto} (trống: như vậy) hoặc ${LineageKind.SplitFrom}`,
    isRequired: false,
  },
  {
    name: 'share',
    title: 'Phần đơn vị trước chuyển sang',
    allowed: 'phân số như 1/1 hoặc 1/2; ? khi tỷ lệ chưa rõ; trống: 1/1 khi nhập vào, chưa rõ khi tách ra',
    isRequired: false,
  },
  {
    name: 'effective_on',
    title: 'Ngày có hiệu lực, ngày đầu của đơn vị sau',
    allowed: 'ngày dạng NĂM-THÁNG-NGÀY',
    isRequired: true,
    kind: 'DAY',
  },
  { name: 'document', title: 'Văn bản quyết định', allowed: 'một dòng, đến 500 ký tự, hoặc trống', isRequired: false },
  CERTAINTY_COLUMN,
  { name: 'source_note', title: 'Nguồn và ghi chú', allowed: 'một dòng, 1–500 ký tự', isRequired: true },
] as const satisfies readonly TableColumn[];

interface Checked {
  readonly good: readonly CheckedLineage[];
  readonly faults: readonly TableFault[];
}

/**
 * Where units come from, as a table. A former commune that is not stored yet is made of its row, ending on the day the
 * step takes effect; one that is stored is only referred to.
 */
export const lineageTable: TableFormat = {
  name: 'lineage',
  columns: LINEAGE_COLUMNS,

  async rows(em) {
    const { steps } = await stateOf(em);
    return [...steps.values()].map((cells) => LINEAGE_COLUMNS.map(({ name }) => cells[name]));
  },

  async plan(em, cells) {
    return planOf(await check(em, cells));
  },

  async apply(em, cells, act) {
    await new UnitService(em).holdForChange();
    const checked = await check(em, cells);
    const plan = planOf(checked);
    for (const [index, { facts, newUnit }] of checked.good.entries()) {
      if (plan.changes[index]?.kind === 'UNCHANGED') continue;
      if (newUnit) await new UnitService(em).save(newUnit, act);
      await new LineageService(em).save(facts, act);
    }
    return plan;
  },
};

function planOf({ good, faults }: Checked): TablePlan {
  const changes = good.map(({ row, cells, before }) =>
    changeOf({ row, key: `${cells.former_code} → ${cells.successor_code}` }, LINEAGE_COLUMNS, before, cells),
  );
  return { changes, faults };
}

async function check(em: EntityManager, cells: readonly (readonly string[])[]): Promise<Checked> {
  const rows = namedRows(LINEAGE_COLUMNS, cells);
  const { good, refused } = readLineageRows(LINEAGE_COLUMNS, rows, await stateOf(em));
  return { good, faults: refused.flatMap(({ row, faults }) => toldFaults(row, faults)) };
}

async function stateOf(em: EntityManager): Promise<LineageState> {
  const units = await new UnitService(em).all();
  const stored = await em.find(UnitLineage, {}, { populate: ['predecessor', 'successor'] });
  const steps = stored.map((step): [string, LineageCells] => {
    const cells = cellsOf(step, step.predecessor.$, step.successor.$);
    return [`${cells.former_code} ${cells.successor_code}`, cells];
  });
  return {
    units: new Map(units.map((unit) => [unit.code, factsOf(unit)])),
    steps: new Map(steps.toSorted(([left], [right]) => (left < right ? -1 : 1))),
    edges: await new LineageService(em).edges(),
  };
}

function cellsOf(step: UnitLineage, predecessor: Unit, successor: Unit): LineageCells {
  const former = factsOf(predecessor);
  return {
    former_code: former.code,
    former_name: former.name,
    former_type: former.communeType ?? '',
    former_district: former.formerDistrict ?? '',
    successor_code: successor.code,
    kind: step.kind,
    share: formatShare(shareOf(step)),
    effective_on: step.effectiveOn,
    document: step.document ?? '',
    certainty: step.certainty,
    source_note: step.sourceNote,
  };
}
