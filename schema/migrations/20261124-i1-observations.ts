import { Migration } from '@mikro-orm/migrations';

/** Measures that no dossier carries, and what units recorded of them. */
export class Observations extends Migration {
  override up(): void {
    this.addSql(`create table "measure" ("id" uuid not null default uuidv7(), "code" text not null,
      "name" text not null, "count_unit" text not null, "cycle" text not null, "scheme" text not null,
      "aggregation" text not null, "least" bigint not null, "greatest" bigint not null, "unit_kinds" text[] not null,
      "unit_codes" text[] not null, "except_units" text[] not null, "plan_number" text not null,
      "clause_code" text not null, "quote" text not null, "note" text null, "valid_from" date not null,
      "valid_to" date null, primary key ("id"))`);
    this.addSql(`alter table "measure" add constraint "measure_code_valid_from_unique" unique ("code", "valid_from")`);
    this.addSql(`alter table "measure" add constraint "measure_span_check" check (valid_from < valid_to)`);
    this.addSql(`alter table "measure" add constraint "measure_cycle_check"
      check ("cycle" in ('MONTH', 'QUARTER', 'HALF_YEAR', 'YEAR'))`);
    this.addSql(`alter table "measure" add constraint "measure_scheme_check" check ("scheme" in ('ND09', 'CALENDAR'))`);
    this.addSql(`alter table "measure" add constraint "measure_aggregation_check"
      check ("aggregation" in ('LATEST', 'SUM'))`);
    this.addSql(`create table "observation" ("id" uuid not null default uuidv7(), "unit_id" uuid not null,
      "measure_code" text not null, "scheme" text not null, "period_id" text not null, "period_from" date not null,
      "period_to" date not null, "value" bigint null, "missing_reason" text null, "note" text null,
      "evidence" text null, "revision" int not null, "synthetic" boolean not null default false,
      "recorded_by" text not null, "recorded_at" timestamptz not null default clock_timestamp(), primary key ("id"))`);
    this.addSql(`alter table "observation" add constraint "observation_revision_unique"
      unique ("unit_id", "measure_code", "scheme", "period_id", "revision")`);
    this.addSql(`create index "observation_measure_code_period_to_index"
      on "observation" ("measure_code", "period_to")`);
    this.addSql(`alter table "observation" add constraint "observation_value_check"
      check ((value is null) = (missing_reason is not null))`);
    this.addSql(`alter table "observation" add constraint "observation_revision_check" check (revision > 0)`);
    this.addSql(`alter table "observation" add constraint "observation_scheme_check"
      check ("scheme" in ('ND09', 'CALENDAR'))`);
    this.addSql(`alter table "observation" add constraint "observation_unit_id_foreign"
      foreign key ("unit_id") references "unit" ("id")`);
  }

  override down(): void {
    this.addSql(`drop table "observation"`);
    this.addSql(`drop table "measure"`);
  }
}
