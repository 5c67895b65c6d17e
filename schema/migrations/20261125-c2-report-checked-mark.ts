import { Migration } from '@mikro-orm/migrations';

/** Which state of the facts a report was last compared with, so that it is not compared again while they stay. */
export class ReportCheckedMark extends Migration {
  override up(): void {
    this.addSql(`alter table "report" add column "checked_mark" text null`);
  }

  override down(): void {
    this.addSql(`alter table "report" drop column "checked_mark"`);
  }
}
