import { Migration } from '@mikro-orm/migrations';

/** Days that units commit to by the link of a mail, and the key that signs the links. */
export class DeadlineAnswers extends Migration {
  override up(): void {
    this.addSql(`alter table "installation" add "answer_key" text null`);
    this.addSql(
      `create table "deadline_commitment" ("id" uuid not null default uuidv7(), "deadline_id" uuid not null, "round" int not null, "committed_on" date not null, "made_at" timestamptz not null, "made_on" date not null, "made_by" text not null, "post_id" uuid not null, "note" text null, "link_hash" text not null, primary key ("id"))`,
    );
    this.addSql(`create index "deadline_commitment_deadline_id_index" on "deadline_commitment" ("deadline_id")`);
    this.addSql(
      `alter table "deadline_commitment" add constraint "deadline_commitment_link_hash_unique" unique ("link_hash")`,
    );
    this.addSql(
      `alter table "deadline_commitment" add constraint "deadline_commitment_deadline_id_foreign" foreign key ("deadline_id") references "deadline" ("id")`,
    );
    this.addSql(
      `alter table "deadline_commitment" add constraint "deadline_commitment_post_id_foreign" foreign key ("post_id") references "post" ("id")`,
    );
  }

  override down(): void {
    this.addSql(`drop table "deadline_commitment"`);
    this.addSql(`alter table "installation" drop column "answer_key"`);
  }
}
