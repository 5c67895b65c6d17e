import { UnitKind } from '../../organisation/index.js';
import { receivedOf, resolvedOf, NO_DOSSIERS, type StatisticsCounts } from './statistics.js';

/** Columns 3 to 13 of form 06/VPCP/KSTT, in their order; numbers of dossiers, 0 or more. */
export interface Form06Columns {
  readonly column3: number;
  readonly column4: number;
  readonly column5: number;
  readonly column6: number;
  readonly column7: number;
  readonly column8: number;
  readonly column9: number;
  readonly column10: number;
  readonly column11: number;
  readonly column12: number;
  readonly column13: number;
}

/** What a row sums: everything, the units of one kind, or one field of procedures at them. */
export enum Form06Level {
  Total = 'TOTAL',
  KindOfUnit = 'UNIT_KIND',
  Field = 'FIELD',
}

/** A row of the form: its number (column 1), label (column 2) and columns. */
export interface Form06RowParts extends Form06Columns {
  readonly number: string;
  readonly label: string;
  readonly level: Form06Level;
}

/** Counts of the units of a kind in a field. */
export interface FieldCounts {
  readonly kind: UnitKind;
  readonly field: string;
  readonly counts: StatisticsCounts;
}

/** Rows of the form by level of government; there is no district level since 01/7/2025. */
const GROUPS: readonly { readonly kind: UnitKind; readonly label: string }[] = [
  { kind: UnitKind.Department, label: 'Cấp tỉnh: sở, ban, ngành' },
  { kind: UnitKind.Commune, label: 'Cấp xã: xã, phường' },
  { kind: UnitKind.Agency, label: 'Cơ quan, tổ chức khác' },
];

const ROMAN = ['I', 'II', 'III'];

/**
 * The columns of counts: 3 = 4 + 5 + 6 = 7 + 11, 7 = 8 + 9 + 10, 11 = 12 + 13.
 * Source: Thông tư 01/2020/TT-VPCP, Biểu số 06/VPCP/KSTT.
 */
export function form06Columns(counts: StatisticsCounts): Form06Columns {
  return {
    column3: receivedOf(counts) + counts.carriedOver,
    column4: counts.receivedOnline,
    column5: counts.receivedInPerson + counts.receivedPostal,
    column6: counts.carriedOver,
    column7: resolvedOf(counts),
    column8: counts.resolvedEarly,
    column9: counts.resolvedOnTime,
    column10: counts.resolvedLate,
    column11: counts.inProgress,
    column12: counts.inProgress - counts.inProgressLate,
    column13: counts.inProgressLate,
  };
}

/**
 * The rows of the form: each kind of unit (I, II, …) with its fields (1, 2, …) below in the order given, then the
 * total. A field without any dossier is left out; departments and communes always have their row, agencies only when
 * they have dossiers. A row above others is their sum.
 */
export function form06Rows(all: readonly FieldCounts[], kinds: readonly UnitKind[]): Form06RowParts[] {
  const active = all.filter(({ counts }) => hasAny(counts));
  const shown = GROUPS.filter(({ kind }) => kinds.includes(kind) || active.some((one) => one.kind === kind));
  const rows = shown.flatMap(({ kind, label }, place) => {
    const own = active.filter((one) => one.kind === kind);
    const fields = own.map(({ field, counts }, index) =>
      rowOf(Form06Level.Field, String(index + 1), field, form06Columns(counts)),
    );
    return [rowOf(Form06Level.KindOfUnit, ROMAN[place] ?? '', label, sumOf(fields)), ...fields];
  });
  const groups = rows.filter(({ level }) => level === Form06Level.KindOfUnit);
  return [...rows, rowOf(Form06Level.Total, '', 'Tổng số', sumOf(groups))];
}

function rowOf(level: Form06Level, number: string, label: string, columns: Form06Columns): Form06RowParts {
  return { level, number, label, ...columns };
}

function hasAny(counts: StatisticsCounts): boolean {
  return Object.values(form06Columns(counts)).some((value) => value > 0);
}

function sumOf(rows: readonly Form06Columns[]): Form06Columns {
  const names = Object.keys(form06Columns(NO_DOSSIERS)) as (keyof Form06Columns)[];
  const sums = names.map((name) => [name, rows.reduce((sum, row) => sum + row[name], 0)]);
  return Object.fromEntries(sums) as unknown as Form06Columns;
}
