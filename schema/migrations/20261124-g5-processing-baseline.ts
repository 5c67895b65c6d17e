import { Migration } from '@mikro-orm/migrations';

/** How long each unit usually takes for each procedure, so that an import can point at days far from it. */
export class ProcessingBaselines extends Migration {
  override up(): void {
    this.addSql(`create table "processing_baseline" ("unit_id" uuid not null, "procedure_id" uuid not null,
      "dossiers" int not null, "median" double precision not null, "deviation" double precision not null,
      "factor" double precision not null default 6, primary key ("unit_id", "procedure_id"))`);
  }

  override down(): void {
    this.addSql('drop table "processing_baseline"');
  }
}
