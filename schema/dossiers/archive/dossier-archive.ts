import type { Opt } from '@mikro-orm/core';
import { Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';

/** A year of dossiers that was written to a file and taken out of the database. */
@Entity({ tableName: 'dossier_archive' })
export class DossierArchive {
  /** Year in the codes of the dossiers. */
  @PrimaryKey({ type: 'smallint', autoincrement: false })
  year!: number;

  /** Name of the file, without its folder. */
  @Property({ type: 'text' })
  fileName!: string;

  /** SHA-256 of the file as it is stored (compressed), hexadecimal. */
  @Property({ type: 'text' })
  sha256!: string;

  @Property({ type: 'integer' })
  rows!: number;

  /** Whether any of the dossiers was made by the generator; figures go on saying so. */
  @Property({ type: 'boolean' })
  hasSynthetic!: boolean;

  @Property({ type: 'text' })
  actor!: string;

  @Property({ type: 'timestamptz', defaultRaw: 'clock_timestamp()' })
  archivedAt!: Date & Opt;
}
