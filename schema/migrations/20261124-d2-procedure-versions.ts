import { Migration } from '@mikro-orm/migrations';

/**
 * Facts of a procedure over time. What stood in `procedure` becomes the first version, without a first day; every code
 * goes on finding its procedure. The old columns go at once: two places for one fact would soon disagree, because a
 * version can begin on a day to come.
 */
export class ProcedureVersions extends Migration {
  override up(): void {
    this.addSql(
      `create table "procedure_version" ("id" uuid not null default uuidv7(), "valid_from" date null, "valid_to" date null, "code" text not null, "name" text not null, "status" text not null, "competence" text not null, "service_level" text not null, "service_level_certainty" text not null, "limit_online_text" text null, "limit_online_hours" int null, "limit_direct_text" text null, "limit_direct_hours" int null, "limit_postal_text" text null, "limit_postal_hours" int null, "published_national" boolean null, "published_province" boolean null, "restructured" boolean null, "eform" boolean null, "boundary_independent" boolean null, "enterprise" boolean null, "payment_obligation" boolean null, "payment_integrated" boolean null, "electronic_result" boolean null, "data_reuse" boolean null, "eligible" boolean null, "low_frequency" boolean null, "low_frequency_reference" text null, "decision" text null, "document_number" text null, "certainty" text not null, "source_note" text not null, "procedure_id" uuid not null, primary key ("id"))`,
    );
    this.addSql(
      `create table "procedure_code" ("id" uuid not null default uuidv7(), "procedure_id" uuid not null, "code" text not null, "valid_from" date null, "valid_to" date null, "certainty" text not null, "source_note" text not null, primary key ("id"))`,
    );
    this.addSql(
      `create unique index procedure_version_open_end on procedure_version (procedure_id) where valid_to is null`,
    );
    this.addSql(
      `create unique index procedure_version_open_start on procedure_version (procedure_id) where valid_from is null`,
    );
    this.addSql(
      `alter table "procedure_version" add constraint "procedure_version_procedure_id_valid_from_unique" unique ("procedure_id", "valid_from")`,
    );
    this.addSql(`create index "procedure_code_procedure_id_index" on "procedure_code" ("procedure_id")`);
    this.addSql(`alter table "procedure_code" add constraint "procedure_code_code_unique" unique ("code")`);
    this.addSql(
      `alter table "procedure_version" add constraint "procedure_version_procedure_id_foreign" foreign key ("procedure_id") references "procedure" ("id")`,
    );
    this.addSql(
      `alter table "procedure_version" add constraint "procedure_version_status_check" check ("status" in ('PUBLISHED', 'ABOLISHED', 'SUSPENDED', 'DRAFT'))`,
    );
    this.addSql(
      `alter table "procedure_version" add constraint "procedure_version_competence_check" check ("competence" in ('PROVINCE', 'COMMUNE', 'BOTH'))`,
    );
    this.addSql(
      `alter table "procedure_version" add constraint "procedure_version_service_level_check" check ("service_level" in ('FULL', 'PARTIAL', 'INFO'))`,
    );
    this.addSql(
      `alter table "procedure_version" add constraint "procedure_version_service_level_certainty_check" check ("service_level_certainty" in ('CONFIRMED', 'ONE_SOURCE', 'DERIVED', 'PROVISIONAL', 'UNVERIFIED'))`,
    );
    this.addSql(
      `alter table "procedure_version" add constraint "procedure_version_certainty_check" check ("certainty" in ('CONFIRMED', 'ONE_SOURCE', 'DERIVED', 'PROVISIONAL', 'UNVERIFIED'))`,
    );
    this.addSql(
      `alter table "procedure_code" add constraint "procedure_code_procedure_id_foreign" foreign key ("procedure_id") references "procedure" ("id")`,
    );
    this.addSql(
      `alter table "procedure_code" add constraint "procedure_code_certainty_check" check ("certainty" in ('CONFIRMED', 'ONE_SOURCE', 'DERIVED', 'PROVISIONAL', 'UNVERIFIED'))`,
    );
    this.addSql(
      `alter table "procedure_version" add constraint "procedure_version_span_check" check (valid_from < valid_to)`,
    );
    this.addSql(`insert into procedure_version (procedure_id, code, status, ${moved})
      select id, code, 'PUBLISHED', ${moved} from procedure`);
    this.addSql(`insert into procedure_code (procedure_id, code, certainty, source_note)
      select id, code, certainty, source_note from procedure`);
    this.addSql(`alter table "procedure" ${dropped}`);
  }

  override down(): void {
    for (const column of columns) this.addSql(`alter table "procedure" add column ${column} null`);
    this.addSql(`update procedure set (${moved}) = (select ${kept}
      from procedure_version where procedure_id = procedure.id order by valid_from desc nulls last limit 1)`);
    for (const name of required) this.addSql(`alter table "procedure" alter column "${name}" set not null`);
    for (const [name, values] of checks) {
      const members = values.map((value) => `'${value}'`).join(', ');
      this.addSql(`alter table "procedure" add constraint "procedure_${name}_check" check ("${name}" in (${members}))`);
    }
    this.addSql(`drop table "procedure_code"`);
    this.addSql(`drop table "procedure_version"`);
  }
}

const columns = [
  '"name" text',
  '"competence" text',
  '"service_level" text',
  '"service_level_certainty" text',
  '"eligible" boolean',
  '"limit_online_text" text',
  '"limit_direct_text" text',
  '"limit_online_hours" int',
  '"limit_direct_hours" int',
  '"decision" text',
  '"certainty" text',
  '"source_note" text',
];
const names = columns.map((column) => column.split('"')[1] ?? '');
const moved = names.join(', ');
const dropped = names.map((name) => `drop column "${name}"`).join(', ');
/** Unknown was not to be said then. */
const kept = moved.replace('eligible', 'coalesce(eligible, false)');
const optional = ['limit_online_text', 'limit_direct_text', 'limit_online_hours', 'limit_direct_hours', 'decision'];
const required = names.filter((name) => !optional.includes(name));
const certainties = ['CONFIRMED', 'ONE_SOURCE', 'DERIVED', 'PROVISIONAL', 'UNVERIFIED'];
const checks: readonly (readonly [string, readonly string[]])[] = [
  ['competence', ['PROVINCE', 'COMMUNE', 'BOTH']],
  ['service_level', ['FULL', 'PARTIAL', 'INFO']],
  ['service_level_certainty', certainties],
  ['certainty', certainties],
];
