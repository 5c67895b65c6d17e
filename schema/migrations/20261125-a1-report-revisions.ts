import { Migration } from '@mikro-orm/migrations';

/**
 * Revisions and history of reports: the compiled figures move into the first revision. A sealed revision can neither be
 * changed nor deleted. Going down, the newest revision's figures return to the report and the others are lost.
 */
export class ReportRevisions extends Migration {
  override up(): void {
    this.addSql(
      `create table "report_revision" ("id" uuid not null default uuidv7(), "report_id" uuid not null, "number" int not null, "content" jsonb not null, "compiled_at" timestamptz not null, "data_version" bigint not null, "reason" text null, "summary" text null, "sealed_at" timestamptz null, "document" text null, "document_sha256" text null, primary key ("id"))`,
    );
    this.addSql(
      `alter table "report_revision" add constraint "report_revision_report_id_number_unique" unique ("report_id", "number")`,
    );
    this.addSql(
      `alter table "report_revision" add constraint "report_revision_report_id_foreign" foreign key ("report_id") references "report" ("id")`,
    );
    this.addSql(
      `alter table "report_revision" add constraint "report_revision_sealed_check" check ((sealed_at is null) = (document is null) and (sealed_at is null) = (document_sha256 is null))`,
    );
    this.addSql(`insert into "report_revision" ("report_id", "number", "content", "compiled_at", "data_version")
      select id, revision, content, compiled_at, data_version from "report" where content is not null`);
    this.addSql(`create function report_revision_sealed() returns trigger language plpgsql as $$ begin
      raise exception 'Revision % of report % is sealed', old.number, old.report_id using errcode = 'restrict_violation';
    end $$`);
    this.addSql(`create trigger report_revision_sealed before update or delete on "report_revision"
      for each row when (old.sealed_at is not null) execute function report_revision_sealed()`);
    this.addSql(`alter table "report" drop column "content", drop column "compiled_at", drop column "data_version"`);
    this.addSql(`alter table "report" add column "stale_since" timestamptz null`);
    this.addSql(
      `create table "report_event" ("id" uuid not null default uuidv7(), "report_id" uuid not null, "revision" int not null, "action" text not null, "from_state" text null, "to_state" text not null, "actor" text not null, "reason" text null, "at" timestamptz not null, primary key ("id"))`,
    );
    for (const column of ['from_state', 'to_state']) {
      this.addSql(
        `alter table "report_event" add constraint "report_event_${column}_check" check ("${column}" in ('ASSIGNED', 'DRAFT', 'WITH_HEAD', 'SENT', 'ACCEPTED', 'RETURNED', 'CORRECTION_REQUESTED'))`,
      );
    }
    this.addSql(`create index "report_event_report_id_at_index" on "report_event" ("report_id", "at")`);
    this.addSql(
      `alter table "report_event" add constraint "report_event_report_id_foreign" foreign key ("report_id") references "report" ("id")`,
    );
  }

  override down(): void {
    this.addSql(`drop table "report_event"`);
    this.addSql(
      `alter table "report" drop column "stale_since", add column "content" jsonb null, add column "compiled_at" timestamptz null, add column "data_version" bigint null`,
    );
    this.addSql(`update "report" set content = newest.content, compiled_at = newest.compiled_at,
        data_version = newest.data_version
      from "report_revision" newest where newest.report_id = report.id and newest.number = report.revision`);
    this.addSql(`drop table "report_revision"`);
    this.addSql(`drop function report_revision_sealed()`);
  }
}
