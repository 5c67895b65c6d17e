import 'reflect-metadata';
import { isUtf8 } from 'node:buffer';
import { existsSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { parseArgs } from 'node:util';
import { PlanError, readEnvironment } from '../../schema/base/index.js';
import { openDatabase } from '../../schema/database.js';
import { ProfileService } from '../../schema/dossiers/index.js';
import { assertMigrated } from '../../schema/migrate.js';
import { commandDatabaseUrl } from './command-database.js';
import { runCommand } from './run-command.js';

const ACTOR = 'command profile:load';

await runCommand(async () => {
  const { positionals } = parseArgs({ allowPositionals: true });
  const [file] = positionals;
  if (file === undefined || positionals.length > 1) {
    throw new PlanError('INVALID_INPUT', 'Cách dùng: npm run profile:load -- TỆP.yaml');
  }
  const yaml = textOf(file);
  const database = await openDatabase({ url: commandDatabaseUrl(readEnvironment()), poolSize: 1 });
  try {
    await assertMigrated(database);
    const { name, version, title } = await database.em
      .fork()
      .transactional((em) => new ProfileService(em).save(basename(file), yaml, ACTOR));
    console.log(`Mẫu nạp «${name}» (${title}): phiên bản ${version} đang dùng.`);
  } finally {
    await database.close();
  }
});

function textOf(file: string): string {
  if (!existsSync(file)) throw new PlanError('NOT_FOUND', `Không có tệp ${file}.`);
  const bytes = readFileSync(file);
  if (!isUtf8(bytes)) throw new PlanError('INVALID_INPUT', `${basename(file)}:1: tệp không phải chữ UTF-8`);
  return bytes.toString('utf8');
}
