import { addDays, Certainty, type CivilDate, type TableColumn } from '../base/index.js';
import { formatShare, parseShare, WHOLE, type LineageEdge, type Share } from './lineage-rules.js';
import { stepFault, type LineageFacts } from './lineage-service.js';
import { CellReader, type CellFault, type NamedRow } from './table-rows.js';
import { LineageKind } from './unit-lineage.js';
import { faultsOfUnit, supersededCode, type UnitFacts } from './unit-rules.js';
import { CommuneType, UnitKind } from './unit.js';

/** Names of the columns of a file of lineage. */
export type LineageColumn =
  | 'former_code'
  | 'former_name'
  | 'former_type'
  | 'former_district'
  | 'successor_code'
  | 'kind'
  | 'share'
  | 'effective_on'
  | 'document'
  | 'certainty'
  | 'source_note';

/** Cells of a row, by column. */
export type LineageCells = Readonly<Record<LineageColumn, string>>;

/** What is stored: units by code, steps by both codes, steps as edges. */
export interface LineageState {
  readonly units: ReadonlyMap<string, UnitFacts>;
  readonly steps: ReadonlyMap<string, LineageCells>;
  readonly edges: readonly LineageEdge[];
}

/** A row that can be taken. */
export interface CheckedLineage {
  readonly row: number;
  readonly facts: LineageFacts;
  /** The former unit, when the row makes it. */
  readonly newUnit: UnitFacts | null;
  /** The row as it will be stored, and what is stored now; null when nothing is. */
  readonly cells: LineageCells;
  readonly before: LineageCells | null;
}

/** Rows that cannot be taken. */
export interface RefusedLineage {
  readonly row: NamedRow<LineageColumn>;
  readonly faults: readonly CellFault<LineageColumn>[];
}

type Columns = readonly (TableColumn & { readonly name: LineageColumn })[];

const TYPE_WORDS = /^(?:xã|phường|thị trấn)\s+/iu;
const COLUMN_OF: Readonly<Record<string, LineageColumn>> = {
  predecessor: 'former_code',
  successor: 'successor_code',
  share: 'share',
  document: 'document',
  sourceNote: 'source_note',
};

/** Checks the rows of a file one after the other, each beside what is stored and what the rows before it have made. */
export function readLineageRows(
  columns: Columns,
  rows: readonly NamedRow<LineageColumn>[],
  stored: LineageState,
): { readonly good: CheckedLineage[]; readonly refused: RefusedLineage[] } {
  const units = new Map(stored.units);
  let edges = [...stored.edges];
  const good: CheckedLineage[] = [];
  const refused: RefusedLineage[] = [];
  const rowOfStep = new Map<string, number>();
  for (const row of rows) {
    const read = readRow(columns, row, { units, edges, steps: stored.steps, rowOfStep });
    if ('faults' in read) {
      refused.push({ row, faults: read.faults });
      continue;
    }
    const { predecessor, successor, kind, effectiveOn } = read.facts;
    rowOfStep.set(`${predecessor} ${successor}`, row.row);
    edges = [...edges.filter((edge) => !isSameStep(edge, read.facts)), read.facts];
    const former = read.newUnit ?? units.get(predecessor);
    const ends = kind === LineageKind.MergedInto ? effectiveOn : (former?.validTo ?? null);
    if (former) units.set(predecessor, { ...former, validTo: former.validTo ?? ends });
    good.push(read);
  }
  return { good, refused };
}

interface Surroundings {
  readonly units: ReadonlyMap<string, UnitFacts>;
  readonly edges: readonly LineageEdge[];
  readonly steps: ReadonlyMap<string, LineageCells>;
  readonly rowOfStep: ReadonlyMap<string, number>;
}

function readRow(
  columns: Columns,
  { row, cells }: NamedRow<LineageColumn>,
  { units, edges, steps, rowOfStep }: Surroundings,
): CheckedLineage | { readonly faults: readonly CellFault<LineageColumn>[] } {
  const reader = new CellReader<LineageColumn>(columns, cells);
  const effectiveOn = reader.day('effective_on');
  const certainty = reader.oneOf('certainty', Certainty);
  const kind = reader.oneOf('kind', LineageKind) ?? LineageKind.MergedInto;
  const share = readShare(reader, cells.share, kind);
  const communeType = reader.oneOf('former_type', CommuneType);
  const successor = units.get(cells.successor_code);
  if (cells.successor_code !== '' && !successor) {
    reader.refuse('successor_code', 'UNIT', `Không có đơn vị mã «${cells.successor_code}».`);
  }
  if (!effectiveOn || !certainty || !successor || reader.faults.length > 0) return { faults: reader.faults };
  const code = formerCode(cells, units, effectiveOn);
  const key = `${code} ${successor.code}`;
  const earlier = rowOfStep.get(key);
  if (earlier !== undefined) reader.refuse('former_code', 'DUPLICATE', `Bước này đã có ở dòng ${earlier}.`);
  const sourceNote = reader.text('source_note') ?? '';
  const known = units.get(code);
  const made = known ? null : formerUnit(reader, { code, communeType, effectiveOn, certainty, sourceNote, kind });
  const former = known ?? made;
  if (known) checkKnown(reader, cells, known);
  if (!former || reader.faults.length > 0) return { faults: reader.faults };
  const document = reader.text('document');
  const facts = {
    predecessor: code,
    successor: successor.code,
    kind,
    share,
    effectiveOn,
    document,
    certainty,
    sourceNote,
  };
  const others = edges.filter((edge) => !isSameStep(edge, facts));
  const fault = stepFault(facts, former, successor, others);
  if (fault) reader.refuse(COLUMN_OF[fault.field] ?? 'former_code', fault.rule, fault.message);
  if (reader.faults.length > 0) return { faults: reader.faults };
  return { row, facts, newUnit: made, cells: toldCells(facts, former), before: steps.get(key) ?? null };
}

/** A former unit's stored code: with its last day behind it when a later unit carries the code on. */
function formerCode(cells: LineageCells, units: ReadonlyMap<string, UnitFacts>, effectiveOn: CivilDate): string {
  const code = cells.former_code;
  const owner = units.get(code);
  const isCarriedOn =
    owner !== undefined &&
    (code === cells.successor_code || (owner.validFrom !== null && owner.validFrom >= effectiveOn));
  return isCarriedOn ? supersededCode(code, addDays(effectiveOn, -1)) : code;
}

function formerUnit(
  reader: CellReader<LineageColumn>,
  unit: {
    readonly code: string;
    readonly communeType: CommuneType | null;
    readonly effectiveOn: CivilDate;
    readonly certainty: Certainty;
    readonly sourceNote: string;
    readonly kind: LineageKind;
  },
): UnitFacts | null {
  const name = reader.text('former_name');
  if (name === null) reader.refuse('former_name', 'REQUIRED', 'Đơn vị trước chưa có nên cần tên.');
  if (unit.communeType === null) reader.refuse('former_type', 'REQUIRED', 'Đơn vị trước chưa có nên cần loại.');
  if (name === null || unit.communeType === null) return null;
  const { code, communeType, effectiveOn, certainty, sourceNote, kind } = unit;
  const facts: UnitFacts = {
    code,
    kind: UnitKind.Commune,
    communeType,
    name,
    shortName: name.replace(TYPE_WORDS, ''),
    validFrom: null,
    validTo: kind === LineageKind.MergedInto ? effectiveOn : null,
    formerDistrict: reader.text('former_district'),
    certainty,
    sourceNote,
  };
  const columns: Partial<Record<keyof UnitFacts, LineageColumn>> = {
    code: 'former_code',
    formerDistrict: 'former_district',
    sourceNote: 'source_note',
  };
  for (const { field, rule, message } of faultsOfUnit(facts)) {
    reader.faults.push({ column: columns[field] ?? 'former_name', rule, message });
  }
  return facts;
}

/** A stored unit is only referred to: a row that says something else of it would change it unseen. */
function checkKnown(reader: CellReader<LineageColumn>, cells: LineageCells, known: UnitFacts): void {
  const told = {
    former_name: known.name,
    former_type: known.communeType ?? '',
    former_district: known.formerDistrict ?? '',
  };
  for (const [column, value] of Object.entries(told) as [LineageColumn, string][]) {
    if (cells[column] === '' || cells[column].normalize('NFC') === value) continue;
    reader.refuse(column, 'OTHER', `Đơn vị đã có ghi «${value}»; sửa đơn vị ở bảng units.`);
  }
}

function readShare(reader: CellReader<LineageColumn>, text: string, kind: LineageKind): Share {
  if (text === '') return kind === LineageKind.MergedInto ? WHOLE : null;
  if (text === '?') return null;
  const share = parseShare(text);
  if (share === undefined) reader.refuse('share', 'SHARE', `«${text}» không dùng được.`);
  return share ?? null;
}

function toldCells(facts: LineageFacts, former: UnitFacts): LineageCells {
  return {
    former_code: facts.predecessor,
    former_name: former.name,
    former_type: former.communeType ?? '',
    former_district: former.formerDistrict ?? '',
    successor_code: facts.successor,
    kind: facts.kind,
    share: formatShare(facts.share),
    effective_on: facts.effectiveOn,
    document: facts.document ?? '',
    certainty: facts.certainty,
    source_note: facts.sourceNote,
  };
}

function isSameStep(left: LineageEdge, right: LineageEdge): boolean {
  return left.predecessor === right.predecessor && left.successor === right.successor;
}
