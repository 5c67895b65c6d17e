import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { civilDateAt, PlanError, readEnvironment } from '../../schema/base/index.js';
import { archiveYear } from '../../schema/dossiers/index.js';
import { commandDatabaseUrl } from './command-database.js';
import { runCommand } from './run-command.js';

const USAGE = 'Cách dùng: npm run dossiers:archive -- --year 2020 --to THƯ_MỤC';

await runCommand(async () => {
  const { values } = parseArgs({ options: { year: { type: 'string' }, to: { type: 'string' } } });
  const { year = '', to } = values;
  if (!/^20\d{2}$/.test(year) || to === undefined) throw new PlanError('INVALID_INPUT', USAGE);
  if (!existsSync(to)) throw new PlanError('NOT_FOUND', `Không có thư mục ${to}.`);
  const { file, rows, sha256 } = await archiveYear({
    url: commandDatabaseUrl(readEnvironment()),
    year: Number(year),
    folder: to,
    actor: 'command dossiers:archive',
    today: civilDateAt(new Date()),
  });
  console.log(`Đã lưu trữ ${rows} hồ sơ năm ${year} vào ${file} (SHA-256 ${sha256}). Giữ cả tệp .json đi kèm.`);
});
