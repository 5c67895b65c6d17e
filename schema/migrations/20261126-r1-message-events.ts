import { Migration } from '@mikro-orm/migrations';

/** What happened to each mail, and addresses that returned one. Whatever queues a mail, a trigger begins its timeline. */
export class MessageEvents extends Migration {
  override up(): void {
    this.addSql(
      `create table "message_event" ("id" bigserial primary key, "message_id" uuid not null, "kind" text not null, "at" timestamptz not null default now(), "attempt" int null, "reply_code" int null, "fault" text null, "detail" text null)`,
    );
    this.addSql(`create index "message_event_message_id_index" on "message_event" ("message_id")`);
    this.addSql(
      `alter table "message_event" add constraint "message_event_message_id_foreign" foreign key ("message_id") references "message" ("id") on delete cascade`,
    );
    this.addSql(
      `alter table "message_event" add constraint "message_event_kind_check" check ("kind" in ('DECIDED', 'QUEUED', 'TRIED', 'ANSWERED', 'DEFERRED', 'BOUNCED', 'REDIRECTED', 'SENT', 'CANCELLED', 'DEAD', 'REQUEUED'))`,
    );
    this.addSql(`insert into message_event (message_id, kind, at)
      select id, kind, queued_at from message, unnest(array['DECIDED', 'QUEUED']) as kind`);
    this.addSql(`insert into message_event (message_id, kind, at) select id, 'SENT', sent_at from message
      where sent_at is not null`);
    this.addSql(`create function message_begins() returns trigger language plpgsql as $$ begin
      insert into message_event (message_id, kind, at)
        values (new.id, 'DECIDED', new.queued_at), (new.id, 'QUEUED', new.queued_at);
      return null; end $$`);
    this.addSql(
      `create trigger message_begins after insert on "message" for each row execute function message_begins()`,
    );
    this.addSql(
      `create table "mail_address_mark" ("address" text not null, "reply_code" int null, "reply" text not null, "marked_at" timestamptz not null, "message_id" uuid null, "lifted_at" timestamptz null, "lifted_by" text null, primary key ("address"))`,
    );
    this.addSql(`create index "mail_address_mark_message_id_index" on "mail_address_mark" ("message_id")`);
    this.addSql(
      `alter table "mail_address_mark" add constraint "mail_address_mark_message_id_foreign" foreign key ("message_id") references "message" ("id") on delete set null`,
    );
    this.addSql(
      `alter table "mail_address_mark" add constraint "mail_address_mark_lifted_check" check ((lifted_at is null) = (lifted_by is null))`,
    );
  }

  override down(): void {
    this.addSql(`drop table "mail_address_mark"`);
    this.addSql(`drop trigger message_begins on "message"`);
    this.addSql(`drop function message_begins()`);
    this.addSql(`drop table "message_event"`);
  }
}
