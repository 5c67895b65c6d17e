import { Migration } from '@mikro-orm/migrations';

/** Profiles and rules that dossier files are read and checked by, as data. */
export class ImportProfilesAndRules extends Migration {
  override up(): void {
    this.addSql(
      `create table "import_profile" ("id" uuid not null default uuidv7(), "name" text not null, "version" int not null, "title" text not null, "yaml" text not null, "saved_at" timestamptz not null default clock_timestamp(), "saved_by" text not null, primary key ("id"))`,
    );
    this.addSql(
      `alter table "import_profile" add constraint "import_profile_name_version_unique" unique ("name", "version")`,
    );
    this.addSql(
      `create table "validation_rule" ("code" text not null, "check" text not null, "severity" text not null, "enabled" boolean not null, "parameters" jsonb not null, "message" text not null, "source" text not null, primary key ("code"))`,
    );
    this.addSql(
      `alter table "validation_rule" add constraint "validation_rule_check_check" check ("check" in ('FORMAT', 'COMPARE', 'STATUS_NEEDS', 'STATUS_FORBIDS', 'NOT_IN_FUTURE', 'OFFERED_ONLINE', 'UNIT_COMPETENT', 'UNIT_NOT_ENDED', 'UNIT_BEGUN', 'CODE_ONCE', 'PAID_IMPLIES_PAYABLE'))`,
    );
    this.addSql(
      `alter table "validation_rule" add constraint "validation_rule_severity_check" check ("severity" in ('BLOCK', 'WARN', 'INFO'))`,
    );
  }

  override down(): void {
    this.addSql(`drop table "validation_rule"`);
    this.addSql(`drop table "import_profile"`);
  }
}
