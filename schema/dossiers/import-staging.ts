import type { Client } from 'pg';

/** Creates the temporary table that rows are copied into; rejected rows may have no more than their findings. */
export const CREATE_INCOMING = `create temp table incoming (
    row_number int not null, opened_on date, code text collate "C", procedure_id uuid, receiving_unit_id uuid,
    resolving_unit_id uuid, channel text, status smallint, received_on date, due_on date, finished_on date,
    full_process boolean, eligible boolean, payable boolean, paid_online boolean, electronic_result boolean, rating text,
    synthetic boolean, updated_at timestamptz, rejected boolean not null, findings jsonb, raw jsonb) on commit drop`;

/** A row of the file with what was found in it. */
const CREATE_NOTED = `create temp table noted (row_number int, rejected boolean, findings jsonb, raw jsonb) on commit drop`;

/** What was read into `incoming`. */
export interface Staged {
  /** Years in which rows that are not rejected were opened, earliest first. */
  readonly years: readonly number[];
  /** Whether anything was found in any row. */
  readonly hasFindings: boolean;
}

/** Looks once over all rows, and lets the planner know the keys. */
export async function surveyIncoming(client: Client): Promise<Staged> {
  await client.query('analyze incoming (opened_on, code)');
  const { rows } = await client.query<{ year: number | null; found: boolean }>(
    `select extract(year from opened_on)::int as year, bool_or(found) as found from (
       select opened_on, bool_or(findings is not null) as found
       from incoming group by opened_on) as day
     group by year order by year`,
  );
  return {
    years: rows.flatMap(({ year }) => year ?? []),
    hasFindings: rows.some(({ found }) => found),
  };
}

/** Sets aside what was found, and takes the rejected rows out of `incoming`. */
export async function setFindingsAside(client: Client, { hasFindings }: Staged): Promise<void> {
  await client.query(CREATE_NOTED);
  if (!hasFindings) return;
  await client.query(
    `insert into noted select row_number, rejected, findings, raw from incoming where findings is not null`,
  );
  await client.query('delete from incoming where rejected');
}
