import type { Client } from 'pg';
import {
  ADD_TO_PROCEDURE_ROLLUP,
  ADD_TO_UNIT_ROLLUP,
  cellTable,
  DOSSIER_COLUMNS,
  dossierColumns,
  flowSelect,
} from './rollup-sql.js';

/** How many dossiers a merge made and changed. */
export interface MergeCounts {
  readonly created: number;
  readonly changed: number;
}

/** Any number that nothing else of the same database uses as an advisory lock. */
const MERGE_LOCK = 457_002;

/** What the source says of a dossier; `full_process` and `eligible` are derived, `updated_at` only orders. */
const CONTENT = DOSSIER_COLUMNS.filter(
  (column) => !['code', 'full_process', 'eligible', 'updated_at'].includes(column),
);

/** Creates the temporary table that rows are copied into. */
export const CREATE_INCOMING = `create temp table incoming (row_number integer not null, opened_on date, code text,
  procedure_id uuid, receiving_unit_id uuid, resolving_unit_id uuid, channel text, status smallint, received_on date,
  due_on date, finished_on date, full_process boolean, eligible boolean, payable boolean, paid_online boolean,
  electronic_result boolean, rating text, synthetic boolean, updated_at timestamptz, rejected boolean not null,
  findings jsonb, raw jsonb) on commit drop`;

const DROP_REJECTED = `delete from incoming where rejected`;

/** The newest row of a code stays, the first in the file when several are equally new. */
const DROP_SUPERSEDED = `delete from incoming where ctid in (
  select ctid from (
    select ctid, row_number() over (partition by code order by updated_at desc, row_number) as place
    from incoming where code in (select code from incoming group by code having count(*) > 1)
  ) as repeated where place > 1)`;

const KEEP_BEFORE = `create temp table before on commit drop as
  select d.* from dossier d join incoming i on i.code = d.code`;

const DROP_OLDER = `delete from incoming i using before b where b.code = i.code and i.updated_at <= b.updated_at`;

/** Only the time is taken over, so that a change between the two times does not come to seem newer. */
const DROP_SAME = `with same as (
    delete from incoming i using before b
    where b.code = i.code and (${contentOf('i')}) is not distinct from (${contentOf('b')})
    returning i.code, i.updated_at)
  update dossier d set updated_at = same.updated_at from same where d.code = same.code`;

const UPDATE_CHANGED = `update dossier d
  set ${DOSSIER_COLUMNS.slice(1)
    .map((column) => `${column} = i.${column}`)
    .join(', ')}
  from incoming i join before b on b.code = i.code where d.code = i.code`;

const INSERT_CREATED = `insert into dossier (${dossierColumns()})
  select ${dossierColumns('i')} from incoming i
  where not exists (select from before b where b.code = i.code)`;

const CELLS = cellTable([
  flowSelect('incoming d', 1),
  flowSelect('(select b.* from before b join incoming i on i.code = b.code) d', -1),
]);

/**
 * Lets one writer of dossiers at a time go on until its transaction ends. What a row changes is told by comparing it
 * with the stored one, so two merges side by side would both subtract the same old flow. An advisory lock, because a
 * lock on the row of `installation` would hold up every other writer of the product as well.
 */
export async function lockMerge(client: Client): Promise<void> {
  await client.query('select pg_advisory_xact_lock($1)', [MERGE_LOCK]);
}

/**
 * Takes the rows of table `incoming` into the dossiers and the difference they make into both rollups; call it after
 * `lockMerge`. Older rows and such with equal content change nothing.
 */
export async function mergeIncoming(client: Client): Promise<MergeCounts> {
  await client.query(DROP_REJECTED);
  await client.query('analyze incoming');
  await client.query(DROP_SUPERSEDED);
  await client.query(KEEP_BEFORE);
  await client.query('analyze before');
  await client.query(DROP_OLDER);
  await client.query(DROP_SAME);
  const changed = await client.query(UPDATE_CHANGED);
  const created = await client.query(INSERT_CREATED);
  await client.query(CELLS);
  await client.query(ADD_TO_PROCEDURE_ROLLUP);
  await client.query(ADD_TO_UNIT_ROLLUP);
  return { created: created.rowCount ?? 0, changed: changed.rowCount ?? 0 };
}

/** Replaces both rollups by what the stored dossiers add up to; call it after `lockMerge`. */
export async function replaceRollups(client: Client): Promise<void> {
  await client.query(cellTable([flowSelect('dossier d', 1)]));
  await client.query('delete from procedure_rollup');
  await client.query('delete from unit_rollup');
  await client.query(ADD_TO_PROCEDURE_ROLLUP);
  await client.query(ADD_TO_UNIT_ROLLUP);
}

function contentOf(alias: string): string {
  return CONTENT.map((column) => `${alias}.${column}`).join(', ');
}
