import { Migration } from '@mikro-orm/migrations';

/**
 * A row in which an import found something tells which dossier it is of and as of when, so that what was found can be
 * counted by unit and period, until the dossier is mended. Of rows from before nobody knows.
 */
export class FindingDossiers extends Migration {
  override up(): void {
    this.addSql(
      `alter table "import_row" add column "opened_on" date null, add column "code" text collate "C" null, add column "updated_at" timestamptz null`,
    );
    this.addSql('create index import_row_dossier_index on import_row (opened_on, code) where not rejected');
  }

  override down(): void {
    this.addSql('drop index import_row_dossier_index');
    this.addSql(`alter table "import_row" drop column "opened_on", drop column "code", drop column "updated_at"`);
  }
}
