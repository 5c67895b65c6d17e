import type { Client } from 'pg';
import type { FindingCount, RowRejection } from './import-finding.js';

/** Rejections that a summary shows; all are stored. */
export const SHOWN_REJECTIONS = 1000;

/** Creates the temporary table that rows are copied into; rejected rows may have no more than their findings. */
export const CREATE_INCOMING = `create temp table incoming (
    row_number int not null, opened_on date, code text collate "C", procedure_id uuid, receiving_unit_id uuid,
    resolving_unit_id uuid, channel text, status smallint, received_on date, due_on date, finished_on date,
    full_process boolean, eligible boolean, payable boolean, paid_online boolean, electronic_result boolean, rating text,
    synthetic boolean, updated_at timestamptz, rejected boolean not null, findings jsonb, raw jsonb) on commit drop`;

/** Rows of the file with what was found in them. */
const CREATE_NOTED = `create temp table noted
  (row_number int not null, rejected boolean not null, findings jsonb not null, raw jsonb, opened_on date,
    code text collate "C", updated_at timestamptz) on commit drop`;

/** One row a finding of `noted`. */
export const NOTED_FINDINGS = `noted cross join lateral rows from (
    jsonb_to_recordset(noted.findings) as ("column" text, rule text, severity text, value text, message text)
  ) with ordinality as finding ("column", rule, severity, value, message, place)`;

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
  const { rows } = await client.query<{ year: number | null; found: boolean; taken: boolean }>(
    `select extract(year from opened_on)::int as year, bool_or(found) as found, bool_or(taken) as taken
     from (select opened_on, bool_or(findings is not null) as found, bool_or(not rejected) as taken
           from incoming group by opened_on) as day
     group by year order by year`,
  );
  return {
    years: rows.flatMap(({ year, taken }) => (taken && year !== null ? year : [])),
    hasFindings: rows.some(({ found }) => found),
  };
}

/** Sets aside in `noted` what was found, and takes the rejected rows out of `incoming`. */
export async function setFindingsAside(client: Client, hasFindings: boolean): Promise<void> {
  await client.query(CREATE_NOTED);
  if (!hasFindings) return;
  await client.query(
    `insert into noted select row_number, rejected, findings, raw, opened_on, code, updated_at from incoming
     where findings is not null`,
  );
  await client.query('delete from incoming where rejected');
}

/** What was found in the file, as a summary shows it. */
export interface NotedSummary {
  /** Rows that are not taken. */
  readonly rejected: number;
  /** By rule and severity, most frequent first. */
  readonly findingCounts: readonly FindingCount[];
  /** The first `SHOWN_REJECTIONS`, in file order. */
  readonly rejections: readonly RowRejection[];
}

/** Adds up what was found. */
export async function summariseNoted(client: Client): Promise<NotedSummary> {
  const counted = await client.query<{ rejected: number }>(
    'select count(*)::int as rejected from noted where rejected',
  );
  const counts = await client.query<FindingCount>(
    `select rule, severity, count(*)::int as count from ${NOTED_FINDINGS}
     group by rule, severity order by count desc, rule`,
  );
  const shown = await client.query<RowRejection>(
    `select row_number as "row", "column", value, rule, message from ${NOTED_FINDINGS}
     where severity = 'BLOCK' order by row_number, place limit ${SHOWN_REJECTIONS}`,
  );
  return { rejected: counted.rows[0]?.rejected ?? 0, findingCounts: counts.rows, rejections: shown.rows };
}
