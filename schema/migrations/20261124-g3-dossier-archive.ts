import { Migration } from '@mikro-orm/migrations';

/** Years of dossiers that were written to a file and taken away, and the flows they leave in the figures. */
export class DossierArchive extends Migration {
  override up(): void {
    this.addSql(`create table "dossier_archive" ("year" smallint not null, "file_name" text not null,
      "sha256" text not null, "rows" int not null, "has_synthetic" boolean not null, "actor" text not null,
      "archived_at" timestamptz not null default clock_timestamp(), primary key ("year"))`);
    this.addSql(`create table "archived_rollup" ("year" smallint not null, "unit_id" uuid not null,
      "procedure_id" uuid not null, "bucket" date not null, "received_online" int not null,
      "received_in_person" int not null, "received_postal" int not null, "resolved_early" int not null,
      "resolved_on_time" int not null, "resolved_late" int not null, "became_overdue" int not null,
      "full_process" int not null, "eligible" int not null, "electronic_result" int not null, "payable" int not null,
      "paid_online" int not null, "rated" int not null, "satisfied" int not null,
      primary key ("year", "unit_id", "procedure_id", "bucket"))`);
  }

  override down(): void {
    this.addSql('drop table "archived_rollup"');
    this.addSql('drop table "dossier_archive"');
  }
}
