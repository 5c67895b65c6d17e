import { Readable } from 'node:stream';
import { Client } from 'pg';
import { createLog, parseCivilDate } from '../../schema/base/index.js';
import { CatalogueService, readProcedures } from '../../schema/catalogue/index.js';
import { openDatabase } from '../../schema/database.js';
import { importDossiers, type DossierImportSummary, type ImportOptions } from '../../schema/dossiers/index.js';
import { migrateSchema } from '../../schema/migrate.js';
import { OrganisationService, readUnits } from '../../schema/organisation/index.js';
import { createTestDatabase } from './database.js';
import { csvOf, type RowCells } from './dossier-rows.js';

/** A test database with units and procedures and without dossiers. */
export interface DossierDatabase {
  readonly url: string;
  /** Takes a file in; `today` is 2026-06-30. */
  importText(source: string | Readable, options?: Partial<ImportOptions>): Promise<DossierImportSummary>;
  /** Takes rows in, filled up by `buildRow`. */
  importRows(rows: readonly Partial<RowCells>[]): Promise<DossierImportSummary>;
  /** Rows of a statement. */
  query<Row extends object>(sql: string): Promise<Row[]>;
  close(): Promise<void>;
}

/** Opens one. */
export async function openDossierDatabase(): Promise<DossierDatabase> {
  const { url, drop } = await createTestDatabase();
  await load(url);
  const client = new Client({ connectionString: url });
  await client.connect();
  const importText = (source: string | Readable, options: Partial<ImportOptions> = {}) =>
    importDossiers({
      url,
      source: typeof source === 'string' ? Readable.from([source]) : source,
      fileName: 'ho-so.csv',
      actor: 'test',
      today: parseCivilDate('2026-06-30'),
      ...options,
    });
  return {
    url,
    importText,
    importRows: (rows) => importText(csvOf(rows)),
    query: async <Row extends object>(sql: string) => (await client.query<Row>(sql)).rows,
    close: async () => {
      await client.end();
      await drop();
    },
  };
}

async function load(url: string): Promise<void> {
  const orm = await openDatabase({ url, poolSize: 1 });
  try {
    await migrateSchema(orm, createLog('test', 'silent'));
    await orm.em.fork().transactional(async (em) => {
      await new OrganisationService(em).load(readUnits());
      await new CatalogueService(em).load(readProcedures());
    });
  } finally {
    await orm.close();
  }
}
