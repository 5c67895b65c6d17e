import { Migration } from '@mikro-orm/migrations';

/** What mutations that clients named answered. */
export class ClientMutations extends Migration {
  override up(): void {
    this.addSql(`create table "client_mutation" ("viewer_id" uuid not null, "key_hash" text not null,
      "body_hash" text not null, "answer" bytea null, "created_at" timestamptz not null,
      primary key ("viewer_id", "key_hash"))`);
    this.addSql(`create index "client_mutation_created_at_index" on "client_mutation" ("created_at")`);
  }

  override down(): void {
    this.addSql(`drop table "client_mutation"`);
  }
}
