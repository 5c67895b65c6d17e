import { createLog } from '../../schema/base/index.js';
import { openDatabase } from '../../schema/database.js';
import { prepareInstallation } from '../../schema/install.js';
import type { DemoAccount } from './demo-accounts-file.js';
import { loadDemo, type DemoOptions } from './demo.js';

/** As `DemoOptions`; the database is opened here, and the clock read. */
export type PrepareOptions = Omit<DemoOptions, 'database' | 'now'>;

/** Brings the database up to date, loads the demonstration unless it is there, and returns its accounts. */
export async function prepareDemo(options: PrepareOptions): Promise<DemoAccount[]> {
  const database = await openDatabase({ url: options.url, poolSize: 2 });
  try {
    await prepareInstallation(options.url, database, createLog('local', 'silent'));
    return await loadDemo({ ...options, database, now: new Date() });
  } finally {
    await database.close(true);
  }
}
