import { Migration } from '@mikro-orm/migrations';

/** The first schema: organisation, catalogue, plan, dossiers, reports, reminders, accounts, audit, slots. */
export class InitialSchema extends Migration {
  override up(): void {
    this.addSql(
      `create table "audit_entry" ("id" bigserial primary key, "at" timestamptz not null default clock_timestamp(), "actor" text not null, "action" text not null, "subject_type" text not null, "subject_id" text not null, "details" jsonb null)`,
    );
    this.addSql(
      `create index "audit_entry_subject_type_subject_id_index" on "audit_entry" ("subject_type", "subject_id")`,
    );
    this.addSql(
      `create table "calendar_day" ("day" date not null, "working" boolean not null, "name" text not null, "source" text not null, "certainty" text not null, primary key ("day"))`,
    );
    this.addSql(
      `alter table "calendar_day" add constraint "calendar_day_certainty_check" check ("certainty" in ('CONFIRMED', 'ONE_SOURCE', 'DERIVED', 'PROVISIONAL', 'UNVERIFIED'))`,
    );
    this.addSql(
      `create table "dossier_import" ("id" uuid not null default uuidv7(), "file_name" text not null, "actor" text not null, "imported_at" timestamptz not null default clock_timestamp(), "rows_read" int not null, "created" int not null, "changed" int not null, "unchanged" int not null, "rejected" int not null, "data_version" bigint not null, primary key ("id"))`,
    );
    this.addSql(
      `create table "installation" ("id" smallint primary key, "go_live_on" date null, "data_version" bigint not null default '0')`,
    );
    this.addSql(
      `create table "province" ("id" uuid not null default uuidv7(), "code" text not null, "name" text not null, "dossier_prefix" text not null, primary key ("id"))`,
    );
    this.addSql(`alter table "province" add constraint "province_code_unique" unique ("code")`);
    this.addSql(
      `create table "plan" ("id" uuid not null default uuidv7(), "province_id" uuid not null, "number" text not null, "title" text not null, "issued_on" date not null, "effective_on" date not null, primary key ("id"))`,
    );
    this.addSql(`alter table "plan" add constraint "plan_number_unique" unique ("number")`);
    this.addSql(
      `create table "clause" ("id" uuid not null default uuidv7(), "plan_id" uuid not null, "parent_id" uuid null, "code" text not null, "position" int not null, "kinds" text[] not null, "heading" text null, "heading_reconstructed" boolean not null, "note" text null, "text" text not null, primary key ("id"))`,
    );
    this.addSql(`create index "clause_parent_id_index" on "clause" ("parent_id")`);
    this.addSql(`alter table "clause" add constraint "clause_plan_id_code_unique" unique ("plan_id", "code")`);
    this.addSql(
      `create table "duty" ("id" uuid not null default uuidv7(), "plan_id" uuid not null, "clause_id" uuid not null, "code" text not null, "kind" text not null, "name" text not null, "cycle" text not null, "scheme" text not null, "responsible" jsonb not null, "except_units" text[] not null, "recipients" text[] not null, "due_rule" jsonb not null, "due_rule_text" text not null, "first_period_on" date not null, "quote" text not null, primary key ("id"))`,
    );
    this.addSql(`alter table "duty" add constraint "duty_plan_id_code_unique" unique ("plan_id", "code")`);
    this.addSql(
      `alter table "duty" add constraint "duty_kind_check" check ("kind" in ('REPORT', 'INSPECTION', 'SURVEY', 'INDEX'))`,
    );
    this.addSql(
      `alter table "duty" add constraint "duty_cycle_check" check ("cycle" in ('MONTH', 'QUARTER', 'HALF_YEAR', 'YEAR'))`,
    );
    this.addSql(`alter table "duty" add constraint "duty_scheme_check" check ("scheme" in ('ND09', 'CALENDAR'))`);
    this.addSql(
      `create table "row_rejection" ("id" bigserial primary key, "dossier_import_id" uuid not null, "row" int not null, "column" text not null, "value" text not null, "rule" text not null, "message" text not null)`,
    );
    this.addSql(`create index "row_rejection_dossier_import_id_index" on "row_rejection" ("dossier_import_id")`);
    this.addSql(
      `create table "sign_in_attempt" ("id" uuid not null default uuidv7(), "email" text not null, "at" timestamptz not null, primary key ("id"))`,
    );
    this.addSql(`create index "sign_in_attempt_email_at_index" on "sign_in_attempt" ("email", "at")`);
    this.addSql(
      `create table "slot" ("schedule" text not null, "due_at" timestamptz not null, "state" text not null, "reason" text null, "attempts" int not null default 0, "claimed_at" timestamptz not null, "ended_at" timestamptz null, "effects" jsonb null, primary key ("schedule", "due_at"))`,
    );
    this.addSql(`create index "slot_state_index" on "slot" ("state")`);
    this.addSql(
      `alter table "slot" add constraint "slot_state_check" check ("state" in ('QUEUED', 'DONE', 'CAUGHT_UP', 'SKIPPED', 'FAILED'))`,
    );
    this.addSql(
      `create table "target" ("id" uuid not null default uuidv7(), "plan_id" uuid not null, "clause_id" uuid not null, "code" text not null, "name" text not null, "indicator_code" text null, "comparator" text not null, "target_value" int not null, "value_unit" text not null, "from" date null, "until" date null, "applies_to" text[] not null, "exemption" text null, "quote" text not null, primary key ("id"))`,
    );
    this.addSql(`alter table "target" add constraint "target_plan_id_code_unique" unique ("plan_id", "code")`);
    this.addSql(
      `alter table "target" add constraint "target_comparator_check" check ("comparator" in ('GT', 'GTE', 'EQ'))`,
    );
    this.addSql(
      `alter table "target" add constraint "target_value_unit_check" check ("value_unit" in ('PERCENT', 'COUNT', 'DOSSIERS_PER_YEAR'))`,
    );
    this.addSql(
      `create table "deadline_rule" ("id" uuid not null default uuidv7(), "plan_id" uuid not null, "clause_id" uuid not null, "target_id" uuid null, "code" text not null, "name" text not null, "precision" text not null, "span_end" date not null, "roll_to_working_day" boolean not null, "rule_text" text not null, "responsible" jsonb not null, "except_units" text[] not null, "quote" text not null, primary key ("id"))`,
    );
    this.addSql(
      `alter table "deadline_rule" add constraint "deadline_rule_plan_id_code_unique" unique ("plan_id", "code")`,
    );
    this.addSql(
      `alter table "deadline_rule" add constraint "deadline_rule_precision_check" check ("precision" in ('DAY', 'MONTH', 'QUARTER', 'YEAR'))`,
    );
    this.addSql(
      `create table "task" ("id" uuid not null default uuidv7(), "plan_id" uuid not null, "clause_id" uuid not null, "code" text not null, "name" text not null, "lead" jsonb null, "cooperating" jsonb not null, "quote" text not null, primary key ("id"))`,
    );
    this.addSql(`alter table "task" add constraint "task_plan_id_code_unique" unique ("plan_id", "code")`);
    this.addSql(
      `create table "unit" ("id" uuid not null default uuidv7(), "province_id" uuid not null, "code" text not null, "kind" text not null, "name" text not null, "short_name" text not null, "valid_from" date null, "valid_to" date null, "certainty" text not null, "source_note" text not null, "commune_type" text null, "former_district" text null, primary key ("id"))`,
    );
    this.addSql(`alter table "unit" add constraint "unit_code_unique" unique ("code")`);
    this.addSql(`create index "unit_kind_index" on "unit" ("kind")`);
    this.addSql(
      `alter table "unit" add constraint "unit_kind_check" check ("kind" in ('DEPARTMENT', 'COMMUNE', 'AGENCY'))`,
    );
    this.addSql(
      `alter table "unit" add constraint "unit_certainty_check" check ("certainty" in ('CONFIRMED', 'ONE_SOURCE', 'DERIVED', 'PROVISIONAL', 'UNVERIFIED'))`,
    );
    this.addSql(
      `alter table "unit" add constraint "unit_commune_type_check" check ("commune_type" in ('XA', 'PHUONG'))`,
    );
    this.addSql(
      `create table "procedure" ("id" uuid not null default uuidv7(), "code" text not null, "name" text not null, "field" text not null, "competence" text not null, "service_level" text not null, "service_level_certainty" text not null, "eligible" boolean not null, "groups" text[] not null, "limit_online_text" text null, "limit_direct_text" text null, "limit_online_hours" int null, "limit_direct_hours" int null, "decision" text null, "owner_id" uuid not null, "certainty" text not null, "source_note" text not null, primary key ("id"))`,
    );
    this.addSql(`alter table "procedure" add constraint "procedure_code_unique" unique ("code")`);
    this.addSql(`create index "procedure_owner_id_index" on "procedure" ("owner_id")`);
    this.addSql(
      `alter table "procedure" add constraint "procedure_competence_check" check ("competence" in ('PROVINCE', 'COMMUNE', 'BOTH'))`,
    );
    this.addSql(
      `alter table "procedure" add constraint "procedure_service_level_check" check ("service_level" in ('FULL', 'PARTIAL', 'INFO'))`,
    );
    this.addSql(
      `alter table "procedure" add constraint "procedure_service_level_certainty_check" check ("service_level_certainty" in ('CONFIRMED', 'ONE_SOURCE', 'DERIVED', 'PROVISIONAL', 'UNVERIFIED'))`,
    );
    this.addSql(
      `alter table "procedure" add constraint "procedure_certainty_check" check ("certainty" in ('CONFIRMED', 'ONE_SOURCE', 'DERIVED', 'PROVISIONAL', 'UNVERIFIED'))`,
    );
    this.addSql(
      `create table "procedure_rollup" ("unit_id" uuid not null, "procedure_id" uuid not null, "bucket" date not null, "received_online" int not null, "received_in_person" int not null, "received_postal" int not null, "resolved_early" int not null, "resolved_on_time" int not null, "resolved_late" int not null, "became_overdue" int not null, "full_process" int not null, "eligible" int not null, "electronic_result" int not null, "payable" int not null, "paid_online" int not null, "rated" int not null, "satisfied" int not null, primary key ("unit_id", "procedure_id", "bucket"))`,
    );
    this.addSql(
      `create index "procedure_rollup_procedure_id_bucket_index" on "procedure_rollup" ("procedure_id", "bucket")`,
    );
    this.addSql(
      `create table "post" ("id" uuid not null default uuidv7(), "unit_id" uuid not null, "kind" text not null, "title" text not null, "email" text not null, "valid_from" date not null, "valid_to" date null, primary key ("id"))`,
    );
    this.addSql(`create index "post_unit_id_index" on "post" ("unit_id")`);
    this.addSql(
      `alter table "post" add constraint "post_kind_check" check ("kind" in ('HEAD', 'DEPUTY', 'FOCAL_POINT'))`,
    );
    this.addSql(
      `create table "message" ("id" uuid not null default uuidv7(), "dedupe_key" text not null, "post_id" uuid not null, "to_name" text not null, "to_address" text not null, "subject" text not null, "text_body" text not null, "html_body" text not null, "message_id" text not null, "state" text not null, "attempts" int not null default 0, "last_error" text null, "queued_at" timestamptz not null, "sent_at" timestamptz null, primary key ("id"))`,
    );
    this.addSql(`alter table "message" add constraint "message_dedupe_key_unique" unique ("dedupe_key")`);
    this.addSql(`create index "message_post_id_index" on "message" ("post_id")`);
    this.addSql(`alter table "message" add constraint "message_message_id_unique" unique ("message_id")`);
    this.addSql(
      `alter table "message" add constraint "message_state_check" check ("state" in ('QUEUED', 'SENT', 'CANCELLED', 'FAILED'))`,
    );
    this.addSql(
      `create table "dossier" ("code" text not null, "procedure_id" uuid not null, "receiving_unit_id" uuid not null, "resolving_unit_id" uuid not null, "channel" text not null, "status" smallint not null, "received_on" date null, "due_on" date null, "finished_on" date null, "full_process" boolean not null, "eligible" boolean not null, "payable" boolean not null, "paid_online" boolean not null, "electronic_result" boolean not null, "rating" text null, "synthetic" boolean not null, "updated_at" timestamptz not null, primary key ("code"))`,
    );
    this.addSql(
      `create index "dossier_resolving_unit_id_procedure_id_index" on "dossier" ("resolving_unit_id", "procedure_id")`,
    );
    this.addSql(
      `alter table "dossier" add constraint "dossier_channel_check" check ("channel" in ('ONLINE', 'IN_PERSON', 'POSTAL'))`,
    );
    this.addSql(
      `alter table "dossier" add constraint "dossier_rating_check" check ("rating" in ('VERY_SATISFIED', 'SATISFIED', 'DISSATISFIED'))`,
    );
    this.addSql(
      `create table "deadline" ("id" uuid not null default uuidv7(), "plan_id" uuid not null, "clause_id" uuid not null, "unit_id" uuid not null, "kind" text not null, "source_code" text not null, "period_id" text not null, "title" text not null, "quote" text not null, "due_on" date not null, "due_at" timestamptz not null, "precision" text not null, "due_rule_text" text not null, "fulfilled_at" timestamptz null, "evidence" text null, primary key ("id"))`,
    );
    this.addSql(`create index "deadline_unit_id_index" on "deadline" ("unit_id")`);
    this.addSql(`create index "deadline_due_at_index" on "deadline" ("due_at")`);
    this.addSql(
      `alter table "deadline" add constraint "deadline_plan_id_source_code_unit_id_period_id_unique" unique ("plan_id", "source_code", "unit_id", "period_id")`,
    );
    this.addSql(
      `alter table "deadline" add constraint "deadline_kind_check" check ("kind" in ('REPORT', 'INSPECTION', 'SURVEY', 'INDEX', 'DATED'))`,
    );
    this.addSql(
      `alter table "deadline" add constraint "deadline_precision_check" check ("precision" in ('DAY', 'MONTH', 'QUARTER', 'YEAR'))`,
    );
    this.addSql(
      `create table "report" ("id" uuid not null default uuidv7(), "plan_id" uuid not null, "scope_key" text not null, "province_id" uuid not null, "unit_id" uuid null, "deadline_id" uuid null, "scheme" text not null, "cycle" text not null, "period_id" text not null, "state" text not null, "revision" int not null, "content" jsonb null, "compiled_at" timestamptz null, "data_version" bigint null, "first_sent_at" timestamptz null, primary key ("id"))`,
    );
    this.addSql(`create index "report_unit_id_index" on "report" ("unit_id")`);
    this.addSql(`alter table "report" add constraint "report_deadline_id_unique" unique ("deadline_id")`);
    this.addSql(`create index "report_period_id_index" on "report" ("period_id")`);
    this.addSql(
      `alter table "report" add constraint "report_plan_id_scope_key_scheme_period_id_unique" unique ("plan_id", "scope_key", "scheme", "period_id")`,
    );
    this.addSql(`alter table "report" add constraint "report_scheme_check" check ("scheme" in ('ND09', 'CALENDAR'))`);
    this.addSql(
      `alter table "report" add constraint "report_cycle_check" check ("cycle" in ('MONTH', 'QUARTER', 'HALF_YEAR', 'YEAR'))`,
    );
    this.addSql(
      `alter table "report" add constraint "report_state_check" check ("state" in ('ASSIGNED', 'DRAFT', 'WITH_HEAD', 'SENT', 'ACCEPTED', 'RETURNED', 'CORRECTION_REQUESTED'))`,
    );
    this.addSql(
      `create table "reminder" ("id" uuid not null default uuidv7(), "deadline_id" uuid not null, "rung" text not null, "post_id" uuid not null, "decided_on" date not null, "message_id" uuid not null, primary key ("id"))`,
    );
    this.addSql(`create index "reminder_message_id_index" on "reminder" ("message_id")`);
    this.addSql(
      `alter table "reminder" add constraint "reminder_deadline_id_rung_post_id_unique" unique ("deadline_id", "rung", "post_id")`,
    );
    this.addSql(
      `create table "unit_rollup" ("unit_id" uuid not null, "bucket" date not null, "received_online" int not null, "received_in_person" int not null, "received_postal" int not null, "resolved_early" int not null, "resolved_on_time" int not null, "resolved_late" int not null, "became_overdue" int not null, "full_process" int not null, "eligible" int not null, "electronic_result" int not null, "payable" int not null, "paid_online" int not null, "rated" int not null, "satisfied" int not null, primary key ("unit_id", "bucket"))`,
    );
    this.addSql(
      `create table "app_user" ("id" uuid not null default uuidv7(), "email" text not null, "name" text not null, "role" text not null, "unit_id" uuid null, "password_hash" text null, "disabled_at" timestamptz null, primary key ("id"))`,
    );
    this.addSql(`alter table "app_user" add constraint "app_user_email_unique" unique ("email")`);
    this.addSql(`create index "app_user_unit_id_index" on "app_user" ("unit_id")`);
    this.addSql(
      `alter table "app_user" add constraint "app_user_role_check" check ("role" in ('PUBLIC', 'OFFICER', 'HEAD', 'COORDINATOR', 'ADMIN'))`,
    );
    this.addSql(
      `create table "access_token" ("id" uuid not null default uuidv7(), "token_hash" text not null, "purpose" text not null, "user_id" uuid not null, "created_at" timestamptz not null, "expires_at" timestamptz not null, "ended_at" timestamptz null, primary key ("id"))`,
    );
    this.addSql(`alter table "access_token" add constraint "access_token_token_hash_unique" unique ("token_hash")`);
    this.addSql(`create index "access_token_user_id_index" on "access_token" ("user_id")`);
    this.addSql(
      `alter table "access_token" add constraint "access_token_purpose_check" check ("purpose" in ('SESSION', 'SET_PASSWORD'))`,
    );
    this.addSql(
      `alter table "plan" add constraint "plan_province_id_foreign" foreign key ("province_id") references "province" ("id")`,
    );
    this.addSql(
      `alter table "clause" add constraint "clause_plan_id_foreign" foreign key ("plan_id") references "plan" ("id")`,
    );
    this.addSql(
      `alter table "clause" add constraint "clause_parent_id_foreign" foreign key ("parent_id") references "clause" ("id") on delete set null`,
    );
    this.addSql(
      `alter table "duty" add constraint "duty_plan_id_foreign" foreign key ("plan_id") references "plan" ("id")`,
    );
    this.addSql(
      `alter table "duty" add constraint "duty_clause_id_foreign" foreign key ("clause_id") references "clause" ("id")`,
    );
    this.addSql(
      `alter table "row_rejection" add constraint "row_rejection_dossier_import_id_foreign" foreign key ("dossier_import_id") references "dossier_import" ("id") on delete cascade`,
    );
    this.addSql(
      `alter table "target" add constraint "target_plan_id_foreign" foreign key ("plan_id") references "plan" ("id")`,
    );
    this.addSql(
      `alter table "target" add constraint "target_clause_id_foreign" foreign key ("clause_id") references "clause" ("id")`,
    );
    this.addSql(
      `alter table "deadline_rule" add constraint "deadline_rule_plan_id_foreign" foreign key ("plan_id") references "plan" ("id")`,
    );
    this.addSql(
      `alter table "deadline_rule" add constraint "deadline_rule_clause_id_foreign" foreign key ("clause_id") references "clause" ("id")`,
    );
    this.addSql(
      `alter table "deadline_rule" add constraint "deadline_rule_target_id_foreign" foreign key ("target_id") references "target" ("id") on delete set null`,
    );
    this.addSql(
      `alter table "task" add constraint "task_plan_id_foreign" foreign key ("plan_id") references "plan" ("id")`,
    );
    this.addSql(
      `alter table "task" add constraint "task_clause_id_foreign" foreign key ("clause_id") references "clause" ("id")`,
    );
    this.addSql(
      `alter table "unit" add constraint "unit_province_id_foreign" foreign key ("province_id") references "province" ("id")`,
    );
    this.addSql(
      `alter table "procedure" add constraint "procedure_owner_id_foreign" foreign key ("owner_id") references "unit" ("id")`,
    );
    this.addSql(
      `alter table "procedure_rollup" add constraint "procedure_rollup_unit_id_foreign" foreign key ("unit_id") references "unit" ("id")`,
    );
    this.addSql(
      `alter table "procedure_rollup" add constraint "procedure_rollup_procedure_id_foreign" foreign key ("procedure_id") references "procedure" ("id")`,
    );
    this.addSql(
      `alter table "post" add constraint "post_unit_id_foreign" foreign key ("unit_id") references "unit" ("id")`,
    );
    this.addSql(
      `alter table "message" add constraint "message_post_id_foreign" foreign key ("post_id") references "post" ("id")`,
    );
    this.addSql(
      `alter table "dossier" add constraint "dossier_procedure_id_foreign" foreign key ("procedure_id") references "procedure" ("id")`,
    );
    this.addSql(
      `alter table "dossier" add constraint "dossier_receiving_unit_id_foreign" foreign key ("receiving_unit_id") references "unit" ("id")`,
    );
    this.addSql(
      `alter table "dossier" add constraint "dossier_resolving_unit_id_foreign" foreign key ("resolving_unit_id") references "unit" ("id")`,
    );
    this.addSql(
      `alter table "deadline" add constraint "deadline_plan_id_foreign" foreign key ("plan_id") references "plan" ("id")`,
    );
    this.addSql(
      `alter table "deadline" add constraint "deadline_clause_id_foreign" foreign key ("clause_id") references "clause" ("id")`,
    );
    this.addSql(
      `alter table "deadline" add constraint "deadline_unit_id_foreign" foreign key ("unit_id") references "unit" ("id")`,
    );
    this.addSql(
      `alter table "report" add constraint "report_plan_id_foreign" foreign key ("plan_id") references "plan" ("id")`,
    );
    this.addSql(
      `alter table "report" add constraint "report_province_id_foreign" foreign key ("province_id") references "province" ("id")`,
    );
    this.addSql(
      `alter table "report" add constraint "report_unit_id_foreign" foreign key ("unit_id") references "unit" ("id") on delete set null`,
    );
    this.addSql(
      `alter table "report" add constraint "report_deadline_id_foreign" foreign key ("deadline_id") references "deadline" ("id") on delete set null`,
    );
    this.addSql(
      `alter table "reminder" add constraint "reminder_deadline_id_foreign" foreign key ("deadline_id") references "deadline" ("id")`,
    );
    this.addSql(
      `alter table "reminder" add constraint "reminder_post_id_foreign" foreign key ("post_id") references "post" ("id")`,
    );
    this.addSql(
      `alter table "reminder" add constraint "reminder_message_id_foreign" foreign key ("message_id") references "message" ("id")`,
    );
    this.addSql(
      `alter table "unit_rollup" add constraint "unit_rollup_unit_id_foreign" foreign key ("unit_id") references "unit" ("id")`,
    );
    this.addSql(
      `alter table "app_user" add constraint "app_user_unit_id_foreign" foreign key ("unit_id") references "unit" ("id") on delete set null`,
    );
    this.addSql(
      `alter table "access_token" add constraint "access_token_user_id_foreign" foreign key ("user_id") references "app_user" ("id") on delete cascade`,
    );
  }

  override down(): void {
    for (const table of tables) this.addSql(`drop table if exists "${table}" cascade`);
  }
}

const tables = [
  'audit_entry',
  'calendar_day',
  'dossier_import',
  'installation',
  'province',
  'plan',
  'clause',
  'duty',
  'row_rejection',
  'sign_in_attempt',
  'slot',
  'target',
  'deadline_rule',
  'task',
  'unit',
  'procedure',
  'procedure_rollup',
  'post',
  'message',
  'dossier',
  'deadline',
  'report',
  'reminder',
  'unit_rollup',
  'app_user',
  'access_token',
];
