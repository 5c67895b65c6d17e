import { Migration } from '@mikro-orm/migrations';

/** What each comparison of the rollups with the dossiers found. */
export class IntegrityChecks extends Migration {
  override up(): void {
    this.addSql(`create table "integrity_check" ("id" uuid not null default uuidv7(), "checked_at" timestamptz not null,
      "data_version" bigint not null, "difference_count" int not null, "differences" jsonb not null, primary key ("id"))`);
  }

  override down(): void {
    this.addSql('drop table "integrity_check"');
  }
}
