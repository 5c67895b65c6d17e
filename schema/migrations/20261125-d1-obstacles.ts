import { Migration } from '@mikro-orm/migrations';

/** Difficulties and obstacles with their versions and answers; how often a summary was written. */
export class Obstacles extends Migration {
  override up(): void {
    this.addSql(
      `create table "obstacle" ("id" uuid not null default uuidv7(), "plan_id" uuid not null, "unit_id" uuid not null, "scheme" text not null, "period_id" text not null, "period_to" date not null, ${FACTS}, "revision" int not null, "raised_at" timestamptz not null, "saved_by" text not null, "saved_at" timestamptz not null, primary key ("id"))`,
    );
    this.addSql(
      `create table "obstacle_version" ("id" uuid not null default uuidv7(), "obstacle_id" uuid not null, "revision" int not null, ${FACTS}, "saved_by" text not null, "saved_at" timestamptz not null, primary key ("id"))`,
    );
    this.addSql(
      `create table "obstacle_answer" ("id" uuid not null default uuidv7(), "obstacle_id" uuid not null, "text" text not null, "by_unit_id" uuid null, "by_name" text not null, "answered_by" text not null, "at" timestamptz not null, primary key ("id"))`,
    );
    this.addSql(`create index "obstacle_unit_id_period_to_index" on "obstacle" ("unit_id", "period_to")`);
    this.addSql(`create index "obstacle_addressee_id_index" on "obstacle" ("addressee_id")`);
    this.addSql(`create index "obstacle_answer_obstacle_id_at_index" on "obstacle_answer" ("obstacle_id", "at")`);
    this.addSql(
      `alter table "obstacle_version" add constraint "obstacle_version_obstacle_id_revision_unique" unique ("obstacle_id", "revision")`,
    );
    this.addSql(
      `alter table "obstacle" add constraint "obstacle_scheme_check" check ("scheme" in ('ND09', 'CALENDAR'))`,
    );
    this.addSql(
      `alter table "obstacle" add constraint "obstacle_closed_check" check ((status = 'CLOSED') = (closed_on is not null) and (closed_on is null) = (closed_reason is null))`,
    );
    for (const table of ['obstacle', 'obstacle_version']) {
      this.addSql(
        `alter table "${table}" add constraint "${table}_category_check" check ("category" in ('REGULATION', 'PROCEDURE', 'INFRASTRUCTURE', 'SOFTWARE', 'STAFF', 'FUNDING', 'PUBLIC', 'COORDINATION', 'OTHER'))`,
      );
      this.addSql(
        `alter table "${table}" add constraint "${table}_status_check" check ("status" in ('OPEN', 'ANSWERED', 'CLOSED'))`,
      );
    }
    for (const [table, column, other, rule] of REFERENCES) {
      this.addSql(
        `alter table "${table}" add constraint "${table}_${column}_foreign" foreign key ("${column}") references "${other}" ("id")${rule}`,
      );
    }
    this.addSql(`alter table "report_revision" add column "summary_revision" int not null default 0`);
  }

  override down(): void {
    this.addSql(`alter table "report_revision" drop column "summary_revision"`);
    this.addSql(`drop table "obstacle_answer"`);
    this.addSql(`drop table "obstacle_version"`);
    this.addSql(`drop table "obstacle"`);
  }
}

const FACTS = `"category" text not null, "description" text not null, "proposal" text null, "addressee_id" uuid null, "answer_by" date null, "status" text not null, "closed_on" date null, "closed_reason" text null`;

const REFERENCES = [
  ['obstacle', 'plan_id', 'plan', ''],
  ['obstacle', 'unit_id', 'unit', ''],
  ['obstacle', 'addressee_id', 'unit', ' on delete set null'],
  ['obstacle_version', 'obstacle_id', 'obstacle', ''],
  ['obstacle_version', 'addressee_id', 'unit', ' on delete set null'],
  ['obstacle_answer', 'obstacle_id', 'obstacle', ''],
  ['obstacle_answer', 'by_unit_id', 'unit', ' on delete set null'],
] as const;
