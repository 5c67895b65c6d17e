import { Migration } from '@mikro-orm/migrations';

/**
 * The search key of a procedure's name, kept beside it: making it takes 25 µs, which over a catalogue of ten thousand is
 * a quarter of a second for each search.
 */
export class ProcedureNameKey extends Migration {
  override up(): void {
    this.addSql(
      `alter table "procedure_version" add column "name_key" text generated always as (search_key(name)) stored not null`,
    );
  }

  override down(): void {
    this.addSql(`alter table "procedure_version" drop column "name_key"`);
  }
}
