import { Migration } from '@mikro-orm/migrations';

/**
 * `dossier_flow(dossier)` says which counts one dossier adds to which half-month bucket: one row for its reception, one
 * for its resolution, one for the day it became overdue. Import, rebuild and integrity check all sum this one function.
 *
 * - Statuses 1 (not yet received) and 3 (refused) add nothing.
 * - On time compares dates: finished before, on, after the appointment (form 06/VPCP/KSTT, columns 8–10).
 * - A dossier is overdue from the day after its appointment unless it was finished by then.
 */
export class DossierFlow extends Migration {
  override up(): void {
    this.addSql(`
      create function bucket_of(day date) returns date language sql immutable strict parallel safe as $$
        select case when extract(day from day) >= 15
          then date_trunc('month', day::timestamp)::date + 14
          else date_trunc('month', day::timestamp)::date end
      $$`);
    this.addSql(`
      create function dossier_flow(d dossier) returns table (
        bucket date, received_online int, received_in_person int, received_postal int,
        resolved_early int, resolved_on_time int, resolved_late int, became_overdue int,
        full_process int, eligible int, electronic_result int, payable int, paid_online int, rated int, satisfied int
      ) language sql immutable parallel safe as $$
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
        where d.status not in (1, 3) and d.due_on is not null and (d.finished_on is null or d.finished_on > d.due_on)
      $$`);
  }

  override down(): void {
    this.addSql('drop function dossier_flow(dossier)');
    this.addSql('drop function bucket_of(date)');
  }
}
