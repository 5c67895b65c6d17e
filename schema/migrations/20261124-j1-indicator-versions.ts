import { Migration } from '@mikro-orm/migrations';

/** Indicators as data, each with its versions; rows are only added. */
export class IndicatorVersions extends Migration {
  override up(): void {
    this.addSql(
      `create table "indicator_version" ("id" uuid not null default uuidv7(), "plan_id" uuid not null, "code" text not null, "position" int not null, "name" text not null, "words" text not null, "expression" text not null, "parsed" jsonb not null, "targets" text[] not null, "exemption" text null, "source" text not null, "document_number" text not null, "valid_from" date not null, "set_by" text not null, "set_at" timestamptz not null default now(), primary key ("id"))`,
    );
    this.addSql(`create index "indicator_version_plan_id_index" on "indicator_version" ("plan_id")`);
    this.addSql(
      `alter table "indicator_version" add constraint "indicator_version_code_valid_from_unique" unique ("code", "valid_from")`,
    );
    this.addSql(
      `alter table "indicator_version" add constraint "indicator_version_plan_id_foreign" foreign key ("plan_id") references "plan" ("id")`,
    );
  }

  override down(): void {
    this.addSql(`drop table "indicator_version"`);
  }
}
