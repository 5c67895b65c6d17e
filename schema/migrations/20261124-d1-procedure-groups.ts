import { Migration } from '@mikro-orm/migrations';

/** Lists of procedures as data: which there are, who is on them, since when and how sure that is. */
export class ProcedureGroups extends Migration {
  override up(): void {
    this.addSql(
      `create table "procedure_group" ("code" text not null, "name" text not null, "item_count" int null, "certainty" text not null, "source_note" text not null, primary key ("code"))`,
    );
    this.addSql(
      `create table "procedure_group_membership" ("id" uuid not null default uuidv7(), "procedure_id" uuid not null, "group_code" text not null, "item" text null, "valid_from" date null, "valid_to" date null, "certainty" text not null, "source_note" text not null, primary key ("id"))`,
    );
    this.addSql(
      `create index "procedure_group_membership_procedure_id_group_code_index" on "procedure_group_membership" ("procedure_id", "group_code")`,
    );
    this.addSql(
      `alter table "procedure_group" add constraint "procedure_group_code_check" check ("code" in ('QD06', 'QD422', 'QD206', 'UU_TIEN', 'NHOM_82', 'DVC_25'))`,
    );
    this.addSql(
      `alter table "procedure_group" add constraint "procedure_group_certainty_check" check ("certainty" in ('CONFIRMED', 'ONE_SOURCE', 'DERIVED', 'PROVISIONAL', 'UNVERIFIED'))`,
    );
    this.addSql(
      `alter table "procedure_group_membership" add constraint "procedure_group_membership_procedure_id_foreign" foreign key ("procedure_id") references "procedure" ("id")`,
    );
    this.addSql(
      `alter table "procedure_group_membership" add constraint "procedure_group_membership_group_code_check" check ("group_code" in ('QD06', 'QD422', 'QD206', 'UU_TIEN', 'NHOM_82', 'DVC_25'))`,
    );
    this.addSql(
      `alter table "procedure_group_membership" add constraint "procedure_group_membership_certainty_check" check ("certainty" in ('CONFIRMED', 'ONE_SOURCE', 'DERIVED', 'PROVISIONAL', 'UNVERIFIED'))`,
    );
    this.addSql(`insert into procedure_group_membership (procedure_id, group_code, certainty, source_note)
      select id, unnest(groups), 'UNVERIFIED', 'theo danh mục ban đầu' from procedure`);
    this.addSql(`update procedure_group_membership set certainty = 'ONE_SOURCE' where group_code = 'QD06'`);
    this.addSql(`alter table "procedure" drop column "groups"`);
  }

  override down(): void {
    this.addSql(`alter table "procedure" add column "groups" text[] null`);
    this.addSql(`update procedure set groups = array(select distinct group_code from procedure_group_membership
      where procedure_id = procedure.id and group_code in ('QD06', 'QD422', 'QD206') order by 1)`);
    this.addSql(`alter table "procedure" alter column "groups" set not null`);
    this.addSql(`drop table "procedure_group_membership"`);
    this.addSql(`drop table "procedure_group"`);
  }
}
