import { Migration } from '@mikro-orm/migrations';

/** Progress of tasks and assignments of the tasks that the plan gives to nobody, both as history. */
export class TaskProgressAndAssignments extends Migration {
  override up(): void {
    this.addSql(`create table "task_assignment" ("id" uuid not null default uuidv7(), "plan_id" uuid not null,
      "task_code" text not null, "unit_codes" text[] not null, "document_number" text not null,
      "from_day" date not null, "assigned_by" text not null, "assigned_at" timestamptz not null, primary key ("id"))`);
    this.addSql(`create index "task_assignment_plan_id_task_code_index" on "task_assignment" ("plan_id", "task_code")`);
    this.addSql(`alter table "task_assignment" add constraint "task_assignment_plan_id_foreign"
      foreign key ("plan_id") references "plan" ("id")`);
    this.addSql(`create table "task_progress" ("id" uuid not null default uuidv7(), "plan_id" uuid not null,
      "task_code" text not null, "unit_id" uuid not null, "status" text not null, "percent" int null,
      "note" text null, "evidence" text null, "recorded_by" text not null, "recorded_at" timestamptz not null,
      primary key ("id"))`);
    this.addSql(`create index "task_progress_plan_id_task_code_unit_id_index"
      on "task_progress" ("plan_id", "task_code", "unit_id")`);
    this.addSql(`create index "task_progress_unit_id_index" on "task_progress" ("unit_id")`);
    this.addSql(`alter table "task_progress" add constraint "task_progress_status_check"
      check ("status" in ('NOT_STARTED', 'IN_PROGRESS', 'DONE', 'BLOCKED'))`);
    this.addSql(`alter table "task_progress" add constraint "task_progress_plan_id_foreign"
      foreign key ("plan_id") references "plan" ("id")`);
    this.addSql(`alter table "task_progress" add constraint "task_progress_unit_id_foreign"
      foreign key ("unit_id") references "unit" ("id")`);
  }

  override down(): void {
    this.addSql(`drop table "task_progress"`);
    this.addSql(`drop table "task_assignment"`);
  }
}
