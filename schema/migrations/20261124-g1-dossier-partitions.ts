import { Migration } from '@mikro-orm/migrations';

const COLUMNS = `code, procedure_id, receiving_unit_id, resolving_unit_id, channel, status, received_on, due_on,
  finished_on, full_process, eligible, payable, paid_online, electronic_result, rating, synthetic, updated_at`;

/** Column definitions that both forms of the table share, after `code`. */
const DEFINITIONS = `"procedure_id" uuid not null, "receiving_unit_id" uuid not null, "resolving_unit_id" uuid not null,
  "channel" text not null, "status" smallint not null, "received_on" date null, "due_on" date null,
  "finished_on" date null, "full_process" boolean not null, "eligible" boolean not null, "payable" boolean not null,
  "paid_online" boolean not null, "electronic_result" boolean not null, "rating" text null,
  "synthetic" boolean not null, "updated_at" timestamptz not null,
  constraint "dossier_channel_check" check ("channel" in ('ONLINE', 'IN_PERSON', 'POSTAL')),
  constraint "dossier_rating_check" check ("rating" in ('VERY_SATISFIED', 'SATISFIED', 'DISSATISFIED'))`;

const FLOW_BODY = `
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

const CREATE_FLOW = `create function dossier_flow(d dossier) returns table (
    bucket date, received_online int, received_in_person int, received_postal int,
    resolved_early int, resolved_on_time int, resolved_late int, became_overdue int,
    full_process int, eligible int, electronic_result int, payable int, paid_online int, rated int, satisfied int
  ) language sql immutable parallel safe as $$${FLOW_BODY}
  $$`;

/** Days since the bucket began, by day of the month: one look-up, where two of `extract` count in decimal numbers. */
const CREATE_BUCKET = `create or replace function bucket_of(day date) returns date language sql immutable parallel safe as $$
    select day - ('{0,1,2,3,4,5,6,7,8,9,10,11,12,13,0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16}'::int[])[
      date_part('day', day)::int]
  $$`;

const BUCKET_BEFORE = `create or replace function bucket_of(day date) returns date language sql immutable parallel safe as $$
        select day - extract(day from day)::int + case when extract(day from day) >= 15 then 15 else 1 end
      $$`;

/**
 * Dossiers by the year in their code: one partition a year, so that an import touches the years it holds, an archive
 * takes a whole year away, and an index never grows over all years.
 *
 * The day in the code is part of the key and never changes, so a code is still unique. Codes compare by bytes: an index
 * in the order of Vietnamese takes several times as long to build. No foreign keys: units and procedures are never
 * deleted, the import takes their ids from the tables themselves, so three checks a
 * row would find nothing. Further years come into being with their first dossiers.
 */
export class DossierPartitions extends Migration {
  override up(): void {
    this.addSql('drop function dossier_flow(dossier)');
    this.addSql('alter table dossier rename to dossier_before');
    this.addSql('alter table dossier_before rename constraint dossier_pkey to dossier_before_pkey');
    this.addSql(
      'alter table dossier_before drop constraint dossier_channel_check, drop constraint dossier_rating_check',
    );
    this.addSql('drop index dossier_synthetic_index');
    this.addSql('drop index dossier_resolving_unit_id_procedure_id_index');
    this.addSql(`create table "dossier" ("opened_on" date not null, "code" text collate "C" not null, ${DEFINITIONS},
      constraint "dossier_pkey" primary key ("opened_on", "code")) partition by range ("opened_on")`);
    this.addSql(`do $$
      declare y int;
      begin
        create temp table moving on commit drop as
          select case when pg_input_is_valid(day, 'date') then day::date
            else coalesce(received_on, date '2000-01-01') end as opened_on, d.*
          from (select '20' || regexp_replace(code, '^.*-(\\d{2})(\\d{2})(\\d{2})-\\d+$', '\\1-\\2-\\3') as day, b.*
            from dossier_before b) d;
        for y in select extract(year from opened_on)::int from moving
          union select generate_series(2024, 2027) order by 1 loop
          execute format('create table dossier_%s partition of dossier for values from (%L) to (%L)',
            y, make_date(y, 1, 1), make_date(y + 1, 1, 1));
        end loop;
        insert into dossier (opened_on, ${COLUMNS}) select opened_on, ${COLUMNS} from moving;
        drop table moving;
      end $$`);
    this.addSql('drop table dossier_before');
    this.addSql(`create index "dossier_resolving_unit_id_procedure_id_received_on_index"
      on "dossier" ("resolving_unit_id", "procedure_id", "received_on")`);
    this.addSql('create index "dossier_received_on_index" on "dossier" ("received_on")');
    this.addSql('create index "dossier_finished_on_index" on "dossier" ("finished_on")');
    this.addSql('create index "dossier_due_on_index" on "dossier" ("due_on")');
    this.addSql('create index dossier_synthetic_index on dossier (opened_on) where synthetic');
    this.addSql('alter table procedure_rollup drop constraint procedure_rollup_unit_id_foreign');
    this.addSql('alter table procedure_rollup drop constraint procedure_rollup_procedure_id_foreign');
    this.addSql(CREATE_BUCKET);
    this.addSql(CREATE_FLOW);
  }

  override down(): void {
    this.addSql('drop function dossier_flow(dossier)');
    this.addSql('alter table dossier rename to dossier_before');
    this.addSql('alter table dossier_before rename constraint dossier_pkey to dossier_before_pkey');
    this.addSql(`create table "dossier" ("code" text not null, ${DEFINITIONS},
      constraint "dossier_pkey" primary key ("code"))`);
    this.addSql(`insert into dossier (${COLUMNS}) select ${COLUMNS} from dossier_before`);
    this.addSql('drop table dossier_before');
    this.addSql(
      'create index "dossier_resolving_unit_id_procedure_id_index" on "dossier" ("resolving_unit_id", "procedure_id")',
    );
    this.addSql('create index dossier_synthetic_index on dossier (code) where synthetic');
    for (const [column, table] of [
      ['procedure_id', 'procedure'],
      ['receiving_unit_id', 'unit'],
      ['resolving_unit_id', 'unit'],
    ]) {
      this.addSql(`alter table "dossier" add constraint "dossier_${column}_foreign"
        foreign key ("${column}") references "${table}" ("id")`);
    }
    this.addSql(`alter table "procedure_rollup" add constraint "procedure_rollup_unit_id_foreign"
      foreign key ("unit_id") references "unit" ("id")`);
    this.addSql(`alter table "procedure_rollup" add constraint "procedure_rollup_procedure_id_foreign"
      foreign key ("procedure_id") references "procedure" ("id")`);
    this.addSql(BUCKET_BEFORE);
    this.addSql(CREATE_FLOW);
  }
}
