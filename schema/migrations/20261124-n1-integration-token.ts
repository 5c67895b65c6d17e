import { Migration } from '@mikro-orm/migrations';

/** What other systems hand their dossiers in with. */
export class IntegrationTokens extends Migration {
  override up(): void {
    this.addSql(`create table "integration_token" ("id" uuid not null default uuidv7(), "name" text not null,
      "token_hash" text not null, "created_by" text not null, "created_at" timestamptz not null,
      "expires_at" timestamptz not null, "ended_at" timestamptz null, "last_used_at" timestamptz null,
      primary key ("id"))`);
    this.addSql(`alter table "integration_token" add constraint "integration_token_token_hash_unique"
      unique ("token_hash")`);
  }

  override down(): void {
    this.addSql(`drop table "integration_token"`);
  }
}
