import { Migration } from '@mikro-orm/migrations';

/** Lets «is any stored dossier synthetic?» be answered without reading millions of real ones. */
export class SyntheticIndex extends Migration {
  override up(): void {
    this.addSql('create index dossier_synthetic_index on dossier (code) where synthetic');
  }

  override down(): void {
    this.addSql('drop index dossier_synthetic_index');
  }
}
