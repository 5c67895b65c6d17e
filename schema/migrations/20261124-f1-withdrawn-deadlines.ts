import { Migration } from '@mikro-orm/migrations';

/**
 * Deadlines that are withdrawn, and the due days they had before. A dated rule is owed once: what an earlier
 * postponement left beside the new row is withdrawn. Going down, withdrawn deadlines are owed again, and of the
 * reminders of several rounds the first is kept.
 */
export class WithdrawnDeadlines extends Migration {
  override up(): void {
    this.addSql(
      `alter table "deadline" add column "withdrawn_at" timestamptz null, add column "withdrawn_reason" text null, add column "earlier_due_on" date[] not null default '{}', add column "reminder_round" int not null default 0`,
    );
    this.addSql(`update "deadline" set withdrawn_at = now(), withdrawn_reason = 'Thời hạn đã dời sang việc mới hơn'
      where kind = 'DATED' and fulfilled_at is null and exists (select from deadline newer
        where newer.plan_id = deadline.plan_id and newer.source_code = deadline.source_code
          and newer.unit_id = deadline.unit_id and newer.id > deadline.id)`);
    this.addSql(
      `alter table "deadline" add constraint "deadline_withdrawn_check" check ((withdrawn_at is null) = (withdrawn_reason is null) and (withdrawn_at is null or fulfilled_at is null))`,
    );
    this.addSql(`alter table "reminder" add column "round" int not null default 0`);
    this.addSql(`alter table "reminder" drop constraint "reminder_deadline_id_rung_post_id_unique"`);
    this.addSql(
      `alter table "reminder" add constraint "reminder_deadline_id_rung_post_id_round_unique" unique ("deadline_id", "rung", "post_id", "round")`,
    );
  }

  override down(): void {
    this.addSql(`delete from "reminder" where exists (select from reminder earlier
      where (earlier.deadline_id, earlier.rung, earlier.post_id) = (reminder.deadline_id, reminder.rung, reminder.post_id)
        and earlier.round < reminder.round)`);
    this.addSql(`alter table "reminder" drop constraint "reminder_deadline_id_rung_post_id_round_unique"`);
    this.addSql(
      `alter table "reminder" add constraint "reminder_deadline_id_rung_post_id_unique" unique ("deadline_id", "rung", "post_id")`,
    );
    this.addSql(`alter table "reminder" drop column "round"`);
    this.addSql(
      `alter table "deadline" drop constraint "deadline_withdrawn_check", drop column "withdrawn_at", drop column "withdrawn_reason", drop column "earlier_due_on", drop column "reminder_round"`,
    );
  }
}
