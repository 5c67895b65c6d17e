import { parseArgs } from 'node:util';
import { PlanError, readEnvironment } from '../../schema/base/index.js';
import { restoreYear } from '../../schema/dossiers/index.js';
import { commandDatabaseUrl } from './command-database.js';
import { runCommand } from './run-command.js';

await runCommand(async () => {
  const [file] = parseArgs({ allowPositionals: true }).positionals;
  if (file === undefined) throw new PlanError('INVALID_INPUT', 'Cách dùng: npm run dossiers:restore -- TỆP.csv.gz');
  const url = commandDatabaseUrl(readEnvironment());
  const { rows, year } = await restoreYear({ url, file, actor: 'command dossiers:restore' });
  console.log(`Đã khôi phục ${rows} hồ sơ năm ${year}.`);
});
