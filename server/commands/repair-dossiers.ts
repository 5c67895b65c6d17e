import { readEnvironment } from '../../schema/base/index.js';
import { rebuildRollups } from '../../schema/dossiers/index.js';
import { commandDatabaseUrl } from './command-database.js';
import { runCommand } from './run-command.js';

await runCommand(async () => {
  await rebuildRollups(commandDatabaseUrl(readEnvironment()));
  console.log('Đã tính lại số tổng hợp từ hồ sơ.');
});
