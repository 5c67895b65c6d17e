import { Migration } from '@mikro-orm/migrations';

/**
 * Where units come from and go to, other names, groups, and the one form in which names are searched.
 *
 * `search_key(text)` is the text's words, each with a space in front, without accents and in small letters:
 * ` thach ha` for «Thạch Hà». Only built-in, immutable parts, so that it may be indexed and inlined.
 */
export class OrganisationOverTime extends Migration {
  override up(): void {
    this.addSql(`
      create function search_key(source text) returns text language sql immutable parallel safe as $$
        select rtrim(regexp_replace(' ' || lower(translate(
          regexp_replace(normalize(source, nfd), '[\\u0300-\\u036f]', '', 'g'), 'đĐ', 'dd') collate "C"),
          '[^a-z0-9]+', ' ', 'g'), ' ')
      $$`);
    this.addSql(`alter table "unit" drop constraint "unit_commune_type_check"`);
    this.addSql(
      `alter table "unit" add constraint "unit_commune_type_check" check ("commune_type" in ('XA', 'PHUONG', 'THI_TRAN'))`,
    );
    this.addSql(
      `create table "unit_lineage" ("id" uuid not null default uuidv7(), "predecessor_id" uuid not null, "successor_id" uuid not null, "kind" text not null, "share_numerator" int null, "share_denominator" int null, "effective_on" date not null, "document" text null, "certainty" text not null, "source_note" text not null, primary key ("id"))`,
    );
    this.addSql(
      `alter table "unit_lineage" add constraint "unit_lineage_predecessor_id_successor_id_unique" unique ("predecessor_id", "successor_id")`,
    );
    this.addSql(`create index "unit_lineage_successor_id_index" on "unit_lineage" ("successor_id")`);
    this.addSql(
      `alter table "unit_lineage" add constraint "unit_lineage_kind_check" check ("kind" in ('MERGED_INTO', 'SPLIT_FROM'))`,
    );
    this.addSql(certaintyCheck('unit_lineage'));
    this.addSql(reference('unit_lineage', 'predecessor_id', 'unit'));
    this.addSql(reference('unit_lineage', 'successor_id', 'unit'));
    this.addSql(
      `create table "unit_alias" ("id" uuid not null default uuidv7(), "unit_id" uuid not null, "name" text not null, "kind" text not null, "valid_from" date null, "valid_to" date null, primary key ("id"))`,
    );
    this.addSql(`alter table "unit_alias" add constraint "unit_alias_unit_id_name_unique" unique ("unit_id", "name")`);
    this.addSql(
      `alter table "unit_alias" add constraint "unit_alias_kind_check" check ("kind" in ('FORMER_NAME', 'SHORT', 'SPELLING'))`,
    );
    this.addSql(reference('unit_alias', 'unit_id', 'unit'));
    this.addSql(
      `create table "unit_group" ("id" uuid not null default uuidv7(), "code" text not null, "name" text not null, "certainty" text not null, "source_note" text not null, primary key ("id"))`,
    );
    this.addSql(`alter table "unit_group" add constraint "unit_group_code_unique" unique ("code")`);
    this.addSql(certaintyCheck('unit_group'));
    this.addSql(
      `create table "unit_group_member" ("id" uuid not null default uuidv7(), "group_id" uuid not null, "unit_id" uuid not null, "valid_from" date null, "valid_to" date null, primary key ("id"))`,
    );
    this.addSql(
      `create index "unit_group_member_group_id_unit_id_index" on "unit_group_member" ("group_id", "unit_id")`,
    );
    this.addSql(`create index "unit_group_member_unit_id_index" on "unit_group_member" ("unit_id")`);
    this.addSql(reference('unit_group_member', 'group_id', 'unit_group'));
    this.addSql(reference('unit_group_member', 'unit_id', 'unit'));
  }

  override down(): void {
    this.addSql(`drop table "unit_group_member"`);
    this.addSql(`drop table "unit_group"`);
    this.addSql(`drop table "unit_alias"`);
    this.addSql(`drop table "unit_lineage"`);
    this.addSql(`alter table "unit" drop constraint "unit_commune_type_check"`);
    this.addSql(
      `alter table "unit" add constraint "unit_commune_type_check" check ("commune_type" in ('XA', 'PHUONG'))`,
    );
    this.addSql(`drop function search_key(text)`);
  }
}

function reference(table: string, column: string, to: string): string {
  return `alter table "${table}" add constraint "${table}_${column}_foreign" foreign key ("${column}") references "${to}" ("id")`;
}

function certaintyCheck(table: string): string {
  return `alter table "${table}" add constraint "${table}_certainty_check" check ("certainty" in ('CONFIRMED', 'ONE_SOURCE', 'DERIVED', 'PROVISIONAL', 'UNVERIFIED'))`;
}
