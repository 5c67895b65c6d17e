import { Migration } from '@mikro-orm/migrations';

/** When a message whose sending failed may be tried again, and a quick way to the ones that wait. */
export class MessageNextAttempt extends Migration {
  override up(): void {
    this.addSql(`alter table "message" add column "next_attempt_at" timestamptz null`);
    this.addSql(`create index "message_state_index" on "message" ("state")`);
  }

  override down(): void {
    this.addSql(`drop index "message_state_index"`);
    this.addSql(`alter table "message" drop column "next_attempt_at"`);
  }
}
