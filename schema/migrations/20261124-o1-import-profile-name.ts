import { Migration } from '@mikro-orm/migrations';

/** By which profile a file was read, so that its rejected rows can go out as that profile reads them. */
export class ImportProfileName extends Migration {
  override up(): void {
    this.addSql(`alter table "dossier_import" add column "profile" text not null default 'standard'`);
  }

  override down(): void {
    this.addSql(`alter table "dossier_import" drop column "profile"`);
  }
}
