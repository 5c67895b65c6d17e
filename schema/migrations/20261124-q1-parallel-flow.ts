import { Migration } from '@mikro-orm/migrations';

const SIGNATURE = `create or replace function dossier_flow(d dossier) returns table (
    bucket date, received_online int, received_in_person int, received_postal int,
    resolved_early int, resolved_on_time int, resolved_late int, became_overdue int,
    full_process int, eligible int, electronic_result int, payable int, paid_online int, rated int, satisfied int
  ) language sql immutable parallel safe as`;

/** Events of a dossier: 1 is its reception, 2 its resolution, 3 that it became overdue. */
const BY_EVENT = `
  select bucket_of(case event when 1 then d.received_on when 2 then d.finished_on else d.due_on + 1 end),
    (event = 1 and d.channel = 'ONLINE')::int,
    (event = 1 and d.channel = 'IN_PERSON')::int,
    (event = 1 and d.channel = 'POSTAL')::int,
    (event = 2 and coalesce(d.finished_on < d.due_on, false))::int,
    (event = 2 and (d.due_on is null or d.finished_on = d.due_on))::int,
    (event = 2 and coalesce(d.finished_on > d.due_on, false))::int,
    (event = 3)::int,
    (event = 2 and d.full_process)::int,
    (event = 2 and d.eligible)::int,
    (event = 2 and d.electronic_result)::int,
    (event = 2 and d.payable)::int,
    (event = 2 and d.payable and d.paid_online)::int,
    (event = 2 and d.rating is not null)::int,
    (event = 2 and coalesce(d.rating in ('VERY_SATISFIED', 'SATISFIED'), false))::int
  from (values (1), (2), (3)) as happening (event)
  where d.status not in (1, 3) and case event
    when 1 then d.received_on is not null
    when 2 then d.finished_on is not null
    else d.due_on is not null and (d.finished_on is null or d.finished_on > d.due_on) end`;

const BY_UNION = `
  select bucket_of(d.received_on),
    (d.channel = 'ONLINE')::int, (d.channel = 'IN_PERSON')::int, (d.channel = 'POSTAL')::int,
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0
  where d.status not in (1, 3) and d.received_on is not null
  union all
  select bucket_of(d.finished_on), 0, 0, 0,
    coalesce(d.finished_on < d.due_on, false)::int,
    (d.due_on is null or d.finished_on = d.due_on)::int,
    coalesce(d.finished_on > d.due_on, false)::int,
    0,
    d.full_process::int, d.eligible::int, d.electronic_result::int,
    d.payable::int, (d.payable and d.paid_online)::int,
    (d.rating is not null)::int, coalesce(d.rating in ('VERY_SATISFIED', 'SATISFIED'), false)::int
  where d.status not in (1, 3) and d.finished_on is not null
  union all
  select bucket_of(d.due_on + 1), 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0
  where d.status not in (1, 3) and d.due_on is not null and (d.finished_on is null or d.finished_on > d.due_on)`;

/**
 * `dossier_flow` in a form that several processes of PostgreSQL can work out side by side, with the same rows. What a
 * union inside a function takes from outside counts as a parameter, which keeps the whole statement to one process;
 * a join with the three events does not, and costs no more in one.
 */
export class ParallelFlow extends Migration {
  override up(): void {
    this.addSql(`${SIGNATURE} $$${BY_EVENT}\n  $$`);
  }

  override down(): void {
    this.addSql(`${SIGNATURE} $$${BY_UNION}\n  $$`);
  }
}
