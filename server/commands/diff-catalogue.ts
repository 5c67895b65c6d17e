import { existsSync, readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { civilDateAt, PlanError, readEnvironment } from '../../schema/base/index.js';
import { CatalogueDiffService, DiffKind, type CatalogueComparison } from '../../schema/catalogue/index.js';
import { openDatabase } from '../../schema/database.js';
import { commandDatabaseUrl } from './command-database.js';
import { runCommand } from './run-command.js';

const WORDS: Record<DiffKind, string> = {
  [DiffKind.Added]: 'chưa có ở tỉnh',
  [DiffKind.Removed]: 'không còn ở quốc gia',
  [DiffKind.Changed]: 'khác nội dung',
  [DiffKind.AbolishedStillPublished]: 'đã bãi bỏ mà vẫn công khai (điểm IV.9.b)',
};

await runCommand(async () => {
  const { positionals } = parseArgs({ allowPositionals: true });
  const [file] = positionals;
  if (file === undefined || positionals.length > 1) {
    throw new PlanError('INVALID_INPUT', 'Cách dùng: npm run catalogue:diff -- TỆP.csv');
  }
  if (!existsSync(file)) throw new PlanError('NOT_FOUND', `Không có tệp ${file}.`);
  const database = await openDatabase({ url: commandDatabaseUrl(readEnvironment()), poolSize: 1 });
  try {
    const start = process.hrtime.bigint();
    const text = readFileSync(file, 'utf8');
    print(await new CatalogueDiffService(database.em.fork()).compare(text, civilDateAt(new Date())));
    const seconds = Number(process.hrtime.bigint() - start) / 1e9;
    const megabytes = Math.round(process.resourceUsage().maxRSS / 1024);
    console.error(`So trong ${seconds.toFixed(2)} giây, bộ nhớ cao nhất ${megabytes} MiB.`);
  } finally {
    await database.close();
  }
});

function print({ theirs, ours, entries }: CatalogueComparison): void {
  for (const { kind, code, name, responsible, fields } of entries) {
    console.log(`${responsible ?? '?'}\t${code}\t${WORDS[kind]}\t${name}`);
    for (const { column, before, after } of fields) console.log(`\t\t${column}: «${before ?? ''}» → «${after ?? ''}»`);
  }
  const counts = Object.values(DiffKind).map((kind) => {
    return `${entries.filter((entry) => entry.kind === kind).length} ${WORDS[kind]}`;
  });
  console.log(`Tệp có ${theirs} thủ tục, danh mục có ${ours}: ${counts.join(', ')}.`);
}
