import { Migration } from '@mikro-orm/migrations';

/**
 * Chains the audit: a link for every entry, made at the commit, and no change of entries or links. What was written
 * before is chained in the order of its ids.
 */
export class AuditChain extends Migration {
  override up(): void {
    this.addSql(
      `create table "audit_seal" ("position" bigint not null, "entry_id" bigint not null, "hash" text not null, primary key ("position"))`,
    );
    this.addSql(`alter table "audit_seal" add constraint "audit_seal_entry_id_unique" unique ("entry_id")`);
    this.addSql(LINK);
    this.addSql(SEAL);
    this.addSql(`do $$ declare entry audit_entry; begin
      for entry in select * from audit_entry order by id loop perform audit_entry_link(entry); end loop;
    end $$`);
    this.addSql(`create constraint trigger audit_entry_seal after insert on "audit_entry"
      deferrable initially deferred for each row execute function audit_entry_seal()`);
    this.addSql(`create function audit_refuse_change() returns trigger language plpgsql as $$ begin
      raise exception 'The audit cannot be changed' using errcode = 'insufficient_privilege';
    end $$`);
    for (const table of ['audit_entry', 'audit_seal']) {
      this.addSql(`create trigger ${table}_unchanged before update or delete or truncate on "${table}"
        for each statement execute function audit_refuse_change()`);
    }
  }

  override down(): void {
    for (const table of ['audit_entry', 'audit_seal']) this.addSql(`drop trigger ${table}_unchanged on "${table}"`);
    this.addSql(`drop trigger audit_entry_seal on "audit_entry"`);
    this.addSql(`drop function audit_refuse_change()`);
    this.addSql(`drop function audit_entry_seal()`);
    this.addSql(`drop function audit_entry_link(audit_entry)`);
    this.addSql(`drop table "audit_seal"`);
  }
}

/** Any number that no other advisory lock of this program has. */
const CHAIN_LOCK = 457_2026;

/** The columns of an entry as text, in the order of the canonical form. */
const COLUMNS = `array[entry.id::text, to_char(entry.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), entry.actor,
  entry.action, entry.subject_type, entry.subject_id, entry.details::text]`;

/** Adds the link of one entry. The lock is let go by the end of the transaction, which is at hand. */
const LINK = `create function audit_entry_link(entry audit_entry) returns void language plpgsql as $$
declare
  head audit_seal;
  canonical text;
begin
  perform pg_advisory_xact_lock(${CHAIN_LOCK});
  select * into head from audit_seal order by position desc limit 1;
  select string_agg(case when part is null then '-' else octet_length(part) || ':' || part end, '' order by place)
    into canonical from unnest(${COLUMNS}) with ordinality as parts(part, place);
  insert into audit_seal (position, entry_id, hash) values (
    coalesce(head.position, 0) + 1,
    entry.id,
    encode(sha256(convert_to(coalesce(head.hash, repeat('0', 64)) || canonical, 'UTF8')), 'hex'));
end $$`;

const SEAL = `create function audit_entry_seal() returns trigger language plpgsql as $$ begin
  perform audit_entry_link(new);
  return null;
end $$`;
