import { createLog } from '../../schema/base/index.js';
import { openDatabase } from '../../schema/database.js';
import { prepareInstallation } from '../../schema/install.js';

/** Brings the empty database at `url` to the state that every test database starts from: migrated, reference data. */
export async function prepareTemplate(url: string): Promise<void> {
  const database = await openDatabase({ url });
  try {
    await prepareInstallation(url, database, createLog('test', 'silent'));
  } finally {
    await database.close();
  }
}
