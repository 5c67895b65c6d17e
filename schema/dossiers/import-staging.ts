import type { Client } from 'pg';

/** Creates the temporary table that rows are copied into; rejected rows may have no more than their findings. */
export const CREATE_INCOMING = `create temp table incoming (
    row_number int not null, opened_on date, code text collate "C", procedure_id uuid, receiving_unit_id uuid,
    resolving_unit_id uuid, channel text, status smallint, received_on date, due_on date, finished_on date,
    full_process boolean, eligible boolean, payable boolean, paid_online boolean, electronic_result boolean, rating text,
    synthetic boolean, updated_at timestamptz, rejected boolean not null, findings jsonb, raw jsonb) on commit drop`;

/** A row of the file with what was found in it. */
const CREATE_NOTED = `create temp table noted (row_number int, rejected boolean, findings jsonb, raw jsonb) on commit drop`;

/** Sets aside what was found, and takes the rejected rows out of `incoming`. */
export async function setFindingsAside(client: Client): Promise<void> {
  await client.query(CREATE_NOTED);
  await client.query(
    `insert into noted select row_number, rejected, findings, raw from incoming where findings is not null`,
  );
  await client.query('delete from incoming where rejected');
}
