import type { EntityManager } from '@mikro-orm/postgresql';
import type { CivilDate, TableColumn, TableFault, TableFormat, TablePlan } from '../base/index.js';
import {
  CellReader,
  changeOf,
  namedRows,
  toldFaults,
  UnitService,
  type CellFault,
  type NamedRow,
} from '../organisation/index.js';
import { conflictInWords } from './conflict-words.js';
import { allCurrentObservations } from './observation-reads.js';
import { isSameObservation, type ObservationEntry, type ObservationFacts } from './observation-rules.js';
import type { Judgement, Recordable, RecordingAct } from './recording-rules.js';
import { RecordingService } from './recording-service.js';

const columns = [
  { name: 'unit', title: 'Mã đơn vị', allowed: 'mã của đơn vị đã có', isRequired: true },
  { name: 'measure', title: 'Mã số đo', allowed: 'mã của số đo đã có, ví dụ STAFF_TOTAL', isRequired: true },
  {
    name: 'period',
    title: 'Kỳ, theo chu kỳ của số đo',
    allowed: 'mã kỳ: 2025-12, 2025-Q4, 2025-H2 hoặc 2025',
    isRequired: true,
  },
  {
    name: 'value',
    title: 'Giá trị; trống khi không có số liệu',
    allowed: 'số nguyên không dấu cách, không dấu chấm',
    isRequired: false,
    kind: 'NUMBER',
  },
  {
    name: 'missing_reason',
    title: 'Vì sao không có số liệu',
    allowed: 'đến 2.000 ký tự; bắt buộc khi giá trị trống, để trống khi có giá trị',
    isRequired: false,
  },
  { name: 'note', title: 'Ghi chú', allowed: 'đến 2.000 ký tự, hoặc trống', isRequired: false },
  { name: 'evidence', title: 'Liên kết minh chứng', allowed: 'địa chỉ http hoặc https, hoặc trống', isRequired: false },
  {
    name: 'expected_revision',
    title: 'Lần ghi đã xem; khác lần đang lưu thì dòng bị từ chối',
    allowed: 'số nguyên từ 0 (chưa có), hoặc trống: không so',
    isRequired: false,
    kind: 'NUMBER',
  },
] as const satisfies readonly TableColumn[];

type ColumnName = (typeof columns)[number]['name'];
type Cells = Record<ColumnName, string>;

/** The column of every field of an entry. */
const COLUMN_OF: Readonly<Record<keyof ObservationEntry, ColumnName>> = {
  unit: 'unit',
  measure: 'measure',
  periodId: 'period',
  value: 'value',
  missingReason: 'missing_reason',
  note: 'note',
  evidence: 'evidence',
  expectedRevision: 'expected_revision',
};

interface Checked {
  readonly good: readonly {
    readonly row: number;
    readonly judged: Exclude<Judgement, { kind: 'REFUSED' | 'CONFLICT' }>;
  }[];
  readonly faults: readonly TableFault[];
}

/**
 * Current observations as a table; a row with other facts is a further revision. `today`: no period that begins later
 * is taken. Made-up figures come back unchanged and keep their mark.
 */
export function observationTable(today: CivilDate): TableFormat {
  return {
    name: 'observations',
    columns,

    async rows(em) {
      const units = new Map((await new UnitService(em).all()).map(({ id, code }) => [id, code]));
      const stored = await allCurrentObservations(em);
      return [...stored.values()].map((one) => {
        const { measureCode: measure, periodId: period, revision } = one;
        const about = { unit: units.get(one.unit.id) ?? '', measure, period };
        const cells: Cells = { ...about, ...cellsOf(one), expected_revision: String(revision) };
        return columns.map(({ name }) => cells[name]);
      });
    },

    async plan(em, cells) {
      return planOf(await check(em, cells, actOf(today, '', null)));
    },

    async apply(em, cells, { actor, reason }) {
      await new RecordingService(em).holdForChange();
      const act = actOf(today, actor, reason.trim());
      const checked = await check(em, cells, act);
      await new RecordingService(em).storeAll(checked.good.map(({ judged }) => judged).filter(isChange), act);
      return planOf(checked);
    },
  };
}

/** Whoever may import tables may record for every unit. */
function actOf(day: CivilDate, actor: string, reason: string | null): RecordingAct {
  return { actor, day, reason, synthetic: false, assertMayRecord: () => undefined };
}

async function check(em: EntityManager, cells: readonly (readonly string[])[], act: RecordingAct): Promise<Checked> {
  const faults: TableFault[] = [];
  const entries: { readonly named: NamedRow<ColumnName>; readonly entry: ObservationEntry }[] = [];
  const rowOfKey = new Map<string, number>();
  for (const named of namedRows(columns, cells)) {
    const { unit, measure, period } = named.cells;
    const key = `${unit} ${measure} ${period}`;
    const read = readRow(named.cells, rowOfKey.get(key));
    if (!rowOfKey.has(key)) rowOfKey.set(key, named.row);
    if ('faults' in read) faults.push(...toldFaults(named, read.faults));
    else entries.push({ named, entry: read });
  }
  const judgements = await new RecordingService(em).judge(
    entries.map(({ entry }) => entry),
    act,
  );
  const good: Checked['good'][number][] = [];
  for (const [index, judged] of judgements.entries()) {
    const named = entries[index]?.named;
    if (!named) continue;
    if (judged.kind === 'NEW' || judged.kind === 'SAME') good.push({ row: named.row, judged });
    else faults.push(...toldFaults(named, faultsOf(judged)));
  }
  return { good, faults: faults.toSorted((left, right) => left.row - right.row) };
}

function readRow(
  cells: Cells,
  earlier: number | undefined,
): ObservationEntry | { readonly faults: readonly CellFault<ColumnName>[] } {
  const reader = new CellReader<ColumnName>(columns, cells);
  if (earlier !== undefined) reader.refuse('period', 'DUPLICATE', `Đơn vị, số đo và kỳ này đã có ở dòng ${earlier}.`);
  const entry = {
    unit: cells.unit,
    measure: cells.measure,
    periodId: cells.period,
    value: readNumber(reader, 'value', cells.value),
    missingReason: reader.text('missing_reason'),
    note: reader.text('note'),
    evidence: reader.text('evidence'),
    expectedRevision: readNumber(reader, 'expected_revision', cells.expected_revision),
  };
  return reader.faults.length > 0 ? { faults: reader.faults } : entry;
}

function readNumber(reader: CellReader<ColumnName>, column: ColumnName, text: string): number | null {
  if (text === '') return null;
  if (/^-?\d{1,15}$/.test(text)) return Number(text);
  reader.refuse(column, 'NUMBER', `«${text}» không phải là số nguyên.`);
  return null;
}

function faultsOf(judged: Extract<Judgement, { kind: 'REFUSED' | 'CONFLICT' }>): CellFault<ColumnName>[] {
  if (judged.kind === 'REFUSED') {
    return judged.faults.map(({ field, rule, message }) => ({ column: COLUMN_OF[field], rule, message }));
  }
  return [{ column: 'expected_revision', rule: 'CONFLICT', message: conflictInWords(judged) }];
}

function planOf({ good, faults }: Checked): TablePlan {
  const changes = good.map(({ row, judged }) => {
    const { unit, measure, periodId: period } = judged.entry;
    const about = { unit, measure, period, expected_revision: '' };
    const stored = judged.kind === 'SAME' ? judged.stored : judged.before;
    const before = stored && { ...about, ...cellsOf(stored) };
    return changeOf({ row, key: `${unit} ${measure} ${period}` }, columns, before, {
      ...about,
      ...cellsOf(judged.entry),
    });
  });
  return { changes, faults };
}

/** New, and not merely without the mark of what is stored. */
function isChange(judged: Judgement): judged is Recordable {
  return judged.kind === 'NEW' && !(judged.before && isSameObservation(judged.before, judged.entry));
}

function cellsOf({ value, missingReason, note, evidence }: ObservationFacts) {
  return {
    value: value === null ? '' : String(value),
    missing_reason: missingReason ?? '',
    note: note ?? '',
    evidence: evidence ?? '',
  };
}
