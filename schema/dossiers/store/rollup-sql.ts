/** Flows of a bucket in the order that `dossier_flow` returns them. */
export const FLOWS = [
  'received_online',
  'received_in_person',
  'received_postal',
  'resolved_early',
  'resolved_on_time',
  'resolved_late',
  'became_overdue',
  'full_process',
  'eligible',
  'electronic_result',
  'payable',
  'paid_online',
  'rated',
  'satisfied',
] as const;

/** Columns of table `dossier` in the order of the table, as a row has to be given to `dossier_flow`. */
export const DOSSIER_COLUMNS = [
  'opened_on',
  'code',
  'procedure_id',
  'receiving_unit_id',
  'resolving_unit_id',
  'channel',
  'status',
  'received_on',
  'due_on',
  'finished_on',
  'full_process',
  'eligible',
  'payable',
  'paid_online',
  'electronic_result',
  'rating',
  'synthetic',
  'updated_at',
] as const;

/** The columns, of a table alias when one is given, with commas between. */
export function dossierColumns(alias?: string): string {
  return DOSSIER_COLUMNS.map((column) => (alias ? `${alias}.${column}` : column)).join(', ');
}

/**
 * A select of the flows that the rows of a table (alias `d`, with the columns of `dossier`) add to cells (`sign` 1) or
 * took part in before (`sign` -1): `unit_id, procedure_id, bucket` and the flows.
 */
export function flowSelect(from: string, sign: 1 | -1): string {
  const flows = FLOWS.map((flow) => (sign === 1 ? `f.${flow}` : `-f.${flow} as ${flow}`));
  return `select d.resolving_unit_id as unit_id, d.procedure_id, f.bucket, ${flows.join(', ')}
    from ${from}, dossier_flow(row(${dossierColumns('d')})::dossier) f`;
}

/** A select of the flows that archived years leave behind, as `flowSelect` gives those of dossiers. */
export const ARCHIVED_FLOWS = `select unit_id, procedure_id, bucket, ${FLOWS.join(', ')} from archived_rollup`;

/** A select of one row a unit, procedure and bucket with the summed flows; all-zero rows left out. */
export function cellsOf(flows: readonly string[]): string {
  const sums = FLOWS.map((flow) => `sum(${flow})::int as ${flow}`);
  const anything = FLOWS.map((flow) => `sum(${flow}) <> 0`);
  return `select unit_id, procedure_id, bucket, ${sums.join(', ')} from (${flows.join(' union all ')}) as flow
    group by unit_id, procedure_id, bucket having ${anything.join(' or ')}`;
}

/** Creates temporary table `cell` with the rows of `cellsOf`. */
export function cellTable(flows: readonly string[]): string {
  return `create temp table cell on commit drop as ${cellsOf(flows)}`;
}

/** Keeps the flows of a partition as those of an archived year. */
export function archiveFlows(partition: string, year: number): string {
  return `insert into archived_rollup (year, unit_id, procedure_id, bucket, ${FLOWS.join(', ')})
    select ${year}, cells.* from (${cellsOf([flowSelect(`${partition} d`, 1)])}) as cells`;
}

const CELLS_IN_KEY_ORDER = `select unit_id, procedure_id, bucket, ${FLOWS.join(', ')} from cell
  order by unit_id, procedure_id, bucket`;

/** Writes `cell` into the empty table that becomes `procedure_rollup`; in key order, so that a unit's rows lie together. */
export const FILL_PROCEDURE_ROLLUP = `insert into procedure_rollup_filling (unit_id, procedure_id, bucket, ${FLOWS.join(', ')})
  ${CELLS_IN_KEY_ORDER}`;

/** Adds `cell` to `procedure_rollup`; in key order, so that two writers of the same cells cannot lock crosswise. */
export const ADD_TO_PROCEDURE_ROLLUP = `insert into procedure_rollup as r (unit_id, procedure_id, bucket, ${FLOWS.join(', ')})
  ${CELLS_IN_KEY_ORDER} on conflict (unit_id, procedure_id, bucket) do update set ${added()}`;

/** Adds `cell` to `unit_rollup`, over all procedures. */
export const ADD_TO_UNIT_ROLLUP = `insert into unit_rollup as r (unit_id, bucket, ${FLOWS.join(', ')})
  select unit_id, bucket, ${FLOWS.map((flow) => `sum(${flow})`).join(', ')} from cell group by unit_id, bucket
  order by unit_id, bucket
  on conflict (unit_id, bucket) do update set ${added()}`;

function added(): string {
  return FLOWS.map((flow) => `${flow} = r.${flow} + excluded.${flow}`).join(', ');
}
