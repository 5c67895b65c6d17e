import type { Client } from 'pg';
import { attachYear, dossierYears, fillingTable, fillYear, openedIn, type DossierYear } from './dossier-partition.js';
import { fillRollup, isRollupEmpty, placeRollup } from './rollup-filling.js';
import {
  ADD_TO_PROCEDURE_ROLLUP,
  ADD_TO_UNIT_ROLLUP,
  ARCHIVED_FLOWS,
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

/** What is known of table `incoming`. */
export interface Incoming {
  /** Years in which its rows were opened. */
  readonly years: readonly number[];
  /** Whether a code may be there twice. */
  readonly mayRepeat: boolean;
}

/** Advisory lock of writers of dossiers: any number that nothing else of the same database uses as one. */
export const MERGE_LOCK = 457_002;

const KEY = ['opened_on', 'code'];
/** What the source says of a dossier; `full_process` and `eligible` are derived, `updated_at` only orders. */
const CONTENT = DOSSIER_COLUMNS.filter(
  (column) => ![...KEY, 'full_process', 'eligible', 'updated_at'].includes(column),
);

/** The newest row of a code stays, the first in the file when several are equally new. */
const DROP_SUPERSEDED = `delete from incoming where ctid in (
  select ctid from (
    select ctid, row_number() over (partition by opened_on, code order by updated_at desc, row_number) as place
    from incoming where code in (select code from incoming group by code having count(*) > 1)
  ) as repeated where place > 1)`;

const CREATE_BEFORE = `create temp table before (like dossier) on commit drop`;

/** A year at a time, so that the planner looks at one partition and at no other. */
function keepBefore(year: number): string {
  return `insert into before select d.* from incoming i join dossier d on d.opened_on = i.opened_on and d.code = i.code
    where ${openedIn(year, 'd')} and ${openedIn(year, 'i')}`;
}

const DROP_OLDER = `delete from incoming i using before b
  where b.opened_on = i.opened_on and b.code = i.code and i.updated_at <= b.updated_at`;

/** Only the time is taken over, so that a change between the two times does not come to seem newer. */
const DROP_SAME = `with same as (
    delete from incoming i using before b
    where b.opened_on = i.opened_on and b.code = i.code and (${contentOf('i')}) is not distinct from (${contentOf('b')})
    returning i.opened_on, i.code, i.updated_at)
  update dossier d set updated_at = same.updated_at from same where d.opened_on = same.opened_on and d.code = same.code`;

const UPDATE_CHANGED = `update dossier d
  set ${DOSSIER_COLUMNS.filter((column) => !KEY.includes(column))
    .map((column) => `${column} = i.${column}`)
    .join(', ')}
  from incoming i join before b on b.opened_on = i.opened_on and b.code = i.code
  where d.opened_on = i.opened_on and d.code = i.code`;

/** In key order, which is kind to the indexes. */
function insertCreated(year: number): string {
  return `insert into dossier (${dossierColumns()})
    select ${dossierColumns('i')} from incoming i
    where ${openedIn(year, 'i')}
      and not exists (select from before b where b.opened_on = i.opened_on and b.code = i.code)
    order by i.opened_on, i.code`;
}

const FLOWS_BEFORE = flowSelect(
  '(select b.* from before b join incoming i on i.opened_on = b.opened_on and i.code = b.code) d',
  -1,
);

/** Those of a year with a table of its own are taken from there: several processes read it, a temporary one only its own. */
function incomingFlows(filled: readonly DossierYear[], fresh: readonly DossierYear[]): string[] {
  return [
    ...fresh.map(({ year }) => flowSelect(`${fillingTable(year)} d`, 1)),
    ...filled.map(({ year }) => flowSelect(`(select * from incoming i where ${openedIn(year, 'i')}) d`, 1)),
  ];
}

/**
 * Lets one writer of dossiers at a time go on until its transaction ends. What a row changes is told by comparing it
 * with the stored one, so two merges side by side would both subtract the same old flow. An advisory lock, because a
 * lock on the row of `installation` would hold up every other writer of the product as well.
 */
export async function lockMerge(client: Client): Promise<void> {
  await client.query('select pg_advisory_xact_lock($1)', [MERGE_LOCK]);
}

/**
 * Takes the rows of table `incoming` into the dossiers and the difference they make into both
 * rollups; call it after `lockMerge`, with no rejected row left. Older rows and such with equal content change nothing.
 */
export async function mergeIncoming(
  client: Client,
  { years: incomingYears, mayRepeat }: Incoming,
): Promise<MergeCounts> {
  const years = await dossierYears(client, incomingYears);
  const filled = years.filter(({ partition }) => partition === 'FILLED');
  const fresh = years.filter(({ partition }) => partition !== 'FILLED');
  if (mayRepeat) await client.query(DROP_SUPERSEDED);
  const changed = await changeStored(client, filled);
  let created = 0;
  for (const { year } of filled) created += (await client.query(insertCreated(year))).rowCount ?? 0;
  for (const { year } of fresh) created += await fillYear(client, year);
  const isFirst = created > 0 && (await isRollupEmpty(client));
  if (created + changed > 0) {
    const flows = [...incomingFlows(filled, fresh), ...(changed > 0 ? [FLOWS_BEFORE] : [])];
    await addCells(client, flows, isFirst);
  }
  for (const year of fresh) await attachYear(client, year);
  if (isFirst) await placeRollup(client);
  return { created, changed };
}

/** Changes what is stored, leaves in `incoming` what is new or changed; the number of changed dossiers. */
async function changeStored(client: Client, years: readonly DossierYear[]): Promise<number> {
  await client.query(CREATE_BEFORE);
  let known = 0;
  for (const { year } of years) known += (await client.query(keepBefore(year))).rowCount ?? 0;
  if (known === 0) return 0;
  await client.query('analyze before');
  await client.query(DROP_OLDER);
  await client.query(DROP_SAME);
  return (await client.query(UPDATE_CHANGED)).rowCount ?? 0;
}

/** Replaces both rollups by what the stored dossiers and the archived years add up to; call it after `lockMerge`. */
export async function replaceRollups(client: Client): Promise<void> {
  await client.query('delete from procedure_rollup');
  await client.query('delete from unit_rollup');
  await addCells(client, [flowSelect('dossier d', 1), ARCHIVED_FLOWS]);
}

async function addCells(client: Client, flows: readonly string[], isFirst = false): Promise<void> {
  await client.query(cellTable(flows));
  if (isFirst) await fillRollup(client);
  else await client.query(ADD_TO_PROCEDURE_ROLLUP);
  await client.query(ADD_TO_UNIT_ROLLUP);
}

function contentOf(alias: string): string {
  return CONTENT.map((column) => `${alias}.${column}`).join(', ');
}
