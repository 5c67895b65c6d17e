import 'reflect-metadata';
import { createLog, readEnvironment } from '../../schema/base/index.js';
import { openDatabase } from '../../schema/database.js';
import { prepareInstallation } from '../../schema/install.js';
import { commandDatabaseUrl } from './command-database.js';
import { runCommand } from './run-command.js';

await runCommand(async () => {
  const environment = readEnvironment();
  const url = commandDatabaseUrl(environment);
  const database = await openDatabase({ url });
  try {
    await prepareInstallation(url, database, createLog('migrate', environment.LOG_LEVEL));
  } finally {
    await database.close();
  }
});
