import { Migration } from '@mikro-orm/migrations';

/** Runs that people wish beside those that are due. */
export class JobRequests extends Migration {
  override up(): void {
    this.addSql(
      `create table "job_request" ("id" uuid not null default uuidv7(), "schedule" text not null, "day" date not null, "dry_run" boolean not null, "requested_by" text not null, "requested_at" timestamptz not null, "state" text not null, "ended_at" timestamptz null, "effects" jsonb null, primary key ("id"))`,
    );
    this.addSql(`create index "job_request_state_index" on "job_request" ("state")`);
    this.addSql(
      `alter table "job_request" add constraint "job_request_state_check" check ("state" in ('QUEUED', 'DONE', 'FAILED'))`,
    );
  }

  override down(): void {
    this.addSql(`drop table "job_request"`);
  }
}
