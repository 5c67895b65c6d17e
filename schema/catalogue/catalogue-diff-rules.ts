import { parse } from 'csv-parse/sync';
import { PlanError } from '../base/index.js';
import { PROCEDURE_CODE } from './fact-rules.js';
import { CompetenceLevel, ProcedureStatus, ServiceLevel } from './procedure-enums.js';

/** Columns of an export of the national database that are compared; `code` must be there, the rest may. */
export const DIFF_COLUMNS = ['name', 'field', 'competence', 'service_level', 'status', 'decision'] as const;

/** Name of a compared column. */
export type DiffColumn = (typeof DIFF_COLUMNS)[number];

/** A procedure on either side: its code and, by column, what is said of it; null is nothing. */
export interface DiffProcedure {
  readonly code: string;
  readonly values: Readonly<Partial<Record<DiffColumn, string | null>>>;
}

/** One of ours. */
export interface OwnProcedure extends DiffProcedure {
  /** Code of the department that manages it. */
  readonly ownerCode: string;
  /** Every code it ever had. */
  readonly codes: readonly string[];
}

/** What a difference is. */
export enum DiffKind {
  Added = 'ADDED',
  Removed = 'REMOVED',
  Changed = 'CHANGED',
  AbolishedStillPublished = 'ABOLISHED_STILL_PUBLISHED',
}

/** A difference; `responsible` is a department's code, null when no field of ours tells which. */
export interface DiffEntry {
  readonly kind: DiffKind;
  readonly code: string;
  readonly name: string;
  readonly responsible: string | null;
  /** For CHANGED: the columns that differ, ours before, theirs after. */
  readonly fields: readonly {
    readonly column: DiffColumn;
    readonly before: string | null;
    readonly after: string | null;
  }[];
}

const MEMBERS: Partial<Record<DiffColumn, readonly string[]>> = {
  competence: Object.values(CompetenceLevel),
  service_level: Object.values(ServiceLevel),
  status: Object.values(ProcedureStatus),
};
const MOST_FAULTS = 20;

/**
 * Procedures of an export, in file order. UTF-8, comma or semicolon as the first line shows; of a code the first 8
 * characters count; an empty cell says nothing.
 * @throws PlanError INVALID_INPUT naming the rows that cannot be read; nothing is compared then.
 */
export function readDiffFile(text: string): DiffProcedure[] {
  const rows = cellsOf(text);
  const header = rows[0]?.map((name) => name.toLowerCase()) ?? [];
  if (!header.includes('code')) throw refusal('Dòng đầu phải là tên cột, trong đó có cột code.');
  const faults: string[] = [];
  const seen = new Map<string, number>();
  const procedures = rows.slice(1).map((cells, index) => {
    const row = index + 2;
    const cell = (name: string) => cells[header.indexOf(name)]?.normalize('NFC') ?? '';
    const code = cell('code').slice(0, 8);
    if (!PROCEDURE_CODE.test(code)) faults.push(`dòng ${row}: «${cell('code').slice(0, 40)}» không phải mã thủ tục`);
    else if (seen.has(code)) faults.push(`dòng ${row}: mã ${code} đã có ở dòng ${seen.get(code)}`);
    seen.set(code, row);
    const named = DIFF_COLUMNS.filter((column) => header.includes(column) && cell(column) !== '');
    for (const column of named) {
      const members = MEMBERS[column];
      if (members && !members.includes(cell(column))) {
        faults.push(`dòng ${row}, cột ${column}: «${cell(column).slice(0, 40)}» không thuộc ${members.join(', ')}`);
      }
    }
    return { code, values: Object.fromEntries(named.map((column) => [column, cell(column)])) };
  });
  if (faults.length === 0) return procedures;
  const more = faults.length > MOST_FAULTS ? ` … và ${faults.length - MOST_FAULTS} lỗi khác` : '';
  throw refusal(`Tệp có lỗi: ${faults.slice(0, MOST_FAULTS).join('; ')}${more}.`);
}

/**
 * How ours differ from theirs, by code; of one code first that it is abolished. What theirs says nothing about does not
 * differ. A procedure that is abolished there and in force here is told as such (điểm IV.9.b), not as a change of
 * status; one that is in force on neither side is no difference when it is missing on one.
 */
export function diffOf(own: readonly OwnProcedure[], theirs: readonly DiffProcedure[]): DiffEntry[] {
  const ownByCode = new Map(own.flatMap((procedure) => procedure.codes.map((code) => [code, procedure] as const)));
  const managers = managersByField(own);
  const met = new Set<OwnProcedure>();
  const entries: DiffEntry[] = [];
  for (const procedure of theirs) {
    const mine = ownByCode.get(procedure.code);
    if (mine) {
      met.add(mine);
      entries.push(...differences(mine, procedure));
    } else if (isInForce(procedure)) {
      const responsible = managers.get(procedure.values.field ?? '') ?? null;
      const { code, values } = procedure;
      entries.push({ kind: DiffKind.Added, code, name: values.name ?? '', responsible, fields: [] });
    }
  }
  for (const mine of own) {
    if (met.has(mine) || !isInForce(mine)) continue;
    entries.push(entryOf(DiffKind.Removed, mine));
  }
  return entries.toSorted((a, b) => compare(a.code, b.code) || compare(a.kind, b.kind));
}

function differences(mine: OwnProcedure, theirs: DiffProcedure): DiffEntry[] {
  const isStale = isInForce(mine) && theirs.values.status === ProcedureStatus.Abolished;
  const columns = DIFF_COLUMNS.filter((column) => !(isStale && column === 'status'));
  const fields = columns.flatMap((column) => {
    const [before, after] = [mine.values[column] ?? null, theirs.values[column] ?? null];
    return after === null || before === after ? [] : [{ column, before, after }];
  });
  return [
    ...(isStale ? [entryOf(DiffKind.AbolishedStillPublished, mine)] : []),
    ...(fields.length > 0 ? [{ ...entryOf(DiffKind.Changed, mine), fields }] : []),
  ];
}

function entryOf(kind: DiffKind, { code, values, ownerCode }: OwnProcedure): DiffEntry {
  return { kind, code, name: values.name ?? '', responsible: ownerCode, fields: [] };
}

/** A procedure whose status nobody tells is taken to be in force. */
function isInForce({ values }: DiffProcedure): boolean {
  return (values.status ?? ProcedureStatus.Published) === ProcedureStatus.Published;
}

/** The department that manages most procedures of a field; at equal numbers the first by code. */
function managersByField(own: readonly OwnProcedure[]): Map<string, string> {
  const byField = Map.groupBy(own, ({ values }) => values.field ?? '');
  return new Map(
    [...byField].map(([field, procedures]) => {
      const owners = [...Map.groupBy(procedures, ({ ownerCode }) => ownerCode)];
      const [most] = owners.toSorted((a, b) => b[1].length - a[1].length || compare(a[0], b[0]));
      return [field, most?.[0] ?? ''];
    }),
  );
}

function cellsOf(text: string): string[][] {
  const firstLine = text.slice(0, text.search(/\r?\n|$/));
  const delimiter = firstLine.includes(';') && !firstLine.includes(',') ? ';' : ',';
  try {
    return parse(text, { bom: true, trim: true, skip_empty_lines: true, relax_column_count: true, delimiter });
  } catch {
    throw refusal('Không đọc được tệp CSV: có thể dấu ngoặc kép mở mà không đóng.');
  }
}

function refusal(message: string): PlanError {
  return new PlanError('INVALID_INPUT', message, { field: 'csv' });
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
