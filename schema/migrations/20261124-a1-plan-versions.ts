import { Migration } from '@mikro-orm/migrations';

const VERSIONED = ['clause', 'target', 'task', 'duty', 'deadline_rule'];

/**
 * Clauses, targets, tasks, duties and deadline rules over time: what is stored becomes the version that the plan itself
 * set. What the plan's data say beyond that (issuer, notes, named units) is filled in when they are loaded next.
 */
export class PlanVersions extends Migration {
  override up(): void {
    for (const table of VERSIONED) {
      this.addSql(`alter table "${table}" add column "valid_from" date, add column "valid_to" date null,
        add column "document_number" text`);
      this.addSql(`update "${table}" part set valid_from = plan.effective_on, document_number = plan.number
        from plan where plan.id = part.plan_id`);
      this.addSql(`alter table "${table}" alter column "valid_from" set not null,
        alter column "document_number" set not null`);
      this.addSql(`alter table "${table}" drop constraint "${table}_plan_id_code_unique"`);
      this.addSql(`alter table "${table}" add constraint "${table}_plan_id_code_valid_from_unique"
        unique ("plan_id", "code", "valid_from")`);
    }
    this.addColumns('target', [
      `"measured_by" text null`,
      `"unit_codes" text[] not null default '{}'`,
      `"assigned_by" text[] not null default '{}'`,
      `"note" text null`,
    ]);
    this.addSql(`alter table "target" add constraint "target_measured_by_check"
      check ("measured_by" in ('CATALOGUE', 'OBSERVATION'))`);
    this.addColumns('task', [
      `"except_units" text[] not null default '{}'`,
      `"assigned_by" text[] not null default '{}'`,
      `"partners" text[] not null default '{}'`,
      `"note" text null`,
    ]);
    this.addColumns('duty', [
      `"cooperating" jsonb not null default '{"units":[],"scopes":[]}'`,
      `"embedded_in" text null`,
    ]);
    this.addColumns('plan', [
      `"issuer" text not null default ''`,
      `"source" text not null default ''`,
      `"preamble" text[] not null default '{}'`,
      `"legal_bases" jsonb not null default '[]'`,
      `"corrections" jsonb not null default '[]'`,
      `"amendments" jsonb not null default '[]'`,
      `"loaded_by" text not null default 'start'`,
    ]);
  }

  override down(): void {
    for (const table of ['deadline', 'target', 'task', 'duty', 'deadline_rule'])
      this.pointToLatest(table, 'clause_id', 'clause');
    this.pointToLatest('clause', 'parent_id', 'clause');
    this.pointToLatest('deadline_rule', 'target_id', 'target');
    for (const table of VERSIONED) {
      // Without versions only what holds latest can stay.
      this.addSql(`delete from "${table}" part where exists (select from "${table}" later
        where later.plan_id = part.plan_id and later.code = part.code and later.valid_from > part.valid_from)`);
      this.addSql(`alter table "${table}" drop constraint "${table}_plan_id_code_valid_from_unique"`);
      this.addSql(`alter table "${table}" add constraint "${table}_plan_id_code_unique" unique ("plan_id", "code")`);
      this.addSql(`alter table "${table}" drop column "valid_from", drop column "valid_to",
        drop column "document_number"`);
    }
    this.addSql(`alter table "target" drop column "measured_by", drop column "unit_codes", drop column "assigned_by",
      drop column "note"`);
    this.addSql(`alter table "task" drop column "except_units", drop column "assigned_by", drop column "partners",
      drop column "note"`);
    this.addSql(`alter table "duty" drop column "cooperating", drop column "embedded_in"`);
    this.addSql(`alter table "plan" drop column "issuer", drop column "source", drop column "preamble",
      drop column "legal_bases", drop column "corrections", drop column "amendments", drop column "loaded_by"`);
  }

  private pointToLatest(table: string, column: string, to: string): void {
    this.addSql(`update "${table}" set "${column}" = (select latest.id from "${to}" latest
        where (latest.plan_id, latest.code) = (named.plan_id, named.code) order by latest.valid_from desc limit 1)
      from "${to}" named where named.id = "${table}"."${column}"`);
  }

  /** The defaults are for the rows that are there; entities always give their values. */
  private addColumns(table: string, columns: readonly string[]): void {
    for (const column of columns) {
      this.addSql(`alter table "${table}" add column ${column}`);
      if (column.includes(' default ')) {
        this.addSql(`alter table "${table}" alter column ${column.split(' ')[0]} drop default`);
      }
    }
  }
}
