import { Migration } from '@mikro-orm/migrations';

/**
 * Everything found in the rows of a dossier file is kept, with its severity and the row's cells, so that rejected rows
 * can be given back to be mended; and the hash of the file, so that the same file is known again.
 */
export class ImportFindings extends Migration {
  override up(): void {
    this.addSql('alter table "dossier_import" add column "sha256" text null, add column "header" jsonb null');
    this.addSql('create index "dossier_import_sha256_index" on "dossier_import" ("sha256")');
    this.addSql(`create table "import_row" ("dossier_import_id" uuid not null, "row" int not null,
      "rejected" boolean not null, "cells" jsonb null, primary key ("dossier_import_id", "row"))`);
    this.addSql(`alter table "import_row" add constraint "import_row_dossier_import_id_foreign"
      foreign key ("dossier_import_id") references "dossier_import" ("id") on delete cascade`);
    this.addSql(`create table "import_finding" ("id" bigserial primary key, "dossier_import_id" uuid not null,
      "row" int not null, "column" text not null, "severity" text not null, "rule" text not null, "value" text not null,
      "message" text not null,
      constraint "import_finding_severity_check" check ("severity" in ('BLOCK', 'WARN', 'INFO')))`);
    this.addSql(`create index "import_finding_dossier_import_id_severity_id_index"
      on "import_finding" ("dossier_import_id", "severity", "id")`);
    this.addSql(
      `create index "import_finding_dossier_import_id_row_index" on "import_finding" ("dossier_import_id", "row")`,
    );
    this.addSql(`alter table "import_finding" add constraint "import_finding_dossier_import_id_foreign"
      foreign key ("dossier_import_id") references "dossier_import" ("id") on delete cascade`);
    this.addSql(`insert into import_row (dossier_import_id, "row", rejected)
      select distinct dossier_import_id, "row", true from row_rejection`);
    this.addSql(`insert into import_finding (dossier_import_id, "row", "column", severity, rule, value, message)
      select dossier_import_id, "row", "column", 'BLOCK', rule, value, message from row_rejection order by id`);
    this.addSql('drop table "row_rejection"');
  }

  override down(): void {
    this.addSql(`create table "row_rejection" ("id" bigserial primary key, "dossier_import_id" uuid not null,
      "row" int not null, "column" text not null, "value" text not null, "rule" text not null, "message" text not null)`);
    this.addSql('create index "row_rejection_dossier_import_id_index" on "row_rejection" ("dossier_import_id")');
    this.addSql(`alter table "row_rejection" add constraint "row_rejection_dossier_import_id_foreign"
      foreign key ("dossier_import_id") references "dossier_import" ("id") on delete cascade`);
    this.addSql(`insert into row_rejection (dossier_import_id, "row", "column", value, rule, message)
      select dossier_import_id, "row", "column", value, rule, message from import_finding where severity = 'BLOCK' order by id`);
    this.addSql('drop table "import_finding"');
    this.addSql('drop table "import_row"');
    this.addSql('drop index "dossier_import_sha256_index"');
    this.addSql('alter table "dossier_import" drop column "sha256", drop column "header"');
  }
}
